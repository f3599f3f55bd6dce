"""What Spark's own readers read becomes the same articles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.errors import InputError
from dedupe_articles.model import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from pyspark.sql import DataFrame, SparkSession

ROWS = [
    ("x/1", "The first text.\nOf two lines.", "One"),
    ("é 2", 'A "second" text, with, commas.', ""),
]
FIELDS = ("id", "body", "headline")


def articles_of(frame: DataFrame, url: str) -> list[tuple[str, str, str | None]]:
    """Return id after the folder, text and title of what was read; all of it must be articles."""
    rows = frame.collect()
    assert [row.reason for row in rows] == [None] * len(rows)
    return sorted((row.id.removeprefix(url).partition("#")[2], row.text, row.title) for row in rows)


@pytest.mark.parametrize("kind", ["parquet", "jsonl", "csv"])
def test_records_of_urls_are_articles(spark: SparkSession, tmp_path: Path, kind: str) -> None:
    from dedupe_articles.engine.spark.inputs import read_inputs  # noqa: PLC0415 - needs the extra

    frame = spark.createDataFrame(ROWS, FIELDS)
    folder = tmp_path / "in"
    if kind == "jsonl":
        folder.mkdir()
        lines = [json.dumps(dict(zip(FIELDS, row, strict=True))) for row in ROWS]
        (folder / "a.jsonl").write_text("\n".join([lines[0], "", lines[1]]) + "\n")
    elif kind == "csv":
        frame.write.options(header="true", escape='"').csv(folder.as_uri())
    else:
        frame.write.parquet(folder.as_uri())
    found = read_inputs(spark, [folder.as_uri()], Settings(), kind)
    expected = sorted((id_, text, title or None) for id_, text, title in ROWS)
    assert articles_of(found, folder.as_uri()) == expected


def test_a_record_of_a_split_file_needs_an_id(spark: SparkSession, tmp_path: Path) -> None:
    from dedupe_articles.engine.spark.inputs import read_inputs  # noqa: PLC0415 - needs the extra

    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "No name."}\n{"text": "No comma" "id": 3}\n')
    found = read_inputs(spark, [file.as_uri()], Settings(), None).collect()
    assert len(found) == 2
    assert any("--id-field" in row.reason for row in found)
    assert all(row.reason and row.id is None for row in found)


def test_a_url_that_tells_no_format_or_leads_nowhere_is_an_error(
    spark: SparkSession, tmp_path: Path
) -> None:
    from dedupe_articles.engine.spark.inputs import read_inputs  # noqa: PLC0415 - needs the extra

    with pytest.raises(InputError, match=r"add --read-as with one of parquet, jsonl, csv, text"):
        read_inputs(spark, [tmp_path.as_uri()], Settings(), None)
    with pytest.raises(InputError, match=r"Spark cannot read file:.*nothing"):
        read_inputs(spark, [(tmp_path / "nothing.parquet").as_uri()], Settings(), None)
    with pytest.raises(InputError, match="cannot read '-'"):
        read_inputs(spark, ["-"], Settings(), None)
