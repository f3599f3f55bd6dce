r"""Cuts a stream into lines that fit into memory."""

from __future__ import annotations

import io
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Final, Protocol

from dedupe_articles.load.decode import (
    HEAD_BYTES,
    UnreadableError,
    refuse_binary,
    wide_encoding,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dedupe_articles.model import Settings

_DRAIN_BYTES: Final = 1 << 16


class Utf8Stream(Protocol):
    """Bytes in which the characters of ASCII are as ASCII has them."""

    def read(self, size: int, /) -> bytes:
        """Read `size` bytes or characters; nothing only at the end."""

    def readline(self, size: int, /) -> bytes:
        """Read one line, or `size` bytes or characters of it."""


def bounded_lines(stream: io.BufferedReader, settings: Settings) -> Iterator[bytes | int]:
    """Cut a stream into lines with their ends, without a byte order mark.

    A line longer than `settings.max_file_size` is run through and comes out as its number of
    bytes. Lines are in UTF-8 where the encoding of the stream cannot be cut at line feeds.
    Raises `UnreadableError` if the stream is binary.
    """
    limit = settings.max_file_size
    readline = as_utf8(stream, settings).readline
    while line := readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        size = len(line)
        while part := readline(_DRAIN_BYTES):
            size += len(part)
            if part.endswith(b"\n"):
                break
        yield size


def as_utf8(stream: io.BufferedReader, settings: Settings) -> Utf8Stream:
    """Return a stream whose characters are at least as ASCII has them, without a mark.

    Raises `UnreadableError` if the stream is binary.
    """
    head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]
    refuse_binary(head, settings.encoding)
    encoding = wide_encoding(head, settings.encoding)
    if encoding is not None:
        return _Recoded(stream, encoding)
    if head.startswith(BOM_UTF8):
        stream.read(len(BOM_UTF8))
    return stream


class _Recoded:
    """A stream of another encoding as UTF-8."""

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self._text = io.TextIOWrapper(stream, encoding=encoding, newline="\n")
        self._encoding = encoding

    def readline(self, size: int, /) -> bytes:
        """See `Utf8Stream.readline`."""
        return self._encoded(self._text.readline, size)

    def read(self, size: int, /) -> bytes:
        """See `Utf8Stream.read`."""
        return self._encoded(self._text.read, size)

    def _encoded(self, read: Callable[[int], str], size: int) -> bytes:
        try:
            return read(size).encode("utf-8")
        except UnicodeError as error:
            raise UnreadableError(f"not valid {self._encoding.upper()}: {error}") from error
