from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.report import render
from dedupe_articles.report.csv_table import COLUMNS, _cell
from dedupe_articles.report.escape import visible

from .builders import result_of, varied_result
from .hostile import hostile_result

if TYPE_CHECKING:
    from collections.abc import Callable

any_text = st.text(st.characters(exclude_categories=()))


def rows_of(table: str) -> list[dict[str, str]]:
    """Return the rows as any reader of CSV has them; each must have every column."""
    reader = csv.DictReader(StringIO(table, newline=""), strict=True)
    rows = list(reader)
    assert tuple(reader.fieldnames or ()) == COLUMNS
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


def test_a_scan_looks_like_this(check_golden: Callable[[str, str], None]) -> None:
    check_golden("scan.csv", render(varied_result(), "csv"))


def test_each_finding_is_a_row_with_its_figures() -> None:
    rows = rows_of(render(varied_result(), "csv"))
    assert [row["relation"] for row in rows] == [
        "excerpt",
        "derived",
        "near-duplicate",
        "quotes-only",
    ]
    news = rows[1]
    assert (news["score"], news["a_in_b"], news["original"]) == ("0.9167", "0.464", "a")
    assert (news["a_path"], news["a_start_line"]) == ("news/original.txt", "1")
    assert news["substitutions"] == "Metropolitan → Sofia ×4, Dame → Lady ×2"
    assert (news["accepted"], news["reason"]) == ("no", "")
    accepted = rows[2]
    assert accepted["accepted"] == "yes"
    assert (accepted["reason"], accepted["owner"]) == ("licensed from the agency", "news desk")


def test_a_scan_without_findings_is_a_header() -> None:
    assert rows_of(render(result_of([], {}), "csv")) == []


def test_hostile_text_is_harmless_in_a_spreadsheet_and_in_a_terminal() -> None:
    table = render(hostile_result(), "csv")
    assert not set(table) & set("\x1b\x07\x9b\u202e\u2028\r\t")
    assert len(table.splitlines()) == 1 + len(hostile_result().findings)
    for row in rows_of(table):
        for cell in row.values():
            # Cut at semicolons as well, for that is how some locales read the file.
            assert not any(part.lstrip().startswith(tuple("=+-@")) for part in cell.split(";"))


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", " =1", "a;=1"])
def test_an_apostrophe_stands_before_a_formula(formula: str) -> None:
    assert _cell(formula) == re.sub(r"^(a;)?", r"\1'", formula)


def test_a_negative_number_of_ours_is_a_number() -> None:
    assert _cell(-0.5) == -0.5


@given(any_text)
def test_no_text_becomes_a_formula_and_nothing_is_lost(text: str) -> None:
    cell = str(_cell(text))
    assert not re.match(r"\s*[=+\-@＝＋－＠\t\r]", cell)
    assert cell.replace("'", "") == visible(text).replace("'", "")
