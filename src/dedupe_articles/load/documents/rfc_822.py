"""Dates as feeds and mail write them."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

from dedupe_articles.dates import parse_date


def in_iso_8601(date: str) -> str:
    """Return a date of RFC 822 in ISO 8601, and any other as it is.

    Of a moment in a zone that nobody knows only the day is left.
    """
    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return date
    if moment.tzinfo is not None:
        return moment.isoformat()
    # No zone is UTC, for this library as for us; letters that it does not know are none for it too.
    dated = parse_date(date)
    return ((dated and dated.moment) or moment.date()).isoformat()
