"""Names of encodings, and what is read under them."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

from dedupe_articles.errors import ConfigError

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

CHARSET: Final = r"""\b(?i:charset)\s*=\s*["']?\s*([\w.:-]{1,40})"""
"""A pattern for what names the encoding in a media type, as in `text/html; charset=utf-8`."""

# What documents call the encodings of Windows, and Python does not.
_OTHER_NAMES: Final[Mapping[str, str]] = {
    "windows-31j": "cp932",
    "windows-949": "cp949",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
}
# Writers say the standard and use what Windows made of it, so browsers read that under both names
# (https://encoding.spec.whatwg.org/#names-and-labels). By the names that Python has for the former.
_LARGER: Final[Mapping[str, tuple[str, ...]]] = {
    "iso8859-1": ("cp1252",),
    "iso8859-9": ("cp1254",),
    "iso8859-11": ("cp874",),
    "tis-620": ("cp874",),
    "shift_jis": ("cp932",),
    "iso2022_jp": ("iso2022_jp_ext",),
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "big5": ("cp950", "big5hkscs"),
    "euc_kr": ("cp949",),
}


def require_encoding(name: str) -> None:
    """Raise `ConfigError` unless `name` is a text encoding that Python knows."""
    if not _is_known(name):
        raise ConfigError(
            f"unknown encoding {name!r}; name one that Python knows, such as latin-1 or shift_jis"
        )


def known_encoding(name: str) -> str | None:
    """Return what Python calls the text encoding that a document names, None if it has none."""
    plain = name.lower().removeprefix("x-")
    names = (name, plain, _OTHER_NAMES.get(plain, ""))
    return next((known for known in names if known and _is_known(known)), None)


def declared_encoding(head: bytes, declaration: re.Pattern[bytes]) -> str | None:
    """Return what the first group of a declaration names, if Python knows it."""
    found = declaration.search(head)
    return known_encoding(found[1].decode("ascii")) if found else None


def readings(encoding: str) -> tuple[str, ...]:
    """Return the encodings in which text of this name may be, the likeliest first."""
    return (*_LARGER.get(codecs.lookup(encoding).name, ()), encoding)


def is_wide(encoding: str) -> bool:
    """Whether an encoding has units of more than one byte, as UTF-16 has."""
    return b"\0" in "a".encode(encoding)


def is_seven_bit(encoding: str) -> bool:
    """Whether other letters are ASCII behind an escape in an encoding, as in ISO 2022."""
    return codecs.lookup(encoding).name.startswith("iso2022")


def _is_known(name: str) -> bool:
    try:
        "a".encode(name)
    except (LookupError, ValueError):
        return False
    return True
