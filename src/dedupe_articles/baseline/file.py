"""The file of a baseline: JSON, sorted, without dates, so that its changes are easy to review."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from dedupe_articles.baseline.entry import Entry
from dedupe_articles.errors import InputError
from dedupe_articles.model import Acceptance, Imprint
from dedupe_articles.report.json_text import json_document
from dedupe_articles.report.records import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

VERSION: Final = 1

_DOCUMENT_KEYS: Final = ("version", "accepted")
_TEXTS: Final = ("fingerprint", "relation", "a", "b")
_TOLD: Final = ("reason", "owner")
_ENTRY_KEYS: Final = (*_TEXTS, *_TOLD, "imprint")
_HASHES: Final = re.compile(r"([0-9a-f]{8})*")


def read_baseline(path: Path) -> list[Entry]:
    """Read the entries of a baseline.

    Raises `InputError` if the file cannot be read or is no baseline of this version.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise InputError(f"there is no baseline {path}; --update-baseline creates it") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"cannot read the baseline {path}: {reason}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"the baseline {path} is not UTF-8: {error}") from error
    document = _parsed(text, f"the baseline {path}")
    version = document.get("version")
    if version != VERSION:
        raise InputError(
            f"the baseline {path} has version {version!r}, this dedupe reads version {VERSION};"
            " make it anew with --update-baseline"
        )
    _refuse_unknown_keys(document, _DOCUMENT_KEYS, f"the baseline {path}")
    records = document.get("accepted")
    if not isinstance(records, list):
        raise InputError(f'the baseline {path} has no list "accepted"')
    return [
        _entry(record, f"the baseline {path}, entry {number}")
        for number, record in enumerate(records, start=1)
    ]


def render_baseline(entries: Sequence[Entry]) -> str:
    """Return the file of a baseline; the order of the entries does not matter."""
    records = [_record(entry) for entry in sorted(entries, key=lambda entry: entry.order)]
    document = {"version": VERSION, "accepted": records}
    return json_document(document)


def read_findings(report: str, name: str) -> list[Entry]:
    """Return the findings of a JSON report as entries; `name` says in errors what was read.

    Raises `InputError` if it is no such report.
    """
    document = _parsed(report, name)
    records = document.get("findings")
    if document.get("schema") != SCHEMA or not isinstance(records, list):
        raise InputError(f"{name} is no report; expected what `dedupe scan --format json` writes")
    try:
        return [
            Entry(
                fingerprint=str(record["fingerprint"]),
                relation=str(record["relation"]),
                a=str(record["a"]["id"]),
                b=str(record["b"]["id"]),
                imprint=_imprint(record["imprint"], f"{name}, finding {number}"),
            )
            for number, record in enumerate(records, start=1)
        ]
    except (KeyError, TypeError) as error:
        raise InputError(f"{name} is no report: a finding lacks {error}") from error


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is not valid JSON: {error}") from error
    if not isinstance(document, dict):
        raise InputError(f"{name} is no JSON object")
    return document


def _record(entry: Entry) -> dict[str, object]:
    return {
        "fingerprint": entry.fingerprint,
        "relation": entry.relation,
        "a": entry.a,
        "b": entry.b,
        "reason": entry.acceptance.reason,
        "owner": entry.acceptance.owner,
        "imprint": {"a": entry.imprint.a, "b": entry.imprint.b},
    }


def _entry(record: object, where: str) -> Entry:
    if not isinstance(record, dict):
        raise InputError(f"{where} is no JSON object")
    _refuse_unknown_keys(record, _ENTRY_KEYS, where)
    for key in _TEXTS:
        if not isinstance(record.get(key), str):
            raise InputError(f'{where}: "{key}" must be a text')
    for key in _TOLD:
        if not isinstance(record.get(key), str | None):
            raise InputError(f'{where}: "{key}" must be a text or null')
    return Entry(
        fingerprint=record["fingerprint"],
        relation=record["relation"],
        a=record["a"],
        b=record["b"],
        imprint=_imprint(record.get("imprint"), where),
        acceptance=Acceptance(record.get("reason"), record.get("owner")),
    )


def _refuse_unknown_keys(record: Mapping[str, object], known: Sequence[str], where: str) -> None:
    for key in record:
        if key not in known:
            raise InputError(
                f'{where} has the unknown key "{key}"; the keys are {", ".join(known)}'
            )


def _imprint(record: object, where: str) -> Imprint:
    sides = [record.get(side) for side in "ab"] if isinstance(record, dict) else []
    match sides:
        case [str() as a, str() as b] if _HASHES.fullmatch(a) and _HASHES.fullmatch(b):
            return Imprint(a, b)
    raise InputError(f'{where}: "imprint" must have the texts "a" and "b", of hexadecimal hashes')
