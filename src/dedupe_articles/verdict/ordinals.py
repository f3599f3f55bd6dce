"""Ordinals and fractions in words: “the third”, “two thirds”, “a half”, 第三.

They stand for one another only: “half” may well have become “50 per cent”, and “first” is often no
number at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from dedupe_articles.verdict.numeral_words import HAN_DIGITS, ORDINALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WORDS_KEPT: Final = 4096  # words that are remembered with whether they are ordinals
_HAN: Final = re.compile(f"(?<=第)[{''.join(HAN_DIGITS)}]{{1,3}}")


@dataclass(frozen=True, slots=True)
class Ordinal:
    """An ordinal or a fraction in words: its characters, and what it is compared by."""

    start: int
    end: int
    value: str


@cache
def _language(code: str) -> tuple[Mapping[str, int], re.Pattern[str]]:
    """Return the beginnings of ordinals with their values, and a pattern for an ordinal."""
    values, endings = ORDINALS[code]
    words = "|".join(sorted(values, key=lambda word: (-len(word), word)))
    return values, re.compile(rf"(?<!\w)({words})(?:{endings})(?!\w)", re.IGNORECASE)


def find_ordinals(text: str, start: int, end: int, language: str | None) -> Iterator[Ordinal]:
    """Yield the ordinals and fractions in words between two characters of a text."""
    for m in _HAN.finditer(text, start, end):
        yield Ordinal(*m.span(), f"#{m[0]}")
    if language in ORDINALS:
        values, pattern = _language(language)
        for m in pattern.finditer(text, start, end):
            yield Ordinal(*m.span(), f"#{values[m[1].casefold()]}")


@lru_cache(_WORDS_KEPT)
def is_ordinal(word: str, language: str | None) -> bool:
    """Whether a word is an ordinal or a fraction."""
    return any(find_ordinals(word, 0, len(word), language))
