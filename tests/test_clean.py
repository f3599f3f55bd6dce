from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from dedupe_articles.clean import copy_kept, require_cleanable
from dedupe_articles.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def test_kept_lines_are_copied_byte_by_byte(tmp_path: Path) -> None:
    """Line ends, blank lines, what is no JSON and a last line without its end stay as they are."""
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    source.write_bytes(b'{"text": 1}\r\n\n\xff\xfe broken\n{"text": 2}\n{"text": 3}')
    assert copy_kept(source, target, {1, 4}) == 3
    assert target.read_bytes() == b'\n\xff\xfe broken\n{"text": 3}'


def test_kept_rows_keep_their_order_and_the_types_of_their_columns(tmp_path: Path) -> None:
    source, target = tmp_path / "odd [1]*.parquet", tmp_path / "b.parquet"
    with duckdb.connect() as database:
        database.execute(
            "COPY (SELECT i AS n, 'text ' || i AS text, DATE '2020-01-01' + i::INTEGER AS day,"
            " [i, i] AS list FROM range(1000) r(i)) TO $file (FORMAT parquet)",
            {"file": str(source)},
        )
    assert copy_kept(source, target, {1, 1000}) == 998
    with duckdb.connect() as database:
        rows = database.execute("SELECT * FROM read_parquet($f)", {"f": str(target)}).fetchall()
        columns = "DESCRIBE SELECT * FROM read_parquet(?)"
        kinds = [
            database.execute(
                columns, [str(file).replace("[", "[[]").replace("*", "[*]")]
            ).fetchall()
            for file in (source, target)
        ]
    assert [row[0] for row in rows] == list(range(1, 999))
    assert kinds[0] == kinds[1]


def test_what_has_no_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"only a file of records .* --drop-list"):
        require_cleanable(tmp_path / "articles")


def test_a_file_whose_lines_cannot_be_cut_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "wide.jsonl"
    source.write_bytes('{"text": 1}\n'.encode("utf-16"))
    with pytest.raises(InputError, match="UTF-16"):
        copy_kept(source, tmp_path / "b.jsonl", ())
