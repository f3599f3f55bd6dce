"""Verbatim runs: the same words in the same order, with exact borders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.text.words import mix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dedupe_articles.align.pair import Pair, Text

_GRAM: Final = 6
# A gram that stands in many places of b is followed to the first of them only, or a text that
# repeats one line a thousand times would give a million runs.
_PLACES: Final = 4


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Words `a_start:a_end` of a that stand word for word at `b_start:b_end` of b."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int

    def __len__(self) -> int:
        return self.a_end - self.a_start

    def swapped(self) -> Run:
        """Return the same run seen from the other side."""
        return Run(self.b_start, self.b_end, self.a_start, self.a_end)


def verbatim_runs(pair: Pair) -> list[Run]:
    """Return the maximal common runs of six words or more, in the order of a.

    Of runs that overlap in a or in b the longest stays whole and the others give way.
    """
    a, b = _grams(pair.a), _grams(pair.b)
    if not len(a) or not len(b):
        return []
    order = np.argsort(b, kind="stable")
    first = np.searchsorted(b[order], a, side="left")
    count = np.minimum(np.searchsorted(b[order], a, side="right") - first, _PLACES)
    i = np.repeat(np.arange(len(a)), count)
    j = order[np.repeat(first, count) + _ranks(count)]
    return _disjoint(_maximal(i, j))


def _grams(side: Text) -> NDArray[np.uint64]:
    spellings = side.tokens.spellings
    if len(spellings) < _GRAM:
        return np.zeros(0, dtype=np.uint64)
    grams = np.zeros(len(spellings) - _GRAM + 1, dtype=np.uint64)
    for k in range(_GRAM):
        grams = mix(grams * np.uint64(3) + spellings[k : len(grams) + k])
    return grams


def _ranks(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return 0..n-1 for each count n, one after the other."""
    ends = np.cumsum(counts)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)


def _maximal(i: NDArray[np.int64], j: NDArray[np.int64]) -> list[Run]:
    """Join grams that follow one another on a diagonal."""
    order = np.lexsort((i, j - i))
    i, j = i[order], j[order]
    breaks = np.flatnonzero((np.diff(i) != 1) | (np.diff(j) != 1)) + 1
    starts = np.concatenate([[0], breaks]).astype(np.int64)
    ends = np.append(breaks, len(i))
    return [
        Run(int(i[s]), int(i[e - 1]) + _GRAM, int(j[s]), int(j[e - 1]) + _GRAM)
        for s, e in zip(starts, ends, strict=True)
        if s < e
    ]


def _disjoint(runs: list[Run]) -> list[Run]:
    kept: list[Run] = []
    taken_a: list[tuple[int, int]] = []
    taken_b: list[tuple[int, int]] = []
    for run in sorted(runs, key=lambda run: (-len(run), run)):
        left = max(_inside(run.a_start, taken_a), _inside(run.b_start, taken_b))
        right = max(_inside_end(run.a_end, taken_a), _inside_end(run.b_end, taken_b))
        if left + right > len(run) - _GRAM:
            continue
        cut = Run(run.a_start + left, run.a_end - right, run.b_start + left, run.b_end - right)
        if _free(cut.a_start, cut.a_end, taken_a) and _free(cut.b_start, cut.b_end, taken_b):
            kept.append(cut)
            taken_a.append((cut.a_start, cut.a_end))
            taken_b.append((cut.b_start, cut.b_end))
    return sorted(kept)


def _inside(position: int, taken: list[tuple[int, int]]) -> int:
    """Return by how much a start lies inside a taken range."""
    return max((end - position for start, end in taken if start <= position < end), default=0)


def _inside_end(position: int, taken: list[tuple[int, int]]) -> int:
    """Return by how much an end lies inside a taken range."""
    return max((position - start for start, end in taken if start < position <= end), default=0)


def _free(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return all(end <= other_start or other_end <= start for other_start, other_end in taken)
