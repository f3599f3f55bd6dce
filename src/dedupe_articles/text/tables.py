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


class PointTable:
    """A property of every code point, computed when one occurs for the first time.

    So that a scan never pays for all of Unicode. No property may be the highest of its type.
    """

    def __init__(self, dtype: DTypeLike, property_of: Callable[[int], int]) -> None:
        self._unknown = np.iinfo(np.dtype(dtype)).max
        self._values: NDArray[Any] = np.full(CODE_POINTS, self._unknown, dtype=dtype)
        self._property_of = property_of

    def __getitem__(self, points: NDArray[np.uint8] | NDArray[np.uint32]) -> NDArray[Any]:
        values = self._values[points]
        unknown = values == self._unknown
        if unknown.any():
            for point in np.unique(points[unknown]).tolist():
                self._values[point] = self._property_of(point)
            values = self._values[points]
        return values
