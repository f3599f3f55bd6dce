"""Ranges of whole numbers: many of them as one array, one cut into many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

Number = TypeVar("Number", bound="np.integer[Any]")


def numbers_in(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers of each range, one range after the other; a size may be 0."""
    ends = np.cumsum(sizes)
    numbers = np.repeat(starts - ends + sizes, sizes)
    numbers += np.arange(len(numbers))
    return numbers


def without_repeats(ordered: NDArray[Number]) -> NDArray[Number]:
    """Return the numbers of an ordered array, each once."""
    is_last = np.append(ordered[1:] != ordered[:-1], True)  # of equal ones
    once: NDArray[Number] = ordered[is_last[: len(ordered)]]
    return once


def within(numbers: NDArray[np.int64], ranges: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    """Say of ascending numbers whether they lie in one of the ranges, ends exclusive."""
    edges = numbers.searchsorted(np.array(ranges, dtype=np.int64).reshape(-1, 2))
    inside = np.zeros(len(numbers), dtype=np.bool_)
    inside[numbers_in(edges[:, 0], edges[:, 1] - edges[:, 0])] = True
    return inside


def cut_range(
    totals: NDArray[np.int64], at_once: int, low: int, high: int
) -> Iterator[tuple[int, int]]:
    """Cut the range `low:high` into ranges that have so much each, or are one number with more.

    `totals` gives for each number how much it and all before it have.
    """
    while low < high:
        done = totals[low - 1] if low else 0
        end = int(np.searchsorted(totals, done + at_once, side="right"))
        end = min(max(end, low + 1), high)
        yield low, end
        low = end
