"""Bytes to text, without a guess that nobody hears of.

A byte order mark decides; else strict UTF-8; else the encoding of the settings; else UTF-8, or that
encoding, if most of the text is in it; else cp1252, both with a notice. Statistical detection is
left out on purpose: it decodes cp1252 Portuguese as cp1250 and says nothing.
"""

from __future__ import annotations

import codecs
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

from dedupe_articles.load.charsets import is_seven_bit, is_wide, readings

if TYPE_CHECKING:
    from dedupe_articles.model import Settings

HEAD_BYTES: Final = 8192
"""How much of the start of a file shows whether it is text; git looks at about as much."""

_PART_BYTES: Final = 1 << 20

# UTF-32 LE stands before UTF-16 LE, whose mark is how the longer one begins.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ANY_MARK = tuple(mark for mark, _ in _MARKS)
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class UnreadableError(Exception):
    """An input cannot become an article; the message is the reason. Never leaves this package."""


class Readable(Protocol):
    """Gives its bytes in parts."""

    def read(self, size: int, /) -> bytes:
        """Read `size` bytes or fewer; none only at the end."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text, and what a user should know of how it was decoded."""

    text: str
    notices: tuple[str, ...] = ()


def read_bytes(stream: BinaryIO, settings: Settings) -> bytes:
    """Read a whole stream of no more than `settings.max_file_size` bytes.

    Raises `UnreadableError` if it holds more.
    """
    limit = settings.max_file_size
    if stream.seekable():  # then its size can be told, and need not be read
        size = stream.seek(0, os.SEEK_END)
        if size > limit:
            raise UnreadableError(too_large(size, limit))
        stream.seek(0)
    raw = read_at_most(stream, limit + 1)
    if len(raw) > limit:
        raise UnreadableError(too_large(None, limit))
    return raw


def read_at_most(stream: Readable, size: int) -> bytes:
    """Read so many bytes, or all there are; `size` may be more than memory has room for."""
    parts = []
    # A stream makes room for all that it is asked for before it reads.
    while size and (part := stream.read(min(size, _PART_BYTES))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def read_text(stream: BinaryIO, settings: Settings) -> Decoded:
    """Decode a whole stream of no more than `settings.max_file_size` bytes.

    Raises `UnreadableError` if it is too large, binary, undecodable or blank.
    """
    raw = read_bytes(stream, settings)
    refuse_binary(raw[:HEAD_BYTES], settings.encoding)
    decoded = decode(raw, settings.encoding)
    if not decoded.text or decoded.text.isspace():
        raise UnreadableError("empty")
    return decoded


def decode(raw: bytes, encoding: str | None) -> Decoded:
    """Decode `raw`; apart from the byte order mark the text is exactly what stands there.

    Raises `UnreadableError` if no encoding fits.
    """
    marked = _marked_encoding(raw)
    if marked is not None:
        return _decode_as_marked(raw, marked)
    is_told = encoding is not None and _is_told(raw, encoding)
    try:
        if not is_told:
            return Decoded(raw.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    # Of text in a wide encoding a space or a line break has a NUL; without one it is another.
    named = readings(encoding) if encoding and (is_told or not is_wide(encoding)) else ()
    for name in named:
        try:
            return Decoded(replace_lone_surrogates(raw.decode(name)))
        except UnicodeError:
            pass
    for name in ("utf-8", *named[:1]):
        damaged = _decode_damaged(raw, name)
        if damaged is not None:
            return damaged
    return _decode_as_cp1252(raw, encoding)


def wide_encoding(head: bytes, encoding: str | None) -> str | None:
    r"""Name the encoding if bytes of ASCII may be something else in it, as in UTF-16.

    Such bytes cannot be cut at `\n`. The mark at the start of `head` says so, or the encoding of
    the settings together with what `head` has of it.
    """
    marked = _marked_encoding(head)
    if marked is not None:
        return None if marked == "utf-8-sig" else marked
    return encoding if encoding is not None and _is_told(head, encoding) else None


def _is_told(raw: bytes, encoding: str) -> bool:
    """Whether bytes that may be valid UTF-8 too are in an encoding, which is said to be theirs.

    ASCII in UTF-16 is UTF-8 full of NULs, and ISO 2022 has letters of ASCII for its own, behind an
    escape.
    """
    return (b"\0" in raw and is_wide(encoding)) or (b"\x1b" in raw and is_seven_bit(encoding))


def refuse_binary(head: bytes, encoding: str | None) -> None:
    """Raise `UnreadableError` if the start of a file has NUL bytes that its encoding has not."""
    if b"\0" in head and wide_encoding(head, encoding) is None:
        raise UnreadableError(
            "binary content (NUL bytes); if it is UTF-16, say so: --encoding utf-16-le"
        )


def replace_lone_surrogates(text: str) -> str:
    """Put U+FFFD for each surrogate, which no output can encode; the length stays."""
    if text.isascii():  # known without a look at the text
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub(_REPLACEMENT, text)
    return text


def too_large(size: int | None, limit: int) -> str:
    """Say why an input of `size` bytes is not read, and which option would let it in.

    A size of None is unknown, and above the limit.
    """
    if size is None:
        return f"too large: more than {limit:,} bytes (--max-file-size)"
    return f"too large: {size:,} bytes, the limit is {limit:,} (--max-file-size)"


def _marked_encoding(raw: bytes) -> str | None:
    if not raw.startswith(_ANY_MARK):
        return None
    return next(encoding for mark, encoding in _MARKS if raw.startswith(mark))


def _decode_as_marked(raw: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(raw.decode(encoding))
    except UnicodeDecodeError as error:
        damaged = _decode_damaged(raw, encoding) if encoding == "utf-8-sig" else None
        if damaged is not None:
            return damaged
        name = encoding.removesuffix("-sig").upper()
        raise UnreadableError(
            f"has the byte order mark of {name} but is not {name}: "
            f"{error.reason} at byte {error.start:,}"
        ) from error


def _decode_damaged(raw: bytes, encoding: str) -> Decoded | None:
    """Decode what is in an encoding but for some bytes, as text that was cut in a character is.

    Hardly any two letters of another encoding are by chance one character of UTF-8.
    """
    try:
        text = raw.decode(encoding, "replace")
    except UnicodeError:  # of codecs that cannot replace
        return None
    damaged = text.count(_REPLACEMENT)
    whole = len(text) - len(text.encode("ascii", "ignore")) - damaged
    if whole < damaged:
        return None
    notice = (
        f"decoded as {encoding.removesuffix('-sig')}, with {_REPLACEMENT} for what is none of it; "
        "if that is wrong, name the right one: --encoding"
    )
    return Decoded(replace_lone_surrogates(text), (notice,))


def _decode_as_cp1252(raw: bytes, encoding: str | None) -> Decoded:
    tried = "UTF-8" if encoding is None else f"UTF-8 or {encoding}"
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"unknown encoding: not valid {tried}, nor cp1252 (0x{raw[error.start]:02x} at byte "
            f"{error.start:,}); name it with --encoding"
        ) from error
    notice = (
        f"decoded as cp1252: not valid {tried}; if that is wrong, name the right one: --encoding"
    )
    return Decoded(text, (notice,))
