from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.verdict.figures import find_figures, readings


def found(text: str) -> list[tuple[str, bool]]:
    return [(text[f.start : f.end], f.is_date) for f in find_figures(text, 0, len(text))]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (
            "1350",
            ["1350", "1,350", "1.350", "1 350", "1\u00a0350", "1’350", "1'350", "١٬٣٥٠", "१,३५०"],
        ),
        ("1234567", ["1,234,567", "1.234.567", "1 234 567", "12,34,567", "０１２３４５６７"]),
        ("1234.5", ["1,234.5", "1.234,50", "1 234,5", "1’234.5", "١٬٢٣٤٫٥"]),
        ("4.2", ["4.2", "4,2", "4,20", "٤٫٢", "４．２", "04.2"]),
        ("0.35", ["0.350", "0,35"]),
        ("3.5", ["3½", "3 ½", "3.5"]),
        ("0.5", ["½", "0.5"]),
        ("8", ["8", "8:00", "08"]),
        ("3.5.2024", ["3.5.2024", "03.05.2024"]),
    ],
)
def test_one_number_has_one_value_however_it_is_written(value: str, written: list[str]) -> None:
    assert [readings(number)[0] for number in written] == [value] * len(written)
    assert [found(number) for number in written] == [[(number, False)] for number in written]


def test_three_digits_behind_one_separator_may_be_decimals() -> None:
    assert readings("1.350") == ("1350", "1.35")
    assert readings("1,350,000") == ("1350000",)


def test_a_time_is_no_number_with_decimals_unless_it_is_written_so() -> None:
    assert readings("10:30") == ("10:30",)
    assert readings("10.30") == ("10.3", "10:30")
    assert readings("10.3") == ("10.3",)
    assert readings("2:1") == ("2:1",)
    assert readings("42.50") == ("42.5",)


@given(st.integers(0, 10**15), st.sampled_from([",", ".", " ", "’"]))
def test_groups_of_three_digits_are_one_number(number: int, separator: str) -> None:
    assert readings(f"{number:,}".replace(",", separator))[0] == str(number)


@given(st.text("0123456789.,:'’٫٬½ ３٤年月May", max_size=40))
def test_whatever_is_a_figure_can_be_read(text: str) -> None:
    for figure in find_figures(text, 0, len(text)):
        assert all(figure.readings)
        assert 0 <= figure.start < figure.end <= len(text)


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


def test_names_that_are_other_words_need_a_capital() -> None:
    assert found("They may march in august company.") == []
    assert found("In May or in August, in mars or in juillet") == [
        (name, True) for name in ("May", "August", "mars", "juillet")
    ]
