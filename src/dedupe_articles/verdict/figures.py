"""Numbers, ordinals and names of days and months in a text, with what each is compared by.

One number is written in many ways: 1,350 and 1.350 and 1 350, 4.2 and 4,2, in the digits of another
script, 2.5 million and 2,500,000, or in words. A way of writing that can be read as two numbers is
equal to both.
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Literal

from dedupe_articles.verdict.hours import half_of_day, in_the_afternoon
from dedupe_articles.verdict.numeral_words import HAN_SCALES, LETTER_SCALES
from dedupe_articles.verdict.numerals import find_numerals, scale_behind
from dedupe_articles.verdict.ordinals import find_ordinals
from dedupe_articles.verdict.readings import VULGAR_FRACTIONS, folded, readings, times
from dedupe_articles.verdict.word_lists import CALENDAR, ONLY_WITH_A_CAPITAL

if TYPE_CHECKING:
    from collections.abc import Iterator

# How far a name or number reaches beyond the character that was changed: 星期二, 一万二千三百人.
FIGURE_REACH: Final = 6
# Characters before or after a number in which a month makes it a date, if no long word is there.
_DATE_REACH: Final = 12
_LONG_WORD: Final = re.compile(r"[^\W\d_]{4}")
# The numbers of days and years; 350 beside a month counts something else.
_DAY_OR_YEAR: Final = re.compile(r"[1-9]|[12]\d|3[01]|[12]\d{3}|\d+\.\d+\.\d+")
# What makes any such number a date: 3日 and 三日 are, 3日間 is a duration, and so is 60万年.
_OF_DATE: Final = re.compile("(?<=[\\d〇零一二两三四五六七八九十])[年月日년월일](?![間间간])")

_HAN: Final = "".join(HAN_SCALES)
_LETTERS: Final = "".join(LETTER_SCALES)
# Words of scripts without spaces are no words here, so that days are found inside of them.
_FIGURE: Final = re.compile(
    rf"""
    (?P<number>
        (?: \d{{1,3}} (?: [ \u00a0\u2009\u202f] \d{{3}} )+ (?!\d) (?: [.,٫] \d+ )?
          | \d+ (?: [.,:．：٫٬’'] \d+ )*
        )
        (?: [ \u00a0]? [{VULGAR_FRACTIONS}] )?
        (?: [{_HAN}]+ (?: [ ]? \d+ (?: [.,] \d+ )* [{_HAN}]+ )* (?: \d+ (?: , \d+ )* )?
          | (?i: [{_LETTERS}] ) (?!\w)
        )?
      | [{VULGAR_FRACTIONS}]
    )
  | (?: 星期 | 礼拜 | 禮拜 | [周週] ) (?P<chinese> [一二三四五六日天] )
  | (?P<other> [日月火水木金土]曜 | [월화수목금토일]요일 )
  | (?P<word> [^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+ )
    """,
    re.VERBOSE,
)
# But not martes and mardi.
_MONTH: Final = re.compile("jan|feb|mar(?![dt])|apr|jun|jul|aug|sep|oct|nov|dec")
_ENDINGS: Final = "aeiouyаеиоуыьюя"
_ARABIC_AND: Final = "وف"


FigureSort = Literal["number", "name", "ordinal"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, an ordinal, or the name of a day or month; those that share a reading are equal."""

    start: int
    end: int
    readings: tuple[str, ...]
    is_date: bool

    @property
    def sort(self) -> FigureSort:
        """What it is; one of another sort does not stand for it."""
        first = self.readings[0][0]
        return "ordinal" if first == "#" else "number" if first.isdecimal() else "name"


def find_figures(text: str, start: int, end: int, language: str | None) -> list[Figure]:
    """Return the figures between two characters of a text of a language, in their order."""
    found: list[Figure] = []
    place = start  # all before it is found
    for figure in _written_figures(text, start, end):
        found += _figures_in_words(text, place, figure.start, language)
        place, factor = figure.end, 1
        if figure.sort == "number":
            place, factor = scale_behind(text, figure.end, end, language)
        values = tuple(times(value, factor) for value in figure.readings)
        found.append(Figure(figure.start, place, values, figure.is_date))
    return found + _figures_in_words(text, place, end, language)


def _figures_in_words(text: str, start: int, end: int, language: str | None) -> list[Figure]:
    numbers = [
        Figure(found.start, found.end, (str(found.value),), bool(_OF_DATE.match(text, found.end)))
        for found in find_numerals(text, start, end, language)
    ]
    ordinals = [
        Figure(found.start, found.end, (found.value,), is_date=False)
        for found in find_ordinals(text, start, end, language)
    ]
    if not ordinals:
        return numbers
    # The 三 of 第三次 is no number, nor is the “twenty” of “twenty-first”; “two thirds” has one.
    starts = {ordinal.start for ordinal in ordinals}
    numbers = [
        number
        for number in numbers
        if number.start not in starts
        and not (number.readings[0].endswith("0") and number.end + 1 in starts)
    ]
    return sorted([*numbers, *ordinals], key=attrgetter("start"))


def _written_figures(text: str, start: int, end: int) -> list[Figure]:
    """Return the numbers in digits, and the names of days and months."""
    found = []
    for m in _FIGURE.finditer(text, start, end):
        is_number = m.lastgroup == "number"
        name = "" if is_number else _day_or_month(m)
        if is_number or name:
            found.append((m, name))
    months = [m.span() for m, _ in found if m.lastgroup == "word"]
    return [
        Figure(*m.span(), (name,), is_date=True) if name else _number(text, months, m)
        for m, name in found
    ]


def _number(text: str, months: list[tuple[int, int]], match: re.Match[str]) -> Figure:
    values = readings(match[0])
    if half_of_day(text, *match.span())[0] == "pm":
        values += tuple(hour for hour in map(in_the_afternoon, values) if hour)
    is_date = bool(_OF_DATE.match(text, match.end())) or (
        _DAY_OR_YEAR.fullmatch(values[0]) is not None and _is_near(text, months, match)
    )
    return Figure(*match.span(), values, is_date)


def _day_or_month(match: re.Match[str]) -> str:
    """Return what the name of a day or month is compared by, '' if it is none."""
    if match.lastgroup != "word":
        return match[match.lastindex or 0].replace("天", "日")
    return _name(match[0])


def _name(word: str) -> str:
    """Return what a word is compared by if it is the name of a day or month, else ''."""
    name = _NAMES.get(word.casefold(), "")
    return "" if name and word in ONLY_WITH_A_CAPITAL else name


def is_day_or_month(word: str) -> bool:
    """Whether a word is the name of a day or month in a script that has spaces."""
    return bool(_name(word))


def _is_near(text: str, months: list[tuple[int, int]], number: re.Match[str]) -> bool:
    """Whether the last month before a number or the first behind it is near."""
    i = bisect(months, number.span())
    gaps = [(end, number.start()) for _, end in months[max(i - 1, 0) : i]]
    gaps += [(number.end(), start) for start, _ in months[i : i + 1]]
    return any(
        last - first <= _DATE_REACH and not _LONG_WORD.search(text, first, last)
        for first, last in gaps
    )


def _names() -> Iterator[tuple[str, str]]:
    """Yield each name of a day or month, with its accents and without, and what it stands for.

    “Jan” is January, the last vowel of Slavic names an ending, the first letter of Arabic ones may
    be “and”.
    """
    for word in CALENDAR:
        plain = folded(word)
        month = _MONTH.match(plain)
        value = month[0] if month else plain[:-1] + plain[-1].rstrip(_ENDINGS)
        yield word, value.lstrip(_ARABIC_AND)
        yield plain, value.lstrip(_ARABIC_AND)


_NAMES: Final = dict(_names())
