from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.rarity import Rarity
from dedupe_articles.verdict.confidence import COEFFICIENTS, confidence, features
from dedupe_articles.verdict.measures import Kept, Measures, SideMeasures

shares = st.floats(0, 1)
SIDE = SideMeasures(words=400, accounted=0.5, covered=0.6, quoted=0.1, asked=0.0)
MEASURES = Measures(
    a=SIDE,
    b=SIDE,
    longest_run=8,
    evidence=300.0,
    names=Kept(20, 25),
    numbers=Kept(6, 8),
    others=Kept(80, 120),
)
RARITY = Rarity(shared=60, weight=250.0, background=60.0, alone=6.9)


@st.composite
def measures(draw: st.DrawFn) -> Measures:
    """Draw measures of two articles, of any size, that may share anything."""
    sides = [
        replace(SIDE, words=draw(st.integers(0, 10_000)), covered=draw(shares)) for _ in range(2)
    ]

    def kept() -> Kept:
        seen = draw(st.integers(0, 1000))
        return Kept(draw(st.integers(0, seen)), seen)

    return replace(
        MEASURES,
        a=sides[0],
        b=sides[1],
        evidence=draw(st.floats(0, 1e6)),
        names=kept(),
        numbers=kept(),
        others=kept(),
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
        ("covered", replace(MEASURES, a=replace(SIDE, covered=0.8), b=replace(SIDE, covered=0.8))),
        ("passages", replace(MEASURES, evidence=900.0)),
        ("names lost", replace(MEASURES, names=Kept(24, 25))),
        ("numbers lost", replace(MEASURES, numbers=Kept(8, 8))),
        ("words lost", replace(MEASURES, others=Kept(70, 120))),
    ],
)
def test_each_measure_moves_one_feature_and_raises_confidence(feature: str, more: Measures) -> None:
    before, after = features(MEASURES, RARITY), features(more, RARITY)
    assert {name for name in before if before[name] != after[name]} == {feature}
    assert confidence(more, RARITY) > confidence(MEASURES, RARITY)


def test_every_feature_has_its_coefficient() -> None:
    assert set(features(MEASURES, RARITY)) == set(COEFFICIENTS)


def test_kept_common_words_alone_speak_against_descent() -> None:
    """Forms of a template differ in what rewriting keeps and keep what rewriting changes."""
    form = replace(MEASURES, names=Kept(10, 25), numbers=Kept(10, 60), others=Kept(118, 120))
    copy = replace(MEASURES, names=Kept(24, 25), numbers=Kept(20, 20), others=Kept(80, 120))
    assert confidence(form, RARITY) < 0.5 < confidence(copy, RARITY)


def test_two_edits_of_a_text_that_was_taken_over_are_no_template() -> None:
    """Unless eight articles have what both say, or more is changed, or less was taken over."""
    item = replace(SIDE, words=30, accounted=0.9, covered=1.0)
    alone = replace(RARITY, alone=RARITY.weight / 60 + math.log(3))
    among_many = replace(RARITY, alone=RARITY.weight / 60 + math.log(8.1))
    edited = replace(MEASURES, a=item, b=item, evidence=30.0, names=Kept(4, 6), numbers=Kept(2, 4))
    kept = replace(edited, names=Kept(6, 6), numbers=Kept(4, 4))
    assert confidence(edited, alone) == confidence(kept, alone) > 0.9
    assert confidence(edited, among_many) < 0.5
    assert confidence(replace(edited, numbers=Kept(1, 4)), alone) < 0.5
    partly = replace(item, accounted=0.79)
    assert confidence(replace(edited, b=partly), alone) < 0.5


@given(measures(), st.integers(1, 1000), st.floats(0, 1e4), st.floats(0, 1e4), st.floats(0, 1e4))
def test_contrast_raises_confidence(
    found: Measures, shared: int, weight: float, more: float, background: float
) -> None:
    """What a pair shares beyond what its articles share with others speaks for descent."""
    seen = Rarity(shared, weight, background, alone=6.9)
    before = confidence(found, seen)
    assert confidence(found, replace(seen, weight=weight + more)) >= before
    assert confidence(found, replace(seen, background=background + more)) <= before


def test_contrast_separates_a_template_from_a_copy() -> None:
    """Two filled-in forms share as much as a copy and its source, but with a dozen others too."""
    little = replace(SIDE, covered=0.05)
    weak = replace(MEASURES, a=little, b=little, evidence=60.0, numbers=Kept(3, 4))
    as_copy = confidence(weak, replace(RARITY, background=5.0))
    as_template = confidence(weak, replace(RARITY, background=500.0))
    assert as_copy > 0.8
    assert as_template < 0.5
