"""A corpus in one file, copied without what its scan drops."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dedupe_articles.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_LINES: Final = (".jsonl", ".ndjson")
_PARQUET: Final = (".parquet", ".pq")


def require_cleanable(source: Path) -> None:
    """Raise `InputError` for a file of which no part can be copied as it is."""
    if source.suffix.lower() not in (*_LINES, *_PARQUET):
        known = ", ".join((*_LINES, *_PARQUET))
        raise InputError(
            f"{source}: only a file of records can be cleaned ({known}); of folders,"
            " `dedupe scan --drop-list FILE` lists the files to drop"
        )


def copy_kept(source: Path, target: Path, dropped: Collection[int]) -> int:
    """Copy the records of a corpus but for those on the lines (or rows) `dropped`, from 1.

    Kept lines are copied byte by byte, whatever they hold: what a scan skips is not dropped.
    Returns how many were copied. Raises `InputError` or `OutputError` where a file cannot be read
    or written.
    """
    if source.suffix.lower() in _PARQUET:
        return _copy_rows(source, target, dropped)
    return _copy_lines(source, target, dropped)


def _copy_lines(source: Path, target: Path, dropped: Collection[int]) -> int:
    copied = 0
    with source.open("rb") as lines, target.open("wb") as out:
        if lines.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            raise InputError(f"{source} is UTF-16, of which no line can be cut; make it UTF-8")
        lines.seek(0)
        for number, line in enumerate(lines, start=1):
            if number not in dropped:
                out.write(line)
                copied += 1
    return copied


def _copy_rows(source: Path, target: Path, dropped: Collection[int]) -> int:
    import duckdb  # noqa: PLC0415 - only where there is a Parquet file

    with duckdb.connect() as database:
        database.execute("CREATE TABLE dropped (number BIGINT)")
        database.executemany("INSERT INTO dropped VALUES (?)", [[0], *([n] for n in dropped)])
        query = (
            "COPY (SELECT * EXCLUDE (file_row_number)"
            " FROM read_parquet($source, file_row_number = true, hive_partitioning = false)"
            " WHERE file_row_number + 1 NOT IN (SELECT number FROM dropped)"
            " ORDER BY file_row_number) TO $target (FORMAT parquet)"
        )
        try:
            # A pattern otherwise, where a name has such characters.
            plain = re.sub(r"([*?\[])", r"[\1]", str(source))
            found = database.execute(query, {"source": plain, "target": str(target)})
            return int(found.fetchall()[0][0])
        except duckdb.IOException as error:
            raise OutputError(f"cannot copy {source} to {target}: {error}") from error
