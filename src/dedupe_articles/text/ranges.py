"""Many ranges of whole numbers as one array."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def numbers_in(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers of each range, one range after the other; a size may be 0."""
    ends = np.cumsum(sizes)
    numbers = np.repeat(starts - ends + sizes, sizes)
    numbers += np.arange(len(numbers))
    return numbers
