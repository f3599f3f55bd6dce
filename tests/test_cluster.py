from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.cluster import communities, components, families, idle_preferences
from dedupe_articles.model import (
    ArticleRef,
    Containment,
    Direction,
    Family,
    Finding,
    Relation,
    Representative,
    Settings,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULTS = Settings()

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


def finding(  # noqa: PLR0913, PLR0917 - all of what families look at
    a: str,
    b: str,
    relation: Relation = Relation.DERIVED,
    original: Literal["a", "b"] | None = None,
    words: tuple[int, int] = (100, 100),
    dates: tuple[str | None, str | None] = (None, None),
    shared: float = 1.0,
) -> Finding:
    """Return a finding between two articles; `shared` is what each has of the other."""
    return Finding(
        fingerprint="",
        a=ArticleRef(a, a, words[0], date=dates[0]),
        b=ArticleRef(b, b, words[1], date=dates[1]),
        relation=relation,
        score=1.0,
        confidence=1.0,
        jaccard=1.0,
        containment=Containment(1.0, 1.0),
        coverage_a=shared,
        coverage_b=shared,
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
    found = families([finding("b", "c"), finding("x", "y"), finding("a", "b")], DEFAULTS)
    assert [family.members for family in found] == [("a", "b", "c"), ("x", "y")]


@pytest.mark.parametrize("relation", Relation)
def test_only_descent_makes_a_family(relation: Relation) -> None:
    """Two articles that quote from a third are not of one family for that."""
    descent = {Relation.EXACT, Relation.NEAR_DUPLICATE, Relation.DERIVED, Relation.EXCERPT}
    found = families([finding("a", "b", relation)], DEFAULTS)
    assert found == ([Family(("a", "b"), "a")] if relation in descent else [])


def test_no_findings_make_no_family() -> None:
    assert families([], DEFAULTS) == []


def story(name: str, strength: float = 1.0) -> list[Finding]:
    """Return the findings between three articles on one story."""
    return [finding(f"{name}{i}", f"{name}{j}", shared=strength) for i, j in ((1, 2), (1, 3))]


def members(findings: Sequence[Finding]) -> list[tuple[str, ...]]:
    return [family.members for family in families(findings, DEFAULTS)]


def test_a_weak_link_between_two_strong_families_does_not_join_them() -> None:
    a, b = ("a1", "a2", "a3"), ("b1", "b2", "b3")
    assert members([*story("a"), *story("b"), finding("a2", "b2", shared=0.2)]) == [a, b]
    assert members([*story("a"), *story("b"), finding("a2", "b2", shared=0.9)]) == [a + b]


def test_a_round_up_of_two_stories_joins_the_one_of_which_it_has_more() -> None:
    round_up = [finding("a1", "up", shared=0.2), finding("b1", "up", shared=0.3)]
    found = members([*story("a"), *story("b"), *round_up])
    assert found == [("a1", "a2", "a3"), ("b1", "b2", "b3", "up")]


def test_families_that_are_weak_themselves_are_joined_by_a_weak_link() -> None:
    found = members([*story("a", 0.2), *story("b", 0.2), finding("a2", "b2", shared=0.2)])
    assert found == [("a1", "a2", "a3", "b1", "b2", "b3")]


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_single_article_joins_the_family_of_its_strongest_link(one: float, two: float) -> None:
    assert communities([(one, "a", "b"), (two, "b", "c")]) == [["a", "b", "c"]]


weighted = st.lists(
    st.tuples(st.sampled_from([0.0, 0.2, 0.5, 1.0]), st.integers(0, 15), st.integers(0, 15)),
    max_size=30,
)


@given(weighted)
def test_communities_are_parts_of_components(links: list[tuple[float, int, int]]) -> None:
    pairs = [(a, b) for _, a, b in links]
    whole = [set(group) for group in components(pairs)]
    parts = communities(links)
    assert all(any(set(part) <= group for group in whole) for part in parts)
    assert len({node for part in parts for node in part}) == sum(map(len, parts))
    assert {n for part in parts for n in part} == {n for a, b in pairs if a != b for n in (a, b)}


@given(weighted, st.data())
def test_communities_do_not_depend_on_the_order_of_the_links(
    links: list[tuple[float, int, int]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(links))
    turned = [(s, b, a) if data.draw(st.booleans()) else (s, a, b) for s, a, b in shuffled]
    assert communities(turned) == communities(links)


def representative(findings: Sequence[Finding], settings: Settings = DEFAULTS) -> str:
    return families(findings, settings)[0].representative


def test_the_article_most_often_named_the_original_represents_the_family() -> None:
    found = families(
        [
            finding("a", "c", original="b", words=(900, 100)),
            finding("b", "c", original="b"),
            finding("a", "b", original="a", words=(900, 100)),
        ],
        DEFAULTS,
    )
    assert found == [Family(("a", "b", "c"), "c")]


def test_of_equals_the_longest_represents_the_family_and_then_the_first() -> None:
    assert representative([finding("a", "b", words=(100, 101))]) == "b"
    assert representative([finding("b", "a")]) == "a"


def test_the_oldest_is_the_one_with_the_earliest_date() -> None:
    dated = finding("a", "b", dates=("2021-05-01", "2020-05-01"), original="a")
    assert representative([dated], Settings(representative=Representative.OLDEST)) == "b"
    undated = finding("a", "b", dates=(None, "2020-05-01"), original="a")
    assert representative([undated], Settings(representative=Representative.OLDEST)) == "b"


def test_the_longest_and_the_first_are_what_they_are_called() -> None:
    pair = [finding("b", "a", words=(100, 101), original="a")]
    assert representative(pair, Settings(representative=Representative.LONGEST)) == "a"
    pair = [finding("b", "a", words=(101, 100), original="a")]
    assert representative(pair, Settings(representative=Representative.FIRST)) == "a"


def test_preferred_folders_without_an_article_are_named_once() -> None:
    settings = Settings(prefer=("wire", "./blog/", "wir", "wir"))
    (notice,) = idle_preferences(settings, ["wire/a", "blog/b"])
    assert notice.startswith("--prefer wir: no article lies there")


def test_no_path_is_asked_for_where_no_folder_is_preferred() -> None:
    paths = iter(["wire/a"])
    assert not list(idle_preferences(Settings(), paths))
    assert list(paths) == ["wire/a"]


def test_a_preferred_folder_comes_before_everything_else() -> None:
    pair = [finding("blog/a", "wire/news/a", original="a", words=(900, 100))]
    assert representative(pair, Settings(prefer=("wire",))) == "wire/news/a"
    assert representative(pair, Settings(prefer=("blog", "wire/news"))) == "blog/a"
    assert representative(pair, Settings(prefer=("wire/new",))) == "blog/a"


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("ghijkl"))), st.data())
def test_families_do_not_depend_on_the_order_of_the_findings(
    pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    findings = [finding(a, b, original="a") for a, b in pairs]
    assert families(data.draw(st.permutations(findings)), DEFAULTS) == families(findings, DEFAULTS)


@pytest.mark.parametrize(
    ("dates", "oldest"),
    [
        (("Fri, 05 Dec 2025 08:00:00 GMT", "Mon, 01 Jan 2024 08:00:00 GMT"), "b"),
        (("1700000000", "999999999"), "b"),
        (("2024-01-01T10:00:00Z", "2024-01-01T11:00:00+05:00"), "b"),
        (("2024-01-01", "2024-01-01T23:59:59Z"), "b"),
        (("0000-00-00 00:00:00", "2024-01-01"), "b"),
        (("2024-02-30", "2024-03-01"), "b"),
        (("01/05/2025", "12/31/2023"), "a"),
        (("April 1, 2025", "January 5, 2020"), "a"),
    ],
)
def test_the_oldest_goes_by_what_a_date_means_and_not_by_its_letters(
    dates: tuple[str, str], oldest: str
) -> None:
    """Where neither date is understood it is the first of equals."""
    pair = [finding("a", "b", dates=dates)]
    assert representative(pair, Settings(representative=Representative.OLDEST)) == oldest
