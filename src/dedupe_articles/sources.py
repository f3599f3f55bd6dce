"""Merged sources: which articles one article draws on, and how much comes from each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.model import Composition, Relation, SourceShare
from dedupe_articles.text.ranges import within
from dedupe_articles.text.words import split_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from dedupe_articles.model import Finding, Side

# What a source has to add: this share of the article, and words for a sentence. Less is a phrase
# that news always has, a line of a table, the ragged end of a passage. Without the sentence, 12 of
# 1,200 Reuters articles had merged sources; the 5 that it drops were tables and price lists. Of 745
# machine rewrites, held against their original and its other rewrites, 3 had a second source.
LEAST_SHARE: Final = 0.05
LEAST_WORDS: Final = 20

_NO_DESCENT: Final = (Relation.QUOTES_ONLY, Relation.BOILERPLATE_ONLY, Relation.UNRELATED)
_COPIES: Final = (Relation.EXACT, Relation.NEAR_DUPLICATE)


def compositions(findings: Sequence[Finding], texts: Mapping[str, str]) -> list[Composition]:
    """Return the articles that draw on two or more others, sorted by id.

    `texts` maps the id of each article to its text. Of a finding, the likely original is a source
    of the other article; where the direction is undecided either may be a source of the other,
    unless they are copies: what has the same text does not say where the text came from.

    Sources are chosen greedily: again and again the one that covers most words of the article
    that are not covered yet, of equals the first id, while it adds `LEAST_SHARE` of the words and
    `LEAST_WORDS`. One with fewer that no other of them has is left out again: the best at first
    may not be needed in the end. That takes at most 1 + 1/2 + … + 1/n times as many sources as the
    smallest set that covers the same words, n being the words of the source that covers most.
    """
    drawn_on: defaultdict[str, dict[str, Finding]] = defaultdict(dict)
    for finding in findings:
        for side in _derived_sides(finding):
            derived, source = _ids(finding, side)
            drawn_on[derived][source] = finding
    found = (
        _composition(article, texts[article], drawn_on[article])
        for article in sorted(drawn_on)
        if len(drawn_on[article]) > 1
    )
    return [composition for composition in found if len(composition.sources) > 1]


def _derived_sides(finding: Finding) -> tuple[Side, ...]:
    if finding.relation in _NO_DESCENT:
        return ()
    original = finding.direction.original
    if original is None:
        return () if finding.relation in _COPIES else ("a", "b")
    return ("b",) if original == "a" else ("a",)


def _ids(finding: Finding, derived: Side) -> tuple[str, str]:
    """Return the ids of the derived article and of its source."""
    a, b = finding.a.id, finding.b.id
    return (a, b) if derived == "a" else (b, a)


def _composition(article: str, text: str, findings: Mapping[str, Finding]) -> Composition:
    """Choose among the sources of an article; each comes with the finding that makes it one."""
    ids = sorted(findings)
    starts = _own_words(article, text, findings[ids[0]])
    words = len(starts)
    covers = [_covered_words(article, findings[source], starts) for source in ids]
    least = max(LEAST_SHARE * words, LEAST_WORDS)
    chosen = _chosen(covers, words, least)
    needed = sorted(_needed(covers, list(chosen), words, least))
    if len(needed) < len(chosen):
        ids, covers = [ids[i] for i in needed], [covers[i] for i in needed]
        chosen = _chosen(covers, words, least=1)
    sources = tuple(SourceShare(ids[i], gain / words) for i, gain in chosen.items())
    return Composition(article, sources, sum(chosen.values()) / max(words, 1))


def _chosen(covers: Sequence[NDArray[np.int64]], words: int, least: float) -> dict[int, int]:
    """Choose sources, the best first, each with the number of words that it adds."""
    owners = np.repeat(np.arange(len(covers)), [len(cover) for cover in covers])
    firsts, ends = np.concatenate(covers).T
    is_left = np.ones(words, dtype=np.bool_)
    chosen: dict[int, int] = {}
    while True:
        left_before = np.append(0, np.cumsum(is_left))
        gains = np.bincount(owners, left_before[ends] - left_before[firsts], len(covers))
        best = int(gains.argmax())
        if gains[best] < least:
            return chosen
        chosen[best] = int(gains[best])
        for first, end in covers[best].tolist():
            is_left[first:end] = False


def _needed(
    covers: Sequence[NDArray[np.int64]], chosen: Sequence[int], words: int, least: float
) -> list[int]:
    """Return which of the chosen sources have enough words that no other of those has."""
    times = np.zeros(words, dtype=np.int64)
    for i in chosen:
        for first, end in covers[i].tolist():
            times[first:end] += 1
    needed = []
    for i in chosen:
        stretches = covers[i].tolist()
        if sum(np.count_nonzero(times[first:end] == 1) for first, end in stretches) >= least:
            needed.append(i)
            continue
        for first, end in stretches:
            times[first:end] -= 1
    return needed


def _own_words(article: str, text: str, finding: Finding) -> NDArray[np.int64]:
    """Return where the words of the article start, those in lines of boilerplate left out."""
    starts = split_words([text]).starts
    reference = finding.a if finding.a.id == article else finding.b
    left_out = [(span.start, span.end) for span in reference.boilerplate]
    return starts[~within(starts, left_out)]


def _covered_words(article: str, finding: Finding, starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the words of the article in passages or matches of the finding, by number.

    They are ranges that do not overlap, a row with first and end for each: a book has many more
    words than that, and may have thousands of sources.
    """
    sides = [(found.a, found.b) for found in finding.passages]
    sides += [(found.a, found.b) for found in finding.matches]
    spans = [a if finding.a.id == article else b for a, b in sides]
    characters = np.array([(span.start, span.end) for span in spans], dtype=np.int64)
    return _merged(starts.searchsorted(characters.reshape(-1, 2)))


def _merged(ranges: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return ranges that overlap or touch as one, in order."""
    ranges = ranges[ranges[:, 0].argsort(kind="stable")]
    reached = np.maximum.accumulate(ranges[:, 1])
    begins = np.flatnonzero(np.append(True, ranges[1:, 0] > reached[:-1])[: len(ranges)])
    return np.column_stack([ranges[begins, 0], np.maximum.reduceat(ranges[:, 1], begins)])
