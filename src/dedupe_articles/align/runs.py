"""Verbatim runs: the same words in the same order, with exact borders."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.text.grams import GRAM_WORDS
from dedupe_articles.text.ranges import numbers_in, without_repeats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dedupe_articles.align.pair import Pair
    from dedupe_articles.text.grams import Grams

# A gram that stands in more places of b is followed to the one that repeats it as often as a has
# repeated it: of two texts with a thousand times the same line every place gives a million runs.
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
    """Return the common runs of six words or more that cannot grow, in the order of a.

    Of runs that overlap in a or in b the longest stays whole and the others give way.
    """
    a, b = pair.a.tokens.grams, pair.b.tokens.grams
    i, first, count = _common(a, b)
    if not len(i):
        return []
    few = count <= _PLACES
    j = b.order[numbers_in(first[few], count[few])]
    runs = _all_grown(pair, _diagonal_runs(np.repeat(i[few], count[few]), j))
    if not few.all():
        i, first, count = i[~few], first[~few], count[~few]
        repetition = a.repetitions[i]
        met = repetition < count
        runs += _diagonal_runs(i[met], b.order[first[met] + repetition[met]])
    return _disjoint(pair, runs)


def _common(a: Grams, b: Grams) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the grams of a that b has too, by place: where in the order of b, and how often.

    Those of the shorter text are looked for in the other; a book has millions.
    """
    fewer, more = sorted((a.ordered, b.ordered), key=len)
    found = more.searchsorted(fewer)
    known = (found < len(more)).nonzero()[0]
    known = known[more[found[known]] == fewer[known]]
    if not len(known):
        return known, known, known
    hashes = without_repeats(fewer[known])
    (first_a, count_a), (first_b, count_b) = (_places(grams.ordered, hashes) for grams in (a, b))
    i = a.order[numbers_in(first_a, count_a)]
    by_place = i.argsort()
    return (
        i[by_place],
        np.repeat(first_b, count_a)[by_place],
        np.repeat(count_b, count_a)[by_place],
    )


def _places(
    ordered: NDArray[np.uint64], hashes: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the first of each hash stands, and how many of it there are."""
    first = ordered.searchsorted(hashes)
    return first, ordered.searchsorted(hashes, side="right") - first


def _diagonal_runs(i: NDArray[np.int64], j: NDArray[np.int64]) -> list[Run]:
    """Join grams that follow one another on a diagonal."""
    if not len(i):
        return []
    order = np.lexsort((i, j - i))
    i, j = i[order], j[order]
    breaks = np.flatnonzero((i[1:] - i[:-1] != 1) | (j[1:] - j[:-1] != 1))
    firsts, lasts = np.append(0, breaks + 1), np.append(breaks, len(i) - 1)
    columns = i[firsts], i[lasts] + GRAM_WORDS, j[firsts], j[lasts] + GRAM_WORDS
    return [Run(*ends) for ends in zip(*(column.tolist() for column in columns), strict=True)]


def _all_grown(pair: Pair, runs: list[Run]) -> list[Run]:
    """Return runs, given by diagonal, with their whole length.

    Parts of it are missing where a gram stands in too many places to be followed to this one.
    """
    taken_a, taken_b = (np.zeros(len(side), dtype=np.bool_) for side in (pair.a, pair.b))
    whole: list[Run] = []
    for run in runs:
        last = whole[-1] if whole else run
        same_diagonal = run.b_start - run.a_start == last.b_start - last.a_start
        if not whole or not same_diagonal or run.a_start >= last.a_end:
            whole.append(_grown(pair, run, taken_a, taken_b))
    return whole


def _disjoint(pair: Pair, runs: list[Run]) -> list[Run]:
    """Choose runs greedily, the longest first; what others leave of a run stands for it again.

    This is greedy string tiling (Wise, 1993) over runs that are known beforehand.
    """
    taken_a, taken_b = (np.zeros(len(side), dtype=np.bool_) for side in (pair.a, pair.b))
    kept: list[Run] = []
    waiting = [(-len(run), run) for run in runs]
    heapify(waiting)
    while waiting:
        _, run = heappop(waiting)
        taken = taken_a[run.a_start : run.a_end] | taken_b[run.b_start : run.b_end]
        if taken.any():
            for piece in _free_pieces(run, taken):
                heappush(waiting, (-len(piece), piece))
            continue
        grown = _grown(pair, run, taken_a, taken_b)
        taken_a[grown.a_start : grown.a_end] = True
        taken_b[grown.b_start : grown.b_end] = True
        kept.append(grown)
    return sorted(kept)


def _free_pieces(run: Run, taken: NDArray[np.bool_]) -> list[Run]:
    """Return the stretches of a run, long enough to be runs, of which no word is taken."""
    edges = np.flatnonzero(np.diff(taken, prepend=True, append=True)).tolist()
    return [
        Run(run.a_start + first, run.a_start + last, run.b_start + first, run.b_start + last)
        for first, last in zip(edges[::2], edges[1::2], strict=True)
        if last - first >= GRAM_WORDS
    ]


def _grown(pair: Pair, run: Run, taken_a: NDArray[np.bool_], taken_b: NDArray[np.bool_]) -> Run:
    """Return a run with the equal words on both its sides that are not taken."""
    a, b = pair.a.tokens.spellings, pair.b.tokens.spellings

    def is_open(i: int, j: int) -> bool:
        return bool(a[i] == b[j] and not taken_a[i] and not taken_b[j])

    a_start, a_end, b_start, b_end = run.a_start, run.a_end, run.b_start, run.b_end
    while a_start > 0 and b_start > 0 and is_open(a_start - 1, b_start - 1):
        a_start, b_start = a_start - 1, b_start - 1
    while a_end < len(a) and b_end < len(b) and is_open(a_end, b_end):
        a_end, b_end = a_end + 1, b_end + 1
    return Run(a_start, a_end, b_start, b_end)
