"""Properties of code points, looked up for whole texts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import DTypeLike, NDArray

BLOCK: Final = 256
CODE_POINTS: Final = 0x110000


def blocks_of(points: NDArray[np.uint8] | NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Say of each block of 256 code points whether any lies in it; the first counts as if."""
    seen = np.zeros(CODE_POINTS // BLOCK, dtype=np.bool_)
    seen[0] = True
    seen[points[points >= BLOCK] >> 8] = True
    return seen


class BlockTable:
    """A property of every code point, computed for a block of 256 when one of them occurs.

    So that a scan of Latin text never pays for the rest of Unicode.
    """

    def __init__(self, dtype: DTypeLike, property_of: Callable[[int], int]) -> None:
        self._values: NDArray[Any] = np.zeros(CODE_POINTS, dtype=dtype)
        self._filled = np.zeros(CODE_POINTS // BLOCK, dtype=np.bool_)
        self._property_of = property_of

    def __getitem__(self, points: NDArray[np.uint8] | NDArray[np.uint32]) -> NDArray[Any]:
        for block in np.flatnonzero(blocks_of(points) & ~self._filled).tolist():
            for point in range(block * BLOCK, (block + 1) * BLOCK):
                self._values[point] = self._property_of(point)
            self._filled[block] = True
        return np.asarray(self._values[points])
