from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from pyspark.sql import SparkSession


def test_more_rows_than_the_driver_may_be_sent_are_fetched_piece_by_piece(
    spark: SparkSession, tmp_path: Path
) -> None:
    """The texts and findings of a report may be larger than `spark.driver.maxResultSize`."""
    from py4j.protocol import Py4JError  # noqa: PLC0415 - an extra
    from pyspark.errors import PySparkException  # noqa: PLC0415 - as above

    from dedupe_articles.engine.spark.tables import Tables  # noqa: PLC0415 - needs the extra

    tables = Tables(spark.newSession(), tmp_path.as_uri())
    noise = ", ".join(f"sha2(concat(id, ' {part}'), 512)" for part in range(50))
    frame = tables.session.range(5_000).selectExpr("id", f"concat({noise}) AS text")  # 32 MB
    with pytest.raises((PySparkException, Py4JError), match="maxResultSize"):
        frame.collect()
    assert sorted(row.id for row in tables.rows(frame, "octet_length(text)")) == [*range(5_000)]
