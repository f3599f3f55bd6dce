"""What an alignment amounts to, in figures that a person can check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.align.borders import MISSING_COST, accounted_for
from dedupe_articles.model import MatchKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dedupe_articles.align import Alignment, Ranges
    from dedupe_articles.align.matches import SentenceMatch
    from dedupe_articles.align.pair import Pair
    from dedupe_articles.align.passages import WordPassage
    from dedupe_articles.text.tokens import Tokens

_NO_RUN: Final = 0


@dataclass(frozen=True, slots=True)
class SideMeasures:
    """One side of a pair: counts in words, shares of its words.

    `accounted` is the share that the other side accounts for: words inside matches and passages
    that have a counterpart there. `covered` is the share that lies inside them at all. `quoted` is
    the share of accounted words inside quotation marks.
    `shingles` counts distinct ones, `contained` is the share of them that the other side has too.
    """

    words: int
    shingles: int
    accounted: float
    covered: float
    contained: float
    quoted: float


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the words of one sort in matched sentences, counted on both sides, how many are kept."""

    kept: int
    seen: int

    @property
    def lost(self) -> int:
        """How many the other side does not have."""
        return self.seen - self.kept


@dataclass(frozen=True, slots=True)
class Measures:
    """Both sides of a pair and what belongs to neither.

    `shared` counts distinct common shingles; `longest_run` is in words; `evidence` sums that of
    the passages (see `align.borders`) outside quotation marks; `names`, `numbers` and `others` sort
    the words of matched sentences.
    """

    a: SideMeasures
    b: SideMeasures
    jaccard: float
    shared: int
    longest_run: int
    evidence: float
    names: Kept
    numbers: Kept
    others: Kept

    @property
    def score(self) -> float:
        """The share of words accounted for, on the side where it is larger."""
        return max(self.a.accounted, self.b.accounted)

    @property
    def specifics_lost(self) -> float:
        """The share of all words of both that are names and numbers which the other does not have.

        Of the words of matched sentences, that is.
        """
        lost = self.names.lost + self.numbers.lost
        return lost / max(self.a.words + self.b.words, 1)


def measure(alignment: Alignment) -> Measures:
    """Measure an alignment."""
    pair = alignment.pair
    of_matches = alignment.match_words
    ranges = [*of_matches, *alignment.passage_words]
    shingles_a, shingles_b = pair.a.tokens.shingles, pair.b.tokens.shingles
    shared = len(np.intersect1d(shingles_a, shingles_b, assume_unique=True))
    union = len(shingles_a) + len(shingles_b) - shared
    names, numbers, others = _kept(pair, of_matches)
    return Measures(
        a=_side(pair, ranges, len(shingles_a), shared),
        b=_side(
            pair.swapped(),
            [(b0, b1, a0, a1) for a0, a1, b0, b1 in ranges],
            len(shingles_b),
            shared,
        ),
        jaccard=shared / max(union, 1),
        shared=shared,
        longest_run=max((len(run) for run in alignment.runs), default=_NO_RUN),
        evidence=sum(_evidence(pair, passage) for passage in alignment.word_passages),
        names=names,
        numbers=numbers,
        others=others,
    )


def _side(pair: Pair, ranges: Sequence[Ranges], shingles: int, shared: int) -> SideMeasures:
    """Measure side a of a pair, given the ranges that correspond."""
    words = len(pair.a)
    quoted = pair.a.tokens.quoted
    accounted, covered = np.zeros(words, dtype=np.bool_), np.zeros(words, dtype=np.bool_)
    for a_start, a_end, b_start, b_end in ranges:
        a, b = slice(a_start, a_end), slice(b_start, b_end)
        stock = np.bincount(pair.b.words[b], minlength=len(pair.weights))
        accounted[a] |= accounted_for(pair.a.words[a], stock)
        covered[a] = True
    taken = int(accounted.sum())
    return SideMeasures(
        words=words,
        shingles=shingles,
        accounted=taken / max(words, 1),
        covered=int(covered.sum()) / max(words, 1),
        contained=shared / max(shingles, 1),
        quoted=int((accounted & quoted).sum()) / max(taken, 1),
    )


def _unquoted_accounted(pair: Pair, a: slice, b: slice) -> NDArray[np.bool_]:
    """Say of the words of a stretch of a whether unquoted words of one of b account for them.

    Quoted words are not accounted for.
    """
    said = pair.b.tokens.quoted[b]
    stock = np.bincount(pair.b.words[b][~said], minlength=len(pair.weights))
    unquoted = ~pair.a.tokens.quoted[a]
    accounted = np.zeros(len(unquoted), dtype=np.bool_)
    accounted[unquoted] = accounted_for(pair.a.words[a][unquoted], stock)
    return accounted


def _evidence(pair: Pair, passage: WordPassage) -> float:
    """Return the evidence of a passage outside quotation marks, never negative.

    A summary leaves out most of its source, so that only its own side counts.
    """
    if passage.kind is MatchKind.SUMMARY:
        return passage.evidence
    where = passage.where
    sides = []
    for seen, place in ((pair, where), (pair.swapped(), where.swapped())):
        a, b = slice(place.a_start, place.a_end), slice(place.b_start, place.b_end)
        accounted = _unquoted_accounted(seen, a, b)
        missing = ~accounted & ~seen.a.tokens.quoted[a]
        weights = seen.weights[seen.a.words[a]]
        sides.append(float(weights[accounted].sum() - MISSING_COST * weights[missing].sum()))
    return max(0.0, min(sides))


def _kept(pair: Pair, ranges: Sequence[Ranges]) -> tuple[Kept, Kept, Kept]:
    """Return how many names, numbers and other words of corresponding ranges both sides have."""
    kept, seen = np.zeros(3, dtype=np.int64), np.zeros(3, dtype=np.int64)
    present = np.zeros(len(pair.weights), dtype=np.bool_)
    sorts_a, sorts_b = (_sorts(side.tokens) for side in (pair.a, pair.b))
    for a_start, a_end, b_start, b_end in ranges:
        a, b = slice(a_start, a_end), slice(b_start, b_end)
        words_a, words_b = pair.a.words[a], pair.b.words[b]
        for words, others, sorts in (
            (words_a, words_b, sorts_a[a]),
            (words_b, words_a, sorts_b[b]),
        ):
            seen += np.bincount(sorts, minlength=3)
            present[others] = True
            kept += np.bincount(sorts[present[words]], minlength=3)
            present[others] = False
    names, numbers, rest = (Kept(int(k), int(n)) for k, n in zip(kept, seen, strict=True))
    return names, numbers, rest


def _sorts(tokens: Tokens) -> NDArray[np.int64]:
    """Return 0 for each word that is a name, 1 for a number, 2 for any other."""
    return np.where(tokens.numeric, 1, np.where(tokens.specific, 0, 2))


def in_order(matches: Sequence[SentenceMatch]) -> set[int]:
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
