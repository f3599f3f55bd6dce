"""CSV and TSV: a row is a record, under the names of the first row."""

from __future__ import annotations

import csv
from itertools import chain
from typing import TYPE_CHECKING, Final

from dedupe_articles.load.decode import UnreadableError, decode, too_large
from dedupe_articles.load.lines import bounded_lines
from dedupe_articles.load.records import Records
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Sequence

_DELIMITERS: Final = ",;\t|"


class Csv:
    """Reads one article from each row; `max_file_size` limits each row, not the file.

    Fields are quoted as RFC 4180 has it, and parted by the one of comma, semicolon, tab and bar
    that the first line has most of.
    """

    suffixes = (".csv", ".tsv", ".tab")

    def read(
        self, path: str, stream: io.BufferedReader, settings: Settings
    ) -> Iterator[Article | Skipped]:
        """Give an article or a reason for each row that is not blank; see `Reader.read`."""
        # Python has one limit for all readers, on fields; ours is on rows.
        csv.field_size_limit(max(csv.field_size_limit(), settings.max_file_size))
        lines = _Lines(stream, settings)
        first = next(lines, "")
        if not first.strip():
            raise UnreadableError("empty" if not first else "the first line has no names of fields")
        delimiter = max(_DELIMITERS, key=first.count)
        rows = csv.reader(chain([first], lines), delimiter=delimiter)
        header = [name.strip() for name in _first_row(rows)]
        records = Records(path, settings)
        records.require_text(header)
        while True:
            line = lines.begin_row()
            try:
                row = next(rows)
                if any(row):
                    yield records.article(_record(header, row), line, lines.take_notices())
            except StopIteration:
                return
            except (csv.Error, UnreadableError) as error:
                yield Skipped(path, str(error), line)


class _Lines:
    """The decoded lines of a stream, of one row no more than the limit allows."""

    def __init__(self, stream: io.BufferedReader, settings: Settings) -> None:
        self._lines = bounded_lines(stream, settings)
        self._encoding = settings.encoding
        self._limit = settings.max_file_size
        self._count = 0
        self._row_bytes = 0
        self._notices: dict[str, bool] = {}  # whether it was taken

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._count += 1
        self._row_bytes += line if isinstance(line, int) else len(line)
        if isinstance(line, int) or self._row_bytes > self._limit:
            raise UnreadableError(too_large(self._row_bytes, self._limit))
        decoded = decode(line, self._encoding)
        for notice in decoded.notices:
            self._notices.setdefault(notice, False)
        return decoded.text

    def begin_row(self) -> int:
        """Return the line on which the next row starts, and count its bytes from there."""
        self._row_bytes = 0
        return self._count + 1

    def take_notices(self) -> tuple[str, ...]:
        """Return the notices that were not taken before: each is told once a file."""
        new = tuple(notice for notice, is_taken in self._notices.items() if not is_taken)
        self._notices.update(dict.fromkeys(new, True))
        return new


def _first_row(rows: Iterator[list[str]]) -> Sequence[str]:
    try:
        return next(rows)
    except csv.Error as error:
        raise UnreadableError(f"the first row cannot be read: {error}") from error


def _record(header: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    if len(row) != len(header):
        raise UnreadableError(f"has {len(row):,} fields, the first row {len(header):,}")
    return dict(zip(header, row, strict=True))
