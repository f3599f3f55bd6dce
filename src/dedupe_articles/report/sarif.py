"""`--format sarif`: SARIF 2.1.0, for code scanning and editors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from dedupe_articles.report.escape import visible
from dedupe_articles.report.json_text import json_document
from dedupe_articles.report.marks import (
    Mark,
    Place,
    mark_of,
    numbered_fingerprints,
    severity_of,
    worst_first,
)
from dedupe_articles.report.records import TOOL, Record
from dedupe_articles.report.sarif_rules import RULES
from dedupe_articles.report.summary import plural
from dedupe_articles.report.wording import details, headline

if TYPE_CHECKING:
    from dedupe_articles.model import Acceptance, Relation, ScanResult

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_INFORMATION: Final = "https://github.com/dedupe-articles/dedupe-articles"
# GitHub refuses a file with more results.
_RESULTS_AT_MOST: Final = 25_000
_RELATIONS: Final = tuple(RULES)
# What a message would take for a link; braces would be placeholders.
_LINK_MARKS: Final = re.compile(r"[\\\[\]]")


def render_sarif(result: ScanResult) -> str:
    """Return a scan as one run: each finding a result that is marked in the derived article.

    Accepted findings are suppressed results. Skipped inputs and notices are notifications of the
    invocation.
    """
    findings = [*worst_first(result.findings), *(f for f in result.findings if f.accepted)]
    kept = findings[:_RESULTS_AT_MOST]
    results = [
        _result(mark_of(finding, result.texts), fingerprint)
        for finding, fingerprint in zip(kept, numbered_fingerprints(kept), strict=True)
    ]
    driver = {
        "name": TOOL,
        "version": result.version,
        "semanticVersion": result.version,
        "informationUri": _INFORMATION,
        "rules": [_rule(relation) for relation in _RELATIONS],
    }
    document = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(result, len(findings) - len(kept))],
                "results": results,
            }
        ],
    }
    return json_document(document)


def _rule(relation: Relation) -> Record:
    rule = RULES[relation]
    return {
        "id": relation.value,
        "name": rule.name,
        "shortDescription": {"text": rule.short},
        "fullDescription": {"text": rule.full},
        "help": {"text": rule.help},
        "defaultConfiguration": {"level": rule.level},
        "properties": {"tags": ["copied-content"]},
    }


def _result(mark: Mark, fingerprint: str) -> Record:
    finding = mark.finding
    source = _escaped(visible(mark.source.id))
    lines = [headline(mark, f"[{source}](1)"), *map(_escaped, details(mark))]
    return {
        "ruleId": finding.relation.value,
        "ruleIndex": _RELATIONS.index(finding.relation),
        "level": severity_of(finding),
        "message": {"text": "\n".join(lines)},
        "locations": [{"physicalLocation": _physical(mark.place)}],
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": _physical(mark.source_place),
                "message": {"text": "The other article"},
            }
        ],
        # The first is the one that GitHub knows a result again by.
        "partialFingerprints": {
            "primaryLocationLineHash": fingerprint,
            "dedupe/v1": finding.fingerprint,
        },
        "suppressions": [] if finding.accepted is None else [_suppression(finding.accepted)],
        "properties": {
            "score": round(finding.score, 4),
            "confidence": round(finding.confidence, 4),
            "article": visible(mark.article.id),
            "source": visible(mark.source.id),
        },
    }


def _suppression(acceptance: Acceptance) -> Record:
    told = [acceptance.reason, acceptance.owner and f"owner: {acceptance.owner}"]
    justification = "; ".join(visible(text) for text in told if text)
    suppression = {"kind": "external", "status": "accepted"}
    return {**suppression, **({"justification": justification} if justification else {})}


def _invocation(result: ScanResult, dropped: int) -> Record:
    notifications = [
        _notification("warning", f"Skipped: {item.reason}", item.path, item.line)
        for item in result.skipped
    ]
    notifications += [_notification("note", notice) for notice in result.notices]
    if dropped:
        left_out = f"{plural(dropped, 'finding')} left out, the weakest; a JSON report has them"
        notifications.append(_notification("warning", left_out))
    return {"executionSuccessful": True, "toolExecutionNotifications": notifications}


def _notification(
    level: str, text: str, path: str | None = None, line: int | None = None
) -> Record:
    notification: Record = {"level": level, "message": {"text": _escaped(visible(text))}}
    if path is not None:
        physical = {"artifactLocation": {"uri": _uri(path)}}
        region = {} if line is None else {"region": {"startLine": line}}
        notification["locations"] = [{"physicalLocation": {**physical, **region}}]
    return notification


def _physical(place: Place) -> Record:
    start, end = place.columns or (None, None)
    region = {
        "startLine": place.start_line,
        "startColumn": start,
        "endLine": place.end_line,
        "endColumn": end,
    }
    known = {name: value for name, value in region.items() if value is not None}
    return {"artifactLocation": {"uri": _uri(place.path)}, "region": known}


def _uri(path: str) -> str:
    """Return a path as a URI, relative to the root of the repository unless it is absolute."""
    encoded = quote(path, safe="/", errors="surrogatepass")
    return f"file://{encoded}" if path.startswith("/") else encoded


def _escaped(text: str) -> str:
    return _LINK_MARKS.sub(r"\\\g<0>", text)
