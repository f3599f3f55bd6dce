"""JSON: an array of records, one record, or an object that holds records.

The file is cut into its values without parsing it, so that an array of any length is read value
by value, and what is wrong with one of them costs that value only. Several values one after
another are read as well: such files are JSON Lines by another name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from dedupe_articles.load.decode import UnreadableError, decode, too_large
from dedupe_articles.load.json_values import parse_object
from dedupe_articles.load.lines import Utf8Stream, as_utf8
from dedupe_articles.load.records import Records
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Mapping

_CHUNK_BYTES: Final = 1 << 18
_STRUCTURE: Final = re.compile(rb'["{}\[\],]')
_IN_STRING: Final = re.compile(rb'["\\]')


class Json:
    """Reads one article from each record; `max_file_size` limits each value of the array."""

    suffixes = (".json",)

    def read(
        self, path: str, stream: io.BufferedReader, settings: Settings
    ) -> Iterator[Article | Skipped]:
        """Give an article or a reason for each record; see `Reader.read`."""
        records = Records(path, settings)
        values = _Values(settings.max_file_size)
        blank = True
        for line, raw in values.cut(as_utf8(stream, settings)):
            blank = False
            if isinstance(raw, int):
                yield Skipped(path, too_large(raw, settings.max_file_size), line)
            else:
                yield from _read_value(path, raw, line, settings, records)
        if blank:
            yield Skipped(path, "empty")


def _read_value(
    path: str, raw: bytes, line: int, settings: Settings, records: Records
) -> Iterator[Article | Skipped]:
    """Give the articles of an object: one if it has a text, else those of the objects in it."""
    try:
        decoded = decode(raw, settings.encoding)
        value = parse_object(decoded.text)
        inner = {} if records.has_text(value) else _inner_records(value)
        if not inner:
            yield records.article(value, line, decoded.notices)
    except UnreadableError as error:
        yield Skipped(path, str(error), line)
        return
    for key, record in inner.items():
        try:
            yield records.article(record, line, decoded.notices, key)
        except UnreadableError as error:
            yield Skipped(path, f"{error} (record {str(key)!r})", line)


def _inner_records(
    value: Mapping[str, Any],
) -> Mapping[str, dict[str, Any]] | Mapping[int, dict[str, Any]]:
    """Find the records in an object that is none: its longest list of them, or its values.

    They come by their numbers in the list, or by their keys.
    """
    lists = [item for item in value.values() if isinstance(item, list)]
    of_objects = (items for items in lists if all(isinstance(item, dict) for item in items))
    if longest := max(of_objects, key=len, default=[]):
        return dict(enumerate(longest, start=1))
    if all(isinstance(item, dict) for item in value.values()):
        return value
    return {}


class _Values:
    """Cuts JSON into the values of its outermost array, or into those one after another.

    It knows strings, brackets and commas and nothing else, so that a value that is no JSON is
    told from the next one. A value of more than `limit` bytes is run through and comes out as
    its number of bytes.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._line = 1  # of the place that was reached
        self._begin()

    def cut(self, stream: Utf8Stream) -> Iterator[tuple[int, bytes | int]]:
        """Give each value with the line it starts on."""
        base = depth = 0  # base is 1 inside the outermost array
        for before, token in _tokens(stream):
            self._keep(before)
            if token == b"[" and depth == base == 0 and not self._size:
                base = depth = 1
            elif token in (b"{", b"["):
                depth += 1
                self._keep(token)
            elif token == b"," and depth == base:
                yield from self._taken()
            elif token in (b"}", b"]") and depth == base == 1:
                yield from self._taken()
                base = depth = 0
            elif token in (b"}", b"]"):
                depth = max(depth - 1, 0)
                self._keep(token)
                if depth == 0:
                    yield from self._taken()
            else:
                self._keep(token)
        yield from self._taken()

    def _begin(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self._first_line = self._line

    def _keep(self, data: bytes) -> None:
        if not self._size:
            begun = data.lstrip()
            self._line += data.count(b"\n", 0, len(data) - len(begun))
            self._first_line = self._line
            data = begun
        self._line += data.count(b"\n")
        self._size += len(data)
        if self._size <= self._limit:
            self._parts.append(data)
        else:
            self._parts.clear()

    def _taken(self) -> Iterator[tuple[int, bytes | int]]:
        if self._size > self._limit:
            yield self._first_line, self._size
        elif self._size:
            yield self._first_line, b"".join(self._parts)
        self._begin()


def _tokens(stream: Utf8Stream) -> Iterator[tuple[bytes, bytes]]:
    """Cut a stream at the brackets and commas outside of strings.

    Gives what stands before each, and the character itself; none at the end of a chunk.
    """
    in_string = is_escaped = False
    while chunk := stream.read(_CHUNK_BYTES):
        start = 0
        place = 1 if is_escaped else 0
        is_escaped = False
        while found := (_IN_STRING if in_string else _STRUCTURE).search(chunk, place):
            place = found.end()
            if found[0] == b'"':
                in_string = not in_string
            elif in_string:
                is_escaped = place == len(chunk)
                place += 1
            else:
                yield chunk[start : found.start()], found[0]
                start = place
        yield chunk[start:], b""
