"""`--format json`: one document, described by `dedupe-v1.schema.json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dedupe_articles.report.escape import escape_json
from dedupe_articles.report.records import (
    SCHEMA,
    Record,
    comparison_record,
    scan_record,
    tool_record,
)

if TYPE_CHECKING:
    from dedupe_articles.model import Comparison, ScanResult


def render_json(result: ScanResult) -> str:
    """Return a scan as one indented JSON document, of which `read_json` makes the same scan."""
    texts = {article: result.texts[article] for article in sorted(result.texts)}
    return _document({**scan_record(result), "texts": texts})


def render_comparison_json(comparison: Comparison, version: str, *, explain: bool) -> str:
    """Return a comparison as one indented JSON document, with its facts if `explain` is set."""
    return _document(
        {
            "schema": SCHEMA,
            "tool": tool_record(version),
            **comparison_record(comparison, explain=explain),
        }
    )


def _document(record: Record) -> str:
    return escape_json(json.dumps(record, ensure_ascii=False, allow_nan=False, indent=2)) + "\n"
