from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from dedupe_articles.model import (
    ArticleRef,
    ChanceLevel,
    Direction,
    Disguise,
    DisguiseKind,
    Evidence,
    Fact,
    Relation,
    ScanResult,
    Side,
    Skipped,
    Span,
    Substitution,
    SubstitutionKind,
    Summary,
)
from dedupe_articles.report import Page, render
from dedupe_articles.report.summary import summary_line
from dedupe_articles.report.text_comparison import render_comparison_text

from .builders import (
    DERIVED,
    ORIGINAL,
    accepted_result,
    boilerplate_result,
    finding_of,
    line_match,
    news_comparison,
    news_finding,
    news_result,
    result_of,
)
from .hostile import hostile_comparison, hostile_result
from .html_pages import many
from .runner import commands_in

if TYPE_CHECKING:
    from collections.abc import Callable

ANSI_STYLE = re.compile(r"\x1b\[[0-9;]*m")
WIDTHS = [40, 60, 80, 99, 100, 120, 200]


def flattened(report: str) -> str:
    """Return a report with its line breaks and indents as single spaces."""
    return " ".join(report.split())


def test_accepted_findings_stand_apart_with_their_reasons(
    check_golden: Callable[[str, str], None],
) -> None:
    report = render(accepted_result(), "text")
    check_golden("scan-accepted.txt", report)
    assert "2 findings (1 derived, 1 excerpt) · 1 accepted" in report
    assert "2  excerpt" not in report


def test_lines_that_are_left_out_look_like_this(check_golden: Callable[[str, str], None]) -> None:
    check_golden("scan-boilerplate.txt", render(boilerplate_result(), "text", Page(100)))


@pytest.mark.parametrize("width", [80, 100, 200])
def test_a_scan_looks_like_this(width: int, check_golden: Callable[[str, str], None]) -> None:
    check_golden(f"scan-{width}.txt", render(news_result(), "text", Page(width)))


def test_a_scan_in_colour_looks_like_this(check_golden: Callable[[str, str], None]) -> None:
    check_golden("scan-color.txt", render(news_result(), "text", Page(100, color=True)))


@pytest.mark.parametrize("width", [80, 100])
def test_a_comparison_looks_like_this(width: int, check_golden: Callable[[str, str], None]) -> None:
    report = render_comparison_text(news_comparison(), Page(width), explain=True)
    check_golden(f"compare-{width}.txt", report)


def test_hostile_articles_look_like_this(check_golden: Callable[[str, str], None]) -> None:
    check_golden("hostile-100.txt", render(hostile_result(), "text", Page(100)))


@pytest.mark.parametrize("color", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_page(width: int, color: bool) -> None:  # noqa: FBT001 - parametrised
    page = Page(width, color)
    reports = [
        render(news_result(), "text", page),
        render(hostile_result(), "text", page),
        render(chinese_result(), "text", page),
        render(titled_result(30), "text", page),
        render_comparison_text(news_comparison(reported=False), page, explain=True),
        render_comparison_text(hostile_comparison(), page, explain=True),
    ]
    for report in reports:
        for line in ANSI_STYLE.sub("", report).splitlines():
            assert cell_len(line) <= width


def chinese_result() -> ScanResult:
    """Return a scan of articles whose characters are two cells wide and have no spaces."""
    text_a = "警视厅因近期表现受到监督检查机构的密切关注与审查并被要求作出改进。" * 3 + "\n"
    text_b = text_a.replace("警视厅", "索非亚警方")
    finding = finding_of("甲.txt", text_a, "乙.txt", text_b, [line_match(text_a, 1, text_b, 1)])
    return result_of([finding], {"甲.txt": text_a, "乙.txt": text_b})


def titled_result(number: int) -> ScanResult:
    """Return so many findings with long names, titles wide and from right to left."""
    result = many(number)
    titles = (
        "警视厅因近期表现受到独立监督检查机构的密切关注",
        "أعلنت الشرطة اليوم عن خطة جديدة",
        None,
    )
    findings = [
        replace(
            finding,
            a=replace(finding.a, title=titles[place % 3]),
            b=replace(finding.b, id=f"{'长' * 40}/{finding.b.id}"),
            direction=replace(finding.direction, original=("a", "b", None)[place % 3]),
        )
        for place, finding in enumerate(result.findings)
    ]
    texts = {finding.b.id: DERIVED for finding in findings}
    return replace(result, findings=findings, texts={**result.texts, **texts})


@pytest.mark.parametrize("width", [80, 200])
def test_a_long_list_of_findings_looks_like_this(
    width: int, check_golden: Callable[[str, str], None]
) -> None:
    report = render(titled_result(30), "text", Page(width))
    _, _, section = report.partition("Further findings\n")
    check_golden(f"further-{width}.txt", section.partition("\n\n")[0] + "\n")


def test_only_the_strongest_of_many_findings_are_told_in_full_and_none_is_dropped_in_silence() -> (
    None
):
    report = render(many(300), "text")
    assert report.count("sentence match") == 20
    assert "\n  220  derived" in report
    assert "\n  221  derived" not in report
    assert "80 more findings: --format html -o report.html shows them" in report


def test_text_from_right_to_left_is_stacked_and_every_line_names_its_side() -> None:
    text_a = "أعلنت الشرطة اليوم عن خطة جديدة لتحسين الأمن في العاصمة.\n"
    text_b = text_a.replace("اليوم", "أمس")
    finding = finding_of("a.txt", text_a, "b.txt", text_b, [line_match(text_a, 1, text_b, 1)])
    result = result_of([finding], {"a.txt": text_a, "b.txt": text_b})
    lines = render(result, "text", Page(50)).splitlines()
    arabic = [line.split()[0] for line in lines if "ا" in line]
    assert arabic == ["a", "a", "b", "b"]
    assert "│" not in render(result, "text", Page(200))


def test_a_sentence_taken_word_for_word_is_shown_once_where_sides_are_stacked() -> None:
    shown = render_comparison_text(news_comparison(), Page(80), explain=False)
    assert "    ab  She had “no choice”" in shown
    assert shown.count("She had “no choice”") == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_wrapping_wide_characters_loses_none(width: int) -> None:
    result = chinese_result()
    page = Page(min(width, 99))
    report = "".join(render(result, "text", page).split())
    assert "警视厅因近期表现受到监督检查机构的密切关注与审查并被要求作出改进。" in report


@pytest.mark.parametrize("color", [False, True])
@pytest.mark.parametrize("width", [80, 100])
def test_a_hostile_article_reaches_the_terminal_only_as_placeholders(
    width: int,
    color: bool,  # noqa: FBT001 - parametrised
) -> None:
    page = Page(width, color)
    for report in (
        render(hostile_result(), "text", page),
        render_comparison_text(hostile_comparison(), page, explain=True),
    ):
        ours_removed = ANSI_STYLE.sub("", report) if color else report
        assert not set(ours_removed) & set("\x1b\x9b\x07\r\u202e\u202c\u2028\ufeff")
        assert "\x1b[31m\x1b[2J" not in report
        assert not commands_in(report)
        assert "[red]alarm[/red]" in flattened(report)
        assert ":skull:" in report


def test_without_colour_there_is_no_escape_and_changed_words_stand_in_brackets() -> None:
    report = render(news_result(), "text", Page(100))
    assert "\x1b" not in report
    assert "[-Dame-] Cressida" in report
    assert "{+Lady+} Cressida" in report


def test_with_colour_the_words_are_those_without() -> None:
    plain = render(news_result(), "text", Page(60))
    styled = ANSI_STYLE.sub("", render(news_result(), "text", Page(60, color=True)))
    brackets = re.compile(r"\[-|-\]|\{\+|\+\}")
    assert flattened(styled) == flattened(brackets.sub("", plain))


def test_no_line_ends_in_a_space() -> None:
    for line in render(news_result(), "text", Page(100)).splitlines():
        assert line == line.rstrip()


def test_a_finding_says_what_a_reader_has_to_know() -> None:
    report = flattened(render(news_result(), "text"))
    assert "derived · score 0.92 · confidence 0.99" in report
    assert "46% of a's word sequences are in b, 49% of b's in a" in report
    assert "likely a, news/original.txt · confidence 0.97" in report
    assert "only b ends in “Add Comment”" in report
    assert "Metropolitan → Sofia ×4" in report


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("a", "Sir Stephen House → Sir Stephen a line 4, b line 4"),
        (None, "Sir Stephen House → Sir Stephen a line 4, b line 4"),
        ("b", "Sir Stephen → Sir Stephen House a line 4, b line 4"),
    ],
)
def test_what_is_altered_is_told_from_the_original_to_the_copy(
    original: Side | None, expected: str
) -> None:
    finding = replace(news_finding(), direction=Direction(original, 0.9, ()))
    report = flattened(render(replace(news_result(), findings=[finding]), "text"))
    assert f"quotation {expected}" in report


def test_a_finding_says_which_side_is_in_disguise() -> None:
    ref = replace(
        news_finding().b,
        language="en",
        disguises=(
            Disguise(DisguiseKind.LOOKALIKE, 1214),
            Disguise(DisguiseKind.SOFT_HYPHEN, 1),
        ),
    )
    finding = replace(news_finding(), b=ref)
    report = flattened(render(replace(news_result(), findings=[finding]), "text"))
    assert "disguised b: 1,214 look-alike letters, 1 soft hyphen original" in report
    assert "disguised" not in flattened(render(news_result(), "text"))


def test_what_is_not_shown_is_counted_and_the_way_to_it_named() -> None:
    report = flattened(render(news_result(), "text"))
    assert "1 more sentence match: dedupe compare news/original.txt news/derived.txt" in report


def test_the_named_command_can_be_pasted_into_a_shell() -> None:
    finding = replace(
        news_finding(),
        a=ArticleRef("my news/a;b.txt", "my news/a;b.txt", 5),
    )
    texts = {"my news/a;b.txt": ORIGINAL, "news/derived.txt": DERIVED}
    report = flattened(render(result_of([finding], texts), "text"))
    assert "dedupe compare 'my news/a;b.txt' news/derived.txt" in report


def test_records_of_a_file_are_named_with_their_line() -> None:
    ref = ArticleRef(
        "feed.jsonl#7",
        "feed.jsonl",
        5,
        line=7,
        title="Police",
        date="2024-05-01",
        record="7",
        file_lines=False,
    )
    finding = replace(news_finding(), a=ref)
    texts = {"feed.jsonl#7": ORIGINAL, "news/derived.txt": DERIVED}
    report = render(result_of([finding], texts), "text")
    assert "feed.jsonl#7 · line 7 · 5 words · 2024-05-01 · “Police”" in report
    assert "--format html -o report.html shows them" in report


def test_when_the_evidence_does_not_decide_the_report_says_so() -> None:
    evidence = (Evidence("length", "b", 0.2, "b is shorter"),)
    finding = replace(news_finding(), direction=Direction(None, 0.1, evidence))
    texts = {finding.a.id: ORIGINAL, finding.b.id: DERIVED}
    report = render(result_of([finding], texts), "text")
    assert "original  undecided" in report
    assert "b is shorter" in report


def test_exact_copies_show_no_sentences() -> None:
    finding = replace(news_finding(), relation=Relation.EXACT)
    texts = {finding.a.id: ORIGINAL, finding.b.id: DERIVED}
    report = render(result_of([finding], texts), "text")
    assert "4 sentence matches: dedupe compare" in report
    assert "Cressida" not in report


def test_long_lists_are_cut_and_the_rest_is_counted() -> None:
    swaps = tuple(Substitution(f"x{n}", f"y{n}", 2, SubstitutionKind.WORD) for n in range(30))
    finding = replace(news_finding(), substitutions=swaps)
    skipped = tuple(Skipped(f"image{n}.png", "binary file") for n in range(50))
    texts = {finding.a.id: ORIGINAL, finding.b.id: DERIVED}
    report = render(result_of([finding], texts, skipped=skipped), "text")
    assert "22 more substitutions in --format json" in report
    assert "30 more in --format json" in report


def test_a_scan_without_findings_is_one_line() -> None:
    report = render(result_of([], {}), "text")
    assert report == "0 articles, 0 words · no findings · 0 families · 0 skipped\n"


def test_the_summary_counts_findings_by_relation() -> None:
    summary = Summary(
        1200, 345678, 90, {Relation.EXACT: 1, Relation.DERIVED: 2, Relation.EXCERPT: 0}, 1, 4
    )
    assert summary_line(summary) == (
        "1,200 articles, 345,678 words · 3 findings (1 exact, 2 derived) · 1 family · 4 skipped"
    )


@pytest.mark.parametrize(
    ("p99", "shown"), [(0.0, "0.00"), (0.07, "0.07"), (0.0701, "0.08"), (0.29, "0.29"), (1, "1.00")]
)
def test_the_summary_gives_a_chance_level_that_is_never_too_low(p99: float, shown: str) -> None:
    summary = Summary(30, 9000, 0, {}, 0, 0, ChanceLevel(200, 0.0, 0.0, p99, p99))
    assert summary_line(summary) == (
        "30 articles, 9,000 words · no findings · 0 families · 0 skipped"
        f" · chance level here: 99% of random pairs score at most {shown}"
    )


def test_merged_sources_name_the_article_and_what_each_source_covers() -> None:
    report = render(news_result(), "text")
    section = report[report.index("Merged sources") : report.index("Skipped")].splitlines()
    assert [line.strip() for line in section[1:4]] == [
        "news/derived.txt · 95% of its words are covered by 2 sources",
        "89%  news/original.txt",
        "6%  news/weather.txt",
    ]


def test_a_comparison_shows_all_of_both_articles() -> None:
    """Every word of both texts is there: matched, or marked as only in one of them."""
    report = render_comparison_text(news_comparison(), Page(80), explain=False)
    shown = set(re.sub(r"\[-|-\]|\{\+|\+\}", "", report).split())
    assert set(ORIGINAL.split()) | set(DERIVED.split()) <= shown
    assert "a line 3 · only in a" in report
    assert "b line 5 · only in b" in report


def test_what_only_b_has_stands_after_the_match_before_it() -> None:
    report = render_comparison_text(news_comparison(), Page(80), explain=False)
    assert report.index("b line 4") < report.index("b line 5 · only in b")
    assert report.index("b line 5 · only in b") < report.index("a line 5 · b line 3")


def test_unaligned_lines_have_their_line_numbers_after_a_match_of_several_lines() -> None:
    text = "One two.\nThree four.\nFive six.\nSeven eight.\n"
    match = line_match(text, 1, text, 1)
    both = replace(match, a=Span(0, 20, 1, 2), b=Span(0, 20, 1, 2))
    finding = finding_of("a.txt", text, "b.txt", text, [both])
    comparison = replace(news_comparison(), finding=finding, texts={"a.txt": text, "b.txt": text})
    report = render_comparison_text(comparison, Page(80), explain=False)
    assert "a line 3 · only in a" in report
    assert "b line 4 · only in b" in report


def test_a_comparison_without_matches_says_so_and_does_not_print_the_articles() -> None:
    finding = finding_of("a.txt", ORIGINAL, "b.txt", DERIVED, [], relation=Relation.UNRELATED)
    comparison = replace(
        news_comparison(reported=False),
        finding=finding,
        texts={"a.txt": ORIGINAL, "b.txt": DERIVED},
    )
    report = render_comparison_text(comparison, Page(80), explain=False)
    assert report.startswith("unrelated · ")
    assert "no sentence of one article corresponds to a sentence of the other" in flattened(report)


def test_a_pair_that_a_scan_would_not_report_is_called_so() -> None:
    report = render_comparison_text(news_comparison(reported=False), Page(80), explain=False)
    assert "a scan with these settings does not report this pair" in report


def test_the_explanation_has_each_fact_under_its_stage() -> None:
    report = render_comparison_text(news_comparison(), Page(100), explain=True)
    tail = report[report.index("What each stage saw") :]
    assert re.findall(r"^  (\w+)$", tail, re.MULTILINE) == ["sketch", "candidates", "verdict"]
    assert "shared shingles     21 · needs 3 or more · passed" in tail
    assert "score               0.92 · needs min-score 0.95 · failed" in tail


def test_the_facts_of_an_explanation_have_room_at_the_width_of_any_terminal() -> None:
    long = Fact("sketch", "a name that takes most of the line of a terminal " * 2, "seen")
    comparison = replace(news_comparison(), explanation=(*news_comparison().explanation, long))
    tail = render_comparison_text(comparison, Page(80), explain=True).partition("stage saw")[2]
    assert "score               0.92 · needs min-score 0.95 · failed" in tail
    assert tail.endswith("of a terminal\n" + " " * 24 + "seen\n")


def test_a_page_of_findings_only_has_all_that_stand_and_nothing_else() -> None:
    news = accepted_result()
    standing = [finding for finding in news.findings if finding.accepted is None] * 60
    result = replace(news, findings=[*standing, *news.findings], notices=("a notice",))
    page = Page(100, findings_only=True)
    full, report = render(result, "text"), render(result, "text", page)
    assert full.startswith(report.rstrip("\n"))
    assert re.search(r"^ *61  ", report, re.MULTILINE)
    assert not any(word in report for word in ("Accepted", "a notice", "2 articles"))
    assert render(replace(result, findings=()), "text", page) == ""
