from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from dedupe_articles.report import render

from .builders import result_of, varied_result
from .conftest import SCHEMAS
from .hostile import PATH_B, hostile_result
from .runner import commands_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from dedupe_articles.model import ScanResult

SCHEMA = json.loads((SCHEMAS / "gitlab-code-quality.json").read_text("utf-8"))


def issues_of(result: ScanResult) -> list[dict[str, Any]]:
    """Return the issues of a report, checked against what GitLab demands."""
    issues: list[dict[str, Any]] = json.loads(render(result, "gitlab"))
    Draft202012Validator(SCHEMA).validate(issues)
    return issues


def test_a_scan_looks_like_this(check_golden: Callable[[str, str], None]) -> None:
    check_golden("scan.gitlab.json", render(varied_result(), "gitlab"))


@pytest.mark.parametrize("make", [varied_result, hostile_result, lambda: result_of([], {})])
def test_every_finding_is_an_issue_that_gitlab_takes(make: Callable[[], ScanResult]) -> None:
    result = make()
    issues = issues_of(result)
    assert len(issues) == len(result.findings)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_an_issue_stands_where_the_derived_article_shows_the_block() -> None:
    issue = issues_of(varied_result())[1]
    assert issue["description"] == "Derived from news/original.txt (score 0.92, confidence 0.99)"
    assert issue["check_name"] == "dedupe/derived"
    assert issue["severity"] == "major"
    assert issue["location"] == {"path": "news/derived.txt", "lines": {"begin": 1, "end": 1}}


def test_an_accepted_finding_is_for_information_and_says_why() -> None:
    accepted = issues_of(varied_result())[2]
    assert accepted["severity"] == "info"
    assert accepted["description"].startswith(
        "Accepted: licensed from the agency (owner news desk). Near-duplicate of"
    )


def test_hostile_text_gives_neither_controls_nor_commands() -> None:
    report = render(hostile_result(), "gitlab")
    assert not set(report) & set("\x1b\x07\x9b\u202e\u2028\ufeff\r")
    assert not commands_in(report)
    issues = issues_of(hostile_result())
    assert issues[0]["location"]["path"] == PATH_B
    assert all("\x1b" not in issue["description"] for issue in issues)
