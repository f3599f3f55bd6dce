"""JSON Lines: each line is a record, and a record is an article.

Lines are read one by one. What is wrong with one of them costs that line only: real corpora have
records that a raw line break cut in two.
"""

from __future__ import annotations

import io
import json
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Any, BinaryIO

from dedupe_articles.load.decode import (
    HEAD_BYTES,
    UnreadableError,
    decode,
    refuse_binary,
    replace_lone_surrogates,
    too_large,
    wide_encoding,
)
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_SHOWN_FIELDS = 10
_SHOWN_FIELD_LENGTH = 40
_DRAIN_BYTES = 1 << 16

# Not strict: a raw tab inside a string is against the standard, common, and of one meaning.
_DECODER = json.JSONDecoder(strict=False)
_JSON_TYPES = {list: "a list", dict: "an object", bool: "a boolean", type(None): "null"}


class JsonLines:
    """Reads one article from each line; the settings name the fields.

    `max_file_size` limits each line, not the file.
    """

    suffixes = (".jsonl", ".ndjson")

    def read(self, path: str, stream: BinaryIO, settings: Settings) -> Iterator[Article | Skipped]:
        """Give an article or a reason for each line that is not blank; see `Reader.read`."""
        ids = _RecordIds()
        blank = True
        for number, line in enumerate(_lines(stream, settings), start=1):
            if isinstance(line, bytes) and line.isspace():
                continue
            blank = False
            if isinstance(line, int):
                yield Skipped(path, too_large(line, settings.max_file_size), number)
                continue
            try:
                yield _article(path, number, line, settings, ids)
            except UnreadableError as error:
                yield Skipped(path, str(error), number)
        if blank:
            yield Skipped(path, "empty")


class _RecordIds:
    """Gives each record of a file an id that no other record of it has."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def unique(self, record: str, line: int) -> tuple[str, tuple[str, ...]]:
        """Give the id and, if it is not `record` itself, a notice of it.

        The first record keeps its id; those that follow get `-2`, `-3` and so on.
        """
        if record not in self._taken:
            self._taken[record] = 1
            return record, ()
        count = self._taken[record] + 1
        while (new := f"{record}-{count}") in self._taken:
            count += 1
        self._taken[record] = count
        self._taken[new] = 1
        return new, (f"record id {record!r} occurs again on line {line}; named {new!r} here",)


def _article(path: str, line: int, raw: bytes, settings: Settings, ids: _RecordIds) -> Article:
    decoded = decode(raw, settings.encoding)
    record = _parse(decoded.text)
    text = _text(record, settings.text_field)
    name, notices = ids.unique(_scalar(record, settings.id_field) or str(line), line)
    return Article(
        id=f"{path}#{name}",
        path=path,
        text=text,
        title=_scalar(record, settings.title_field),
        date=_scalar(record, settings.date_field),
        line=line,
        record=name,
        file_lines=False,
        metadata=_metadata(record, settings),
        notices=decoded.notices + notices,
    )


def _parse(line: str) -> Mapping[str, Any]:
    try:
        record = _DECODER.decode(line)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"invalid JSON: {error.msg} (column {error.colno:,})") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"JSON that cannot be read: {error}") from error
    if not isinstance(record, dict):
        raise UnreadableError(f"not a JSON object but {_type_name(record)}")
    return record


def _text(record: Mapping[str, Any], field: str) -> str:
    if field not in record:
        raise UnreadableError(
            f"no field {field!r}; there is {_field_names(record)}; "
            "name the one with the text: --text-field"
        )
    text = record[field]
    if not isinstance(text, str):
        raise UnreadableError(f"field {field!r} is {_type_name(text)}, not a text")
    if not text or text.isspace():
        raise UnreadableError("empty")
    return replace_lone_surrogates(text)


def _scalar(record: Mapping[str, Any], field: str) -> str | None:
    value = record.get(field)
    if isinstance(value, str):
        return replace_lone_surrogates(value) if value.strip() else None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _metadata(record: Mapping[str, Any], settings: Settings) -> Mapping[str, str]:
    """Return the simple fields of a record that are not mapped to anything else."""
    mapped = (
        settings.id_field,
        settings.text_field,
        settings.title_field,
        settings.date_field,
    )
    values = {name: _scalar(record, name) for name in record if name not in mapped}
    return {name: value for name, value in values.items() if value is not None}


def _type_name(value: object) -> str:
    return _JSON_TYPES.get(type(value), "a string" if isinstance(value, str) else "a number")


def _field_names(record: Mapping[str, Any]) -> str:
    names = [repr(name[:_SHOWN_FIELD_LENGTH]) for name in list(record)[:_SHOWN_FIELDS]]
    if len(record) > len(names):
        names.append(f"and {len(record) - len(names):,} more")
    return ", ".join(names) or "none at all"


def _lines(stream: BinaryIO, settings: Settings) -> Iterator[bytes | int]:
    r"""Cut a stream into lines, in UTF-8 where its own encoding cannot be cut at `\n`.

    A line longer than the limit is run through and comes out as its number of bytes.
    """
    head = stream.read(HEAD_BYTES)
    refuse_binary(head, settings.encoding)
    stream.seek(len(BOM_UTF8) if head.startswith(BOM_UTF8) else 0)
    encoding = wide_encoding(head, settings.encoding)
    readline = stream.readline if encoding is None else _readline_as_utf8(stream, encoding)
    return _bounded_lines(readline, settings.max_file_size)


def _readline_as_utf8(stream: BinaryIO, encoding: str) -> Callable[[int], bytes]:
    text = io.TextIOWrapper(stream, encoding=encoding, newline="\n")

    def readline(size: int) -> bytes:
        try:
            return text.readline(size).encode("utf-8")
        except UnicodeError as error:
            raise UnreadableError(f"not valid {encoding.upper()}: {error}") from error

    return readline


def _bounded_lines(readline: Callable[[int], bytes], limit: int) -> Iterator[bytes | int]:
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
