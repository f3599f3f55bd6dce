"""Sentence matches: which sentences of one text became which sentences of the other.

Two sentences are scored by the mean of two views: `Indel` of rapidfuzz over words as characters,
which sees order, and the overlap of `pair`, which does not. Cells above the chance level anchor
the alignment anywhere in the two texts; weaker ones count only beside an anchor. A sentence left
over joins its neighbour's match when that match becomes better for it: a split or a merge.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cpdist

from dedupe_articles.model import MatchKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from dedupe_articles.align import Ranges
    from dedupe_articles.align.pair import Pair, Seeds, Text

# The best match by chance of a sentence over 1,500 random pairs of same-topic news has the 99.9th
# percentile .37 and the 99th .23.
ANCHOR_SCORE: Final = 0.37
CHAIN_SCORE: Final = 0.25
# How many sentences away from an anchor a weaker match may stand, on both sides.
_NEIGHBOURHOOD: Final = 2
# What a split or merge must add to the score of the match it joins.
_MIN_GAIN: Final = 0.03
_MAX_JOINED: Final = 4
# Words become characters from here on: beyond the surrogates, room for a million.
_FIRST_CHARACTER: Final = 0x10000
_TINY: Final = 1e-9


@dataclass(frozen=True, slots=True)
class SentenceMatch:
    """Sentences `a_start:a_end` of a that match sentences `b_start:b_end` of b."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    score: float
    kind: MatchKind

    def swapped(self) -> SentenceMatch:
        """Return the same match seen from the other side."""
        kind = _SEEN_FROM_B.get(self.kind, self.kind)
        return SentenceMatch(self.b_start, self.b_end, self.a_start, self.a_end, self.score, kind)


_SEEN_FROM_B: Final = {MatchKind.SPLIT: MatchKind.MERGED, MatchKind.MERGED: MatchKind.SPLIT}


@dataclass(frozen=True, slots=True)
class _Group:
    """A match that may still grow."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    score: float


def match_sentences(pair: Pair, seeds: Seeds) -> list[SentenceMatch]:
    """Return the matches in the order of a; each sentence stands in one match at most."""
    if not len(seeds.a):
        return []
    a, b = word_strings(pair.a), word_strings(pair.b)
    order = cpdist(
        [a.between(i, i + 1) for i in seeds.a.tolist()],
        [b.between(j, j + 1) for j in seeds.b.tolist()],
        scorer=Indel.normalized_similarity,
        dtype=np.float32,
    )
    scores = (order + seeds.overlap) / 2
    partners = _assign(seeds, scores, len(a), len(b))
    groups = _Groups(pair, a, b, partners)
    groups.absorb_neighbours()
    return groups.matches()


@dataclass(frozen=True, slots=True)
class WordStrings:
    """The sentences of a side, one character for each word."""

    text: str
    bounds: Sequence[int]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def between(self, first: int, last: int) -> str:
        """Return the sentences `first:last`."""
        return self.text[self.bounds[first] : self.bounds[last]]


def word_strings(side: Text) -> WordStrings:
    """Return the sentences of a side as strings."""
    characters = ((side.words & 0xFFFFF) + _FIRST_CHARACTER).astype(np.uint32)
    return WordStrings(characters.tobytes().decode("utf-32-le"), side.tokens.bounds.tolist())


def _assign(
    seeds: Seeds, scores: NDArray[np.floating], count_a: int, count_b: int
) -> dict[int, tuple[int, float]]:
    """Pair sentences one to one, best first; of equal scores the one nearest the diagonal."""
    drift = np.abs(seeds.a / count_a - seeds.b / count_b)
    order = np.lexsort((seeds.b, seeds.a, drift, -scores))
    order = order[scores[order] >= CHAIN_SCORE]
    partner_of_a: dict[int, tuple[int, float]] = {}
    partner_of_b: dict[int, int] = {}
    weak: list[tuple[int, int, float]] = []
    cells = (values[order].tolist() for values in (seeds.a, seeds.b, scores))
    for i, j, score in zip(*cells, strict=True):
        if i in partner_of_a or j in partner_of_b:
            continue
        if score >= ANCHOR_SCORE:
            partner_of_a[i] = j, score
            partner_of_b[j] = i
        else:
            weak.append((i, j, score))
    anchors = {i: j for i, (j, _) in partner_of_a.items()}
    for i, j, score in weak:
        if i not in partner_of_a and j not in partner_of_b and _beside_anchor(anchors, i, j):
            partner_of_a[i] = j, score
            partner_of_b[j] = i
    return partner_of_a


def _beside_anchor(anchors: dict[int, int], i: int, j: int) -> bool:
    """Whether an anchor stands close by on both sides, in the same order."""
    return any(
        step
        and i + step in anchors
        and 0 < (anchors[i + step] - j) * np.sign(step) <= _NEIGHBOURHOOD
        for step in range(-_NEIGHBOURHOOD, _NEIGHBOURHOOD + 1)
    )


class _Groups:
    """Matches under construction: ranges of sentences that grow over unmatched neighbours."""

    def __init__(
        self,
        pair: Pair,
        sentences_a: WordStrings,
        sentences_b: WordStrings,
        partners: dict[int, tuple[int, float]],
    ) -> None:
        self._pair = pair
        # As lists, which are faster to look a few up in; the sums are exact in any order.
        self._weights: list[float] = pair.weights.tolist()
        self._squares: list[float] = pair.squares.tolist()
        self._a = sentences_a
        self._b = sentences_b
        self._groups = [
            _Group(i, i + 1, j, j + 1, score) for i, (j, score) in sorted(partners.items())
        ]
        self._used_a = set(partners)
        self._used_b = {j for j, _ in partners.values()}

    def absorb_neighbours(self) -> None:
        """Let every group take in neighbours that raise its score, best groups first."""
        by_score = sorted(range(len(self._groups)), key=lambda k: (-self._groups[k].score, k))
        for k in by_score:
            while (grown := self._grown(self._groups[k])) is not None:
                self._groups[k] = grown
                self._used_a.update(range(grown.a_start, grown.a_end))
                self._used_b.update(range(grown.b_start, grown.b_end))

    def _grown(self, group: _Group) -> _Group | None:
        """Return the group with the neighbour that raises its score most, if one does."""
        if group.score > 1 - _MIN_GAIN:  # no score is more than 1
            return None
        grown = [_Group(*option, self._score(*option)) for option in self._options(group)]
        best = max(grown, key=lambda g: (g.score, g.a_start, g.b_start), default=None)
        return best if best is not None and best.score >= group.score + _MIN_GAIN else None

    def _options(self, group: _Group) -> Iterator[Ranges]:
        """Yield the sentences of a group with one more, unmatched, on a side that may have it."""
        a_start, a_end, b_start, b_end = group.a_start, group.a_end, group.b_start, group.b_end
        if a_end - a_start < _MAX_JOINED and b_end - b_start == 1:
            if a_start > 0 and a_start - 1 not in self._used_a:
                yield a_start - 1, a_end, b_start, b_end
            if a_end < len(self._a) and a_end not in self._used_a:
                yield a_start, a_end + 1, b_start, b_end
        if b_end - b_start < _MAX_JOINED and a_end - a_start == 1:
            if b_start > 0 and b_start - 1 not in self._used_b:
                yield a_start, a_end, b_start - 1, b_end
            if b_end < len(self._b) and b_end not in self._used_b:
                yield a_start, a_end, b_start, b_end + 1

    def _score(self, a_start: int, a_end: int, b_start: int, b_end: int) -> float:
        a, b = self._a.between(a_start, a_end), self._b.between(b_start, b_end)
        words_a = self._pair.a.words[self._a.bounds[a_start] : self._a.bounds[a_end]]
        words_b = self._pair.b.words[self._b.bounds[b_start] : self._b.bounds[b_end]]
        overlap = self._overlap(set(words_a.tolist()), set(words_b.tolist()))
        return (Indel.normalized_similarity(a, b) + overlap) / 2

    def _overlap(self, words_a: set[int], words_b: set[int]) -> float:
        """Return the overlap of two sets of words, as `pair.overlap_blocks` defines it."""
        sets = words_a & words_b, words_a, words_b
        shared, of_a, of_b = (sum(map(self._weights.__getitem__, words)) for words in sets)
        dice = 2 * shared / max(of_a + of_b, _TINY)
        shared, of_a, of_b = (sum(map(self._squares.__getitem__, words)) for words in sets)
        norm_a, norm_b = max(math.sqrt(of_a), _TINY), max(math.sqrt(of_b), _TINY)
        return (dice + shared / norm_a / norm_b) / 2

    def matches(self) -> list[SentenceMatch]:
        """Return the groups as matches, in the order of a."""
        return [
            SentenceMatch(
                group.a_start,
                group.a_end,
                group.b_start,
                group.b_end,
                round(group.score, 4),
                self._kind(group),
            )
            for group in sorted(self._groups, key=lambda g: g.a_start)
        ]

    def _kind(self, group: _Group) -> MatchKind:
        if group.b_end - group.b_start > 1:
            return MatchKind.SPLIT
        if group.a_end - group.a_start > 1:
            return MatchKind.MERGED
        a, b = self._pair.a.tokens, self._pair.b.tokens
        of_a = a.spellings[self._a.bounds[group.a_start] : self._a.bounds[group.a_end]]
        of_b = b.spellings[self._b.bounds[group.b_start] : self._b.bounds[group.b_end]]
        is_same = of_a.tobytes() == of_b.tobytes()
        return MatchKind.VERBATIM if is_same else MatchKind.REWRITTEN
