"""How sure it is that one text descends from the other.

A logistic regression on named measures of the pair, so that every verdict can be followed by
hand: `log odds = intercept + sum(coefficient x feature)`. `features` are logarithms and shares,
so that no single one runs away with a long text.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from dedupe_articles.rarity import STANDING_HOLDERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dedupe_articles.rarity import Rarity
    from dedupe_articles.verdict.measures import Kept, Measures

# Fitted by benchmarks/calibrate.py before short texts had evidence; the intercept is .08 higher, so
# that all aims of benchmarks/haystack.py are met. A fit of today has .11 for rarity and others like
# these; where it finds as many of the labelled pairs it finds 4 % more among plain news.
INTERCEPT: Final = -8.02
COEFFICIENTS: Final[Mapping[str, float]] = {
    "passages": 0.60,
    "rarity": 0.36,
    "contrast": 1.27,
    "covered": 1.40,
    "length": -0.21,
    "words lost": 0.04,
    "names lost": -0.61,
    "numbers lost": -1.17,
}
# In percent; more is seldom lost, but by tables, where numbers are all there is.
MOST_LOST: Final = 10.0
# Two edits in a text that was taken over, each with a name or number on both sides, do not make a
# form of it, unless eight articles have what both say (measured with benchmarks/short.py).
FEW_LOST: Final = 4
# Where capitals mark more than names, as in German, a rewriting loses many of them. Chosen for the
# translations of benchmarks/haystack.py --corpus de; 3 to 6 are alike for English.
MOST_NAMES_LOST: Final = 4.0


def features(measures: Measures, rarity: Rarity) -> dict[str, float]:
    """Return the features of a pair, by name.

    - passages: logarithm of the evidence of the passages outside quotation marks, see `Measures`;
    - rarity: logarithm of the weight of the rare shingles that both have;
    - contrast: what the pair shares in relation to what its articles share with others by habit,
      see `rarity.contrast`;
    - covered: logarithm of the words in matches and passages, on the side that has fewer;
    - length: logarithm of the words of the shorter text: long texts have stock phrases in common;
    - words lost: the words of matches and passages that the other side does not have, but for names
      and numbers, in percent of all words of both, up to `MOST_LOST`. Rewriting changes these;
    - names lost, numbers lost: likewise, names up to `MOST_NAMES_LOST`. Rewriting keeps them, the
      forms of a template differ in little else, so that they speak against descent. A few of them
      do not where a whole text was taken over, see `FEW_LOST`.
    """
    words = max(measures.a.words + measures.b.words, 1)
    is_edited = measures.is_taken_over and measures.specifics_lost <= FEW_LOST
    may_be_form = not is_edited or rarity.holders >= STANDING_HOLDERS

    def lost(sort: Kept, most: float = MOST_LOST) -> float:
        return min(100 * sort.lost / words, most)

    return {
        "passages": math.log1p(measures.evidence),
        "rarity": math.log1p(rarity.weight),
        "contrast": rarity.contrast,
        "covered": math.log1p(min(s.covered * s.words for s in (measures.a, measures.b))),
        "length": math.log1p(min(measures.a.words, measures.b.words)),
        "words lost": lost(measures.others),
        "names lost": lost(measures.names, MOST_NAMES_LOST) if may_be_form else 0.0,
        "numbers lost": lost(measures.numbers) if may_be_form else 0.0,
    }


def confidence(measures: Measures, rarity: Rarity) -> float:
    """Return the estimated probability that one text descends from the other."""
    found = features(measures, rarity)
    log_odds = INTERCEPT + sum(COEFFICIENTS[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
