"""Passages: the longest stretches of two texts that correspond.

Verbatim runs come first and keep their exact borders. Elsewhere sentence pairs with enough
overlap are *seeds*; seeds near one another on both sides form a cluster (Sanchez-Perez et al.,
PAN 2014), and `borders` finds where the passage really begins and ends.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.align.borders import Rectangle, can_have_evidence, find_borders
from dedupe_articles.model import MatchKind
from dedupe_articles.text.ranges import numbers_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dedupe_articles.align.pair import Pair, Seeds, Text
    from dedupe_articles.align.runs import Run

# All measured with benchmarks/pan.py (train).
SEED_OVERLAP: Final = 0.25
MAX_GAP: Final = 4  # sentences from one seed of a passage to the next; 3 to 5 are alike
MIN_COHESION: Final = 0.2  # cosine of the two sides of a cluster; below it is split further
MIN_EVIDENCE: Final = 46.0
MIN_CHARACTERS: Final = 120
VERBATIM_CHARACTERS: Final = 256
VERBATIM_GAP: Final = 150  # characters between runs that belong to one verbatim passage
# A sentence belongs to a verbatim passage when more than this share of its words does.
_MOSTLY: Final = 0.5


@dataclass(frozen=True, slots=True)
class WordPassage:
    """A passage in word positions; `evidence` ranks passages that overlap."""

    where: Rectangle
    evidence: float
    kind: MatchKind

    def swapped(self) -> WordPassage:
        """Return the same passage seen from the other side."""
        return WordPassage(self.where.swapped(), self.evidence, self.kind)


def find_passages(pair: Pair, runs: Sequence[Run], seeds: Seeds) -> list[WordPassage]:
    """Return passages that do not overlap on side a, in its order."""
    verbatim = _verbatim_passages(pair, runs)
    open_seeds = _outside(pair, seeds, verbatim)
    found = [
        passage
        for between in _parted(pair, open_seeds, verbatim)
        for where in _clusters(pair, between, MAX_GAP)
        if (passage := _passage(pair, where, verbatim)) is not None
    ]
    kept = list(verbatim)
    for passage in sorted(found, key=lambda p: (-p.evidence, p.where.a_start, p.where.b_start)):
        if not any(passage.where.overlaps_on_a(other.where) for other in kept):
            kept.append(passage)
    return sorted(kept, key=lambda p: (p.where.a_start, p.where.b_start))


def _verbatim_passages(pair: Pair, runs: Sequence[Run]) -> list[WordPassage]:
    """Join long runs that follow each other closely on both sides."""
    joined: list[Rectangle] = []
    for run in runs:
        start, end = pair.a.tokens.characters(run.a_start, run.a_end)
        if end - start < VERBATIM_CHARACTERS:
            continue
        if joined and _follows(pair, joined[-1], run):
            last = joined[-1]
            joined[-1] = Rectangle(last.a_start, run.a_end, last.b_start, run.b_end)
        else:
            joined.append(Rectangle(run.a_start, run.a_end, run.b_start, run.b_end))
    return [WordPassage(where, _weight(pair, where), MatchKind.VERBATIM) for where in joined]


def _weight(pair: Pair, where: Rectangle) -> float:
    """Return the summed weight of the words of a verbatim passage."""
    return float(pair.weights[pair.a.words[where.a_start : where.a_end]].sum())


def _follows(pair: Pair, last: Rectangle, run: Run) -> bool:
    gap_a = pair.a.tokens.starts[run.a_start] - pair.a.tokens.ends[last.a_end - 1]
    gap_b = pair.b.tokens.starts[run.b_start] - pair.b.tokens.ends[last.b_end - 1]
    return bool(gap_a <= VERBATIM_GAP and 0 <= gap_b <= VERBATIM_GAP)


def _outside(pair: Pair, seeds: Seeds, passages: Sequence[WordPassage]) -> Seeds:
    """Return the strong seeds whose sentences do not lie mostly in passages already found."""
    strong = seeds.select(seeds.overlap > SEED_OVERLAP)
    if not passages:
        return strong
    taken_a = _taken(pair.a, [(p.where.a_start, p.where.a_end) for p in passages])
    taken_b = _taken(pair.b, [(p.where.b_start, p.where.b_end) for p in passages])
    return strong.select(~(taken_a[strong.a] | taken_b[strong.b]))


def _taken(side: Text, ranges: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    """Say of each sentence whether more than half of its words lie in the ranges."""
    bounds = side.tokens.bounds
    inside = np.zeros(len(side), dtype=np.float64)
    for start, end in ranges:
        inside[start:end] = 1
    counts = np.bincount(side.tokens.sentences, weights=inside, minlength=len(bounds) - 1)
    return counts > _MOSTLY * np.diff(bounds)


def _parted(pair: Pair, seeds: Seeds, passages: Sequence[WordPassage]) -> list[Seeds]:
    """Part seeds by the passages that they stand between, on either side.

    A cluster that spans a passage would be cut off at it, with all its seeds behind.
    """
    if not passages or not len(seeds.a):
        return [seeds]
    starts_a = np.sort([p.where.a_start for p in passages])
    starts_b = np.sort([p.where.b_start for p in passages])
    between_a = starts_a.searchsorted(pair.a.tokens.bounds[seeds.a], side="right")
    between_b = starts_b.searchsorted(pair.b.tokens.bounds[seeds.b], side="right")
    cells = between_a * (len(passages) + 1) + between_b
    return [seeds.select(cells == cell) for cell in np.unique(cells)]


def _clusters(pair: Pair, seeds: Seeds, gap: int) -> list[Rectangle]:
    """Group seeds by nearness on both sides, and loose groups again with a smaller gap.

    Returns what each group spans. Those that cannot be passages, nor any part of them, are left
    out.
    """
    clusters = []
    waiting = [(np.arange(len(seeds.a)), gap)]
    while waiting:
        members, gap = waiting.pop()
        for group in _near(seeds.a[members], seeds.b[members], gap):
            cluster = members[group]
            where = _rectangle(pair, seeds, cluster)
            if not can_have_evidence(pair, where, MIN_EVIDENCE):
                continue
            if len(group) > 1 and gap > 0 and _cohesion(pair, where) <= MIN_COHESION:
                waiting.append((cluster, gap - 1))
            else:
                clusters.append(where)
    return clusters


def _near(a: NDArray[np.int64], b: NDArray[np.int64], gap: int) -> list[NDArray[np.int64]]:
    """Return the connected groups of points at most `gap` apart on both axes.

    `a` ascends, so only a window of following points has to be looked at.
    """
    parents = list(range(len(a)))

    def root(node: int) -> int:
        while parents[node] != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    behind = np.arange(1, len(a) + 1)
    windows = a.searchsorted(a + gap, side="right") - behind
    first, second = np.repeat(behind - 1, windows), numbers_in(behind, windows)
    near = np.abs(b[first] - b[second]) <= gap
    for i, j in zip(first[near].tolist(), second[near].tolist(), strict=True):
        parents[root(j)] = root(i)
    groups: dict[int, list[int]] = {}
    for i in range(len(a)):
        groups.setdefault(root(i), []).append(i)
    return [np.array(groups[key], dtype=np.int64) for key in sorted(groups)]


def _rectangle(pair: Pair, seeds: Seeds, cluster: NDArray[np.int64]) -> Rectangle:
    """Return the words of all sentences that a cluster spans."""
    a, b = seeds.a[cluster], seeds.b[cluster]
    bounds_a, bounds_b = pair.a.tokens.bounds, pair.b.tokens.bounds
    return Rectangle(
        int(bounds_a[a.min()]),
        int(bounds_a[a.max() + 1]),
        int(bounds_b[b.min()]),
        int(bounds_b[b.max() + 1]),
    )


def _cohesion(pair: Pair, where: Rectangle) -> float:
    """Return the cosine of the weighted word counts of both sides of a rectangle."""
    size = len(pair.weights)
    a = np.bincount(pair.a.words[where.a_start : where.a_end], minlength=size)
    b = np.bincount(pair.b.words[where.b_start : where.b_end], minlength=size)
    both, of_a, of_b = (float((counts * pair.squares).sum()) for counts in (a * b, a * a, b * b))
    return both / max(math.sqrt(of_a * of_b), 1e-9)


def _passage(pair: Pair, where: Rectangle, taken: Sequence[WordPassage]) -> WordPassage | None:
    """Give a cluster its borders; None when too little evidence or text is left."""
    limits = _limits(pair, where, taken)
    where = Rectangle(
        max(where.a_start, limits.a_start),
        min(where.a_end, limits.a_end),
        max(where.b_start, limits.b_start),
        min(where.b_end, limits.b_end),
    )
    if where.is_empty():
        return None
    where, evidence = find_borders(pair, where, limits)
    if where.is_empty() or evidence < MIN_EVIDENCE:
        return None
    a_start, a_end = pair.a.tokens.characters(where.a_start, where.a_end)
    b_start, b_end = pair.b.tokens.characters(where.b_start, where.b_end)
    if min(a_end - a_start, b_end - b_start) < MIN_CHARACTERS:
        return None
    return WordPassage(where, evidence, MatchKind.REWRITTEN)


def _limits(pair: Pair, where: Rectangle, taken: Sequence[WordPassage]) -> Rectangle:
    """Return how far a passage may reach before it meets one that is taken."""
    a = _gap(where.a_start, where.a_end, [(p.where.a_start, p.where.a_end) for p in taken])
    b = _gap(where.b_start, where.b_end, [(p.where.b_start, p.where.b_end) for p in taken])
    return Rectangle(
        a[0], len(pair.a) if a[1] is None else a[1], b[0], len(pair.b) if b[1] is None else b[1]
    )


def _gap(start: int, end: int, taken: Sequence[tuple[int, int]]) -> tuple[int, int | None]:
    """Return the free stretch around the middle of a range: its start, and end unless open."""
    middle = (start + end) // 2
    before = [other_end for _, other_end in taken if other_end <= middle]
    after = [other_start for other_start, _ in taken if other_start > middle]
    return max(before, default=0), min(after, default=None)
