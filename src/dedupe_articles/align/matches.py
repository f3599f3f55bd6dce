"""Sentence matches: which sentences of one text became which sentences of the other.

Two sentences are scored by the mean of two views: `Indel` of rapidfuzz over words as characters,
which sees order, and the overlap of `pair`, which does not. Cells above the chance level anchor
the alignment anywhere in the two texts; weaker ones count only beside an anchor. A sentence left
over joins its neighbour's match when that match becomes better for it: a split or a merge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cpdist

from dedupe_articles.model import MatchKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

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


@dataclass(frozen=True, slots=True)
class SentenceMatch:
    """Sentences `a_start:a_end` of a that match sentences `b_start:b_end` of b."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    score: float
    kind: MatchKind


def match_sentences(pair: Pair, seeds: Seeds) -> list[SentenceMatch]:
    """Return the matches in the order of a; each sentence stands in one match at most."""
    if not len(seeds.a):
        return []
    sentences_a, sentences_b = word_strings(pair.a), word_strings(pair.b)
    order = cpdist(
        [sentences_a[i] for i in seeds.a],
        [sentences_b[j] for j in seeds.b],
        scorer=Indel.normalized_similarity,
        dtype=np.float32,
    )
    scores = (order + seeds.overlap) / 2
    partners = _assign(seeds, scores, len(sentences_a), len(sentences_b))
    groups = _Groups(pair, sentences_a, sentences_b, partners)
    groups.absorb_neighbours()
    return groups.matches()


def word_strings(side: Text) -> list[str]:
    """Return each sentence as a string with one character for each word."""
    characters = (side.words % 0x100000 + _FIRST_CHARACTER).astype(np.uint32)
    text = characters.tobytes().decode("utf-32-le")
    bounds = side.tokens.bounds.tolist()
    return [text[first:last] for first, last in zip(bounds[:-1], bounds[1:], strict=True)]


def _assign(
    seeds: Seeds, scores: NDArray[np.float32], count_a: int, count_b: int
) -> dict[int, tuple[int, float]]:
    """Pair sentences one to one, best first; of equal scores the one nearest the diagonal."""
    drift = np.abs(seeds.a / count_a - seeds.b / count_b)
    order = np.lexsort((seeds.b, seeds.a, drift, -scores))
    partner_of_a: dict[int, tuple[int, float]] = {}
    partner_of_b: dict[int, int] = {}
    weak: list[tuple[int, int, float]] = []
    for cell in order.tolist():
        i, j, score = int(seeds.a[cell]), int(seeds.b[cell]), float(scores[cell])
        if score < CHAIN_SCORE:
            break
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
        sentences_a: Sequence[str],
        sentences_b: Sequence[str],
        partners: dict[int, tuple[int, float]],
    ) -> None:
        self._pair = pair
        self._a = sentences_a
        self._b = sentences_b
        self._groups = [[i, i + 1, j, j + 1, score] for i, (j, score) in sorted(partners.items())]
        self._used_a = set(partners)
        self._used_b = {j for j, _ in partners.values()}

    def absorb_neighbours(self) -> None:
        """Let every group take in neighbours that raise its score, best groups first."""
        for group in sorted(self._groups, key=lambda g: (-g[4], g[0])):
            while self._grow(group):
                pass

    def _grow(self, group: list[float]) -> bool:
        """Take in the neighbour that raises the score most; say whether there was one."""
        a_start, a_end, b_start, b_end = (int(border) for border in group[:4])
        options = []
        if a_end - a_start < _MAX_JOINED and b_end - b_start == 1:
            options += [(a_start - 1, a_end, b_start, b_end), (a_start, a_end + 1, b_start, b_end)]
        if b_end - b_start < _MAX_JOINED and a_end - a_start == 1:
            options += [(a_start, a_end, b_start - 1, b_end), (a_start, a_end, b_start, b_end + 1)]
        scored = [(self._score(*option), option) for option in options if self._is_open(*option)]
        if not scored:
            return False
        score, best = max(scored, key=lambda item: (item[0], item[1]))
        if score < group[4] + _MIN_GAIN:
            return False
        group[:] = [*best, score]
        self._used_a.update(range(best[0], best[1]))
        self._used_b.update(range(best[2], best[3]))
        return True

    def _is_open(self, a_start: int, a_end: int, b_start: int, b_end: int) -> bool:
        """Whether the one sentence more at either end exists and is unmatched."""
        outer_a = {a_start, a_end - 1} - self._used_a
        outer_b = {b_start, b_end - 1} - self._used_b
        return (
            0 <= a_start
            and a_end <= len(self._a)
            and 0 <= b_start
            and b_end <= len(self._b)
            and len(outer_a) + len(outer_b) == 1
        )

    def _score(self, a_start: int, a_end: int, b_start: int, b_end: int) -> float:
        a, b = "".join(self._a[a_start:a_end]), "".join(self._b[b_start:b_end])
        return (Indel.normalized_similarity(a, b) + self._overlap(a, b)) / 2

    def _overlap(self, a: str, b: str) -> float:
        """Return the overlap of two word strings, as `pair.overlap_blocks` defines it."""
        weights = self._pair.weights
        words_a, words_b = (
            np.array(sorted({ord(char) - _FIRST_CHARACTER for char in side}), dtype=np.int64)
            for side in (a, b)
        )
        shared = weights[np.intersect1d(words_a, words_b)]
        of_a, of_b = weights[words_a], weights[words_b]
        dice = 2 * shared.sum() / max(of_a.sum() + of_b.sum(), 1e-9)
        cosine = shared @ shared / max(np.sqrt((of_a @ of_a) * (of_b @ of_b)), 1e-9)
        return float(dice + cosine) / 2

    def matches(self) -> list[SentenceMatch]:
        """Return the groups as matches, in the order of a."""
        return [
            SentenceMatch(*(int(b) for b in borders), round(score, 4), self._kind(*borders))
            for *borders, score in sorted(self._groups)
        ]

    def _kind(self, a_start: int, a_end: int, b_start: int, b_end: int) -> MatchKind:
        if b_end - b_start > 1:
            return MatchKind.SPLIT
        if a_end - a_start > 1:
            return MatchKind.MERGED
        a, b = self._pair.a.tokens, self._pair.b.tokens
        same = np.array_equal(
            a.spellings[a.bounds[a_start] : a.bounds[a_end]],
            b.spellings[b.bounds[b_start] : b.bounds[b_end]],
        )
        return MatchKind.VERBATIM if same else MatchKind.REWRITTEN
