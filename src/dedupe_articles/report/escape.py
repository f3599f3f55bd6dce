"""Makes text from outside harmless and honest to show in a terminal.

Articles, their titles and their paths are written by others. A control character or an ANSI
escape among them would drive the reader's terminal, a bidirectional override would show words in
an order they do not have, and an invisible character would hide a difference. All of them become
placeholders that can be seen; everything else stays as it is.

The log of a CI job is a terminal too: GitHub Actions, Azure Pipelines and TeamCity take commands
from what a step prints. `##[…`, `##vso[…` and `##teamcity[…` count anywhere in a line, `::` at its
beginning, white space aside.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

# Persian, Indic scripts and emoji need the joiners to be spelled at all. So do emoji, Han and
# Mongolian letters the variation selectors, which Python takes for printable.
_JOINERS: Final = "\u200c\u200d"
# What shows nothing although Python takes it for printable: the grapheme joiner, fillers of Hangul,
# inherent vowels of Khmer.
_FILLERS: Final = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
_FILLER: Final = re.compile(f"[{_FILLERS}]")
_WHITESPACE_RUN: Final = re.compile(r"\s+")
# JSON lets these stand in a string: DEL and C1 controls (terminals obey U+009B like ESC [), line
# separators (which break a line of JSON Lines), lone surrogates, the fillers, and format characters
# but the joiners (soft hyphens, zero-width spaces, bidirectional controls, tags) with the code
# points that Unicode keeps for more of them.
_UNSAFE_IN_JSON: Final = (
    *((0x007F, 0x009F), (0x00AD, 0x00AD), (0x034F, 0x034F), (0x0600, 0x0605), (0x061C, 0x061C)),
    *((0x06DD, 0x06DD), (0x070F, 0x070F), (0x0890, 0x0891), (0x08E2, 0x08E2), (0x115F, 0x1160)),
    *((0x17B4, 0x17B5), (0x180E, 0x180E), (0x200B, 0x200B), (0x200E, 0x200F), (0x2028, 0x202E)),
    *((0x2060, 0x206F), (0x3164, 0x3164), (0xD800, 0xDFFF), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0)),
    *((0xFFF0, 0xFFFB), (0x110BD, 0x110BD), (0x110CD, 0x110CD), (0x13430, 0x1343F)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE00FF), (0xE01F0, 0xE0FFF)),
)
_COMMAND: Final = re.compile(r"##(?=\w*\[)")
_COMMAND_AT_START: Final = re.compile(r"^(\s*)::")


def _runs_in(ranges: Sequence[tuple[int, int]]) -> re.Pattern[str]:
    """Compile what finds runs of characters in the ranges, which ascend and do not touch.

    A class that is written as the opposite of all others lets common characters pass at the first
    look. As it stands each would be held against every range above U+FFFF, in more than twice the
    time.
    """
    firsts = [0, *(last + 1 for _, last in ranges)]
    lasts = [*(first - 1 for first, _ in ranges), sys.maxunicode]
    others = [
        re.escape(chr(first)) + "-" + re.escape(chr(last))
        for first, last in zip(firsts, lasts, strict=True)
    ]
    return re.compile(f"[^{''.join(others)}]+")


_UNSAFE_RUN_IN_JSON: Final = _runs_in(_UNSAFE_IN_JSON)
_TO_ASCII: Final = json.JSONEncoder(ensure_ascii=True).encode


def visible(text: str) -> str:
    r"""Return `text` as one harmless line, with a placeholder for each unprintable character.

    C0 control characters become their control pictures (`␛`, `␊`), other unprintable characters,
    fillers that show nothing and lone surrogates their code point (`<U+202E>`). Joiners and
    variation selectors stay. `##[` becomes `#\#[`.
    """
    text = _COMMAND.sub(r"#\\#", text)
    if text.isprintable() and not _FILLER.search(text):
        return text
    return "".join(char if _is_harmless(char) else _placeholder(char) for char in text)


def visible_prose(text: str) -> str:
    """Return `text` as `visible` does, but with each run of whitespace as a single space.

    For passages of an article, whose line breaks carry nothing that a reader has to see.
    """
    return visible(_WHITESPACE_RUN.sub(" ", text))


def inert(line: str) -> str:
    """Return a visible line that is no command for its beginning: two ratio signs replace `::`."""
    return _COMMAND_AT_START.sub("\\1\u2236\u2236", line)


def escape_json(document: str) -> str:
    """Return a JSON document with equal content that no terminal or line reader trips over."""
    document = _COMMAND.sub(r"#\\u0023", document)
    return _UNSAFE_RUN_IN_JSON.sub(lambda found: _TO_ASCII(found[0])[1:-1], document)


def _is_harmless(char: str) -> bool:
    if char.isprintable():
        return char not in _FILLERS
    return char in _JOINERS or unicodedata.category(char) == "Zs"


def _placeholder(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"<U+{code:04X}>"
