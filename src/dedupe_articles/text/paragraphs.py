"""Find the stretches of a text in which no line break ends a sentence by itself.

Each line is such a stretch, unless the text is hard-wrapped.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from dedupe_articles.text.punctuation import CJK, CLOSERS, FULL_STOPS, LINE_BREAKS, MARKS, OPENERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINE_BREAK: Final = re.compile(f"\r\n|[{LINE_BREAKS}]")
_LINE: Final = re.compile(rf"\S[^{LINE_BREAKS}]*+")
_FIRST_LETTERS: Final = re.compile(rf"[{OPENERS}]{{0,4}}+([^\W_]{{0,2}})")
_FIRST_WORD: Final = re.compile(rf"[{CJK}]|\S{{1,20}}")
_BULLET: Final = re.compile(r"[-*•·●▪◦‣–—]\s")
_UNFINISHED: Final = re.compile(rf"[^{MARKS}{FULL_STOPS}:{CLOSERS}]")
# A hard-wrapped text has most of its lines in this range of widths, nearly filled: the first word
# of the next line would not have fitted. Many of its line breaks are plainly inside a sentence.
# Chosen on Reuters-21578 (wrapped: 64 of 161,000 breaks before a small letter are taken for the end
# of a sentence) against the sources of PAN 2013 and Wikipedia in English and Chinese (a paragraph a
# line: 12 of 23,000 texts are taken for wrapped).
_NARROWEST_WRAP: Final = 30
_WIDEST_WRAP: Final = 100
_WIDEST_CJK_WRAP: Final = 50
_FILLED: Final = 0.85  # of the usual width
_OVERFULL: Final = 1.3  # a line this much wider than usual is a paragraph
_STRONG: Final = 1.25  # shares of filled lines and of broken sentences, added up


class _Line(NamedTuple):
    """A line that is not blank, without the white space around it; `width` counts the indent."""

    start: int
    end: int
    indent: int
    width: int
    after_blank: bool


class _Wrap(NamedTuple):
    """How a text is hard-wrapped."""

    width: int
    margin: int
    indents_paragraphs: bool


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text in which no line break ends a sentence by itself."""
    lines = _lines(text)
    if not lines:
        return
    wrap = _find_wrap(text, lines)
    start = lines[0].start
    for line, following in pairwise(lines):
        if following.after_blank or not wrap or not _continues(text, line, following, wrap):
            yield start, line.end
            start = following.start
    yield start, lines[-1].end


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    previous = 0
    for found in _LINE.finditer(text):
        start, stop = found.span()
        indent = newlines = 0
        if text[previous:start] != "\n":
            breaks = list(LINE_BREAK.finditer(text, previous, start))
            newlines = len(breaks)
            indent = start - (breaks[-1].end() if breaks else 0)
        end = start + len(found[0].rstrip()) if text[stop - 1].isspace() else stop
        lines.append(_Line(start, end, indent, indent + end - start, newlines > 1))
        previous = stop
    return lines


def _find_wrap(text: str, lines: Sequence[_Line]) -> _Wrap | None:
    """Return how the text is wrapped, or None if each of its lines is a paragraph."""
    narrow = sorted(line.width for line in lines if line.width <= _WIDEST_WRAP)
    if 2 * len(narrow) <= len(lines):
        return None
    width = narrow[len(narrow) * 9 // 10]
    margin = min(line.indent for line in lines)
    inside = [
        (line, following)
        for line, following in pairwise(lines)
        if line.width <= _WIDEST_WRAP and not following.after_blank and following.indent == margin
    ]
    if not inside or width < _NARROWEST_WRAP:
        return None
    filled = sum(_is_filled(text, *pair, width * _FILLED) for pair in inside) / len(inside)
    broken = sum(_is_broken_sentence(text, *pair, width) for pair in inside) / len(inside)
    # Among paragraphs, whose line breaks prove nothing, it takes a stronger case.
    wrapped = broken > 0 and filled + broken >= (1 if len(narrow) == len(lines) else _STRONG)
    return (
        _Wrap(width, margin, any(line.indent > margin for line, _ in inside)) if wrapped else None
    )


def _continues(text: str, line: _Line, following: _Line, wrap: _Wrap) -> bool:
    """Whether the paragraph of a line goes on in the following line of a wrapped text."""
    if line.width > wrap.width * _OVERFULL:
        return False
    if begins_small(_first_letters(text, following)):
        return True
    left = wrap.margin if wrap.indents_paragraphs else line.indent
    if following.indent > left or _BULLET.match(text, following.start):
        return False
    if _is_filled(text, line, following, wrap.width * _FILLED):
        return True
    return wrap.indents_paragraphs and _UNFINISHED.match(text, line.end - 1) is not None


def _is_filled(text: str, line: _Line, following: _Line, width: float) -> bool:
    """Whether the next word would not have fitted on the line."""
    if line.width >= width:
        return True
    word = _FIRST_WORD.match(text, following.start)
    return line.width + 1 + (len(word[0]) if word else 0) > width


def _is_broken_sentence(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether the sentence at the end of a line plainly goes on in the following line."""
    if not _UNFINISHED.match(text, line.end - 1):
        return False
    letters = _first_letters(text, following)
    if letters[:1].lower() != letters[:1].upper():
        return begins_small(letters)
    # A digit or a letter of a script without case: only the width can tell.
    if letters > "\u2e80" and line.width > _WIDEST_CJK_WRAP:
        return False
    return bool(letters) and _is_filled(text, line, following, width)


def _first_letters(text: str, line: _Line) -> str:
    """Return the first two letters or digits of a line, behind its quotation mark or bracket."""
    if text[line.start].isalnum():
        return text[line.start : line.start + 2]
    found = _FIRST_LETTERS.match(text, line.start)
    return found[1] if found else ""


def begins_small(word: str) -> bool:
    """Whether a word begins with a small letter; "iPhone" and Georgian do not."""
    first = word[:1]
    return first.islower() and not word[1:2].isupper() and not "\u10d0" <= first <= "\u10ff"
