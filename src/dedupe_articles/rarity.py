"""How telling it is that two articles share what they share, seen from the whole collection.

The candidate search sees it, confidence weighs it; both use the formulas of this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A weight added to both sides of the contrast, so that a few shared shingles prove little.
CONTRAST_PRIOR: Final = 5.0
CONTRAST_RANGE: Final = (-1.5, 2.5)

# Coefficients of `promise`, on the scale of the log odds of `verdict.confidence`. At 0 and above
# stand 99.7 % of the labelled pairs that become findings, 19 % of the other candidates of plain
# news and 8 % of those that join unrelated texts (measured with benchmarks/calibrate.py).
RESEMBLANCE_WEIGHT: Final = 1.6
CONTRAST_WEIGHT: Final = 3.5
MIN_PROMISE: Final = 0.0
# The longer of two articles counts as at most so many times as long as the other: an excerpt is a
# tiny part of a book, and is one all the same. At 700 ten articles of news are found in one of
# 5 MB, and 6 of 990 others are aligned with it; at 200 377 are. Beyond 1,000 short ones get lost.
MOST_TIMES_LONGER: Final = 700


@dataclass(frozen=True, slots=True)
class Rarity:
    """What the candidate search saw of a pair.

    The rare shingles that both have, their summed weight, and the weight that the two articles
    share with others by habit (see `candidates.Candidates`).
    """

    shared: int
    weight: float
    background: float

    @property
    def contrast(self) -> float:
        """The contrast of the pair, see `contrast`."""
        return float(contrast(*self._arrays())[0])

    def promise(self, shingles_a: int, shingles_b: int) -> float:
        """Return what the pair promises, see `promise`."""
        sizes = np.array([shingles_a]), np.array([shingles_b])
        return float(promise(*self._arrays(), *sizes)[0])

    def _arrays(self) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
        return np.array([self.shared]), np.array([self.weight]), np.array([self.background])


def contrast(
    shared: NDArray[np.int64], weight: NDArray[np.float64], background: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the logarithm of what pairs share in relation to what their articles share by habit.

    Templates are alike by the dozen, a copy is like its source alone. Pairs without shared rare
    shingles are near-duplicates that the other channel has found; theirs is the highest.
    """
    ratio = (weight + CONTRAST_PRIOR) / (background + CONTRAST_PRIOR)
    return np.where(shared > 0, np.clip(np.log(ratio), *CONTRAST_RANGE), CONTRAST_RANGE[1])


def promise(
    shared: NDArray[np.int64],
    weight: NDArray[np.float64],
    background: NDArray[np.float64],
    shingles_a: NDArray[np.int64],
    shingles_b: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return how much pairs promise before anything is aligned; below `MIN_PROMISE` too little.

    `shingles_a` and `shingles_b` count those of the two articles. A cheap stand-in for confidence,
    from the postings alone: alignment costs a thousand times as much.
    """
    shorter, longer = np.minimum(shingles_a, shingles_b), np.maximum(shingles_a, shingles_b)
    union = shorter + np.minimum(longer, MOST_TIMES_LONGER * shorter) - shared
    resemblance = np.log((shared + 0.5) / np.maximum(union, 1))
    from_rarity = CONTRAST_WEIGHT * contrast(shared, weight, background)
    promised = RESEMBLANCE_WEIGHT * resemblance + from_rarity + np.log(shared + 1.0)
    return np.where(shared > 0, promised, np.inf)
