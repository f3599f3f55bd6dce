"""`--format json`: one document, described by `dedupe-v1.schema.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dedupe_articles.report.json_text import json_document
from dedupe_articles.report.records import (
    SCHEMA,
    comparison_record,
    scan_record,
    tool_record,
)

if TYPE_CHECKING:
    from dedupe_articles.model import Comparison, ScanResult


def render_json(result: ScanResult) -> str:
    """Return a scan as one indented JSON document, of which `read_json` makes the same scan."""
    texts = {article: result.texts[article] for article in sorted(result.texts)}
    return json_document({**scan_record(result), "texts": texts})


def render_comparison_json(comparison: Comparison, version: str, *, explain: bool) -> str:
    """Return a comparison as one indented JSON document, with its facts if `explain` is set."""
    return json_document(
        {
            "schema": SCHEMA,
            "tool": tool_record(version),
            **comparison_record(comparison, explain=explain),
        }
    )
