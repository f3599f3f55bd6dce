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

import re
import unicodedata
from typing import Final

# Persian, Indic scripts and emoji need the joiners to be spelled at all.
_JOINERS: Final = "\u200c\u200d"
_WHITESPACE_RUN: Final = re.compile(r"\s+")
# JSON lets these stand in a string: DEL and C1 controls (terminals obey U+009B like ESC [), line
# separators (which break a line of JSON Lines), bidirectional controls and lone surrogates.
_UNSAFE_IN_JSON: Final = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_COMMAND: Final = re.compile(r"##(?=\w*\[)")
_COMMAND_AT_START: Final = re.compile(r"^(\s*)::")


def visible(text: str) -> str:
    r"""Return `text` as one harmless line, with a placeholder for each unprintable character.

    C0 control characters become their control pictures (`␛`, `␊`), other unprintable characters
    and lone surrogates their code point (`<U+202E>`). `##[` becomes `#\#[`.
    """
    text = _COMMAND.sub(r"#\\#", text)
    if text.isprintable():
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
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", document)


def _is_harmless(char: str) -> bool:
    return char.isprintable() or char in _JOINERS or unicodedata.category(char) == "Zs"


def _placeholder(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"<U+{code:04X}>"
