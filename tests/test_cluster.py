from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.cluster import components, families
from dedupe_articles.model import (
    ArticleRef,
    Containment,
    Direction,
    Family,
    Finding,
    Relation,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

links = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=30)


def naive_components(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Join groups until no pair joins two of them."""
    groups = [set(pair) for pair in pairs]
    joined: list[set[int]] = []
    for group in groups:
        touched = [other for other in joined if other & group]
        joined = [other for other in joined if not other & group]
        joined.append(group.union(*touched))
    return sorted(sorted(group) for group in joined)


def finding(
    a: str,
    b: str,
    relation: Relation = Relation.DERIVED,
    original: Literal["a", "b"] | None = None,
    words: tuple[int, int] = (100, 100),
) -> Finding:
    return Finding(
        fingerprint="",
        a=ArticleRef(a, a, words[0]),
        b=ArticleRef(b, b, words[1]),
        relation=relation,
        score=1.0,
        confidence=1.0,
        jaccard=1.0,
        containment=Containment(1.0, 1.0),
        coverage_a=1.0,
        coverage_b=1.0,
        longest_run=0,
        quoted_share=0.0,
        direction=Direction(original, 1.0),
        passages=(),
        matches=(),
        substitutions=(),
    )


@given(links)
def test_components_are_those_of_a_naive_search(pairs: list[tuple[int, int]]) -> None:
    assert components(pairs) == naive_components(pairs)


@given(links, st.data())
def test_components_do_not_depend_on_the_order_of_the_links(
    pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(pairs))
    turned = [pair[::-1] if data.draw(st.booleans()) else pair for pair in shuffled]
    assert components(turned) == components(pairs)


def test_a_chain_of_a_hundred_thousand_links_is_one_component() -> None:
    chain = [(i, i + 1) for i in range(100_000)]
    assert components(chain) == [list(range(100_001))]


def test_articles_that_descend_through_others_are_one_family() -> None:
    found = families([finding("b", "c"), finding("x", "y"), finding("a", "b")])
    assert [family.members for family in found] == [("a", "b", "c"), ("x", "y")]


@pytest.mark.parametrize("relation", Relation)
def test_only_descent_makes_a_family(relation: Relation) -> None:
    """Two articles that quote from a third are not of one family for that."""
    descent = {Relation.EXACT, Relation.NEAR_DUPLICATE, Relation.DERIVED, Relation.EXCERPT}
    found = families([finding("a", "b", relation)])
    assert found == ([Family(("a", "b"), "a")] if relation in descent else [])


def test_no_findings_make_no_family() -> None:
    assert families([]) == []


def test_the_article_most_often_named_the_original_represents_the_family() -> None:
    found = families(
        [
            finding("a", "c", original="b", words=(900, 100)),
            finding("b", "c", original="b"),
            finding("a", "b", original="a", words=(900, 100)),
        ]
    )
    assert found == [Family(("a", "b", "c"), "c")]


def test_of_equals_the_longest_represents_the_family_and_then_the_first() -> None:
    assert families([finding("a", "b", words=(100, 101))])[0].representative == "b"
    assert families([finding("b", "a")])[0].representative == "a"


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("ghijkl"))), st.data())
def test_families_do_not_depend_on_the_order_of_the_findings(
    pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    findings = [finding(a, b, original="a") for a, b in pairs]
    assert families(data.draw(st.permutations(findings))) == families(findings)
