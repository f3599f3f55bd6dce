"""`--format jsonl`: one finding a line, for programs that read as they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dedupe_articles.report.json_text import json_line
from dedupe_articles.report.records import comparison_record, finding_record

if TYPE_CHECKING:
    from dedupe_articles.model import Comparison, ScanResult


def render_jsonl(result: ScanResult) -> str:
    """Return the findings of a scan, one JSON object a line; no finding gives no line."""
    return "".join(json_line(finding_record(finding, result.texts)) for finding in result.findings)


def render_comparison_line(comparison: Comparison, *, explain: bool) -> str:
    """Return a comparison as a finding on one line, with its facts if `explain` is set."""
    return json_line(comparison_record(comparison, explain=explain))


def render_failed_pair(a: str, b: str, error: str) -> str:
    """Return the line that stands for a pair that could not be compared."""
    return json_line({"a": a, "b": b, "error": error})
