"""What `dedupe compare A B` prints: the whole alignment of two articles, and why."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from dedupe_articles.model import Comparison, Fact, Finding, Relation, Side, Span
from dedupe_articles.report.differences import Piece
from dedupe_articles.report.escape import visible, visible_prose
from dedupe_articles.report.lines import HEADING, QUIET, Lines, hanging, rule, to_string
from dedupe_articles.report.matches import INDENT, match_lines, two_sides
from dedupe_articles.report.text_finding import account, heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dedupe_articles.report.page import Page

_OUTCOMES: Final = {True: "green", False: "red"}
# Of the name of a fact, in cells; what was seen should not stand too far from it.
_LONGEST_NAME: Final = 40


def render_comparison_text(comparison: Comparison, page: Page, *, explain: bool) -> str:
    """Return the full alignment of a pair, and with `explain` what each stage saw of it."""
    finding = comparison.finding
    lines = [*heading(finding, page), *account(finding, comparison.texts, page), Text()]
    if not comparison.reported and finding.relation is not Relation.UNRELATED:
        lines += [*hanging("  ", "a scan with these settings does not report this pair", page)]
        lines += [Text()]
    lines += [rule(page), *_alignment(finding, comparison.texts, page)]
    if explain:
        lines += [rule(page), *_explanation(comparison.explanation, page)]
    return to_string(lines, page)


class _Gap(NamedTuple):
    """A stretch of one line of one article that no match accounts for."""

    start: int
    end: int
    line: int


def _alignment(finding: Finding, texts: Mapping[str, str], page: Page) -> Lines:
    """Return all of both articles: matches in the order of a, the unaligned where it stands.

    What only b has follows the match that stands before it in b.
    """
    if not finding.matches:
        nothing = "no sentence of one article corresponds to a sentence of the other"
        return [*hanging(" " * INDENT, nothing, page), Text()]
    text_a, text_b = texts[finding.a.id], texts[finding.b.id]
    rows: list[tuple[tuple[int, int, int], Lines]] = [
        (
            (match.a.start, 0, match.b.start),
            match_lines(finding, match, texts, page, full=True),
        )
        for match in finding.matches
    ]
    rows += [
        ((gap.start, 0, 0), _unaligned("a", gap, text_a, page))
        for gap in _gaps([match.a for match in finding.matches], text_a)
    ]
    in_order_of_b = sorted(finding.matches, key=lambda match: match.b.end)
    ends_in_b = [match.b.end for match in in_order_of_b]
    for gap in _gaps([match.b for match in finding.matches], text_b):
        before = bisect_right(ends_in_b, gap.start)
        place = in_order_of_b[before - 1].a.start if before else -1
        rows.append(((place, 1, gap.start), _unaligned("b", gap, text_b, page)))
    rows.sort(key=lambda row: row[0])
    return [line for _, lines in rows for line in (*lines, Text())]


def _unaligned(side: Side, gap: _Gap, text: str, page: Page) -> Lines:
    piece = [Piece(visible_prose(text[gap.start : gap.end]), changed=False)]
    caption = Text(f"{side} line {gap.line} · only in {side}", style=QUIET)
    sides = two_sides(piece, [], page) if side == "a" else two_sides([], piece, page)
    return [*hanging(" " * INDENT, caption, page), *sides]


def _gaps(spans: Iterable[Span], text: str) -> list[_Gap]:
    """Return what `spans` leave of `text`, line by line, without lines that have no word."""
    gaps: list[_Gap] = []
    position, line = 0, 1
    for span_start, span_end in [*sorted((s.start, s.end) for s in spans), (len(text), len(text))]:
        for part in text[position:span_start].splitlines(keepends=True):
            words = part.strip()
            if any(char.isalnum() for char in words):
                start = position + part.index(words)
                gaps.append(_Gap(start, start + len(words), line))
            position += len(part)
            line += part.count("\n")
        if span_end > position:
            line += text.count("\n", position, span_end)
            position = span_end
    return gaps


def _explanation(facts: Sequence[Fact], page: Page) -> Lines:
    """Return the facts by stage: what was seen, what it was held against, how it came out.

    Names are a column as wide as most of them; a longer one has lines of its own.
    """
    most = min(_LONGEST_NAME, page.columns // 2)
    widths = [cell_len(visible(fact.name)) for fact in facts]
    column = max((width for width in widths if width <= most), default=0)
    lines: Lines = [Text("What each stage saw", style=HEADING)]
    for stage, seen in groupby(facts, key=lambda fact: fact.stage):
        lines += hanging("  ", Text(visible(stage), style=HEADING), page)
        for fact in seen:
            name = visible(fact.name)
            if cell_len(name) > column:
                lines += hanging(" " * INDENT, Text(name, style=QUIET), page)
                name = ""
            label = f"{'':{INDENT}}{name}{'':{column - cell_len(name)}}  "
            lines += hanging(Text(label, style=QUIET), _fact(fact), page)
    return lines


def _fact(fact: Fact) -> Text:
    text = Text(visible(fact.value))
    if fact.threshold is not None:
        text.append(f" · needs {visible(fact.threshold)}", style=QUIET)
    if fact.passed is not None:
        text.append(" · passed" if fact.passed else " · failed", style=_OUTCOMES[fact.passed])
    return text
