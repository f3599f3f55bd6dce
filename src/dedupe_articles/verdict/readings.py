"""What a number in digits is worth, however it is written."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from math import prod
from typing import TYPE_CHECKING, Final

from dedupe_articles.text.folding import fold_character
from dedupe_articles.verdict.numeral_words import HAN_SCALES, LETTER_SCALES

if TYPE_CHECKING:
    from collections.abc import Iterable

VULGAR_FRACTIONS: Final = "¼-¾⅐-⅞"  # inside the brackets of a regular expression
# Groups of three digits, or as in India of two before the last three; then what may be decimals.
_NUMBER: Final = re.compile(
    r"([1-9]\d{0,2}([.,' ])\d{3}(?:\2\d{3})*|[1-9]\d?(?:,\d\d)+,\d{3}|\d+)(?:(?!\2)([.,:'])(\d+))?"
)
# Hours and minutes as some languages write them, or a number with decimals.
_TIME: Final = re.compile(r"(\d|1\d|2[0-4])\.([0-5]\d)")
_SEPARATOR: Final = re.compile("[.,:' ]")
_GROUP_OR_DECIMALS: Final = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")
_HAN: Final = "".join(HAN_SCALES)
_HAN_PART: Final = re.compile(rf"([^{_HAN}]+)([{_HAN}]*)")
_DECIMAL: Final = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_TO_ASCII: Final = str.maketrans("٫٬’", ".,'")


def readings(number: str) -> tuple[str, ...]:
    """Return every number that some digits with their separators may stand for.

    >>> readings("1 350"), readings("4,20"), readings("10:30"), readings("3½")
    (('1350',), ('4.2',), ('10:30',), ('3.5',))
    >>> readings("1.350"), readings("10.30"), readings("03.05.2024")
    (('1350', '1.35'), ('10.3', '10:30'), ('3.5.2024',))
    >>> readings("3億5,000万"), readings("4万5000"), readings("5m")
    (('350000000',), ('45000',), ('5', '5000000'))
    """
    parts = _HAN_PART.findall(number)
    if parts[0][1]:
        numbers = (times(readings(digits.strip())[0], _han_scale(han)) for digits, han in parts)
        return (_sum(numbers),)
    if letter := LETTER_SCALES.get(number[-1].casefold()):
        values = readings(number[:-1])
        return *values, *(times(value, letter) for value in values)
    part = ""
    if not number[-1].isdecimal():
        part = str(unicodedata.numeric(number[-1])).removeprefix("0.")
        number = number[:-1].rstrip() or "0"
    return _of_digits(folded(number).translate(_TO_ASCII), part)


def _of_digits(plain: str, part: str) -> tuple[str, ...]:
    """Return the readings of ASCII digits; `part` are the decimals of a fraction behind them."""
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


def folded(small: str) -> str:
    """Return some characters without accents, and in ASCII where they have a place there."""
    return small if small.isascii() else "".join(map(fold_character, small))


def times(value: str, factor: int) -> str:
    """Return a number as `readings` has it times another; of a time or a date say only that."""
    if factor == 1:
        return value
    if not _DECIMAL.fullmatch(value):
        return f"{value}×{factor}"
    return _written(Decimal(value) * factor)


def _han_scale(han: str) -> int:
    return prod(HAN_SCALES[character] for character in han)


def _sum(values: Iterable[str]) -> str:
    """Return the sum of numbers; of what are none only that they stand together."""
    numbers = list(values)
    if all(map(_DECIMAL.fullmatch, numbers)):
        return _written(sum(map(Decimal, numbers), Decimal()))
    return "+".join(numbers)


def _written(number: Decimal) -> str:
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
