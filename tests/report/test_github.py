from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dedupe_articles.model import ArticleRef, Relation
from dedupe_articles.report import render
from dedupe_articles.report.github import _command

from .builders import DERIVED, ORIGINAL, accepted_result, news_finding, result_of, varied_result
from .hostile import hostile_result
from .runner import Command, commands_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from dedupe_articles.model import ScanResult

any_text = st.text(st.characters(exclude_categories=["Cs"]))


def many_findings(count: int) -> ScanResult:
    """Return a scan of `count` findings, of which the last one is the worst."""
    finding = news_finding()
    findings = [finding] * (count - 1) + [replace(finding, relation=Relation.EXACT)]
    return result_of(findings, {finding.a.id: ORIGINAL, finding.b.id: DERIVED})


def test_a_scan_looks_like_this(check_golden: Callable[[str, str], None]) -> None:
    check_golden("scan.github.txt", render(varied_result(), "github"))


def test_each_finding_is_an_annotation_of_its_place_the_worst_first() -> None:
    derived, excerpt, quotes, summary = commands_in(render(varied_result(), "github"))
    assert derived.name == "error"
    assert derived.properties == {
        "file": "news/derived.txt",
        "line": "1",
        "endLine": "1",
        "title": "dedupe: derived",
    }
    assert derived.message.startswith("Derived from news/original.txt (score 0.92")
    assert "Replaced: Metropolitan → Sofia ×4" in derived.message
    assert (excerpt.name, excerpt.properties["file"]) == ("warning", "notes/été 1.md")
    assert (quotes.name, quotes.properties["line"]) == ("notice", "5")
    assert summary.name == "notice"
    assert "4 findings" in summary.message
    assert "1 accepted" in summary.message


def test_an_accepted_finding_is_counted_and_not_annotated() -> None:
    annotations = commands_in(render(accepted_result(), "github"))
    assert [command.name for command in annotations] == ["error", "notice"]
    assert "1 accepted" in annotations[1].message


def test_a_scan_without_findings_says_nothing() -> None:
    assert render(result_of([], {}), "github") == ""


@pytest.mark.parametrize("count", [1, 10, 11, 25])
def test_no_more_than_ten_annotations_and_no_finding_is_lost(count: int) -> None:
    report = render(many_findings(count), "github")
    commands = commands_in(report)
    annotations = [command for command in commands if command.name == "error"]
    assert len(annotations) == min(count, 10)
    assert annotations[0].properties["title"] == "dedupe: exact"
    in_the_log = [line for line in report.splitlines() if line.startswith("- ")]
    assert len(annotations) + len(in_the_log) == count
    groups = [command.name for command in commands if "group" in command.name]
    assert groups == (["group", "endgroup"] if count > 10 else [])
    assert commands[-1].message.startswith("2 articles")


def test_standard_input_is_no_file_to_annotate() -> None:
    finding = replace(news_finding(), b=ArticleRef("-", "-", 54))
    report = render(result_of([finding], {finding.a.id: ORIGINAL, "-": DERIVED}), "github")
    assert commands_in(report)[0].properties == {"title": "dedupe: derived"}


def test_hostile_text_adds_no_command_and_no_property() -> None:
    report = render(hostile_result(), "github")
    assert not set(report) & set("\x1b\x07\x9b\u202e\u2028\ufeff\r")
    annotation, summary = commands_in(report)
    assert (annotation.name, summary.name) == ("error", "notice")
    assert set(annotation.properties) == {"file", "line", "endLine", "title"}
    assert annotation.properties["file"].startswith("::warning file=x::gotcha")
    assert "%0A::error" in annotation.properties["file"]
    assert len(report.splitlines()) == 2


def test_a_command_in_the_lines_of_the_log_is_none() -> None:
    hostile = hostile_result()
    report = render(replace(hostile, findings=[hostile.findings[0]] * 12), "github")
    names = [command.name for command in commands_in(report)]
    assert names == ["error"] * 10 + ["group", "endgroup", "notice"]


@given(any_text, any_text)
def test_the_runner_reads_what_was_written(title: str, message: str) -> None:
    """Whatever the text; `##[`, which has no escape, never comes here."""
    assume("##" not in title + message)
    properties = {"title": f"t{title}", "line": "1"}
    written = _command("error", properties, message)
    assert commands_in(written) == [Command("error", properties, message)]
