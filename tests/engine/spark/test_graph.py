from __future__ import annotations

import random
from typing import TYPE_CHECKING

from dedupe_articles.cluster import components

if TYPE_CHECKING:
    from pathlib import Path

    from pyspark.sql import SparkSession


def test_components_are_the_same_on_the_driver_and_on_the_executors(
    spark: SparkSession, tmp_path: Path
) -> None:
    from dedupe_articles.engine.spark.graph import find_components  # noqa: PLC0415 - an extra
    from dedupe_articles.engine.spark.tables import Tables  # noqa: PLC0415 - an extra

    chance = random.Random(4)
    chain = [(n, n + 1) for n in range(100, 109)]
    scattered = [(chance.randrange(-20, 20), chance.randrange(-20, 20)) for _ in range(20)]
    links = [(a, b) for a, b in chain + scattered if a != b]
    expected = {(n, group[0]) for group in components(links) for n in group}
    tables = Tables(spark.newSession(), tmp_path.as_uri())
    frame = tables.session.createDataFrame(links, "a bigint, b bigint")
    for most_on_driver in (0, len(links)):
        found = find_components(tables, frame, most_on_driver)
        assert {(row.article, row.component) for row in found.collect()} == expected
    tables.close()
    assert not list(tmp_path.iterdir())
