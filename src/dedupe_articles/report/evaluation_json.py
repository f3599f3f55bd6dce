"""`dedupe evaluate --format json`, described by `dedupe-evaluation-v1.schema.json`.

Within a version of the schema the document only gains keys.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from dedupe_articles.report.json_text import json_document
from dedupe_articles.report.records import Record, tool_record

if TYPE_CHECKING:
    from dedupe_articles.evaluate import Evaluation
    from dedupe_articles.evaluate.losses import MissedPair
    from dedupe_articles.evaluate.scores import Counts, DoubtfulFinding
    from dedupe_articles.model import Finding

SCHEMA: Final = "dedupe-evaluation/v1"
_DECIMALS: Final = 4


def render_evaluation_json(evaluation: Evaluation) -> str:
    """Return an evaluation as one indented JSON document."""
    return json_document(_record(evaluation))


def _record(evaluation: Evaluation) -> Record:
    scores = evaluation.scores
    settings = asdict(evaluation.settings)
    del settings["workers"], settings["memory_limit"]  # never change a result
    return {
        "schema": SCHEMA,
        "tool": tool_record(evaluation.version),
        "settings": settings,
        "complete": evaluation.complete,
        "summary": {
            "articles": evaluation.articles,
            "candidates": evaluation.candidates,
            "pairs": evaluation.pairs,
            "skipped": len(evaluation.skipped),
        },
        "overall": _counts_record(scores.overall),
        "labels": [
            {
                "label": row.label,
                "wanted": row.wanted,
                "pairs": row.pairs,
                "reported": row.reported,
                "recall": _rounded(row.recall),
                "found_as": {relation.value: count for relation, count in row.found_as.items()},
            }
            for row in scores.labels
        ],
        "relations": [
            {"relation": row.relation.value, **_counts_record(row.counts)}
            for row in scores.relations
        ],
        "missed": [_missed_record(miss) for miss in evaluation.missed],
        "false_findings": [_doubtful_record(item) for item in scores.false],
        "unlabelled_findings": [_doubtful_record(item) for item in scores.unlabelled],
        "sweeps": [
            {
                "setting": sweep.setting,
                "current": sweep.current,
                "best": sweep.best,
                "rows": [
                    {"threshold": row.threshold, **_counts_record(row.counts)} for row in sweep.rows
                ],
            }
            for sweep in scores.sweeps
        ],
        "skipped": [
            {"path": item.path, "line": item.line, "reason": item.reason}
            for item in evaluation.skipped
        ],
        "notices": list(evaluation.notices),
    }


def _counts_record(counts: Counts) -> Record:
    return {
        "expected": counts.expected,
        "met": counts.met,
        "findings": counts.findings,
        "right": counts.right,
        "precision": _rounded(counts.precision),
        "recall": _rounded(counts.recall),
        "f1": _rounded(counts.f1),
    }


def _missed_record(miss: MissedPair) -> Record:
    return {
        "a": miss.pair.a,
        "b": miss.pair.b,
        "label": miss.pair.label,
        "line": miss.pair.line,
        "stage": miss.stage,
        "reason": miss.reason,
        "aligned": None if miss.finding is None else _verdict_record(miss.finding),
    }


def _doubtful_record(item: DoubtfulFinding) -> Record:
    finding = item.finding
    ids = {"a": finding.a.id, "b": finding.b.id}
    return {**ids, "label": item.label, "joined": item.joined, **_verdict_record(finding)}


def _verdict_record(finding: Finding) -> Record:
    return {
        "relation": finding.relation.value,
        "score": _rounded(finding.score),
        "confidence": _rounded(finding.confidence),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), _DECIMALS)
