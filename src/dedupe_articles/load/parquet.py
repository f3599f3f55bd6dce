"""Parquet: a row is a record; read through DuckDB, row by row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dedupe_articles.load.decode import UnreadableError, too_large
from dedupe_articles.load.records import Records
from dedupe_articles.load.streams import on_disk
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

_ROWS_AT_ONCE: Final = 64
_MEMORY: Final = "2GB"
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
            except duckdb.Error as error:
                reason = str(error).partition("\n")[0]
                raise UnreadableError(f"Parquet that cannot be read: {reason}") from error


def _read(
    path: str, file: str, settings: Settings, database: DuckDBPyConnection
) -> Iterator[Article | Skipped]:
    # One thread and no insertion order to keep: what is in memory is a few groups of rows.
    for setting in ("threads = 1", f"memory_limit = '{_MEMORY}'", "autoload_known_extensions = 0"):
        database.execute(f"SET {setting}")
    source = "FROM read_parquet($file, hive_partitioning = false)"
    asked = {"file": re.sub(r"([*?\[])", r"[\1]", file)}  # it would be taken for a pattern
    description = database.execute(f"SELECT * {source} LIMIT 0", asked).description or ()
    records = Records(path, settings)
    records.require_text([str(column[0]) for column in description])
    chosen = [str(name) for name, kind, *_ in description if _SIMPLE.fullmatch(str(kind))]
    records.require_text(chosen)
    selected = ", ".join(f"CAST({_quoted(name)} AS VARCHAR)" for name in chosen)
    rows = database.execute(f"SELECT {selected} {source}", asked)
    number = 0
    while batch := rows.fetchmany(_ROWS_AT_ONCE):
        for row in batch:
            number += 1
            try:
                _check_size(row, settings.max_file_size)
                yield records.article(dict(zip(chosen, row, strict=True)), number)
            except UnreadableError as error:
                yield Skipped(path, str(error), number)
    if number == 0:
        yield Skipped(path, "empty")


def _check_size(row: tuple[str | None, ...], limit: int) -> None:
    size = sum(len(value) for value in row if value is not None)
    if size > limit:
        raise UnreadableError(too_large(size, limit))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
