"""Parquet through DuckDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from dedupe_articles.load import load, parquet
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    from pathlib import Path


def write(file: Path, query: str) -> None:
    name = str(file).replace("'", "''")
    with duckdb.connect() as database:
        database.execute(f"COPY ({query}) TO '{name}' (FORMAT parquet)")


def test_columns_of_every_simple_type_are_read_and_others_left_alone(tmp_path: Path) -> None:
    write(
        tmp_path / "a.parquet",
        "SELECT 7 AS id, 'Words.' AS text, DATE '2024-01-02' AS date, 'Ann' AS author,"
        " now() AS seen, [1.5, 2] AS embedding, 'x'::BLOB AS raw, {'a': 1} AS nested",
    )
    (article,) = load([tmp_path], Settings())
    assert isinstance(article, Article)
    assert (article.record, article.text, article.date) == ("7", "Words.", "2024-01-02")
    assert article.line == 1
    assert article.metadata.keys() == {"author", "seen"}


def test_a_text_in_a_column_that_is_not_read_is_skipped_with_its_type(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", "SELECT 7 AS id, ['Words.'] AS text")
    (skipped,) = load([tmp_path], Settings())
    assert isinstance(skipped, Skipped)
    assert skipped.reason == (
        "no text in a column of a simple type; others are not read: 'text VARCHAR[]'"
    )


def test_bytes_are_read_where_the_text_is_in_them(tmp_path: Path) -> None:
    """Older writers do not say which of the bytes they write are text."""
    columns = "encode('Möwe ' || i) AS body, encode('T') AS title, '\\xFF\\xD8'::BLOB AS picture"
    write(tmp_path / "a.parquet", f"SELECT i AS id, {columns} FROM range(2) r(i)")
    first, second = load([tmp_path], Settings())
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.text, first.title, first.metadata) == ("Möwe 0", "T", {})
    assert "'body' as the text" in first.notices[0]
    assert (second.text, second.notices) == ("Möwe 1", ())


def test_bytes_of_a_text_that_are_no_utf8_come_with_a_notice(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", "SELECT 'caf\\xE9'::BLOB AS text")
    (article,) = load([tmp_path], Settings())
    assert isinstance(article, Article)
    assert article.text == "café"
    assert article.notices[0].startswith("decoded as cp1252")
    (named,) = load([tmp_path], Settings(encoding="cp1253"))
    assert isinstance(named, Article)
    assert named.text == "cafι"


def test_rows_are_numbered_and_those_without_a_text_skipped(tmp_path: Path) -> None:
    write(
        tmp_path / "a.parquet",
        "SELECT CASE WHEN i <> 1 THEN 't' || i END AS body FROM range(3) r(i)",
    )
    path = (tmp_path / "a.parquet").as_posix()
    found = list(load([tmp_path], Settings()))
    assert [item.id for item in found if isinstance(item, Article)] == [f"{path}#1", f"{path}#3"]
    assert [item for item in found if isinstance(item, Skipped)] == [
        Skipped(path, "field 'body' is null, not a text", 2)
    ]


@pytest.mark.parametrize("name", ["a[1].parquet", "*.parquet", "what?.parquet", "it's.parquet"])
def test_a_name_that_reads_as_a_pattern_means_the_file_itself(tmp_path: Path, name: str) -> None:
    write(tmp_path / "other.parquet", "SELECT 'other' AS text")
    (tmp_path / "other.parquet").rename(tmp_path / "1.parquet")
    write(tmp_path / "made.parquet", "SELECT 'meant' AS text")
    (tmp_path / "made.parquet").rename(tmp_path / name)
    assert [
        item.text for item in load([tmp_path / name], Settings()) if isinstance(item, Article)
    ] == ["meant"]


def test_what_is_no_parquet_has_a_reason_of_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 but not really PAR1")
    (skipped,) = load([tmp_path], Settings())
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("Parquet that cannot be read: ")
    assert "\n" not in skipped.reason


def test_ctrl_c_ends_the_reading_and_skips_no_file(
    tmp_path: Path, endless_query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.parquet", "SELECT 'Words.' AS text")
    endless = f"{endless_query} AND $file <> '' AND $limit > 0"
    monkeypatch.setattr(parquet, "_query", lambda *_: endless)
    with pytest.raises(KeyboardInterrupt):
        list(load([tmp_path], Settings()))
