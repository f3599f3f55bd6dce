from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from dedupe_articles.evaluate import Evaluation, LabelledPair
from dedupe_articles.evaluate.losses import MissedPair
from dedupe_articles.evaluate.scores import score
from dedupe_articles.model import Finding, Relation, Settings, Skipped
from dedupe_articles.report import Page
from dedupe_articles.report.evaluation import render_evaluation_text
from dedupe_articles.report.evaluation_json import render_evaluation_json

from .builders import finding_of
from .hostile import ANSI, BIDI, LINK, MARKUP

ANSI_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def found(a: str, b: str, **changes: Any) -> Finding:  # noqa: ANN401 - any field
    return finding_of(a, "text", b, "text", [], **changes)


def evaluation_of(
    pairs: list[LabelledPair],
    findings: list[Finding],
    missed: list[MissedPair],
    *,
    complete: bool = False,
    hostile: str = "",
) -> Evaluation:
    return Evaluation(
        version="0.1.0",
        settings=Settings(),
        complete=complete,
        articles=1234,
        candidates=567,
        pairs=len(pairs),
        scores=score(pairs, findings, Settings(), complete=complete),
        missed=missed,
        skipped=[Skipped(f"news/logo.png{hostile}", f"binary content{hostile}", 3)],
        notices=[f"read the column 'x' as a{hostile}"],
    )


def small_evaluation(*, complete: bool = False) -> Evaluation:
    """Return an evaluation that has something in every section."""
    pairs = [
        LabelledPair("a.txt", "b.txt", "derived", Relation.DERIVED, 2),
        LabelledPair("a.txt", "c.txt", "derived", Relation.DERIVED, 3),
        LabelledPair("a.txt", "d.txt", "unrelated", Relation.UNRELATED, 4),
        LabelledPair("d.txt", "e.txt", "heavy", None, 5),
        LabelledPair("d.txt", "f.txt", "heavy", None, 6),
    ]
    findings = [
        found("a.txt", "b.txt"),
        found("a.txt", "d.txt", relation=Relation.SHARED_PASSAGES, score=0.2, confidence=0.6),
        found("d.txt", "e.txt", relation=Relation.EXCERPT, confidence=0.7),
        found("b.txt", "c.txt"),
    ]
    close = found("a.txt", "c.txt", relation=Relation.UNRELATED, score=0.31, confidence=0.4)
    missed = [
        MissedPair(pairs[4], "load", "f.txt: empty"),
        MissedPair(pairs[1], "verdict", "confidence 0.400, at least 0.5 needed", close),
    ]
    return evaluation_of(pairs, findings, missed, complete=complete)


def hostile_evaluation() -> Evaluation:
    """Return an evaluation in which every string that comes from outside is hostile."""
    bad = f"{ANSI}{LINK}{BIDI}{MARKUP}\n\u2028"
    pairs = [
        LabelledPair(f"a{bad}", f"b{bad}", f"own{bad}"),
        LabelledPair(f"a{bad}", f"c{bad}", f"other{bad}"),
        LabelledPair(f"c{bad}", f"d{bad}", "unrelated", Relation.UNRELATED),
    ]
    findings = [found(f"c{bad}", f"d{bad}"), found(f"a{bad}", f"b{bad}"), found(f"x{bad}", bad)]
    missed = [MissedPair(pairs[1], "load", f"c: {bad}")]
    return evaluation_of(pairs, findings, missed, hostile=bad)


def wide_evaluation() -> Evaluation:
    """Return an evaluation whose names and labels are long and of double width."""
    pairs = [
        LabelledPair(f"新聞/{'記事' * 40}{n}.txt", "新聞.txt", f"重い書き換え{'長' * n}")
        for n in range(25)
    ]
    findings = [found(pair.a, pair.b) for pair in pairs[:3]]
    missed = [MissedPair(pair, "align", "no sentences correspond") for pair in pairs[3:]]
    return evaluation_of(pairs, findings, missed)


def rows_of(report: str, title: str) -> list[list[str]]:
    """Return the cells of the table below a title."""
    section = report[report.index(title) :].split("\n\n", maxsplit=1)[0]
    return [re.split(r"\s{2,}", line.strip()) for line in section.splitlines()[1:]]


def test_the_text_gives_the_figures_and_what_they_are_made_of() -> None:
    report = render_evaluation_text(small_evaluation(), Page())
    assert "5 labelled pairs · 1,234 articles, 567 pairs of them compared" in report
    assert "precision  0.667   2 of 3 findings on labelled pairs" in report
    assert "recall     0.500   2 of 4 pairs to be reported" in report
    assert "F1         0.571" in report
    assert "not counted: 1 finding on pairs without a label, 1 of them joined by" in report


def test_the_text_says_what_became_of_each_label_and_relation() -> None:
    report = render_evaluation_text(small_evaluation(), Page())
    assert rows_of(report, "By label")[1:] == [
        ["derived", "2", "1", "0.500", "derived 1, not reported 1"],
        ["heavy", "2", "1", "0.500", "excerpt 1, not reported 1"],
        ["unrelated", "1", "1", "–", "shared-passages 1"],
    ]
    assert rows_of(report, "By relation")[1:] == [
        ["derived", "2", "1", "1.000", "0.500", "0.667"],
        ["excerpt", "0", "1", "1.000", "–", "–"],
        ["shared-passages", "0", "1", "0.000", "–", "–"],
    ]


def test_the_text_says_which_pairs_were_missed_where_and_by_how_much() -> None:
    report = render_evaluation_text(small_evaluation(), Page())
    assert "Missed: 2 pairs (load 1, verdict 1)" in report
    assert "label derived · confidence 0.400, at least 0.5 needed" in report
    assert "unrelated · score 0.310 · confidence 0.400" in report
    assert "False: 1 finding" in report
    assert "label unrelated · score 0.200 · confidence 0.600" in report
    assert "Without a label: 1 finding" in report


def test_the_text_names_the_current_and_the_best_thresholds() -> None:
    report = render_evaluation_text(small_evaluation(), Page())
    assert "Thresholds of confidence: the highest F1 is at --min-confidence 0.7" in report
    rows = rows_of(report, "Thresholds of confidence")
    assert ["0.5", "3", "0.667", "0.500", "0.571", "current"] in rows
    assert ["0.7", "2", "1.000", "0.500", "0.667", "best"] in rows


def test_with_a_complete_truth_nothing_is_left_uncounted() -> None:
    report = render_evaluation_text(small_evaluation(complete=True), Page())
    assert "precision  0.500   2 of 4 findings\n" in report
    assert "Without a label" not in report
    assert "no label, but joined by labelled pairs through others" in report


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
@pytest.mark.parametrize("color", [False, True])
def test_no_line_is_wider_than_the_page(width: int, color: bool) -> None:  # noqa: FBT001 - parametrised
    for evaluation in (small_evaluation(), hostile_evaluation(), wide_evaluation()):
        report = render_evaluation_text(evaluation, Page(width, color))
        lines = ANSI_STYLE.sub("", report).split("\n")
        assert max(map(cell_len, lines)) <= width


def test_long_lists_are_cut_and_say_so() -> None:
    report = render_evaluation_text(wide_evaluation(), Page())
    assert "2 more in --format json" in report


def test_nothing_from_outside_reaches_the_terminal_unescaped() -> None:
    report = render_evaluation_text(hostile_evaluation(), Page())
    assert all(char.isprintable() or char == "\n" for char in report)
    assert "[red]alarm[/red]" in " ".join(report.split())
    document = render_evaluation_json(hostile_evaluation())
    assert all(char.isprintable() or char == "\n" for char in document)


def test_color_only_adds_styles() -> None:
    plain = render_evaluation_text(small_evaluation(), Page(100))
    assert ANSI_STYLE.sub("", render_evaluation_text(small_evaluation(), Page(100, True))) == plain  # noqa: FBT003 - color


def test_the_json_is_what_its_schema_describes_and_nothing_else() -> None:
    name = "dedupe-evaluation-v1.schema.json"
    schema = json.loads(files("dedupe_articles.report").joinpath(name).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    for evaluation in (small_evaluation(), small_evaluation(complete=True), hostile_evaluation()):
        document = json.loads(render_evaluation_json(evaluation))
        Draft202012Validator(schema).validate(document)
        assert list(document) == list(schema["properties"])
        for key, definition in (
            ("missed", "missed"),
            ("labels", "label"),
            ("relations", "relation"),
            ("sweeps", "sweep"),
        ):
            for record in document[key]:
                assert list(record) == list(schema["$defs"][definition]["properties"])
        for record in document["false_findings"] + document["unlabelled_findings"]:
            assert list(record) == list(schema["$defs"]["doubtful"]["properties"])


def test_the_json_has_the_figures_of_the_text() -> None:
    document = json.loads(render_evaluation_json(small_evaluation()))
    assert document["schema"] == "dedupe-evaluation/v1"
    assert document["overall"] == {
        "expected": 4,
        "met": 2,
        "findings": 3,
        "right": 2,
        "precision": 0.6667,
        "recall": 0.5,
        "f1": 0.5714,
    }
    assert document["missed"][0] == {
        "a": "d.txt",
        "b": "f.txt",
        "label": "heavy",
        "line": 6,
        "stage": "load",
        "reason": "f.txt: empty",
        "aligned": None,
    }
    assert "workers" not in document["settings"]
