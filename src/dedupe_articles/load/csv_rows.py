"""CSV and TSV: a row is a record, under the names of the first row."""

from __future__ import annotations

import csv
import struct
from collections import Counter
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from dedupe_articles.load.decode import UnreadableError, decode, too_large
from dedupe_articles.load.lines import bounded_lines
from dedupe_articles.load.records import Records, shown_fields
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Sequence

_DELIMITERS: Final = ",;\t|"
_BROKEN: Final = "a quote is missing, or one inside a field is not written twice"
# What a C long can say, which has 32 bits on Windows.
_LONGEST_FIELD: Final = 2 ** (8 * struct.calcsize("l") - 1) - 1


class Csv:
    """Reads one article from each row; `max_file_size` limits each row, not the file.

    Fields are quoted as RFC 4180 has it, and parted by the one of comma, semicolon, tab and bar
    that the first line has most of. A row with other quotes is read as far as that goes, with a
    notice: it may be several whose quotes do not say where one ends.
    """

    suffixes = (".csv", ".tsv", ".tab")

    def read(
        self, path: str, stream: io.BufferedReader, settings: Settings
    ) -> Iterator[Article | Skipped]:
        """Give an article or a reason for each row that is not blank; see `Reader.read`."""
        # Python has one limit for all readers, on fields; ours is on rows.
        longest = min(settings.max_file_size, _LONGEST_FIELD)
        csv.field_size_limit(max(csv.field_size_limit(), longest))
        lines = _Lines(stream, settings)
        first = next(lines, "")
        if not first.strip():
            raise UnreadableError("empty" if not first else "the first line has no names of fields")
        rows = _Rows(lines, first)
        header = [name.strip() for name in _first_row(rows)]
        records = Records(path, settings)
        records.require_text(header)
        if repeated := [name for name, count in Counter(header).items() if name and count > 1]:
            records.tell(
                f"of columns with the same name the last is read: {shown_fields(repeated)}"
            )
        while True:
            line = lines.begin_row()
            try:
                row = next(rows)
                if any(row) or rows.fault:
                    article = records.article(_record(header, row), line)
                    notices = (*article.notices, *lines.take_notices(), *rows.take_notices())
                    yield replace(article, notices=notices) if notices else article
            except StopIteration:
                return
            except (csv.Error, UnreadableError) as error:
                yield Skipped(path, "; ".join(filter(None, [str(error), rows.fault])), line)


class _Rows:
    """The rows of a file; `fault` says how the last one breaks the rules of quotes, if it does.

    That is a quoted field that goes on after the quote that closes it, or that nothing closes. A
    quote inside a field without quotes is one of its characters.
    """

    def __init__(self, lines: _Lines, first: str) -> None:
        self.fault = ""
        self._lines = lines
        self._delimiter = max(_DELIMITERS, key=first.count)
        self._strict = csv.reader(chain([first], lines), delimiter=self._delimiter, strict=True)
        self._is_told = False

    def __iter__(self) -> _Rows:
        return self

    def __next__(self) -> list[str]:
        self.fault = ""
        try:
            return next(self._strict)
        except csv.Error:
            # Raises again what no reading gets over.
            row = next(csv.reader(self._lines.row_again(), delimiter=self._delimiter))
        first, last = self._lines.of_row
        merged = "" if first == last else f"lines {first}-{last} were read as one row: "
        self.fault = merged + _BROKEN
        return row

    def take_notices(self) -> tuple[str, ...]:
        """Return what there is to say of the last row, which became an article.

        Of faulty rows of one line only the first is told: none is lost in another, and a program
        that does not double its quotes writes many.
        """
        if not self.fault:
            return ()
        if self.fault != _BROKEN:
            return (self.fault,)
        if self._is_told:
            return ()
        self._is_told = True
        line, _ = self._lines.of_row
        return (f"line {line} was read nevertheless, as is every such line: {_BROKEN}",)


class _Lines:
    """The decoded lines of a stream, of one row no more than the limit allows."""

    def __init__(self, stream: io.BufferedReader, settings: Settings) -> None:
        self._lines = bounded_lines(stream, settings)
        self._encoding = settings.encoding
        self._limit = settings.max_file_size
        self._count = 0
        self._row: list[str] = []
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
        self._row.append(decoded.text)
        return decoded.text

    @property
    def of_row(self) -> tuple[int, int]:
        """The first and the last line that were read of the row."""
        return self._count - len(self._row) + 1, self._count

    def row_again(self) -> Iterator[str]:
        """Give the lines from the beginning of the row once more."""
        return chain(tuple(self._row), self)

    def begin_row(self) -> int:
        """Return the line on which the next row starts, and count its bytes from there."""
        self._row.clear()
        self._row_bytes = 0
        return self._count + 1

    def take_notices(self) -> tuple[str, ...]:
        """Return the notices that were not taken before: each is told once a file."""
        new = tuple(notice for notice, is_taken in self._notices.items() if not is_taken)
        self._notices.update(dict.fromkeys(new, True))
        return new


def _first_row(rows: _Rows) -> Sequence[str]:
    try:
        row = next(rows)
    except csv.Error as error:
        raise UnreadableError(f"the first row cannot be read: {error}") from error
    if rows.fault:
        raise UnreadableError(f"the first row cannot be read: {rows.fault}")
    return row


def _record(header: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    if len(row) != len(header):
        raise UnreadableError(f"has {len(row):,} fields, the first row {len(header):,}")
    return dict(zip(header, row, strict=True))
