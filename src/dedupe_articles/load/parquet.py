"""Parquet: a row is a record; read through DuckDB, row by row."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from dedupe_articles.interrupts import is_interrupt
from dedupe_articles.load.decode import Decoded, UnreadableError, decode, too_large
from dedupe_articles.load.records import Records, shown_fields
from dedupe_articles.load.streams import on_disk
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Mapping, Sequence

    from duckdb import DuckDBPyConnection

_ROWS_AT_ONCE: Final = 64
_MEMORY: Final = "2GB"
_BYTES: Final = "BLOB"
# Lists, structures and bytes are neither texts nor metadata, and may be large.
_SIMPLE: Final = re.compile(
    r"VARCHAR|STRING|ENUM[^\[]*|U?\w*INT\w*|FLOAT|DOUBLE|DECIMAL[^\[]*|DATE|TIME[^\[]*|UUID"
)


class Parquet:
    """Reads one article from each row; `max_file_size` limits the fields of each row.

    Parquet has no lines: the `line` of an article is the number of its row.
    """

    suffixes = (".parquet", ".pq")

    def read(
        self, path: str, stream: io.BufferedReader, settings: Settings
    ) -> Iterator[Article | Skipped]:
        """Give an article or a reason for each row; see `Reader.read`."""
        import duckdb  # noqa: PLC0415 - slow to import

        with on_disk(stream, settings.max_file_size) as file, duckdb.connect() as database:
            try:
                yield from _read(path, str(file), settings, database)
            except (duckdb.Error, RuntimeError, UnicodeError) as error:
                if is_interrupt(error):
                    raise KeyboardInterrupt from error
                reason = str(error).partition("\n")[0]
                raise UnreadableError(f"Parquet that cannot be read: {reason}") from error


def _read(
    path: str, file: str, settings: Settings, database: DuckDBPyConnection
) -> Iterator[Article | Skipped]:
    # One thread and no insertion order to keep: what is in memory is a few groups of rows.
    for setting in ("threads = 1", f"memory_limit = '{_MEMORY}'", "autoload_known_extensions = 0"):
        database.execute(f"SET {setting}")
    source = "FROM read_parquet($file, hive_partitioning = false)"
    is_no_pattern = re.sub(r"([*?\[])", r"[\1]", file)
    asked: dict[str, str | int] = {"file": is_no_pattern}
    description = database.execute(f"SELECT * {source} LIMIT 0", asked).description or ()
    records = Records(path, settings)
    columns = {str(name): str(kind) for name, kind, *_ in description}
    chosen = _readable(columns, records)
    asked["limit"] = settings.max_file_size
    rows = database.execute(_query(chosen, source), asked)
    number = 0
    while batch := rows.fetchmany(_ROWS_AT_ONCE):
        for size, *row in batch:
            number += 1
            if size > settings.max_file_size:
                yield Skipped(path, too_large(size, settings.max_file_size), number)
                continue
            try:
                values, notices = _decoded(row, settings)
                yield records.article(dict(zip(chosen, values, strict=True)), number, notices)
            except UnreadableError as error:
                yield Skipped(path, str(error), number)
    if number == 0:
        yield Skipped(path, "empty")


def _decoded(
    row: Sequence[str | bytes | None], settings: Settings
) -> tuple[Sequence[str | None], tuple[str, ...]]:
    """Decode what a row has as bytes, and return the notices about it."""
    decoded = [
        decode(value, settings.encoding) if isinstance(value, bytes) else value for value in row
    ]
    texts = [value.text if isinstance(value, Decoded) else value for value in decoded]
    notices = (value.notices for value in decoded if isinstance(value, Decoded))
    return texts, tuple(dict.fromkeys(chain.from_iterable(notices)))


def _readable(columns: Mapping[str, str], records: Records) -> Mapping[str, str]:
    """Return the columns to read, with their types; raise `UnreadableError` if none is the text.

    They are those of simple types. Of a file whose writer did not say that its bytes are text, they
    are also those that the article is made of.
    """
    records.require_text(list(columns))
    simple = {name: kind for name, kind in columns.items() if _SIMPLE.fullmatch(kind)}
    if records.has_text(simple):
        return simple
    used = records.used(columns)
    chosen = {
        name: kind
        for name, kind in columns.items()
        if name in simple or (kind == _BYTES and name in used)
    }
    if not records.has_text(chosen):
        others = [f"{name} {kind}" for name, kind in columns.items() if name not in simple]
        raise UnreadableError(
            f"no text in a column of a simple type; others are not read: {shown_fields(others)}"
        )
    return chosen


def _query(columns: Mapping[str, str], source: str) -> str:
    """Ask for the size of each row, and for its values if that is within `$limit`."""
    texts = [
        _quoted(name) if kind == _BYTES else f"CAST({_quoted(name)} AS VARCHAR)"
        for name, kind in columns.items()
    ]
    size = " + ".join(
        f"coalesce({'octet_length' if kind == _BYTES else 'strlen'}({text}), 0)"
        for text, kind in zip(texts, columns.values(), strict=True)
    )
    values = ", ".join(f"CASE WHEN {size} <= $limit THEN {text} END" for text in texts)
    return f"SELECT {size}, {values} {source}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
