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
    from dedupe_articles.verdict.measures import Kept, Measures

# Fitted by benchmarks/calibrate.py, the intercept raised by .2: the least at which a whole scan
# finds as many of every kind of labelled pairs as benchmarks/haystack.py wants.
INTERCEPT: Final = -9.57
COEFFICIENTS: Final[Mapping[str, float]] = {
    "passages": 0.48,
    "names": 0.46,
    "numbers": 0.70,
    "other words": -2.88,
    "rarity": 0.62,
    "contrast": 1.76,
    "covered": 1.10,
}
# The shares of numbers that a rewriting keeps, and that the forms of a template have in common.
NUMBERS_REWRITTEN: Final = 0.9
NUMBERS_OF_TEMPLATES: Final = 0.5
MAX_FROM_NUMBERS: Final = 5.0


def features(measures: Measures, rarity: Rarity) -> dict[str, float]:
    """Return the features of a pair, by name.

    - passages: logarithm of the evidence of the passages outside quotation marks;
    - names: log odds that a name in matched sentences is kept;
    - numbers: how much likelier what became of the numbers is in a rewriting than between the
      forms of a template, a log-likelihood ratio;
    - other words: the share of them that is kept in matched sentences. Rewriting changes these
      and keeps names and numbers, a template is the other way round: it speaks against descent;
    - rarity: logarithm of the weight of the rare shingles that both have;
    - contrast: what the pair shares in relation to what its articles share with others by habit,
      see `rarity.contrast`;
    - covered: logarithm of the words in matches and passages, on the side that has fewer.
    """
    return {
        "passages": math.log1p(measures.evidence),
        "names": math.log(measures.names.share / (1 - measures.names.share)),
        "numbers": _from_numbers(measures.numbers),
        "other words": measures.others.share,
        "rarity": math.log1p(rarity.weight),
        "contrast": rarity.contrast,
        "covered": math.log1p(min(s.covered * s.words for s in (measures.a, measures.b))),
    }


def _from_numbers(numbers: Kept) -> float:
    """Return the log-likelihood ratio; a number stands on both sides, so each counts half."""
    lost = numbers.seen - numbers.kept
    ratio = numbers.kept * math.log(NUMBERS_REWRITTEN / NUMBERS_OF_TEMPLATES)
    ratio += lost * math.log((1 - NUMBERS_REWRITTEN) / (1 - NUMBERS_OF_TEMPLATES))
    return max(-MAX_FROM_NUMBERS, min(MAX_FROM_NUMBERS, ratio / 2))


def confidence(measures: Measures, rarity: Rarity) -> float:
    """Return the estimated probability that one text descends from the other."""
    found = features(measures, rarity)
    log_odds = INTERCEPT + sum(COEFFICIENTS[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
