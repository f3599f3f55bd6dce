"""How telling it is that two articles share what they share, seen from the whole collection.

The candidate search sees it, confidence weighs it; both use the formulas of this module.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Self

import numpy as np

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    Values: TypeAlias = NDArray[np.float64] | NDArray[np.int64] | float
    """One figure for each pair, or that of a single one."""

# A weight added to both sides of the contrast, so that a few shared shingles prove little: that of
# one shingle, or of eight where nothing else is known of the pair.
CONTRAST_PRIOR: Final = 5.0
PROMISE_PRIOR: Final = 50.0
CONTRAST_RANGE: Final = (-1.5, 2.5)

# Coefficients of `promise`: those of a fit of confidence; between 1 to 2 and 1 to 4 they are alike.
# At MIN_PROMISE and above stand 99.8 % of the labelled pairs that become findings, 8 % of the other
# pairs of plain news that share enough and 1 % of those that join unrelated texts (measured with
# benchmarks/calibrate.py).
RARITY_WEIGHT: Final = 0.35
CONTRAST_WEIGHT: Final = 1.31
MIN_PROMISE: Final = 2.0
# Among more articles a shared shingle weighs more, but as many more pairs share one by chance:
# weights are taken as what they were among the articles that the coefficients were fitted on,
# ln(54,530 + 1,000). Pairs grow as the articles do, and not by half as much again
# (measured with benchmarks/growth.py --part candidates).
FITTED_ALONE: Final = 10.92
# What fewer articles have stands out by so much at least. Two long texts share as much with a dozen
# others, but other words with each: of the pairs of PAN 2013 in one folder .967 promise enough
# instead of .948, of news 2 % more (measured with benchmarks/calibrate.py; 4 to 6 are close).
FEW_HOLDERS: Final = 5.0
FEW_CONTRAST: Final = 0.6
# What so many articles have may be standing text: a form, or the introduction of a series.
STANDING_HOLDERS: Final = 8.0
# Beyond so many times the length of the other an article shares something with everyone by chance,
# and a pair promises less, unless most of the shorter one is shared. Of 1,000 articles of news the
# ten that one of 5 MB has swallowed promise enough, and 32 others (benchmarks/skew.py).
LONGER: Final = (50.0, 2500.0)
LENGTH_WEIGHT: Final = 1.2


@dataclass(frozen=True)  # without slots: what is derived is kept once it is asked for
class Rarity:
    """What the candidate search saw of a pair.

    The rare shingles that both have, their summed weight, the weight that the two articles share
    with others by habit, and what a shingle of one article alone would weigh (see
    `candidates.Candidates`). `shared` is None for near-duplicates that were found as such and of
    whose shingles too few are rare, or none were counted.
    """

    shared: int | None
    weight: float
    background: float
    alone: float

    @classmethod
    def of_columns(cls, shared: int, weight: float, background: float, alone: float) -> Self:
        """Return that of a candidate, whose columns are 0 where nothing was counted."""
        return cls(shared or None, weight, background, alone)

    @cached_property
    def contrast(self) -> float:
        """The contrast of the pair, see `contrast`; that of mere near-duplicates is the highest."""
        if self.shared is None:
            return CONTRAST_RANGE[1]
        return float(contrast(self.weight, self.background))

    @cached_property
    def holders(self) -> float:
        """How many articles have what the pair shares, see `holders`; 2 if it shares nothing."""
        return float(holders(self.shared, self.weight, self.alone)) if self.shared else 2.0

    def promise(self, shingles_a: int, shingles_b: int) -> float:
        """Return what the pair promises, see `promise`; nothing if it shares nothing."""
        if not self.shared:
            return -math.inf
        seen = self.shared, self.weight, self.background, self.alone
        return float(promise(*seen, shingles_a, shingles_b))


def contrast(
    weight: Values,
    background: Values,
    prior: float = CONTRAST_PRIOR,
) -> NDArray[np.float64]:
    """Return the logarithm of what pairs share in relation to what their articles share by habit.

    Templates are alike by the dozen, a copy is like its source alone.
    """
    return np.clip(np.log((weight + prior) / (background + prior)), *CONTRAST_RANGE)


def holders(shared: Values, weight: Values, alone: Values) -> NDArray[np.float64]:
    """Return how many articles have a shingle that pairs share: the geometric mean, at least 2."""
    return np.exp(alone - weight / shared)


def promise(  # noqa: PLR0913, PLR0917 - columns of one table
    shared: Values,
    weight: Values,
    background: Values,
    alone: Values,
    shingles_a: Values,
    shingles_b: Values,
) -> NDArray[np.float64]:
    """Return how much pairs promise before anything is aligned; below `MIN_PROMISE` too little.

    What the postings alone say of the log odds of `verdict.confidence`: alignment costs a thousand
    times as much. The pairs share something; `shingles_a` and `shingles_b` count those of the two
    articles.
    """
    shorter = np.maximum(np.minimum(shingles_a, shingles_b), 1)
    longer = np.maximum(shingles_a, shingles_b)
    excess = np.log(np.clip(longer / shorter, *LONGER) / LONGER[0])
    few = holders(shared, weight, alone) < FEW_HOLDERS
    scale = FITTED_ALONE / alone
    weight, background = np.multiply(weight, scale), np.multiply(background, scale)
    seen = contrast(weight, background, PROMISE_PRIOR)
    seen = np.where(few, np.maximum(seen, FEW_CONTRAST), seen)
    known = RARITY_WEIGHT * np.log1p(weight) + CONTRAST_WEIGHT * seen
    by_chance = LENGTH_WEIGHT * excess * (1 - shared / shorter)
    return known - by_chance
