"""Dates of feeds and mail: as much as is known of the moment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.load.documents.rfc_822 import in_iso_8601


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Sat, 02 Mar 2024 00:30:00 +0500", "2024-03-02T00:30:00+05:00"),
        ("Sat, 2 Mar 2024 10:00 EST", "2024-03-02T10:00:00-05:00"),
        ("2 Mar 24 10:00:00 GMT", "2024-03-02T10:00:00+00:00"),
        ("Sat, 02 Mar 2024 10:00:00 -0000", "2024-03-02T10:00:00+00:00"),
        ("Sat, 02 Mar 2024 10:00:00", "2024-03-02T10:00:00+00:00"),
    ],
)
def test_a_moment_keeps_its_time_and_zone(written: str, kept: str) -> None:
    assert in_iso_8601(written) == kept


def test_of_a_moment_in_an_unknown_zone_the_day_is_left() -> None:
    assert in_iso_8601("Sat, 02 Mar 2024 23:30:00 CET") == "2024-03-02"


@pytest.mark.parametrize(
    "date",
    [
        *("2024-03-02T10:00:00Z", "2024-03-02", "March 2, 2024", "soon", ""),
        *("Sat, 02 Mar 2024 10:00:00 +99999999999999", "1 Jan 99999999999999 10:00:00 GMT"),
    ],
)
def test_any_other_date_stays_as_it_is(date: str) -> None:
    assert in_iso_8601(date) == date


@given(st.lists(st.sampled_from(["Sat, ", "2 ", "Mar ", "2024 ", "10:", "00", " +", "9", "-"])))
def test_no_date_is_an_error(parts: list[str]) -> None:
    in_iso_8601("".join(parts))
