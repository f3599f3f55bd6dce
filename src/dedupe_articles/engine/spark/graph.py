"""Connected components: in the memory of the driver while they are few, else by the executors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dedupe_articles.cluster import components

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from dedupe_articles.engine.spark.tables import Tables

MOST_LINKS_ON_DRIVER: Final = 100_000

_MEMBERSHIP: Final = "article bigint, component bigint"

# Two steps in turn shorten all ways to the least number of a component, until every other number
# is linked with that alone: Kiveris et al., "Connected Components in MapReduce and Beyond", 2014.
# Links are kept with the greater number as `a`.
_ALL_WAYS: Final = "SELECT a AS u, b AS v FROM links UNION ALL SELECT b AS u, a AS v FROM links"
_LARGE_STAR: Final = f"""
SELECT DISTINCT v AS a, m AS b
FROM ({_ALL_WAYS}) AS ways
JOIN (SELECT u, least(u, min(v)) AS m FROM ({_ALL_WAYS}) AS ways GROUP BY u) AS lowest USING (u)
WHERE v > u
"""
_SMALL_STAR: Final = """
SELECT a, b FROM (
    SELECT b AS a, m AS b FROM links JOIN (
        SELECT a, min(b) AS m FROM links GROUP BY a
    ) AS lowest USING (a)
    UNION
    SELECT a, min(b) AS b FROM links GROUP BY a
) AS shorter
WHERE a <> b
"""
_NOT_YET: Final = """
SELECT count(*) FROM links WHERE b IN (SELECT a FROM links)
   OR a IN (SELECT a FROM links GROUP BY a HAVING count(*) > 1)
"""


def find_components(
    tables: Tables, links: DataFrame, most_on_driver: int = MOST_LINKS_ON_DRIVER
) -> DataFrame:
    """Return `article` and `component`, its least number, for all that have a link `a`, `b`."""
    tables.view("links", links.selectExpr("greatest(a, b) AS a", "least(a, b) AS b"))
    if tables.count("SELECT count(*) FROM links") <= most_on_driver:
        rows = tables.rows(tables.query("SELECT a, b FROM links"), "16")
        found = components((row.a, row.b) for row in rows)
        pairs = [(number, group[0]) for group in found for number in group]
        return tables.session.createDataFrame(pairs, _MEMBERSHIP)
    tables.keep("links", tables.query("SELECT DISTINCT a, b FROM links"))
    while tables.count(_NOT_YET):
        for step in (_LARGE_STAR, _SMALL_STAR):
            tables.keep("links", tables.query(step))
    return tables.query(
        "SELECT a AS article, b AS component FROM links UNION SELECT b, b FROM links"
    )
