from __future__ import annotations

import pytest

from dedupe_articles.model import AlterationKind

from .judging import judged, made_up_sentences

FRAME = made_up_sentences(5, 6)
NUMBER, DATE = AlterationKind.NUMBER, AlterationKind.DATE
NEGATION, QUOTATION = AlterationKind.NEGATION, AlterationKind.QUOTATION


def altered(old: str, new: str) -> list[tuple[AlterationKind, str, str]]:
    """Return what is called out where one sentence of two equal texts differs."""
    a, b = (" ".join([*FRAME[:3], sentence, *FRAME[3:]]) for sentence in (old, new))
    found = judged(a, b).alterations
    back = judged(b, a).alterations
    assert sorted((x.kind, x.b, x.a) for x in back) == sorted((x.kind, x.a, x.b) for x in found)
    return [(x.kind, a[x.a.start : x.a.end], b[x.b.start : x.b.end]) for x in found]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("12 people", "15 people", [(NUMBER, "12", "15")]),
        ("1,200 people", "1,300 people", [(NUMBER, "1,200", "1,300")]),
        ("12 men and 5 women", "5 men and 12 women", []),
        ("1,200 people", "1200 people", []),
        ("12 people", "people", []),
        ("people on 5 May", "people on 7 May", [(DATE, "5", "7")]),
        ("people on Monday", "people on Friday", [(DATE, "Monday", "Friday")]),
        ("people who may come", "people who can come", []),
    ],
)
def test_numbers_and_dates_are_called_out_when_another_stands_for_them(
    old: str, new: str, expected: list[tuple[AlterationKind, str, str]]
) -> None:
    template = "The village by the river was home to {} when the survey of the valley ended."
    assert altered(template.format(old), template.format(new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("did sign", "did not sign", [NEGATION]),
        ("did sign", "didn't sign", [NEGATION]),
        ("did not sign", "never did sign", []),
        ("did sign", "had signed", []),
    ],
)
def test_a_statement_turned_round_is_called_out(
    old: str, new: str, kinds: list[AlterationKind]
) -> None:
    template = "The council of the valley {} the treaty that the river towns had offered."
    found = altered(template.format(old), template.format(new))
    assert [kind for kind, _, _ in found] == kinds


def test_words_changed_inside_a_quotation_are_called_out_as_one_alteration() -> None:
    template = "The keeper of the bridge said “we {} of the river at {} and sold it” on the way."
    (found,) = altered(template.format("drank", "dawn"), template.format("tasted", "dusk"))
    assert found == (QUOTATION, "drank of the river at dawn", "tasted of the river at dusk")


def test_words_changed_outside_a_quotation_alter_none() -> None:
    template = "The {} of the bridge said “we drank of the river at dawn and sold it” on the way."
    assert altered(template.format("keeper"), template.format("guard")) == []


def test_a_copy_alters_nothing() -> None:
    text = "On 5 May the keeper did not say “no” to 12 of the people who came over the river."
    assert altered(text, text) == []


def test_other_scripts_have_alterations_too() -> None:
    found = altered(
        "Жители долины не подписали договор о мосте через реку 5 мая вечером.",
        "Жители долины подписали договор о мосте через реку 7 мая вечером.",
    )
    assert [kind for kind, _, _ in found] == [NEGATION, DATE]
