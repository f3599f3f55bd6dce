"""How sure it is that one text descends from the other.

A logistic regression on named measures of the pair, so that every verdict can be followed by
hand: `log odds = intercept + sum(coefficient x feature)`. `features` are bounded or logarithmic,
so that no single one runs away with a long text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dedupe_articles.verdict.measures import Measures

INTERCEPT: Final = -6.0
COEFFICIENTS: Final[Mapping[str, float]] = {
    "jaccard": 20.0,
    "contained": 6.0,
    "accounted": 6.0,
    "match": 3.0,
    "longest_run": 0.5,
}


@dataclass(frozen=True, slots=True)
class Rarity:
    """What the candidate search saw of a pair: rare shared shingles and their summed weight."""

    shared: int
    weight: float


def features(measures: Measures, rarity: Rarity | None) -> dict[str, float]:
    """Return the features of a pair, by name."""
    del rarity
    return {
        "jaccard": measures.jaccard,
        "contained": max(measures.a.contained, measures.b.contained),
        "accounted": measures.score,
        "match": measures.mean_match,
        "longest_run": math.log1p(measures.longest_run),
    }


def confidence(measures: Measures, rarity: Rarity | None) -> float:
    """Return the estimated probability that one text descends from the other."""
    found = features(measures, rarity)
    log_odds = INTERCEPT + sum(COEFFICIENTS[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
