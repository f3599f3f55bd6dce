"""What an HTML report holds: the records of a scan, and the texts that they point into.

The records are those of `--format json`. So that a large report opens at once, what only the view
of one finding needs stands apart, an element for each finding and each text, and is read when that
view is opened. How much a page holds is limited; what is left out is counted.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from dedupe_articles.report.escape import escape_json
from dedupe_articles.report.records import Record, scan_record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dedupe_articles.model import ScanResult

MOST_FINDINGS: Final = 10_000
"""The strongest findings that a page lists."""

MOST_DETAIL: Final = 40_000_000
"""Characters of alignments and texts that a page holds; later findings go without."""

_DETAIL: Final = ("passages", "matches")


def page_data(result: ScanResult, *, most_findings: int, most_detail: int) -> Mapping[str, str]:
    """Choose what the page of `result` holds, the strongest findings first.

    Returns JSON that is safe inside a script element, by the id of its element: `report`;
    `finding-0` … for the alignment of the finding of that number; `text-0` … for the text of the
    article of that number.
    """
    shown = replace(result, findings=result.findings[:most_findings])
    record = scan_record(shown)
    elements: dict[str, str] = {}
    articles: dict[str, int] = {}
    room = most_detail
    for number, finding in enumerate(shown.findings):
        detail = {key: record["findings"][number].pop(key) for key in _DETAIL}
        if room <= 0:
            continue
        _drop_texts(detail["matches"])
        added = {f"finding-{number}": encode(detail)}
        for ref in (finding.a, finding.b):
            if ref.id not in articles:
                articles[ref.id] = len(articles)
                added[f"text-{articles[ref.id]}"] = _safe_json(result.texts[ref.id])
        room -= sum(map(len, added.values()))
        elements |= added
    details = sum(name.startswith("finding-") for name in elements)
    head = {
        "report": record,
        "articles": list(articles),
        "left_out": {
            "findings": len(result.findings) - len(shown.findings),
            "details": len(shown.findings) - details,
        },
    }
    return {"report": encode(head), **elements}


def encode(value: object) -> str:
    """Return a value as JSON that writes the keys of like objects once.

    `[shapes, packed]`: an object is `[n, value, …]`, where `shapes[n]` lists its keys; a list is
    `[-1, item, …]`. An alignment has hundreds of objects with the same four keys, which would be
    two thirds of the page.
    """
    shapes: dict[tuple[str, ...], int] = {}
    packed = _packed(value, shapes)
    return _safe_json([list(shapes), packed])


def _packed(value: Any, shapes: dict[tuple[str, ...], int]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        shape = shapes.setdefault(tuple(value), len(shapes))
        return [shape, *[_packed(item, shapes) for item in value.values()]]
    if isinstance(value, list):
        return [-1, *[_packed(item, shapes) for item in value]]
    return value


def _drop_texts(matches: Sequence[Record]) -> None:
    """Remove the words of each match: the page has the whole texts."""
    for match in matches:
        del match["a"]["text"], match["b"]["text"]


def _safe_json(value: object) -> str:
    """Return JSON that can end no script element, open no comment and drive no terminal."""
    document = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    safe = escape_json(document)
    for char in "<>&":
        safe = safe.replace(char, f"\\u{ord(char):04x}")
    return safe
