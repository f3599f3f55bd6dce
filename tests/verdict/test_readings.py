from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.verdict.figures import find_figures
from dedupe_articles.verdict.readings import readings


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
    found = [find_figures(number, 0, len(number), None) for number in written]
    assert [[(f.start, f.end) for f in of_one] for of_one in found] == [
        [(0, len(number))] for number in written
    ]


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


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_han_numbers_add_up(hundred_millions: int, ten_thousands: int) -> None:
    value = hundred_millions * 10**8 + ten_thousands * 10**4
    assert readings(f"{hundred_millions}億{ten_thousands}万") == (str(value),)
