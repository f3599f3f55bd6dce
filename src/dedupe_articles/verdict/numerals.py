"""Numbers in words, and words that multiply digits: “twenty-five”, “zwei Millionen”, “4.2 bn”.

Which words are numbers depends on the language: “once” is eleven in Spanish, “dos” is “of the” in
Portuguese. The words for one are articles in most languages, and count beside other numerals only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from dedupe_articles.verdict.numeral_words import (
    HAN_DIGITS,
    HAN_SCALES,
    NUMERALS,
    OTHER_SCALES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_LONGEST: Final = 24  # numerals of one number; a hostile text has more
_WORDS_KEPT: Final = 4096  # words that are remembered with whether they are numerals
_TEN: Final = 10
_DOZEN: Final = 12
_HUNDRED: Final = 100
_THOUSAND: Final = 1000
_SPACE: Final = r"(?:[\u2011-]|\s{1,5})"  # a line may end there
# What joins two numerals of one number besides a space; in some languages they are one word.
_JOINTS: Final = {
    "en": (f"{_SPACE}and{_SPACE}",),
    "de": (f"{_SPACE}?und", ""),
    "nl": ("[eë]n", ""),
    "fr": (f"{_SPACE}et{_SPACE}",),
    "es": (f"{_SPACE}y{_SPACE}",),
    "it": ("",),
    "pt": (f"{_SPACE}e{_SPACE}",),
    "ar": (r"\s{1,5}و",),
}
_UNITS_FIRST: Final = frozenset({"de", "nl", "ar"})  # twenty-five is five and twenty
# “Per cent” is no hundred.
_BEFORE_CENT: Final = ("per ", "pour ", "por ")
# “In 2005 thousands came.”
_YEAR: Final = re.compile(r"(?<![\d.,])\d{4}$")
_SCALES_AT_MOST: Final = 2  # “2.000 mil millones”
_WORD_BEHIND: Final = re.compile(rf"{_SPACE}?([^\W\d_]+)\b")

_BEFORE_TEENS: Final = (60, 80)
_FOUR_TWENTIES: Final = (4, 20)  # quatre-vingts

_HAN_VALUES: Final = HAN_DIGITS | HAN_SCALES
# Han numerals are a number before what is counted, and part of a name elsewhere: 三星, 四川.
_HAN_NUMBER: Final = re.compile(
    rf"[{''.join(_HAN_VALUES)}]{{1,{_LONGEST}}}"
    "(?=[个個人名位年月日岁歳天次家条條件只元円分倍回本台架艘枚所间間座起例级級届週周时時%])"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in words: its characters, and what it is worth."""

    start: int
    end: int
    value: int


@dataclass(frozen=True, slots=True)
class _Language:
    """The numerals of a language, a pattern for one, and one for those that may be one number."""

    values: Mapping[str, int]
    word: re.Pattern[str]
    sequence: re.Pattern[str]
    units_first: bool


@cache
def _language(code: str) -> _Language:
    values = NUMERALS[code]
    words = "|".join(sorted(values, key=lambda word: (-len(word), word)))
    joints = "|".join((*_JOINTS.get(code, ()), _SPACE))
    return _Language(
        values={_plain(word): value for word, value in values.items()},
        word=re.compile(words, re.IGNORECASE),
        sequence=re.compile(
            rf"(?<!\w)(?:{words})(?:(?:{joints})(?:{words}))*(?!\w)", re.IGNORECASE
        ),
        units_first=code in _UNITS_FIRST,
    )


def _plain(word: str) -> str:
    """Return a word in small letters, as patterns do that ignore case: of Turkish with one i."""
    return word.casefold().replace("i\u0307", "i").replace("ı", "i")


@lru_cache(_WORDS_KEPT)
def is_numeral(word: str, language: str | None) -> bool:
    """Whether a word is a number in words."""
    return bool(find_numerals(word, 0, len(word), language))


def find_numerals(text: str, start: int, end: int, language: str | None) -> list[Numeral]:
    """Return the numbers in words between two characters of a text, in their order."""
    found = [Numeral(*m.span(), _han_value(m[0])) for m in _HAN_NUMBER.finditer(text, start, end)]
    if language in NUMERALS:
        found += _in_words(text, start, end, _language(language))
        found.sort(key=attrgetter("start"))
    return [numeral for numeral in found if numeral.value > 1]


def _han_value(han: str) -> int:
    """Return what Han numerals are worth: 二〇二四, 二十五, 三万五千."""
    whole = part = digits = 0
    for value in map(_HAN_VALUES.__getitem__, han):
        if value < _TEN:
            digits = 10 * digits + value
        elif value <= _THOUSAND:
            part, digits = part + max(digits, 1) * value, 0
        else:
            whole, part, digits = whole + max(part + digits, 1) * value, 0, 0
    return whole + part + digits


def _in_words(text: str, start: int, end: int, known: _Language) -> Iterator[Numeral]:
    for sequence in known.sequence.finditer(text, start, end):
        words = [
            Numeral(*m.span(), known.values[_plain(m[0])])
            for m in known.word.finditer(text, *sequence.span())
        ]
        for numeral in _numerals(words, units_first=known.units_first):
            is_cent = numeral.value == _HUNDRED and text.endswith(_BEFORE_CENT, 0, numeral.start)
            if not is_cent:
                yield numeral


def _numerals(words: Sequence[Numeral], *, units_first: bool) -> Iterator[Numeral]:
    """Yield the numbers that a row of numerals makes up."""
    first = 0
    while first < len(words):
        values = [word.value for word in words[first : first + _LONGEST]]
        count, value = _first_number(values, units_first=units_first)
        yield Numeral(words[first].start, words[first + count - 1].end, value)
        first += count


def _first_number(values: Sequence[int], *, units_first: bool) -> tuple[int, int]:
    """Return how many of the values make up one number, and what it is worth.

    `part` is what the next thousand, million, … multiplies.
    """
    whole = part = 0
    least = 0  # of the scales so far
    for count, value in enumerate(values):
        tens, previous = part % _HUNDRED, values[count - 1]
        if value >= _THOUSAND:
            if least and value >= least:  # mil millones
                whole, part = (whole + part) * value, 0
            else:
                whole, part = whole + max(part, 1) * value, 0
            least = value
        elif (
            not part  # also behind a scale
            or (value < _HUNDRED and not tens)  # two hundred and five
            or (value < _TEN <= tens and tens % _TEN == 0)  # twenty-five, dix-sept
            or (_TEN <= value < 2 * _TEN and tens in _BEFORE_TEENS)  # soixante-dix
            or (units_first and previous < _TEN < value < _HUNDRED and tens == previous)
        ):
            part += value
        elif (value == _HUNDRED and part < _HUNDRED) or (value == _DOZEN and part < _DOZEN):
            part *= value
        elif (previous, value) == _FOUR_TWENTIES:
            part += previous * value - previous
        else:
            return count, whole + part
    return len(values), whole + part


def scale_behind(text: str, place: int, end: int, language: str | None) -> tuple[int, int]:
    """Return where the words end that multiply a number before `place`, and by how much; or 1."""
    factor = 1
    if _YEAR.search(text[max(place - 5, 0) : place]):
        return place, factor
    scales = _scales(language)
    for _ in range(_SCALES_AT_MOST):
        word = _WORD_BEHIND.match(text, place, end)
        if word is None or word[1].casefold() not in scales:
            break
        factor *= scales[word[1].casefold()]
        place = word.end()
    return place, factor


@cache
def _scales(language: str | None) -> Mapping[str, int]:
    """Return the words that multiply digits in a language, or in those that have no entry."""
    words = NUMERALS.get(language or "", OTHER_SCALES)
    return {word: value for word, value in words.items() if value >= _THOUSAND}
