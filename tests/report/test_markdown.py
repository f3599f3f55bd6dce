from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dedupe_articles.report import render
from dedupe_articles.report.escape import visible
from dedupe_articles.report.markdown import _code

from .builders import result_of, varied_result
from .hostile import hostile_result
from .runner import commands_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

PARSER = MarkdownIt("commonmark").enable("table")
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
markup = st.text(st.sampled_from("`|\\ ab<&*_[]()!"), max_size=20)


def cells_of(report: str) -> list[list[list[Token]]]:
    """Return the rows of all tables, each a list of cells, each a list of its inline tokens."""
    rows: list[list[list[Token]]] = []
    tokens = PARSER.parse(report)
    for number, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in {"td_open", "th_open"}:
            rows[-1].append(tokens[number + 1].children or [])
    return rows


def test_a_scan_looks_like_this(check_golden: Callable[[str, str], None]) -> None:
    check_golden("scan.md", render(varied_result(), "markdown"))


def test_each_finding_is_a_row_and_an_accepted_one_stands_apart() -> None:
    report = render(varied_result(), "markdown")
    standing, accepted = report.split("### Accepted")
    assert "| `news/derived.txt` line 1 | derived | `news/original.txt` line 1 | 0.92 |" in standing
    assert "near-duplicate |" not in standing
    assert "| near-duplicate |" in accepted
    assert "`licensed from the agency` | `news desk`" in accepted
    assert "(undecided which came first)" in standing


def test_a_scan_without_findings_is_a_line() -> None:
    report = render(result_of([], {"a.txt": "x"}), "markdown")
    assert report == "## dedupe\n\n1 article, 1 word · no findings · 0 families · 0 skipped\n"


def test_what_was_skipped_is_listed() -> None:
    report = render(varied_result(), "markdown")
    assert '| `news/feed.jsonl, line 12` | `record has no field "text"` |' in report
    assert "`news/old.txt was read as cp1252`" in report


def test_hostile_text_is_nothing_but_code() -> None:
    report = render(hostile_result(), "markdown")
    assert not set(report) & set("\x1b\x07\x9b\u202e\u2028\ufeff\r\t")
    assert not commands_in(report)
    rows = cells_of(report)
    assert {len(row) for row in rows} == {6, 2, 1}
    allowed = {"text", "code_inline"}
    tokens = [token for row in rows for cell in row for token in cell]
    assert {token.type for token in tokens} == allowed
    outside = "".join(token.content for token in tokens if token.type == "text")
    assert not set(outside) & set("@#<>`[]")
    assert "evil" not in outside
    assert not any(token.type.startswith("html") for token in PARSER.parse(report))


@pytest.mark.parametrize("text", ["a|b", "`", "``a`", " a ", " ", "", "a\\|b", "|", "\\", "a\\"])
def test_code_shows_the_very_text(text: str) -> None:
    check_code(text)


@given(st.one_of(any_text, markup))
def test_code_shows_any_text_as_it_is(text: str) -> None:
    check_code(text)


def check_code(text: str) -> None:
    """Check that `text` survives as one cell of a table, as code, with pipes beside it."""
    (_, row) = cells_of(f"| A | B |\n| --- | --- |\n| x{_code(text)} | end |\n")
    assert len(row) == 2
    assert row[1][0].content == "end"
    assert {token.type for token in row[0]} <= {"text", "code_inline", "text_special"}
    shown = "".join(token.content for token in row[0])
    assert shown == f"x{visible(text)}"


def test_a_long_report_is_cut_between_rows_and_says_so() -> None:
    varied = varied_result()
    report = render(replace(varied, findings=list(varied.findings) * 500), "markdown")
    assert 60_000 < len(report) < 65_536
    rows = cells_of(report)
    assert {len(row) for row in rows} <= {6, 2, 1}
    # Three of four findings stand in the first table; what is missing is counted.
    shown = sum(len(row) == 6 for row in rows) - 2
    missing = [line for line in report.splitlines() if line.startswith("… and")]
    told = sum(int(line.split()[2].replace(",", "")) for line in missing)
    listed = sum(len(row) < 6 for row in rows) - 2
    assert shown + listed + told == 2000 + len(varied.skipped) + len(varied.notices)


def test_a_text_of_any_length_takes_little_room() -> None:
    assert len(_code("x" * 10_000)) < 400
