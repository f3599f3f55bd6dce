"""The file of a baseline is easy to review, and what is wrong with one is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dedupe_articles.baseline.file import read_baseline, read_findings, render_baseline
from dedupe_articles.errors import InputError

from .entries import entry

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES = [
    entry("b.txt", "c.txt", reason="licensed", owner="news desk"),
    entry("a.txt", "é\u202e\x1b.txt"),
]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(render_baseline(ENTRIES), encoding="utf-8")
    assert read_baseline(file) == list(reversed(ENTRIES))


def test_the_file_is_sorted_and_no_date_stands_in_it() -> None:
    written = render_baseline(ENTRIES)
    assert written == render_baseline(list(reversed(ENTRIES)))
    document = json.loads(written)
    assert set(document) == {"version", "accepted"}
    assert [record["a"] for record in document["accepted"]] == ["a.txt", "b.txt"]
    assert set(document["accepted"][0]) == {
        *("fingerprint", "relation", "a", "b", "reason", "owner", "imprint")
    }


def test_a_new_entry_is_some_new_lines_and_changes_no_other() -> None:
    before = render_baseline(ENTRIES).splitlines()
    after = render_baseline([*ENTRIES, entry("aa.txt", "bb.txt")]).splitlines()
    assert len(after) - len(before) == 12
    assert [line for line in after if line in before or line.strip() in "{},"]
    assert not [line for line in before if line not in after]


def test_a_hostile_name_is_harmless_in_the_file() -> None:
    written = render_baseline(ENTRIES)
    assert "é" in written
    assert not set(written) & set("\u202e\x1b")


def record(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    (first,) = json.loads(render_baseline([entry()]))["accepted"]
    return {**first, **changes}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("", "is not valid JSON"),
        ("[]", "is no JSON object"),
        ("[" * 100_000, "is not valid JSON"),
        ({"version": 2, "accepted": []}, "has version 2, this dedupe reads version 1"),
        ({"accepted": []}, "has version None"),
        ({"version": 1}, 'has no list "accepted"'),
        (
            {"version": 1, "accepted": [], "acceptd": []},
            'has the unknown key "acceptd"; the keys are',
        ),
        ({"version": 1, "accepted": [1]}, "entry 1 is no JSON object"),
        (
            {"version": 1, "accepted": [record(), record(reson="x")]},
            'entry 2 has the unknown key "r',
        ),
        ({"version": 1, "accepted": [record(a=1)]}, 'entry 1: "a" must be a text'),
        ({"version": 1, "accepted": [record(owner=1)]}, '"owner" must be a text or null'),
        ({"version": 1, "accepted": [record(imprint={})]}, '"imprint" must have the texts'),
        (
            {"version": 1, "accepted": [record(imprint={"a": "", "b": "0123456"})]},
            "of hexadecimal hashes",
        ),
    ],
)
def test_what_is_no_baseline_is_refused_in_words(
    tmp_path: Path, document: object, message: str
) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document))
    with pytest.raises(InputError, match=message) as error:
        read_baseline(file)
    assert str(file) in str(error.value)


def test_a_missing_baseline_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no baseline .*; --update-baseline creates it"):
        read_baseline(tmp_path / "none.json")


@pytest.mark.parametrize(
    "report", ["", "[]", "{}", '{"schema": "dedupe/v1", "findings": [{"fingerprint": "x"}]}']
)
def test_what_is_no_report_is_refused(report: str) -> None:
    with pytest.raises(InputError, match=r"^r\.json is no"):
        read_findings(report or "1", "r.json")
