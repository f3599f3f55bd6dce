"""Numbers and names of days and months in a text, with what each is compared by.

One number is written in many ways: 1,350 and 1.350 and 1 350, 4.2 and 4,2, or in
the digits of another script. A way of writing that can be read as two numbers is equal to both.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dedupe_articles.text.folding import fold_character
from dedupe_articles.verdict.word_lists import CALENDAR, ONLY_WITH_A_CAPITAL

if TYPE_CHECKING:
    from collections.abc import Iterator

VULGAR_FRACTIONS: Final = "¼-¾⅐-⅞"  # inside the brackets of a regular expression
# How far the name of a day reaches beyond the character of it that was changed: 星期二.
FIGURE_REACH: Final = 3
# Characters before or after a number in which a month makes it a date.
_DATE_REACH: Final = 12

# Words of scripts without spaces are no words here, so that days are found inside of them.
_FIGURE: Final = re.compile(
    rf"""
    (?P<number>
        (?: \d{{1,3}} (?: [ \u00a0\u2009\u202f] \d{{3}} )+ (?!\d) (?: [.,٫] \d+ )?
          | \d+ (?: [.,:．：٫٬’'] \d+ )*
        )
        (?: [ \u00a0]? [{VULGAR_FRACTIONS}] )?
      | [{VULGAR_FRACTIONS}]
    )
    (?P<of_date> (?= [年月日년월일] (?! [間间간] ) ) )?
  | (?: 星期 | 礼拜 | 禮拜 | [周週] ) (?P<chinese> [一二三四五六日天] )
  | (?P<other> [日月火水木金土]曜 | [월화수목금토일]요일 )
  | (?P<word> [^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+ )
    """,
    re.VERBOSE,
)
_NUMERIC: Final = frozenset({"number", "of_date"})
# Groups of three digits, or as in India of two before the last three; then what may be decimals.
_NUMBER: Final = re.compile(
    r"([1-9]\d{0,2}([.,' ])\d{3}(?:\2\d{3})*|[1-9]\d?(?:,\d\d)+,\d{3}|\d+)(?:(?!\2)([.,:'])(\d+))?"
)
# Hours and minutes as some languages write them, or a number with decimals.
_TIME: Final = re.compile(r"(\d|1\d|2[0-4])\.([0-5]\d)")
_SEPARATOR: Final = re.compile("[.,:' ]")
_GROUP_OR_DECIMALS: Final = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")
_TO_ASCII: Final = str.maketrans("٫٬’", ".,'")

# But not martes and mardi.
_MONTH: Final = re.compile("jan|feb|mar(?![dt])|apr|jun|jul|aug|sep|oct|nov|dec")
_ENDINGS: Final = "aeiouyаеиоуыюя"
_ARABIC_AND: Final = "وف"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or the name of a day or month; figures that share a reading may be equal."""

    start: int
    end: int
    readings: tuple[str, ...]
    is_date: bool


def find_figures(text: str, start: int, end: int) -> list[Figure]:
    """Return the figures between two characters of a text, in their order."""
    found = []
    for m in _FIGURE.finditer(text, start, end):
        is_number = m.lastgroup in _NUMERIC
        name = "" if is_number else _day_or_month(m)
        if is_number or name:
            found.append((m, name))
    months = [m.span() for m, _ in found if m.lastgroup == "word"]
    return [
        Figure(*m.span(), (name,), is_date=True)
        if name
        else Figure(*m.span(), readings(m[0]), m.lastgroup == "of_date" or _is_near(months, m))
        for m, name in found
    ]


def _day_or_month(match: re.Match[str]) -> str:
    """Return what the name of a day or month is compared by, '' if it is none."""
    if match.lastgroup != "word":
        return match[match.lastindex or 0].replace("天", "日")
    word = match[0]
    name = _NAMES.get(word.casefold(), "")
    return "" if name and word in ONLY_WITH_A_CAPITAL else name


def _is_near(months: list[tuple[int, int]], number: re.Match[str]) -> bool:
    """Whether the last month before a number or the first behind it is near."""
    i = bisect(months, number.span())
    return any(
        start - number.end() <= _DATE_REACH and number.start() - end <= _DATE_REACH
        for start, end in months[max(i - 1, 0) : i + 1]
    )


def readings(number: str) -> tuple[str, ...]:
    """Return every number that some digits with their separators may stand for.

    >>> readings("1 350"), readings("4,20"), readings("10:30"), readings("3½")
    (('1350',), ('4.2',), ('10:30',), ('3.5',))
    >>> readings("1.350"), readings("10.30"), readings("03.05.2024")
    (('1350', '1.35'), ('10.3', '10:30'), ('3.5.2024',))
    """
    part = ""
    if not number[-1].isdecimal():
        part = str(unicodedata.numeric(number[-1])).removeprefix("0.")
        number = number[:-1].rstrip() or "0"
    plain = _folded(number).translate(_TO_ASCII)
    written = _NUMBER.fullmatch(plain)
    if written is None:  # a date, a version
        return (".".join(_whole(digits) for digits in _SEPARATOR.split(plain)),)
    whole = _whole(_SEPARATOR.sub("", written[1]))
    if written[3] == ":":
        return (_time(whole, written[4]),)
    value = _value(whole, written[4] or part)
    if either := _GROUP_OR_DECIMALS.fullmatch(plain):
        return value, _value(*either.groups())
    if time := _TIME.fullmatch(plain):
        return value, _time(*time.groups())
    return (value,)


def _value(whole: str, decimals: str) -> str:
    return f"{whole}.{decimals.rstrip('0')}".rstrip(".")


def _time(hours: str, minutes: str) -> str:
    """Return a time, or a result: 2:1 is not 2.1; the full hour is the number of the hour."""
    return f"{hours}:{minutes}" if minutes.strip("0") else hours


def _whole(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _names() -> Iterator[tuple[str, str]]:
    """Yield each name of a day or month, with its accents and without, and what it stands for.

    “Jan” is January, the last vowel of Slavic names an ending, the first letter of Arabic ones may
    be “and”.
    """
    for word in CALENDAR:
        plain = _folded(word)
        month = _MONTH.match(plain)
        value = month[0] if month else plain[:-1] + plain[-1].rstrip(_ENDINGS)
        yield word, value.lstrip(_ARABIC_AND)
        yield plain, value.lstrip(_ARABIC_AND)


def _folded(small: str) -> str:
    return small if small.isascii() else "".join(map(fold_character, small))


_NAMES: Final = dict(_names())
