from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.dates import Dated, parse_date

NEW_YEAR = date(2024, 1, 1)
TEN = datetime(2024, 1, 1, 10, tzinfo=UTC)
moments = st.datetimes(
    datetime(1950, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2250, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-12 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))),
).map(lambda moment: moment.replace(microsecond=0))


@pytest.mark.parametrize("text", ["2024-01-01", "20240101", " 2024-01-01\n"])
def test_a_day_is_a_day_without_a_time(text: str) -> None:
    assert parse_date(text) == Dated(NEW_YEAR, None)


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-01T10:00:00Z",
        "2024-01-01T10:00:00.000000001+00:00",
        "2024-01-01t11:00:00+0100",
        "2024-01-01 10:00:00 UTC",
        "2024-01-01 05:00:00 -0500",
        "2024-01-01 10:00:00+00",
        "2024-01-01 10:00",
        "20240101T100000Z",
        "Mon, 01 Jan 2024 10:00:00 GMT",
        "Mon, 1 Jan 2024 11:00 +0100",
        "mon, 01 jan 2024 05:00:00 est",
        "01 Jan 2024 10:00:00",
        "Mon, 01 Jan 2024 10:00:00 +0000 (UTC)",
        "1704103200",
        "1704103200.0",
        "1704103200000",
    ],
)
def test_a_moment_is_understood_in_each_form_that_records_have(text: str) -> None:
    assert parse_date(text) == Dated(NEW_YEAR, TEN)


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", "soon"),
        *("12/31/2023", "31.12.2023", "01/05/2025"),
        *("January 5, 2020", "5 January 2020", "5 Jan 2020", "1 May"),
        *("2021", "2021-05", "2024-W01-1", "2024-0101", "2024-01-01+05:00", "2024-01-01, updated"),
        *("0000-00-00 00:00:00", "0000-00-00", "0001-01-01T00:00:00+05:00", "9999-12-31"),
        *("9999-12-31T23:59:59-05:00", "2024-02-30", "2024-13-01", "2024-01-01T25:00"),
        *("2024-01-01T10:00:00+25:00", "Mon, 31 Feb 2024 08:00:00 GMT"),
        *("Mon, 01 Jan 2024 08:00:00 CET", "Mon, 01 Jan 2024 08:00:00 +9999"),
        *("1 Foo 2024 08:00:00 GMT", "Mon, 01 Jan 24 08:00:00 GMT"),
        *("12345678", "202401011030", "20240101103000", "-1704103200", "1.7e9", "٢٠٢٤-٠١-٠١"),
    ],
)
def test_what_is_impossible_or_may_be_read_in_two_ways_is_no_date(text: str | None) -> None:
    assert parse_date(text) is None


@given(moments)
def test_all_forms_of_a_moment_say_the_same(moment: datetime) -> None:
    iso = parse_date(moment.isoformat())
    assert iso == Dated(moment.date(), moment)
    assert parse_date(format_datetime(moment)) == iso


@given(st.text(alphabet="0123456789-+:.,/TZ GMTJanMon", max_size=40))
def test_no_text_is_an_error(text: str) -> None:
    parse_date(text)


def dated(text: str) -> Dated:
    found = parse_date(text)
    assert found is not None
    return found


def test_a_day_is_before_another_only_if_their_moments_agree() -> None:
    assert dated("2024-01-01").is_days_before(dated("2024-01-02"))
    assert dated("2024-01-01T23:00Z").is_days_before(dated("2024-01-02T01:00Z"))
    assert not dated("2024-01-01T01:00Z").is_days_before(dated("2024-01-01T23:00Z"))
    assert not dated("2024-01-01T23:30-05:00").is_days_before(dated("2024-01-02T01:00Z"))


@pytest.mark.parametrize("late", ["2024-01-01T23:30-05:00", "2024-01-01T00:30+05:00"])
def test_a_day_is_neither_before_nor_after_a_moment_of_it(late: str) -> None:
    day, moment = dated("2024-01-01"), dated(late)
    assert not day.is_days_before(moment)
    assert not moment.is_days_before(day)


def test_ages_sort_by_moment_and_a_day_comes_after_the_moments_of_it() -> None:
    in_order = [
        "2023-12-31",
        "2024-01-01T11:00:00+05:00",
        "Mon, 01 Jan 2024 10:00:00 GMT",
        "2024-01-01",
        "1704153600",
    ]
    assert all(dated(a).age() < dated(b).age() for a, b in pairwise(in_order))
