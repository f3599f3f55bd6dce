"""JSON as text: what documents and lines of JSON have in common.

A document has a line for every value down to a certain depth, so that a person finds his way in it
and a difference of two reports is short. What lies deeper, as the edits of a match, stays on the
line of what it belongs to: on lines of their own they would be a quarter of a report of news, and
take most of the time, since the encoder in C does not indent.
"""

from __future__ import annotations

import json
from typing import Final

from dedupe_articles.report.escape import escape_json

# Of a scan: the document, its findings, a finding, its matches.
_DEPTH: Final = 4
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def json_document(value: object) -> str:
    """Return a value as an indented document."""
    return escape_json(_laid_out(value, 0)) + "\n"


def json_line(value: object) -> str:
    """Return a value on one line."""
    return escape_json(_ENCODER.encode(value)) + "\n"


def _laid_out(value: object, depth: int) -> str:
    if depth == _DEPTH or not value or not isinstance(value, dict | list | tuple):
        return _ENCODER.encode(value)
    if isinstance(value, dict):
        ends = "{}"
        items = [
            f"{_ENCODER.encode(key)}: {_laid_out(item, depth + 1)}" for key, item in value.items()
        ]
    else:
        ends = "[]"
        items = [_laid_out(item, depth + 1) for item in value]
    outside = "\n" + "  " * depth
    inside = outside + "  "
    return ends[0] + inside + f",{inside}".join(items) + outside + ends[1]
