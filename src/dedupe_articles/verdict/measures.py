"""What an alignment amounts to, in figures that a person can check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.align.borders import MISSING_COST, Rectangle, accounted_for
from dedupe_articles.model import MatchKind
from dedupe_articles.text.ranges import numbers_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from dedupe_articles.align import Alignment, Ranges
    from dedupe_articles.align.pair import Pair
    from dedupe_articles.align.passages import WordPassage
    from dedupe_articles.text.tokens import Tokens

# A text of which the other accounts for so much was taken over as a whole. Of items of 15 to 40
# words nine in ten are found that way; .7 brings 30 findings more among plain news, .9 loses
# excerpts (measured with benchmarks/short.py and benchmarks/haystack.py).
TAKEN_OVER: Final = 0.8
_NO_RUN: Final = 0
# Words of ranges, times the words that there are, that are looked at together.
_KEYS_AT_ONCE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class SideMeasures:
    """One side of a pair: counts in words, shares of its words.

    `accounted` is the share that the other side accounts for: words inside matches and passages
    that have a counterpart there. `covered` is the share that lies inside them at all. `quoted` and
    `asked` are the shares of accounted words inside quotation marks, and in questions.
    """

    words: int
    accounted: float
    covered: float
    quoted: float
    asked: float


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the words of one sort in matches and passages, on both sides, how many are kept.

    A summary leaves words out on purpose: its passage does not count.
    """

    kept: int
    seen: int

    @property
    def lost(self) -> int:
        """How many the other side does not have."""
        return self.seen - self.kept


@dataclass(frozen=True, slots=True)
class Measures:
    """Both sides of a pair and what belongs to neither.

    `longest_run` is in words; `evidence` sums that of the passages (see `align.borders`) outside
    quotation marks, or of the matches if a text that is too short for a passage was taken over;
    `names`, `numbers` and `others` sort the words that should have a counterpart, see `Kept`.
    """

    a: SideMeasures
    b: SideMeasures
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
    def is_taken_over(self) -> bool:
        """Whether the shorter text was taken over as a whole, see `TAKEN_OVER`."""
        shorter = min(self.a, self.b, key=lambda side: (side.words, side.accounted))
        return shorter.accounted >= TAKEN_OVER

    @property
    def specifics_lost(self) -> int:
        """How many words that are names and numbers are lost, see `Kept`."""
        return self.names.lost + self.numbers.lost

    @property
    def share_of_specifics_lost(self) -> float:
        """The share of all words of both that are names and numbers lost."""
        return self.specifics_lost / max(self.a.words + self.b.words, 1)


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How many distinct shingles two texts have, and how many of them are the same."""

    of_a: int
    of_b: int
    shared: int

    @property
    def jaccard(self) -> float:
        """The share of all their shingles that both have."""
        return self.shared / max(self.of_a + self.of_b - self.shared, 1)

    @property
    def a_in_b(self) -> float:
        """The share of the shingles of a that b has too."""
        return self.shared / max(self.of_a, 1)

    @property
    def b_in_a(self) -> float:
        """The share of the shingles of b that a has too."""
        return self.shared / max(self.of_b, 1)


def resemblance(pair: Pair) -> Resemblance:
    """Compare the shingles of two texts; most candidates are told to be unrelated without."""
    a, b = pair.a.tokens.shingles, pair.b.tokens.shingles
    return Resemblance(len(a), len(b), len(np.intersect1d(a, b, assume_unique=True)))


def measure(alignment: Alignment) -> Measures:
    """Measure an alignment."""
    pair = alignment.pair
    ranges = _ranges(alignment)
    a = _side(pair, *ranges)
    b = _side(pair.swapped(), *(rows[:, [2, 3, 0, 1]] for rows in ranges))
    names, numbers, others = (
        Kept(int(kept), int(seen))
        for kept, seen in zip(a.kept + b.kept, a.seen + b.seen, strict=True)
    )
    measures = Measures(
        a=a.measures(),
        b=b.measures(),
        longest_run=max((len(run) for run in alignment.runs), default=_NO_RUN),
        evidence=sum(_evidence(pair, passage) for passage in alignment.word_passages),
        names=names,
        numbers=numbers,
        others=others,
    )
    if alignment.word_passages or not measures.is_taken_over:
        return measures
    matched = [_unquoted_evidence(pair, Rectangle(*words)) for words in alignment.match_words]
    return replace(measures, evidence=sum(matched))


def most_that_matches_allow(alignment: Alignment) -> Measures:
    """Return the measures of an alignment without passages as if no word of a match were lost.

    All that confidence rises with is at least as high as in those of `measure`, and all that it
    falls with as low, at a tenth of the cost; but for the evidence of a text that was taken over.
    """
    a, b = alignment.pair.a, alignment.pair.b
    words = alignment.match_words
    matched_a = sum(end - start for start, end, _, _ in words)
    matched_b = sum(end - start for _, _, start, end in words)
    nothing = Kept(0, 0)
    return Measures(
        a=_all_accounted(matched_a, len(a)),
        b=_all_accounted(matched_b, len(b)),
        longest_run=0,
        evidence=0.0,
        names=nothing,
        numbers=nothing,
        others=Kept(0, len(a) + len(b)),
    )


def _all_accounted(matched: int, words: int) -> SideMeasures:
    share = min(1.0, matched / max(words, 1))
    return SideMeasures(words, accounted=share, covered=share, quoted=0.0, asked=0.0)


def _ranges(alignment: Alignment) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the ranges of words that say the same, and those of summaries and their sources."""
    passages = list(zip(alignment.word_passages, alignment.passage_words, strict=True))
    alike = [words for passage, words in passages if passage.kind is not MatchKind.SUMMARY]
    condensed = [words for passage, words in passages if passage.kind is MatchKind.SUMMARY]
    return _as_rows(alignment.match_words + alike), _as_rows(condensed)


def _as_rows(ranges: Sequence[Ranges]) -> NDArray[np.int64]:
    return np.array(ranges, dtype=np.int64).reshape(-1, 4)


@dataclass(frozen=True, slots=True)
class _Side:
    """What is known of each word of a side; `kept` and `seen` count by `Tokens.sorts`."""

    tokens: Tokens
    accounted: NDArray[np.bool_]
    covered: NDArray[np.bool_]
    kept: NDArray[np.int64]
    seen: NDArray[np.int64]

    def measures(self) -> SideMeasures:
        words, taken = len(self.accounted), int(self.accounted.sum())
        quoted, asked = (
            int((self.accounted & flags).sum()) / max(taken, 1)
            for flags in (self.tokens.quoted, self.tokens.asked)
        )
        return SideMeasures(
            words=words,
            accounted=taken / max(words, 1),
            covered=int(self.covered.sum()) / max(words, 1),
            quoted=quoted,
            asked=asked,
        )


def _side(pair: Pair, alike: NDArray[np.int64], condensed: NDArray[np.int64]) -> _Side:
    """Look at the words of side a, given the ranges that correspond."""
    tokens = pair.a.tokens
    accounted, covered, kept, seen = (np.zeros(len(tokens), dtype=np.bool_) for _ in range(4))
    for ranges in (alike, condensed):
        for places, taken, present in _compared(pair, ranges):
            accounted[places[taken]] = True
            covered[places] = True
            if ranges is alike:
                seen[places] = True
                kept[places[present]] = True
    counts = (np.bincount(tokens.sorts[words], minlength=3) for words in (kept, seen))
    return _Side(tokens, accounted, covered, *counts)


def _compared(
    pair: Pair, ranges: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]]:
    """Yield the words of side a in some ranges after others.

    And whether the range of b accounts for each, and whether that has the word at all. A word of
    one range is another than the same word of the next.
    """
    width = len(pair.weights)
    at_once = max(1, _KEYS_AT_ONCE // max(width, 1))
    for first in range(0, len(ranges), at_once):
        some = ranges[first : first + at_once]
        places, of_a = _places(some[:, 0], some[:, 1])
        others, of_b = _places(some[:, 2], some[:, 3])
        keys = of_a * width + pair.a.words[places]
        stock = np.bincount(of_b * width + pair.b.words[others], minlength=len(some) * width)
        yield places, accounted_for(keys, stock), stock[keys] > 0


def _places(
    starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return every place of some ranges, and the number of the range it belongs to."""
    sizes = ends - starts
    return numbers_in(starts, sizes), np.repeat(np.arange(len(sizes)), sizes)


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
    return _unquoted_evidence(pair, passage.where)


def _unquoted_evidence(pair: Pair, where: Rectangle) -> float:
    """Return the evidence of a stretch outside quotation marks, never negative."""
    sides = []
    for seen, place in ((pair, where), (pair.swapped(), where.swapped())):
        a, b = slice(place.a_start, place.a_end), slice(place.b_start, place.b_end)
        accounted = _unquoted_accounted(seen, a, b)
        missing = ~accounted & ~seen.a.tokens.quoted[a]
        weights = seen.weights[seen.a.words[a]]
        sides.append(float(weights[accounted].sum() - MISSING_COST * weights[missing].sum()))
    return max(0.0, min(sides))
