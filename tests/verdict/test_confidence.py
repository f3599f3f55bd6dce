from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.rarity import Rarity
from dedupe_articles.verdict.confidence import COEFFICIENTS, confidence, features
from dedupe_articles.verdict.measures import Measures, SideMeasures

shares = st.floats(0, 1)
SIDE = SideMeasures(
    words=400, shingles=390, accounted=0.5, covered=0.6, own=0.4, contained=0.2, quoted=0.1
)
MEASURES = Measures(
    a=SIDE,
    b=SIDE,
    jaccard=0.1,
    shared=70,
    longest_run=8,
    matched_sentences=12,
    mean_match=0.6,
    evidence=300.0,
    specifics_kept=0.8,
    in_order=1.0,
)
RARITY = Rarity(shared=60, weight=250.0, background=60.0)


@st.composite
def measures(draw: st.DrawFn) -> Measures:
    """Draw measures of two articles, of any size, that may share anything."""
    sides = [
        replace(SIDE, shingles=draw(st.integers(0, 10_000)), own=draw(shares)) for _ in range(2)
    ]
    return replace(
        MEASURES,
        a=sides[0],
        b=sides[1],
        shared=draw(st.integers(0, min(side.shingles for side in sides))),
        evidence=draw(st.floats(0, 1e6)),
        specifics_kept=draw(shares),
    )


rarities = st.builds(Rarity, st.integers(0, 10_000), st.floats(0, 1e6), st.floats(0, 1e6))


@given(measures(), rarities)
def test_confidence_is_a_probability(found: Measures, rarity: Rarity) -> None:
    assert 0 < confidence(found, rarity) < 1
    assert all(math.isfinite(value) for value in features(found, rarity).values())


@given(measures(), rarities)
def test_confidence_does_not_depend_on_the_order_of_the_sides(
    found: Measures, rarity: Rarity
) -> None:
    turned = replace(found, a=found.b, b=found.a)
    assert confidence(turned, rarity) == confidence(found, rarity)


@pytest.mark.parametrize(
    ("feature", "more"),
    [
        ("resemblance", replace(MEASURES, shared=140)),
        ("own words", replace(MEASURES, b=replace(SIDE, own=0.8))),
        ("passages", replace(MEASURES, evidence=900.0)),
        ("names and numbers", replace(MEASURES, specifics_kept=0.95)),
    ],
)
def test_each_measure_raises_one_feature_and_the_confidence(feature: str, more: Measures) -> None:
    before, after = features(MEASURES, RARITY), features(more, RARITY)
    assert after[feature] > before[feature]
    assert {name for name in before if before[name] != after[name]} == {feature}
    assert confidence(more, RARITY) > confidence(MEASURES, RARITY)


def test_every_feature_speaks_for_descent() -> None:
    assert set(features(MEASURES, RARITY)) == set(COEFFICIENTS)
    assert all(coefficient > 0 for coefficient in COEFFICIENTS.values())


@given(measures(), st.integers(1, 1000), st.floats(0, 1e4), st.floats(0, 1e4), st.floats(0, 1e4))
def test_contrast_raises_confidence(
    found: Measures, shared: int, weight: float, more: float, background: float
) -> None:
    """What a pair shares beyond what its articles share with others speaks for descent."""
    before = confidence(found, Rarity(shared, weight, background))
    assert confidence(found, Rarity(shared, weight + more, background)) >= before
    assert confidence(found, Rarity(shared, weight, background + more)) <= before


def test_contrast_separates_a_template_from_a_copy() -> None:
    """Two filled-in forms share as much as a copy and its source, but with a dozen others too."""
    weak = replace(MEASURES, shared=30, evidence=60.0, a=replace(SIDE, own=0.2), b=SIDE)
    as_copy = confidence(weak, Rarity(shared=60, weight=250.0, background=5.0))
    as_template = confidence(weak, Rarity(shared=60, weight=250.0, background=500.0))
    assert as_copy > 0.95
    assert as_template < 0.5
