"""Whoever sees little contrast can read the report: WCAG 2.2 AA, computed from the style sheet."""

from __future__ import annotations

import re

import pytest

from dedupe_articles.model import Relation
from dedupe_articles.report.html.page import style_sheet

PAIR = re.compile(r"--([\w-]+): light-dark\(#(\w{6}), #(\w{6})\)")
COLOURS = {
    name: {"light": light, "dark": dark} for name, light, dark in PAIR.findall(style_sheet())
}

RELATIONS = [relation.value for relation in Relation if relation is not Relation.UNRELATED]
# Text and what it stands on: 4.5 to 1.
TEXTS = [
    *[(ink, ground) for ink in ("ink", "quiet", "accent") for ground in ("page", "card", "sunk")],
    *[(relation, ground) for relation in RELATIONS for ground in ("page", "card", "sunk")],
    *[("ink", ground) for ground in ("verbatim-bg", "rewritten-bg", "on-bg", "warn-bg")],
    *[("quiet", ground) for ground in ("verbatim-bg", "rewritten-bg")],
    ("alarm", "alarm-bg"),
    ("alarm", "card"),
    ("gone", "gone-bg"),
    ("new", "new-bg"),
    ("good", "card"),
    ("good", "sunk"),
    ("on-accent", "accent"),
    ("page", "ink"),
]
# What has to be seen to understand or use the page, and is no text: 3 to 1.
SHAPES = [
    *[
        (shape, ground)
        for shape in ("edge", "alarm", "accent", *RELATIONS)
        for ground in ("card", "page")
    ],
]


def luminance(colour: str) -> float:
    """Return the relative luminance of an sRGB colour, as WCAG defines it."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    ]
    return sum(
        weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read_on_its_ground(theme: str) -> None:
    ratios = {pair: contrast(COLOURS[pair[0]][theme], COLOURS[pair[1]][theme]) for pair in TEXTS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_shape_can_be_told_from_its_ground(theme: str) -> None:
    ratios = {pair: contrast(COLOURS[pair[0]][theme], COLOURS[pair[1]][theme]) for pair in SHAPES}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3} == {}
