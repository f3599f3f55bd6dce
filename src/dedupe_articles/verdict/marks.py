"""Traces of rewriting between the words: commas, brackets, runs of marks, spaces, alphabets."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COMMAS: Final = (",", "，", "、", "،")
_BRACKETS: Final = ("(", "[", "（")
_RUNS: Final = ("...", "…", "!!", "??", "--")
# Letters of scripts that put spaces between words: neither Thai to Burmese, nor kana, nor Han.
_LETTER: Final = r"[^\W\d_\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
# These two patterns begin with the rare character that they look for, or they would be slow.
_NO_SPACE: Final = re.compile(rf"[.,;:!?](?<={_LETTER}{_LETTER}.)(?={_LETTER}{_LETTER})")
# Greek to Armenian, Cherokee, Coptic, full-width and mathematical letters, and invisible
# characters, right beside a Latin letter.
_MIXED: Final = re.compile(
    "[\u0370-\u058f\u13a0-\u13ff\u200b\u2060\u2c80-\u2cff\uff21-\uff5a\U0001d400-\U0001d7ff]"
    "(?:(?<=[A-Za-z].)|(?=[A-Za-z]))"
)


@dataclass(frozen=True, slots=True)
class Trace:
    """One trace, and what a person can check of it."""

    name: str
    lead: float
    detail: str


def lead(first: float, second: float) -> float:
    """Return how far one count is ahead of another, in units of about its chance variation."""
    return (first - second) / math.sqrt(first + second + 1)


def punctuation(a: str, b: str, sizes: tuple[int, int]) -> Iterator[Trace]:
    """Yield what two texts of so many words differ in between these."""
    commas = _count(a, _COMMAS), _count(b, _COMMAS)
    # As often in so many words: the longer text has more of them anyway.
    ahead = 2 * (commas[1] * sizes[0] - commas[0] * sizes[1]) / sum(sizes)
    detail = f"{commas[0]} commas in {sizes[0]} words of a, {commas[1]} in {sizes[1]} of b"
    yield Trace("commas", ahead / math.sqrt(sum(commas) + 1), detail)
    brackets = _count(a, _BRACKETS), _count(b, _BRACKETS)
    detail = f"{brackets[0]} opening brackets in a, {brackets[1]} in b"
    yield Trace("brackets", lead(*brackets), detail)
    runs = _count(a, _RUNS), _count(b, _RUNS)
    detail = f"{runs[0]} runs of marks such as “...” or “!!” in a, {runs[1]} in b"
    yield Trace("runs of marks", lead(*runs), detail)
    joined = len(_NO_SPACE.findall(a)), len(_NO_SPACE.findall(b))
    detail = f"no space after a comma or full stop: {joined[0]}× in a, {joined[1]}× in b"
    yield Trace("missing spaces", lead(*joined), detail)
    mixed = _mixed(a), _mixed(b)
    detail = f"a letter of another alphabet inside a word: {mixed[0]}× in a, {mixed[1]}× in b"
    yield Trace("mixed alphabets", lead(mixed[1], mixed[0]), detail)


def _count(text: str, marks: Sequence[str]) -> int:
    return sum(text.count(mark) for mark in marks)


def _mixed(text: str) -> int:
    return 0 if text.isascii() else len(_MIXED.findall(text))
