"""What an alignment amounts to, in figures that a person can check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.align.borders import accounted_for
from dedupe_articles.model import MatchKind
from dedupe_articles.sketch import distinct_shingles
from dedupe_articles.text.quotations import quoted_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from dedupe_articles.align import Alignment
    from dedupe_articles.align.pair import Pair, Text
    from dedupe_articles.align.matches import SentenceMatch

Ranges = tuple[int, int, int, int]
"""First and past-last word on side a, then on side b."""

_NO_RUN: Final = 0


@dataclass(frozen=True, slots=True)
class SideMeasures:
    """One side of a pair: counts in words, shares of its words.

    `accounted` is the share that the other side accounts for: words inside matches and passages
    that have a counterpart there. `covered` is the share that lies inside them at all.
    `contained` is the share of distinct shingles the other side has too.
    """

    words: int
    accounted: float
    covered: float
    contained: float
    quoted: float


@dataclass(frozen=True, slots=True)
class Measures:
    """Both sides of a pair and what belongs to neither.

    `shared` counts distinct common shingles; `longest_run` is in words; `in_order` is the share
    of matched sentences that stand in the same order on both sides.
    """

    a: SideMeasures
    b: SideMeasures
    jaccard: float
    shared: int
    longest_run: int
    matched_sentences: int
    mean_match: float
    in_order: float

    @property
    def score(self) -> float:
        """The share of words accounted for, on the side where it is larger."""
        return max(self.a.accounted, self.b.accounted)


def measure(alignment: Alignment) -> Measures:
    """Measure an alignment."""
    pair = alignment.pair
    accounted_a, covered_a = _masks(pair, list(_ranges(alignment)))
    swapped = [(b0, b1, a0, a1) for a0, a1, b0, b1 in _ranges(alignment)]
    accounted_b, covered_b = _masks(pair.swapped(), swapped)
    shingles_a, shingles_b = (distinct_shingles(side.tokens.batch)[0] for side in (pair.a, pair.b))
    shared = len(np.intersect1d(shingles_a, shingles_b, assume_unique=True))
    union = len(shingles_a) + len(shingles_b) - shared
    scores = [match.score for match in alignment.matches]
    return Measures(
        a=_side(pair.a, accounted_a, covered_a, shared / max(len(shingles_a), 1)),
        b=_side(pair.b, accounted_b, covered_b, shared / max(len(shingles_b), 1)),
        jaccard=shared / max(union, 1),
        shared=shared,
        longest_run=max((len(run) for run in alignment.runs), default=_NO_RUN),
        matched_sentences=len(scores),
        mean_match=float(np.mean(scores)) if scores else 0.0,
        in_order=len(in_order(alignment.matches)) / len(scores) if scores else 0.0,
    )


def _ranges(alignment: Alignment) -> Iterator[Ranges]:
    """Yield the words of every match and passage."""
    bounds_a, bounds_b = alignment.pair.a.tokens.bounds, alignment.pair.b.tokens.bounds
    for match in alignment.matches:
        yield (
            int(bounds_a[match.a_start]),
            int(bounds_a[match.a_end]),
            int(bounds_b[match.b_start]),
            int(bounds_b[match.b_end]),
        )
    for passage in alignment.word_passages:
        where = passage.where
        yield where.a_start, where.a_end, where.b_start, where.b_end


def _masks(pair: Pair, ranges: list[Ranges]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say of each word of a whether it is accounted for, and whether it is covered."""
    accounted = np.zeros(len(pair.a), dtype=np.bool_)
    covered = np.zeros(len(pair.a), dtype=np.bool_)
    for a_start, a_end, b_start, b_end in ranges:
        stock = np.bincount(pair.b.words[b_start:b_end], minlength=len(pair.weights))
        accounted[a_start:a_end] |= accounted_for(pair.a.words[a_start:a_end], stock)
        covered[a_start:a_end] = True
    return accounted, covered


def _side(
    side: Text, accounted: NDArray[np.bool_], covered: NDArray[np.bool_], contained: float
) -> SideMeasures:
    words = max(len(side), 1)
    quoted = quoted_words(side.tokens.text, side.tokens.starts)
    taken = int(accounted.sum())
    return SideMeasures(
        words=len(side),
        accounted=taken / words,
        covered=int(covered.sum()) / words,
        contained=contained,
        quoted=int((accounted & quoted).sum()) / max(taken, 1),
    )


def in_order(matches: list[SentenceMatch] | tuple[SentenceMatch, ...]) -> set[int]:
    """Return the indices of a longest set of matches that stand in the same order on both sides."""
    tails: list[int] = []
    before = [-1] * len(matches)
    for i, match in enumerate(matches):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            if matches[tails[middle]].b_start < match.b_start:
                low = middle + 1
            else:
                high = middle
        before[i] = tails[low - 1] if low else -1
        tails[low : low + 1] = [i]
    chain = set()
    i = tails[-1] if tails else -1
    while i >= 0:
        chain.add(i)
        i = before[i]
    return chain


def is_summary(alignment: Alignment) -> bool:
    """Whether one side condenses the other."""
    return any(p.kind is MatchKind.SUMMARY for p in alignment.word_passages)
