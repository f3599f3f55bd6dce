"""`--format csv`: one finding a row, for spreadsheets and databases."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING, Final

from dedupe_articles.report.escape import visible
from dedupe_articles.report.marks import Place, mark_of
from dedupe_articles.report.records import Record, finding_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dedupe_articles.model import Finding, ScanResult, Side

# What a spreadsheet would take for a formula, full-width forms included; some cut cells at `;`.
_FORMULA: Final = re.compile(r"(^|;)(?=\s*[=+\-@＝＋－＠])")

Row = dict[str, str | float]


def render_csv(result: ScanResult) -> str:
    """Return the findings of a scan as a table with a header row.

    An apostrophe stands before a cell that a spreadsheet would take for a formula. Lines end with
    a line feed and no line break stands inside a cell.
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for finding in result.findings:
        row = _row(finding, result.texts)
        writer.writerow([_cell(row[column]) for column in COLUMNS])
    return stream.getvalue()


COLUMNS: Final = (
    "fingerprint",
    "relation",
    "score",
    "confidence",
    "original",
    "original_confidence",
    "a_id",
    "a_path",
    "a_start_line",
    "a_end_line",
    "a_words",
    "a_title",
    "a_date",
    "b_id",
    "b_path",
    "b_start_line",
    "b_end_line",
    "b_words",
    "b_title",
    "b_date",
    "jaccard",
    "a_in_b",
    "b_in_a",
    "coverage_a",
    "coverage_b",
    "longest_run",
    "quoted_share",
    "passages",
    "matches",
    "substitutions",
    "accepted",
    "reason",
    "owner",
)
"""The header row; within a version of the JSON format columns are only added, at the end."""


def _row(finding: Finding, texts: Mapping[str, str]) -> Row:
    record = finding_record(finding, texts)
    mark = mark_of(finding, texts)
    places = {mark.article.id: mark.place, mark.source.id: mark.source_place}
    accepted = finding.accepted
    return {
        **{name: record[name] for name in COLUMNS if name in record},
        "original": finding.direction.original or "",
        "original_confidence": record["direction"]["confidence"],
        **_side("a", record["a"], places[finding.a.id]),
        **_side("b", record["b"], places[finding.b.id]),
        **record["containment"],
        "coverage_a": record["coverage"]["a"],
        "coverage_b": record["coverage"]["b"],
        "passages": len(finding.passages),
        "matches": len(finding.matches),
        "substitutions": ", ".join(
            f"{swap.source} → {swap.target} ×{swap.count}" for swap in finding.substitutions
        ),
        "accepted": "yes" if accepted else "no",
        "reason": (accepted and accepted.reason) or "",
        "owner": (accepted and accepted.owner) or "",
    }


def _side(side: Side, article: Record, place: Place) -> Row:
    """Return the cells of one article; the lines are those of the longest block."""
    return {
        **{
            f"{side}_{name}": "" if article[name] is None else article[name]
            for name in ("id", "path", "words", "title", "date")
        },
        f"{side}_start_line": place.start_line,
        f"{side}_end_line": place.end_line,
    }


def _cell(value: str | float) -> str | float:
    return _FORMULA.sub(r"\1'", visible(value)) if isinstance(value, str) else value
