"""How much of what a finding shares was accepted: one imprint held against many."""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.model import IMPRINT_HASHES, Imprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_HASH_DIGITS: Final = 8
_BEYOND: Final = chr(sys.maxunicode)  # sorts behind every hash


class Imprints:
    """The imprints of accepted findings, by their hashes.

    The sides of the imprint in place `i` have the numbers `2 * i` and `2 * i + 1`.
    """

    def __init__(self, imprints: Sequence[Imprint]) -> None:
        sides = [_hashes(side) for imprint in imprints for side in (imprint.a, imprint.b)]
        self._sides_with: defaultdict[str, array[int]] = defaultdict(partial(array, "q"))
        for number, side in enumerate(sides):
            for value in side:
                self._sides_with[value].append(number)
        # A sample that is not full holds all hashes, however large.
        self._ends = np.array([s[-1] if len(s) == IMPRINT_HASHES else _BEYOND for s in sides])

    def shares_of(self, new: Imprint) -> NDArray[np.float64]:
        """Return for each imprint the share of what is shared now that was shared then.

        It is that of the side that has less.
        """
        a, b = (self._contained(_hashes(side)).reshape(-1, 2) for side in (new.a, new.b))
        return np.maximum(np.minimum(a[:, 0], b[:, 1]), np.minimum(a[:, 1], b[:, 0]))

    def _contained(self, new: Sequence[str]) -> NDArray[np.float64]:
        """Estimate how much of a side's content each other side has, from the smallest hashes.

        Only hashes that both samples would hold can be compared: those up to where the first ends.
        """
        shares = np.zeros(len(self._ends))
        holders = [self._sides_with[value] for value in new if value in self._sides_with]
        if holders:
            common = np.bincount(np.concatenate(holders), minlength=len(shares))
            some = np.flatnonzero(common)
            comparable = np.searchsorted(np.array(new), self._ends[some], side="right")
            shares[some] = common[some] / comparable
        return shares


def _hashes(side: str) -> list[str]:
    """Return the hashes of one side, ascending; as text they sort as they do as numbers."""
    step = _HASH_DIGITS
    return sorted({side[start : start + step] for start in range(0, len(side), step)})
