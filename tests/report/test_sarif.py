from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from dedupe_articles.model import ArticleRef, Relation, ScanResult
from dedupe_articles.report import render, sarif
from dedupe_articles.report.sarif_rules import RULES

from .builders import DERIVED, ORIGINAL, news_finding, result_of, varied_result
from .conftest import SCHEMAS
from .hostile import LINK, PATH_A, hostile_result
from .runner import commands_in

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
EMBEDDED_LINK = re.compile(r"(?<!\\)\[((?:[^\\\]]|\\.)*)\]\((\d+)\)")


def run_of(result: ScanResult) -> dict[str, Any]:
    """Return the run of a SARIF report, checked against the official schema."""
    document = json.loads(render(result, "sarif"))
    Draft4Validator(SCHEMA).validate(document)
    (run,) = document["runs"]
    assert isinstance(run, dict)
    return run


def test_a_scan_looks_like_this(check_golden: Callable[[str, str], None]) -> None:
    check_golden("scan.sarif", render(varied_result(), "sarif"))


@pytest.mark.parametrize("make", [varied_result, hostile_result, lambda: result_of([], {})])
def test_every_report_is_what_the_official_schema_says(make: Callable[[], ScanResult]) -> None:
    result = make()
    run = run_of(result)
    assert len(run["results"]) == len(result.findings)


def test_a_result_is_marked_in_the_derived_article_and_links_its_source() -> None:
    derived = run_of(varied_result())["results"][0]
    assert derived["ruleId"] == "derived"
    assert derived["level"] == "error"
    place = derived["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "news/derived.txt"
    line = DERIVED.split("\n")[0]
    assert place["region"] == {
        "startLine": 1,
        "startColumn": 1,
        "endLine": 1,
        "endColumn": len(line) + 1,
    }
    related = derived["relatedLocations"][0]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "news/original.txt"
    assert EMBEDDED_LINK.findall(derived["message"]["text"]) == [
        ("news/original.txt", str(related["id"]))
    ]


def test_every_result_refers_to_its_rule() -> None:
    run = run_of(varied_result())
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_every_relation_that_a_finding_can_have_has_a_rule() -> None:
    assert tuple(RULES) == tuple(r for r in Relation if r is not Relation.UNRELATED)


def test_an_accepted_finding_is_suppressed_with_its_reason_and_the_others_are_not() -> None:
    results = run_of(varied_result())["results"]
    suppressions = {result["ruleId"]: result["suppressions"] for result in results}
    assert suppressions.pop("near-duplicate") == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "licensed from the agency; owner: news desk",
        }
    ]
    assert set(map(str, suppressions.values())) == {"[]"}


def test_results_are_known_again_by_content_and_no_two_are_the_same() -> None:
    results = run_of(varied_result())["results"]
    names = [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]
    assert len(set(names)) == len(names)
    moved = replace(news_finding(), a=ArticleRef("x/renamed.txt", "x/renamed.txt", 62))
    (other,) = run_of(result_of([moved], {moved.a.id: ORIGINAL, moved.b.id: DERIVED}))["results"]
    assert other["partialFingerprints"]["primaryLocationLineHash"] == "5f2b1c0d9e8a7f64:1"
    assert names[0] == "5f2b1c0d9e8a7f64:1"


def test_what_was_skipped_is_a_notification() -> None:
    notifications = run_of(varied_result())["invocations"][0]["toolExecutionNotifications"]
    assert [item["level"] for item in notifications] == ["warning", "warning", "warning", "note"]
    (place,) = notifications[0]["locations"]
    assert place["physicalLocation"]["region"] == {"startLine": 12}


def test_a_record_has_its_line_and_no_columns() -> None:
    results = run_of(varied_result())["results"]
    (excerpt,) = [result for result in results if result["ruleId"] == "excerpt"]
    source = excerpt["relatedLocations"][0]["physicalLocation"]
    assert source == {
        "artifactLocation": {"uri": "feed.jsonl"},
        "region": {"startLine": 7, "endLine": 7},
    }
    assert excerpt["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == (
        "notes/%C3%A9t%C3%A9%201.md"
    )


def test_hostile_text_gives_neither_links_nor_controls_nor_commands() -> None:
    report = render(hostile_result(), "sarif")
    assert not set(report) & set("\x1b\x07\x9b\u202e\u2028\ufeff")
    assert not commands_in(report)
    for result in run_of(hostile_result())["results"]:
        text = result["message"]["text"]
        assert not set(text) & set("\x1b\x07\x9b\u202e\u2028\ufeff")
        ((_, number),) = EMBEDDED_LINK.findall(text)
        assert number == "1"
        uri = result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert unquote(uri) == PATH_A
    assert LINK not in report


def test_more_results_than_github_takes_are_cut_from_the_weak_end_and_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sarif, "_RESULTS_AT_MOST", 2)
    run = run_of(varied_result())
    assert [result["ruleId"] for result in run["results"]] == ["derived", "excerpt"]
    last = run["invocations"][0]["toolExecutionNotifications"][-1]
    assert "2 findings left out" in last["message"]["text"]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_path_is_a_valid_reference_that_leads_to_the_file(path: str) -> None:
    uri = sarif._uri(path)
    assert re.fullmatch(r"[A-Za-z0-9_.~/%-]*|file:///[A-Za-z0-9_.~/%-]*", uri)
    assert unquote(uri.removeprefix("file://")) == path
