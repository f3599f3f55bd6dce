"""Candidates become findings, findings become families, on the executors."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from dedupe_articles.article_table import REFERENCE, reference
from dedupe_articles.cluster import DESCENT, families
from dedupe_articles.engine.spark.graph import find_components
from dedupe_articles.engine.spark.tables import Tables, mapped
from dedupe_articles.judging import PairBatch, judge_pairs
from dedupe_articles.model import NO_IMPRINT, ArticleRef, Finding
from dedupe_articles.rarity import Rarity
from dedupe_articles.report.records import finding_record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyarrow as pa
    from pyspark.sql import DataFrame

    from dedupe_articles.model import Settings

PUBLIC: Final = (
    "a string, b string, relation string, score double, confidence double, original string,"
    " jaccard double, containment_a_in_b double, containment_b_in_a double, coverage_a double,"
    " coverage_b double, longest_run int, fingerprint string, record string"
)
"""The columns of findings for a user: `record` is the finding as in the JSON Lines report."""

FAMILIES: Final = "representative string, members array<string>"

_PRIVATE: Final = ", no_a bigint, no_b bigint, pickled binary, link binary"


def judge_candidates(tables: Tables, settings: Settings) -> None:
    """Name the table `findings`: those of the candidates that are to be reported."""
    names = ("text", "left_out", *REFERENCE)
    columns = ", ".join(f"of_{side}.{name} AS {side}_{name}" for side in "ab" for name in names)
    joined = tables.query(
        "WITH sides AS ("
        "SELECT articles.*, text, left_out.keys AS left_out FROM articles"
        " JOIN texts ON texts.no = articles.no"
        " LEFT JOIN left_out ON article = articles.no)"
        f" SELECT a, b, shared, weight, background, alone, {columns} FROM candidates"
        " JOIN sides of_a ON of_a.no = a JOIN sides of_b ON of_b.no = b"
    )
    tables.keep("findings", mapped(joined, _judged(settings), PUBLIC + _PRIVATE))


def _judged(settings: Settings) -> Callable[[Mapping[str, list[Any]]], Mapping[str, Any]]:
    def work(columns: Mapping[str, list[Any]]) -> Mapping[str, Any]:
        texts: dict[int, str] = {}
        references: dict[int, ArticleRef] = {}
        for side in "ab":
            texts.update(zip(columns[side], columns[f"{side}_text"], strict=True))
            fields = zip(*(columns[f"{side}_{name}"] for name in REFERENCE), strict=True)
            for number, values in zip(columns[side], fields, strict=True):
                references[number] = reference(values)
        seen = zip(
            *(columns[name] for name in ("shared", "weight", "background", "alone")), strict=True
        )
        batch = PairBatch(
            pairs=list(zip(columns["a"], columns["b"], strict=True)),
            rarities=[Rarity.of_columns(*values) for values in seen],
            texts=texts,
            references=references,
            boilerplate=frozenset(
                key for side in "ab" for keys in columns[f"{side}_left_out"] for key in keys or ()
            ),
            settings=settings,
        )
        numbers = {reference.id: number for number, reference in references.items()}
        by_id = {references[number].id: text for number, text in texts.items()}
        return _columns(judge_pairs(batch), numbers, by_id)

    return work


def _columns(
    findings: list[Finding], numbers: Mapping[str, int], texts: Mapping[str, str]
) -> Mapping[str, Any]:
    return {
        "a": [f.a.id for f in findings],
        "b": [f.b.id for f in findings],
        "relation": [f.relation.value for f in findings],
        "score": [f.score for f in findings],
        "confidence": [f.confidence for f in findings],
        "original": [_original(f) for f in findings],
        "jaccard": [f.jaccard for f in findings],
        "containment_a_in_b": [f.containment.a_in_b for f in findings],
        "containment_b_in_a": [f.containment.b_in_a for f in findings],
        "coverage_a": [f.coverage_a for f in findings],
        "coverage_b": [f.coverage_b for f in findings],
        "longest_run": [f.longest_run for f in findings],
        "fingerprint": [f.fingerprint for f in findings],
        "record": [json.dumps(finding_record(f, texts), ensure_ascii=False) for f in findings],
        "no_a": [numbers[f.a.id] for f in findings],
        "no_b": [numbers[f.b.id] for f in findings],
        "pickled": [pickle.dumps(f) for f in findings],
        "link": [pickle.dumps(_link(f)) if f.relation in DESCENT else None for f in findings],
    }


def _original(finding: Finding) -> str | None:
    side = finding.direction.original
    return None if side is None else (finding.a if side == "a" else finding.b).id


def _link(finding: Finding) -> Finding:
    """Return what families are made of."""
    return replace(
        finding,
        direction=replace(finding.direction, evidence=()),
        passages=(),
        matches=(),
        substitutions=(),
        alterations=(),
        imprint=NO_IMPRINT,
    )


def find_families(tables: Tables, settings: Settings) -> DataFrame:
    """Return the families of the findings; a connected component of them is one task's work."""
    links = tables.query("SELECT no_a AS a, no_b AS b FROM findings WHERE link IS NOT NULL")
    tables.view("membership", find_components(tables, links))
    connected = tables.query(
        "SELECT component, link FROM findings JOIN membership ON no_a = article"
        " WHERE link IS NOT NULL"
    )

    def work(table: pa.Table) -> pa.Table:
        import pyarrow as pa  # noqa: PLC0415 - runs on the executors

        findings = [pickle.loads(link) for link in table.column("link").to_pylist()]  # noqa: S301 - ours
        found = families(findings, settings)
        rows = [{"representative": f.representative, "members": list(f.members)} for f in found]
        kinds = [("representative", pa.string()), ("members", pa.list_(pa.string()))]
        return pa.Table.from_pylist(rows, pa.schema(kinds))

    return connected.groupBy("component").applyInArrow(work, FAMILIES)


def unpickled(data: bytes) -> Finding:
    """Return a finding of the table `findings`."""
    finding = pickle.loads(data)  # noqa: S301 - made by this scan
    assert isinstance(finding, Finding)  # noqa: S101 - for the type checker
    return finding
