"""Which matches keep their order: the others moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.align.matches import SentenceMatch


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
