"""Halves of the day: 5 a.m. is not 5 p.m., which is 17:00."""

from __future__ import annotations

import re
from typing import Final

# So many characters beside a number may say which half of the day it is in.
_REACH: Final = 6
_EASTERN: Final = "[上下]午|午[前後]|오[전후]"
_WESTERN: Final = r"[ \u00a0]?([ap])(?:\.[ \u00a0]?m\b\.?|m\b)"
_BEFORE: Final = re.compile(rf"({_EASTERN})\s?$")
_BEHIND: Final = re.compile(_WESTERN, re.IGNORECASE)
_ANY: Final = re.compile(rf"{_EASTERN}|(?<=\d){_WESTERN}", re.IGNORECASE)
_IN_THE_MORNING: Final = frozenset({"a", "上午", "午前", "오전"})
_HOUR: Final = re.compile(r"(\d|1[01])(:\d\d)?", re.ASCII)
_HALF: Final = 12


def half_of_day(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Return “am”, “pm” or nothing for the number at `start:end`, and its characters with that."""
    if behind := _BEHIND.match(text, end):
        return _half(behind[1]), start, behind.end()
    first = max(start - _REACH, 0)
    if before := _BEFORE.search(text[first:start]):
        return _half(before[1]), first + before.start(), end
    return "", start, end


def _half(written: str) -> str:
    return "am" if written.casefold() in _IN_THE_MORNING else "pm"


def mentions_half(text: str, start: int, end: int) -> bool:
    """Whether a half of the day is named between two characters, or reaches beyond them."""
    return _ANY.search(text, max(start - _REACH, 0), end + _REACH) is not None


def in_the_afternoon(reading: str) -> str | None:
    """Return a reading of a number as an hour behind noon, None if it cannot be one.

    >>> in_the_afternoon("5"), in_the_afternoon("5:30"), in_the_afternoon("12")
    ('17', '17:30', None)
    """
    hour = _HOUR.fullmatch(reading)
    return f"{int(hour[1]) + _HALF}{hour[2] or ''}" if hour else None
