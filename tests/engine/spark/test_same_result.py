"""Both engines find the same, to the byte of the JSON report."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.errors import InputError
from dedupe_articles.model import Article, Settings
from dedupe_articles.pipeline import scan_articles
from dedupe_articles.report import render
from dedupe_articles.scanning import scan

from .corpora import skewed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pyspark.sql import DataFrame, SparkSession


def frame_of(spark: SparkSession, articles: Sequence[Article], partitions: int) -> DataFrame:
    rows = [(article.id, article.text, article.group) for article in articles]
    return spark.createDataFrame(rows, "id string, text string, kind string").repartition(
        partitions
    )


def test_files_are_found_read_and_judged_as_on_one_machine(
    spark: SparkSession, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from dedupe_articles.engine.spark import scan_paths  # noqa: PLC0415 - needs the extra

    repository = os.path.relpath(__file__).split("tests")[0] or "."
    monkeypatch.chdir(repository)
    (tmp_path / "short.txt").write_text("Too short.")
    hidden = '<i style="font-size:0">one two three four five six seven eight nine ten</i>'
    (tmp_path / "page.html").write_text(f"<p>A page of text {hidden} that hides words.</p>" * 9)
    (tmp_path / "news.csv").write_text("id,body\n1,This is a row of few words about nothing.\n")
    paths = ["seeds", "examples/articles", str(tmp_path)]
    expected = scan(paths, Settings())
    assert expected.findings
    assert expected.skipped
    assert any("hidden words" in notice for notice in expected.notices)
    with scan_paths(spark, paths, Settings()) as found:
        assert render(found.result(), "json") == render(expected, "json")


def test_a_skewed_corpus_gives_the_same_and_leaves_the_session_alone(spark: SparkSession) -> None:
    from dedupe_articles.engine.spark import scan_dataframe  # noqa: PLC0415 - needs the extra

    articles = skewed(copies=60, footers=60, pairs=15)
    expected = scan_articles([replace(article, group=None) for article in articles])
    assert expected.notices  # says that copies are collapsed
    spark.range(1).createOrReplaceTempView("articles")  # a table of the user's
    with scan_dataframe(frame_of(spark, articles, 5)) as found:
        result = found.result()
        families = {row.representative: tuple(row.members) for row in found.families.collect()}
    assert render(result, "json") == render(expected, "json")
    assert families == {f.representative: f.members for f in expected.families}
    assert spark.table("articles").count() == 1


@pytest.mark.parametrize("groups", ["across", "within"])
def test_groups_are_kept_apart_or_together_alike(spark: SparkSession, groups: str) -> None:
    from dedupe_articles.engine.spark import scan_dataframe  # noqa: PLC0415 - needs the extra

    settings = Settings(group_by="kind", groups="across" if groups == "across" else "within")
    articles = [
        Article(a.id, a.id, a.text, metadata={"kind": a.group or ""})
        for a in skewed(copies=30, footers=8, pairs=4)
    ]
    frame = spark.createDataFrame(
        [(a.id, a.text, a.metadata["kind"]) for a in articles],
        "id string, text string, kind string",
    )
    with scan_dataframe(frame, settings=settings) as found:
        assert render(found.result(), "json") == render(scan_articles(articles, settings), "json")


def test_two_articles_of_one_id_are_an_error(spark: SparkSession) -> None:
    from dedupe_articles.engine.spark import scan_dataframe  # noqa: PLC0415 - needs the extra

    frame = spark.createDataFrame([("x", "one text"), ("x", "another")], "id string, text string")
    with pytest.raises(InputError, match="two articles have the id 'x'"):
        scan_dataframe(frame)


def test_a_column_that_is_not_there_is_named(spark: SparkSession) -> None:
    from dedupe_articles.engine.spark import scan_dataframe  # noqa: PLC0415 - needs the extra

    frame = spark.createDataFrame([("x", "one text")], "id string, body string")
    with pytest.raises(InputError, match="no column 'text'; there is id, body"):
        scan_dataframe(frame)
