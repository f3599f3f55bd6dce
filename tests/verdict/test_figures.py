from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.verdict.figures import find_figures


def found(text: str, language: str | None = None) -> list[tuple[str, bool]]:
    return [(text[f.start : f.end], f.is_date) for f in find_figures(text, 0, len(text), language)]


def values(text: str, language: str | None = None) -> list[str]:
    return [figure.readings[0] for figure in find_figures(text, 0, len(text), language)]


@given(
    st.lists(
        st.sampled_from(
            [*"0123456789.,:'’٫٬½ ３٤年月万億千kmTWOİI", "May", "two", " million", " twenty", "-"]
        ),
        max_size=40,
    ).map("".join),
    st.sampled_from([None, "en", "tr", "zh"]),
)
def test_figures_can_be_read_and_do_not_overlap(text: str, language: str | None) -> None:
    place = 0
    for figure in find_figures(text, 0, len(text), language):
        assert all(figure.readings)
        assert place <= figure.start < figure.end <= len(text)
        place = figure.end


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("4.2 million or $4.2bn", "en", ["4200000", "4200000000"]),
        ("4,5 Milliarden, 3 Billionen", "de", ["4500000000", "3000000000000"]),
        ("3 billion, 3 million", "en", ["3000000000", "3000000"]),
        ("2.000 mil millones", "es", ["2000000000000"]),
        ("5 miljoner, 5 тыс., 5 lakh", None, ["5000000", "5000", "500000"]),
        ("two million of 10,000", "en", ["2000000", "10000"]),
        ("in 2005 thousands came", "en", ["2005", "1000"]),
        ("450 miles and 450 miles de habitantes", "en", ["450", "450"]),
        ("10,000人、1万人", "ja", ["10000", "10000"]),
        ("1億6,940万ドル、4万5,000人、4万 5人", "ja", ["169400000", "45000", "40000", "5"]),
        ("3만 5천명, 1억 2천만 원", "ko", ["35000", "120000000"]),
    ],
)
def test_a_word_behind_a_number_multiplies_it(
    text: str, language: str | None, expected: list[str]
) -> None:
    assert values(text, language) == expected


def test_a_letter_behind_a_number_may_multiply_it() -> None:
    [figure] = find_figures("£5m", 0, 3, "en")
    assert figure.readings == ("5", "5000000")


def test_numbers_that_merely_stand_side_by_side_are_two() -> None:
    assert found("In 2024 350 of 12 3456 came, 3, 4 stayed.") == [
        (number, False) for number in ("2024", "350", "12", "3456", "3", "4")
    ]


def test_a_number_beside_a_month_or_before_its_unit_is_of_a_date() -> None:
    assert found("On 3 May 2024 they saw what 350 others did") == [
        ("3", True),
        ("May", True),
        ("2024", True),
        ("350", False),
    ]
    assert found("2024年3月5日に350人が3年間") == [
        ("2024", True),
        ("3", True),
        ("5", True),
        ("350", False),
        ("3", False),
    ]
    assert found("三月五日に三日間", "ja") == [("三", True), ("五", True), ("三", False)]
    assert found("約60万年前") == [("60万", False)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("On 7 July 56 died.", "56"),
        ("On 7 July bombs killed 20.", "20"),
        ("At 4:20, March 21.", "4:20"),
        ("In May 4,200 went.", "4,200"),
    ],
)
def test_a_number_that_no_date_has_is_none_beside_a_month(text: str, number: str) -> None:
    assert (number, False) in found(text)


def test_names_that_are_other_words_need_a_capital() -> None:
    assert found("They may march in august company.") == []
    assert found("In May or in August, in mars or in juillet") == [
        (name, True) for name in ("May", "August", "mars", "juillet")
    ]
