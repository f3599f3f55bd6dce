"""The candidate pairs, by the queries that every engine runs and those of `groups.sql`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dedupe_articles import boilerplate, candidates, resemblance
from dedupe_articles.engine.spark.graph import find_components
from dedupe_articles.engine.spark.tables import Tables, mapped
from dedupe_articles.queries import read_queries
from dedupe_articles.rarity import MIN_PROMISE, promise
from dedupe_articles.resemblance import (
    BUCKET_CLIQUE,
    COLLAPSE_RESEMBLANCE,
    MIN_RESEMBLANCE,
    tables_for,
)
from dedupe_articles.sketch import estimated_jaccard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dedupe_articles.model import Settings

# The answers that several other queries read; the rest are computed where they are read.
_READ_AGAIN: Final = ("copies", "ordered_bands", "rare_postings", "pairs", "ranked")


def find_candidates(tables: Tables, settings: Settings) -> None:
    """Name the tables `candidates`, of the pairs worth aligning, and `collapsed`.

    The columns are those of `candidates.Candidates`.
    """
    names, across = tables_for(settings.grouping), settings.grouping == "across"
    _find_resembling(tables, names, across=across)
    articles = tables.count("SELECT count(*) FROM articles")
    given = candidates.parameters(articles, settings.candidates_per_article, names, across=across)
    _answer_all(tables, "candidates.sql", given)
    alone = f"{candidates.worth_of_one(articles) / 1000}D AS alone"
    seen = tables.query(
        f"SELECT best.a, best.b, shared, weight, background, {alone},"
        " alike.a IS NOT NULL AS resembles,"
        " of_a.shingles AS size_a, of_b.shingles AS size_b FROM best"
        " JOIN articles of_a ON of_a.no = best.a JOIN articles of_b ON of_b.no = best.b"
        " LEFT JOIN alike ON alike.a = best.a AND alike.b = best.b"
    )
    tables.keep("promising", mapped(seen, _promising, _CANDIDATES))
    found = tables.query(
        "SELECT a, b, shared, weight, background, alone FROM promising UNION ALL"
        f" SELECT a, b, 0L, 0.0D, 0.0D, {alone} FROM alike WHERE NOT EXISTS"
        " (SELECT 1 FROM promising WHERE promising.a = alike.a AND promising.b = alike.b)"
    )
    tables.keep("candidates", found)


def find_boilerplate(tables: Tables, settings: Settings) -> None:
    """Name the table `boilerplate`, and `left_out` of the lines of it that each article has.

    See `boilerplate.find_boilerplate`.
    """
    if settings.boilerplate_in:
        given = boilerplate.parameters(settings.boilerplate_in, "lines", "articles")
        for name, query in read_queries("boilerplate.sql").items():
            if name == "strangers":
                tables.view("pairs_of_lines", tables.query("SELECT DISTINCT a, b FROM line_pairs"))
                _estimate(tables, "pairs_of_lines", "estimated_pairs")
            tables.keep(name, tables.query(query.format(**given)))
    else:
        tables.empty("boilerplate", "hash bigint, articles bigint")
    tables.keep(
        "left_out",
        tables.query(
            "SELECT article, collect_list(lines.hash) AS keys FROM lines"
            " JOIN boilerplate ON boilerplate.hash = lines.hash GROUP BY article"
        ),
    )


_CANDIDATES: Final = (
    "a bigint, b bigint, shared bigint, weight double, background double, alone double"
)


def _answer_all(tables: Tables, file: str, given: Mapping[str, Any]) -> None:
    for name, query in read_queries(file).items():
        if name == "copies" and given.get("across"):
            tables.empty(name, "standing bigint, article bigint")
            continue
        answer = tables.query(query.format(**given))
        (tables.keep if name in _READ_AGAIN else tables.view)(name, answer)


def _find_resembling(tables: Tables, names: resemblance.Tables, *, across: bool) -> None:
    """Name the tables `alike`, of the pairs of this channel, and `collapsed`."""
    _answer_all(tables, "resemblance.sql", {**resemblance.parameters(names), "across": across})
    _estimate(tables, "neighbours", "estimated")
    queries = {
        name: query.format(
            collapse=COLLAPSE_RESEMBLANCE,
            resemblance=MIN_RESEMBLANCE,
            clique=BUCKET_CLIQUE,
            grp="members.grp" if across else "''",
            members="JOIN members ON members.article = no" if across else "",
        )
        for name, query in read_queries("engine/spark/groups.sql").items()
    }

    def answer(*asked: str) -> None:
        for name in asked:
            keep = tables.keep if name == "large" else tables.view
            keep(name, tables.query(queries[name]))

    answer("close", "resembling")
    tables.view("membership", find_components(tables, tables.query("SELECT * FROM close")))
    answer("large", "standing")
    tables.keep("collapsed", tables.query(queries["collapsed"]))
    if across:
        links = tables.query("SELECT * FROM resembling")
        tables.view("membership", find_components(tables, links))
        answer("large", "standing")
    answer("stars")
    _estimate(tables, "stars", "estimated_stars")
    if not across:
        answer("near")
    tables.keep("alike", tables.query(queries["across" if across else "spanning"]))


def _estimate(tables: Tables, pairs: str, name: str) -> None:
    """Name the table of some pairs with the estimated resemblance of their signatures."""
    columns = tables.query(f"SELECT * FROM {pairs} LIMIT 0").dtypes
    signed = tables.query(
        f"SELECT {pairs}.*, of_a.signature AS first, of_b.signature AS second FROM {pairs}"
        f" JOIN signatures of_a ON of_a.article = {pairs}.a"
        f" JOIN signatures of_b ON of_b.article = {pairs}.b"
    )
    schema = ", ".join(f"{column} {kind}" for column, kind in columns) + ", estimate double"
    tables.keep(name, mapped(signed, _estimated, schema))


def _estimated(columns: Mapping[str, list[Any]]) -> Mapping[str, Any]:
    first, second = (
        np.frombuffer(b"".join(columns[side]), dtype=np.uint32).reshape(len(columns[side]), -1)
        for side in ("first", "second")
    )
    kept = {name: values for name, values in columns.items() if name not in {"first", "second"}}
    return {**kept, "estimate": estimated_jaccard(first, second)}


def _promising(columns: Mapping[str, list[Any]]) -> Mapping[str, Any]:
    a, b, shared, weights, backgrounds, size_a, size_b = (
        np.array(columns[name], dtype=np.int64)
        for name in ("a", "b", "shared", "weight", "background", "size_a", "size_b")
    )
    weight, background = weights.astype(np.float64) / 1000, backgrounds.astype(np.float64) / 1000
    alone = np.array(columns["alone"], dtype=np.float64)
    keep = promise(shared, weight, background, alone, size_a, size_b) >= MIN_PROMISE
    keep |= np.array(columns["resembles"], dtype=np.bool_)
    return {
        "a": a[keep],
        "b": b[keep],
        "shared": shared[keep],
        "weight": weight[keep],
        "background": background[keep],
        "alone": alone[keep],
    }
