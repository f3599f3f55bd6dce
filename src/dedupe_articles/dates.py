"""Dates as records have them: which moment or day they name, and which comes first.

A date that is impossible, or that can be read in two ways, is no date: an article that is taken for
the older one by mistake is worse than one without a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

_ZONE: Final = r"(Z|UTC?|GMT|[+-]\d\d(?::?\d\d)?)"
_ISO: Final = re.compile(
    rf"(\d{{4}}-?\d\d-?\d\d)(?:[T ](\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?)\s*{_ZONE}?)?",
    re.ASCII | re.IGNORECASE,
)
# Its library reads more than the standard has, zones that it does not know as none.
_RFC_822: Final = re.compile(
    r"((?:[a-z]{3},\s*)?\d\d?\s+[a-z]{3}\s+\d{4}\s+\d\d:\d\d(?::\d\d)?"
    r"(?:\s+(?:Z|UTC?|GMT|[ECMP][SD]T|[+-]\d{4}))?)(?:\s*\([a-z]+\))?",
    re.ASCII | re.IGNORECASE,
)
# Seconds since September 2001 have 10 digits, milliseconds 13. With 12 it might be 202401011030.
_EPOCH: Final = re.compile(r"(?:\d{9,10}|(\d{13}))(?:\.\d+)?", re.ASCII)
# The first and the last year that programs have stand for no date.
_NO_YEARS: Final = (1, 9999)


@dataclass(frozen=True, slots=True)
class Dated:
    """The day that a date names, as it is written, and the moment in UTC if it has a time."""

    day: date
    moment: datetime | None

    def is_days_before(self, other: Dated) -> bool:
        """Whether the day comes before that of another; not if their moments say otherwise.

        A day and a moment late in that day, somewhere on earth, are of one day.
        """
        in_doubt = (
            self.moment is not None and other.moment is not None and self.moment >= other.moment
        )
        return self.day < other.day and not in_doubt

    def age(self) -> tuple[date, bool, datetime]:
        """Return a key that sorts from old to young, by day in UTC.

        Whether a day without a time comes before a moment of it is not known; it comes after.
        """
        if self.moment is None:
            return self.day, True, datetime.max.replace(tzinfo=UTC)
        return self.moment.date(), False, self.moment


def parse_date(text: str | None) -> Dated | None:
    """Read a date as it stands in a record, None if it is not understood.

    That is ISO 8601 with a whole day, RFC 822, or a number of seconds or milliseconds since 1970. A
    time without a zone counts as UTC.
    """
    written = (text or "").strip()
    try:
        found = _iso(written) or _rfc_822(written) or _epoch(written)
    except ValueError:  # no day of the calendar, no time of a day, no zone on earth
        return None
    return None if found is None or found.day.year in _NO_YEARS else found


def _iso(text: str) -> Dated | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    day, time, zone = found.groups()
    if time is None:
        return Dated(date.fromisoformat(day), None)
    is_utc = zone is None or zone.isalpha()
    return _dated(datetime.fromisoformat(f"{day}T{time}{'+00:00' if is_utc else zone}"))


def _rfc_822(text: str) -> Dated | None:
    found = _RFC_822.fullmatch(text)
    if found is None:
        return None
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - slow to import

    return _dated(parsedate_to_datetime(found[1]))


def _epoch(text: str) -> Dated | None:
    found = _EPOCH.fullmatch(text)
    if found is None:
        return None
    return _dated(datetime.fromtimestamp(float(text) / (1000 if found[1] else 1), UTC))


def _dated(moment: datetime) -> Dated | None:
    if moment.year in _NO_YEARS:  # in UTC some of these are in no year at all
        return None
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return Dated(moment.date(), zoned.astimezone(UTC))
