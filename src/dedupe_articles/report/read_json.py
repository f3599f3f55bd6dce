"""Reads a JSON report again: what `json_document` writes becomes the `ScanResult` it came from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from dedupe_articles.errors import InputError
from dedupe_articles.model import Relation, ScanResult
from dedupe_articles.report.from_record import from_record
from dedupe_articles.report.records import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dedupe_articles.model import Finding, Span

_FAMILY: Final = SCHEMA.partition("/")[0]


def read_json(document: bytes) -> ScanResult:
    """Return the result that a JSON report was written from.

    The number of workers and the memory limit are not in a report, since they never change a
    result; they are what `Settings` has.

    Raises:
        InputError: if the document is no JSON report of a scan, is one of a newer version, or
            does not hold together. The message says what "it" is or where it fails.

    """
    record = _parsed(document)
    _check_schema(record)
    result = from_record(ScanResult, record)
    for number, finding in enumerate(result.findings):
        _check_finding(finding, result.texts, f"findings[{number}]")
    return result


def _parsed(document: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(document)
    except (ValueError, RecursionError) as error:
        if not document.strip():
            raise InputError("it is empty") from error
        if _is_json_lines(document):
            raise InputError(_JSON_LINES) from error
        raise InputError(f"it is no JSON: {error}") from error
    if isinstance(record, dict) and "schema" in record:
        return record
    if _is_json_lines(document):
        raise InputError(_JSON_LINES)
    raise InputError("it is JSON, but no report of `dedupe scan --format json`")


_JSON_LINES: Final = "it is JSON Lines, which has findings and no more; save --format json instead"


def _is_json_lines(document: bytes) -> bool:
    """Tell whether the first line alone is a finding."""
    try:
        first = json.loads(document.partition(b"\n")[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and "fingerprint" in first


def _check_schema(record: Mapping[str, Any]) -> None:
    schema = record["schema"]
    if schema == SCHEMA and "reported" in record:
        raise InputError("it compares two articles; only the report of a scan can be rendered")
    if schema == SCHEMA:
        return
    if isinstance(schema, str) and schema.startswith(f"{_FAMILY}/"):
        raise InputError(f"it is of version {schema}, newer than {SCHEMA}; upgrade dedupe")
    raise InputError(
        f"its schema is {schema if isinstance(schema, str) else 'no name'}, not {SCHEMA}"
    )


def _check_finding(finding: Finding, texts: Mapping[str, str], where: str) -> None:
    """Raise unless it is one, both articles have a text, and every offset lies inside it."""
    if finding.relation is Relation.UNRELATED:
        raise InputError(f"{where}.relation is {finding.relation}, which no scan reports")
    for side, ref in (("a", finding.a), ("b", finding.b)):
        text = texts.get(ref.id)
        if text is None:
            raise InputError(f"{where}.{side}: texts has no article of this id")
        for span in (*_spans(finding, side), *ref.boilerplate):
            if not span.start <= span.end <= len(text):
                raise InputError(
                    f"{where}.{side}: characters {span.start} to {span.end} are not in its text"
                )


def _spans(finding: Finding, side: str) -> Iterator[Span]:
    pairs = [(found.a, found.b) for found in finding.passages]
    pairs += [(found.a, found.b) for found in finding.matches]
    pairs += [(found.a, found.b) for found in finding.alterations]
    yield from (a if side == "a" else b for a, b in pairs)
