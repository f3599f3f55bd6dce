from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import isclose
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.model import (
    Article,
    ArticleRef,
    Composition,
    Containment,
    Direction,
    Finding,
    Match,
    MatchKind,
    Passage,
    Relation,
    Settings,
    Side,
    Span,
)
from dedupe_articles.pipeline import scan_articles
from dedupe_articles.sources import LEAST_SHARE, LEAST_WORDS, compositions

PARTS = 12
PART = "ab " * LEAST_WORDS  # long enough to make a source
TEXT = PART * PARTS
SEEDS = Path(__file__).parents[1] / "seeds"
EXAMPLES = Path(__file__).parents[1] / "examples/articles"


def finding(
    source: str,
    parts: set[int],
    *,
    article: str = "article",
    original: Side | None = "a",
    relation: Relation = Relation.DERIVED,
) -> Finding:
    """Return the finding that `source`, its side a, accounts for these parts of `article`."""
    spans = [span_of(part, part + 1) for part in sorted(parts)]
    return Finding(
        fingerprint="",
        a=ArticleRef(source, source, PARTS * LEAST_WORDS),
        b=ArticleRef(article, article, PARTS * LEAST_WORDS),
        relation=relation,
        score=0.5,
        confidence=0.9,
        jaccard=0.1,
        containment=Containment(0.1, 0.1),
        coverage_a=0.5,
        coverage_b=0.5,
        longest_run=3,
        quoted_share=0.0,
        direction=Direction(original, 0.9 if original else 0.0),
        passages=tuple(Passage(span, span, 0.7, MatchKind.REWRITTEN) for span in spans),
        matches=(),
        substitutions=(),
    )


def span_of(first: int, last: int) -> Span:
    """Return the characters of the parts `first:last`."""
    return Span(first * len(PART), last * len(PART) - 1, 1, 1)


def composed(*findings: Finding, text: str = TEXT) -> list[Composition]:
    ids = {ref.id for found in findings for ref in (found.a, found.b)}
    return compositions(findings, dict.fromkeys(ids, text))


def shares(composition: Composition) -> list[tuple[str, float]]:
    return [(source.source, source.share) for source in composition.sources]


def test_an_article_made_of_two_others_names_both_with_their_shares() -> None:
    [found] = composed(finding("x", set(range(3))), finding("y", set(range(3, 9))))
    assert found.article == "article"
    assert shares(found) == [("y", 6 / 12), ("x", 3 / 12)]
    assert found.covered == 9 / 12


def test_shares_leave_lines_of_boilerplate_out() -> None:
    """The last two parts are a footer: they are no part of the article, nor of what it took."""
    footer = span_of(10, 12)
    found = [finding("x", {0, 1, 2, 10, 11}), finding("y", set(range(5, 10)))]
    [left] = composed(*(replace(f, b=replace(f.b, boilerplate=(footer,))) for f in found))
    assert shares(left) == [("y", 5 / 10), ("x", 3 / 10)]
    assert left.covered == 8 / 10


def test_what_two_sources_have_counts_for_the_one_that_has_more() -> None:
    [found] = composed(finding("x", {0, 1, 2, 3, 4}), finding("y", {3, 4, 5, 6}))
    assert shares(found) == [("x", 5 / 12), ("y", 2 / 12)]


def test_sources_that_cover_equally_much_are_chosen_by_id() -> None:
    [found] = composed(finding("y", {0, 1}), finding("z", {0, 1}), finding("x", {5, 6}))
    assert shares(found) == [("x", 2 / 12), ("y", 2 / 12)]


def test_a_second_copy_of_a_source_adds_nothing() -> None:
    assert composed(finding("x", {0, 1, 2}), finding("copy of x", {0, 1, 2})) == []


def test_a_source_that_adds_nothing_to_those_chosen_after_it_is_not_named() -> None:
    """A third article that was merged from the same two has more of the words than either."""
    [found] = composed(
        finding("merged too", set(range(2, 9))),
        finding("x", set(range(5))),
        finding("y", set(range(5, 11))),
    )
    assert shares(found) == [("y", 6 / 12), ("x", 5 / 12)]
    assert found.covered == 11 / 12


def test_passages_and_matches_count_alike_and_once() -> None:
    of_passages = finding("y", {4, 5, 6})
    match = Match(span_of(5, 8), span_of(5, 8), 0.7, MatchKind.REWRITTEN)
    [found] = composed(finding("x", {0, 1}), replace(of_passages, matches=(match,)))
    assert shares(found) == [("y", 4 / 12), ("x", 2 / 12)]


@pytest.mark.parametrize("article_words", [100, 1000])
def test_what_adds_less_than_a_sentence_or_the_least_share_is_no_source(
    article_words: int,
) -> None:
    def found_with(added: int) -> list[Composition]:
        rest = Span(0, 3 * article_words // 2, 1, 1)
        end = Span(3 * (article_words - added), 3 * article_words, 1, 1)
        first, second = (
            replace(finding(name, set()), passages=(Passage(span, span, 0.7, MatchKind.REWRITTEN),))
            for name, span in (("x", rest), ("y", end))
        )
        return composed(first, second, text="ab " * article_words)

    least = max(LEAST_WORDS, int(LEAST_SHARE * article_words))
    [found] = found_with(least)
    assert shares(found) == [("x", 0.5), ("y", least / article_words)]
    assert found_with(least - 1) == []


def test_the_original_does_not_draw_on_what_was_derived_from_it() -> None:
    assert composed(*(finding(n, {i}, original="b") for i, n in enumerate("xyz"))) == []


def test_where_the_direction_is_undecided_an_article_may_draw_on_the_other() -> None:
    [found] = composed(finding("x", {0, 1}, original=None), finding("y", {2, 3}, original=None))
    assert found.article == "article"


@pytest.mark.parametrize("relation", [Relation.EXACT, Relation.NEAR_DUPLICATE])
def test_a_copy_of_the_merged_article_does_not_hide_its_sources(relation: Relation) -> None:
    """What has the same text, and is not known to be older, does not say where it came from."""
    [found] = composed(
        finding("x", {0, 1, 2}),
        finding("y", {3, 4}),
        finding("copy", set(range(PARTS)), original=None, relation=relation),
    )
    assert [source for source, _ in shares(found)] == ["x", "y"]


@pytest.mark.parametrize("relation", [Relation.QUOTES_ONLY, Relation.BOILERPLATE_ONLY])
def test_articles_that_share_quotations_or_templates_are_no_sources(relation: Relation) -> None:
    assert composed(finding("x", {0, 1, 2}), finding("y", {3, 4}, relation=relation)) == []


def test_compositions_are_sorted_by_the_id_of_the_article() -> None:
    findings = [
        finding(source, parts, article=article)
        for article in ("m", "k", "l")
        for source, parts in (("x", {0, 1}), ("y", {2, 3}))
    ]
    assert [found.article for found in composed(*findings)] == ["k", "l", "m"]


SOURCES = st.lists(st.sets(st.integers(0, PARTS - 1)), min_size=2, max_size=5)


@given(SOURCES)
def test_the_sources_cover_all_that_can_be_covered_and_are_few(sources: list[set[int]]) -> None:
    """At most 1 + 1/2 + … + 1/n times as many as the smallest set that covers the same parts."""
    findings = [finding(str(number), parts) for number, parts in enumerate(sources)]
    smallest = len(smallest_cover(sources))
    found = composed(*findings)
    if not found:
        assert smallest < 2
        return
    assert isclose(found[0].covered, len(set[int]().union(*sources)) / PARTS)
    assert isclose(found[0].covered, sum(share for _, share in shares(found[0])))
    bound = sum(1 / n for n in range(1, max(map(len, sources)) + 1))
    assert smallest <= len(found[0].sources) <= bound * smallest


@given(SOURCES)
def test_sources_without_overlap_are_all_named_each_with_all_it_covers(
    sources: list[set[int]],
) -> None:
    taken: set[int] = set()
    apart = {}
    for number, parts in enumerate(sources):
        apart[str(number)] = parts - taken
        taken |= parts
    found = composed(*(finding(name, parts) for name, parts in apart.items()))
    expected = {name: len(parts) / PARTS for name, parts in apart.items() if parts}
    assert (dict(shares(found[0])) if found else {}) == (expected if len(expected) > 1 else {})


@given(SOURCES.flatmap(lambda sets: st.permutations(list(enumerate(sets)))))
def test_the_order_of_the_findings_changes_nothing(sources: list[tuple[int, set[int]]]) -> None:
    in_any_order, in_order = (
        [finding(str(number), parts) for number, parts in some]
        for some in (sources, sorted(sources, key=lambda numbered: numbered[0]))
    )
    assert composed(*in_any_order) == composed(*in_order)


spans = st.builds(
    lambda start, length: Span(start, min(start + length, len(TEXT)), 1, 1),
    st.integers(0, len(TEXT)),
    st.sampled_from([0, 2, 60, 100, 300]),
)


@given(
    st.lists(st.tuples(*[st.lists(spans, max_size=4)] * 2), min_size=2, max_size=5),
    st.lists(spans, max_size=2),
)
def test_shares_are_those_of_counting_word_by_word(
    sources: list[tuple[list[Span], list[Span]]], boilerplate: list[Span]
) -> None:
    """Whatever overlaps whatever: passages, matches and boilerplate, inside of words too."""
    findings = [
        replace(
            finding(str(number), set()),
            b=replace(finding("", set()).b, boilerplate=tuple(boilerplate)),
            passages=tuple(Passage(span, span, 0.7, MatchKind.REWRITTEN) for span in passages),
            matches=tuple(Match(span, span, 0.7, MatchKind.REWRITTEN) for span in matches),
        )
        for number, (passages, matches) in enumerate(sources)
    ]
    expected = counted_shares([passages + matches for passages, matches in sources], boilerplate)
    found = composed(*findings)
    assert (shares(found[0]) if found else []) == (expected if len(expected) > 1 else [])
    if found:
        assert isclose(found[0].covered, sum(share for _, share in expected))


def counted_shares(sources: list[list[Span]], boilerplate: list[Span]) -> list[tuple[str, float]]:
    """Choose the sources as `compositions` says it does, with a set of words for each."""

    def words_in(some: list[Span]) -> set[int]:
        starts = range(0, len(TEXT), len("ab "))
        return {start for start in starts for span in some if span.start <= start < span.end}

    own = words_in([Span(0, len(TEXT), 1, 1)]) - words_in(boilerplate)
    covers = {number: words_in(some) & own for number, some in enumerate(sources)}
    least = max(LEAST_SHARE * len(own), LEAST_WORDS)
    named = chosen_in_turn(covers, least)
    for number in list(named):
        others = set[int]().union(*(covers[other] for other in named if other != number))
        if len(covers[number] - others) < least:
            del named[number]
    shared = chosen_in_turn({number: covers[number] for number in sorted(named)}, 1)
    return [(str(number), gain / len(own)) for number, gain in shared.items()]


def chosen_in_turn(covers: dict[int, set[int]], least: float) -> dict[int, int]:
    """Choose sources by the words that each adds, while these are enough."""
    chosen: dict[int, int] = {}
    left = dict(covers)
    while left:
        best = max(left, key=lambda number: (len(left[number]), -number))
        gain = left.pop(best)
        if len(gain) < least:
            break
        chosen[best] = len(gain)
        left = {number: words - gain for number, words in left.items()}
    return chosen


def smallest_cover(sources: list[set[int]]) -> tuple[set[int], ...]:
    """Return the smallest choice of sets that covers what all of them cover, by trying all."""
    everything = set[int]().union(*sources)
    return next(
        chosen
        for size in range(len(sources) + 1)
        for chosen in combinations(sources, size)
        if set[int]().union(*chosen) == everything
    )


def test_a_scan_finds_the_two_articles_that_a_third_was_merged_from() -> None:
    police = (SEEDS / "000_c5e7cf671d4e869a.txt").read_text(encoding="utf-8")
    bridge = (EXAMPLES / "wire/bridge.txt").read_text(encoding="utf-8")
    merged = bridge + police[: len(bridge)]
    texts = {"bridge": bridge, "merged": merged, "police": police}
    result = scan_articles(
        [Article(name, name, text) for name, text in texts.items()], Settings(workers=1)
    )
    [found] = result.compositions
    assert found.article == "merged"
    assert {source for source, _ in shares(found)} == {"bridge", "police"}
    assert all(0.4 < share < 0.6 for _, share in shares(found))
    assert found.covered > 0.95
