"""`--format gitlab`: a code quality report, shown in merge requests of GitLab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dedupe_articles.report.json_text import json_document
from dedupe_articles.report.marks import Mark, mark_of, numbered_fingerprints, severity_of
from dedupe_articles.report.wording import acceptance_line, headline

if TYPE_CHECKING:
    from dedupe_articles.model import ScanResult
    from dedupe_articles.report.records import Record

_SEVERITIES: Final = {"error": "major", "warning": "minor", "note": "info"}


def render_gitlab(result: ScanResult) -> str:
    """Return the findings of a scan as a JSON list; an accepted one is of severity info."""
    fingerprints = numbered_fingerprints(result.findings)
    issues = [
        _issue(mark_of(finding, result.texts), fingerprint)
        for finding, fingerprint in zip(result.findings, fingerprints, strict=True)
    ]
    return json_document(issues)


def _issue(mark: Mark, fingerprint: str) -> Record:
    finding, place = mark.finding, mark.place
    description = headline(mark)
    if finding.accepted is not None:
        description = f"{acceptance_line(finding)}. {description}"
    return {
        "description": description,
        "check_name": f"dedupe/{finding.relation}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[severity_of(finding)],
        "location": {
            "path": place.path,
            "lines": {"begin": place.start_line, "end": place.end_line},
        },
    }
