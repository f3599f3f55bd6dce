"""How sure it is that one text descends from the other.

A logistic regression on named measures of the pair, so that every verdict can be followed by
hand: `log odds = intercept + sum(coefficient x feature)`. `features` are bounded or logarithmic,
so that no single one runs away with a long text.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dedupe_articles.rarity import Rarity
    from dedupe_articles.verdict.measures import Measures

# Fitted by benchmarks/calibrate.py.
INTERCEPT: Final = -6.80
COEFFICIENTS: Final[Mapping[str, float]] = {
    "resemblance": 1.64,
    "own words": 4.52,
    "passages": 1.36,
    "names and numbers": 3.91,
    "contrast": 3.74,
}


def features(measures: Measures, rarity: Rarity) -> dict[str, float]:
    """Return the features of a pair, by name; each speaks for descent when it is high.

    - resemblance: logarithm of the Jaccard coefficient of the shingles;
    - own words: share of the words outside quotation marks that the other side accounts for, on
      the side where it is larger;
    - passages: logarithm of the evidence of the passages outside quotation marks;
    - names and numbers: share of them that is kept in matched sentences;
    - contrast: what the pair shares in relation to what its articles share with others by habit,
      see `rarity.contrast`.
    """
    a, b = measures.a, measures.b
    union = a.shingles + b.shingles - measures.shared
    return {
        "resemblance": math.log((measures.shared + 0.5) / max(union, 1)),
        "own words": max(a.own, b.own),
        "passages": math.log1p(measures.evidence),
        "names and numbers": measures.specifics_kept,
        "contrast": rarity.contrast,
    }


def confidence(measures: Measures, rarity: Rarity) -> float:
    """Return the estimated probability that one text descends from the other."""
    found = features(measures, rarity)
    log_odds = INTERCEPT + sum(COEFFICIENTS[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
