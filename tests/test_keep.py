from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.cluster import families, preference
from dedupe_articles.keep import Dropped, dropped
from dedupe_articles.model import (
    ArticleRef,
    Containment,
    Direction,
    Finding,
    Relation,
    Representative,
    Settings,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULTS = Settings()


def finding(a: str, b: str, score: float = 1.0, relation: Relation = Relation.DERIVED) -> Finding:
    """Return a finding between two articles that are the longer the later their first letter."""
    return Finding(
        fingerprint=f"{a}-{b}",
        a=ArticleRef(a, a, ord(a[0])),
        b=ArticleRef(b, b, ord(b[0])),
        relation=relation,
        score=score,
        confidence=1.0,
        jaccard=1.0,
        containment=Containment(1.0, 1.0),
        coverage_a=score,
        coverage_b=score,
        longest_run=0,
        quoted_share=0.0,
        direction=Direction(None, 1.0),
        passages=(),
        matches=(),
        substitutions=(),
    )


def decided(findings: Sequence[Finding], settings: Settings = DEFAULTS) -> list[Dropped]:
    return dropped(findings, families(findings, settings), settings)


def names(items: Sequence[Dropped]) -> list[tuple[str, str]]:
    return [(item.article.id, item.kept.id) for item in items]


def test_of_two_copies_one_is_dropped_for_the_other() -> None:
    assert names(decided([finding("a", "b")])) == [("a", "b")]


def test_an_article_is_dropped_for_the_kept_one_that_it_is_nearest_to() -> None:
    found = decided([finding("a", "c", 0.5), finding("a", "b", 0.9), finding("b", "c", 0.8)])
    assert names(found) == [("a", "c"), ("b", "c")]
    assert [item.finding.fingerprint for item in found] == ["a-c", "b-c"]


def test_what_hangs_on_a_dropped_article_only_is_kept() -> None:
    """Nothing is known of c and a: that both resemble b does not make them alike."""
    found = decided([finding("a", "b"), finding("b", "c")])
    assert names(found) == [("b", "c")]


def test_shared_passages_drop_nothing() -> None:
    assert decided([finding("a", "b", relation=Relation.SHARED_PASSAGES)]) == []


def test_the_reason_is_what_the_kept_one_has_before_the_other() -> None:
    def because(a: str, b: str, settings: Settings) -> str:
        return decided([finding(a, b)], settings)[0].because

    assert because("a", "b", DEFAULTS) == "longer"
    assert because("a", "b", Settings(representative=Representative.FIRST)) == "first by path"
    assert because("x/a", "x/b", Settings(prefer=("x",))) == "first by id"
    assert because("x/a", "y/b", Settings(prefer=("x",))) == "in a preferred folder"


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("ghijkl"), st.sampled_from([0.2, 1])),
        unique_by=lambda pair: pair[:2],
    ),
    st.sampled_from(Representative),
)
def test_every_dropped_article_has_a_finding_with_one_that_is_kept(
    pairs: list[tuple[str, str, float]], rule: Representative
) -> None:
    findings = [finding(*pair) for pair in pairs]
    settings = Settings(representative=rule)
    found = decided(findings, settings)
    gone = {item.article.id for item in found}
    assert len(gone) == len(found)
    for item in found:
        assert item.kept.id not in gone
        assert item.finding in findings
        assert {item.finding.a.id, item.finding.b.id} == {item.article.id, item.kept.id}
    representatives = {family.representative for family in families(findings, settings)}
    assert representatives.isdisjoint(gone)


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("defghi"), st.sampled_from([0.2, 1])),
    ).map(lambda pairs: [pair for pair in pairs if pair[0] != pair[1]]),
    st.sampled_from(Representative),
)
def test_each_member_is_dropped_for_the_nearest_of_all_kept_before_it(
    pairs: list[tuple[str, str, float]], rule: Representative
) -> None:
    """Of equally near ones it is the most preferred, of findings of one pair the last."""
    findings = [finding(*pair) for pair in pairs]
    settings = Settings(representative=rule)
    preferred = preference(findings, settings)
    expected = []
    for family in families(findings, settings):
        kept: list[str] = []
        for member in sorted(family.members, key=preferred.__getitem__):
            scores = [
                ([f.score for f in findings if {f.a.id, f.b.id} == {member, other}], other)
                for other in kept
            ]
            nearest = max((s for s in scores if s[0]), key=lambda s: s[0][-1], default=None)
            if nearest is None:
                kept.append(member)
            else:
                expected.append((member, nearest[1]))
    assert names(decided(findings, settings)) == sorted(expected)
