"""Sentence matches of a finding: the choice of the most telling ones, and their two columns."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final
from unicodedata import bidirectional

from rich.text import Text

from dedupe_articles.model import Finding, Match, MatchKind
from dedupe_articles.report.differences import Piece, marked, pieces_of, shortened
from dedupe_articles.report.lines import QUIET, Lines, hanging, wrap
from dedupe_articles.report.marks import lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dedupe_articles.report.page import Page

INDENT: Final = 4
_LABEL_WIDTH: Final = 4
_DIVIDER: Final = " │ "


def most_telling(finding: Finding, limit: int) -> list[Match]:
    """Choose up to `limit` matches to show, in the order of the first article.

    Changed matches go before verbatim ones, since they show what was done; among them the long
    and alike go first, since nobody writes those twice by chance.
    """
    ranked = sorted(finding.matches, key=_rank)
    return sorted(ranked[:limit], key=lambda match: (match.a.start, match.b.start))


def match_lines(
    finding: Finding, match: Match, texts: Mapping[str, str], page: Page, *, full: bool
) -> Lines:
    """Return one match: where it stands and what was done to it, then both sides.

    `full` shows the sentences whole; otherwise long unchanged stretches are cut.
    """
    pieces_a = pieces_of(match, "a", texts[finding.a.id])
    pieces_b = pieces_of(match, "b", texts[finding.b.id])
    if not full:
        pieces_a, pieces_b = shortened(pieces_a), shortened(pieces_b)
    return [
        *hanging(" " * INDENT, Text(_caption(match), style=QUIET), page),
        *two_sides(pieces_a, pieces_b, page),
    ]


def two_sides(pieces_a: list[Piece], pieces_b: list[Piece], page: Page) -> Lines:
    """Return the two sides beside each other where there is room, else one below the other.

    Text from right to left is always stacked, each line with the name of its side: a terminal that
    orders such text orders whole lines, and would exchange columns.
    """
    side_a, side_b = marked(pieces_a, "a", page), marked(pieces_b, "b", page)
    is_reversed = any(_runs_right_to_left(side.plain) for side in (side_a, side_b))
    if page.side_by_side and not is_reversed:
        return _columns(side_a, side_b, page)
    if side_a.plain == side_b.plain:
        return _stacked("ab", side_a, page, is_reversed=is_reversed)
    return [
        line
        for name, side in (("a", side_a), ("b", side_b))
        if side
        for line in _stacked(name, side, page, is_reversed=is_reversed)
    ]


def _stacked(name: str, side: Text, page: Page, *, is_reversed: bool) -> Lines:
    label = Text(f"{'':{INDENT}}{name:{_LABEL_WIDTH}}", style=QUIET)
    if not is_reversed:
        return hanging(label, side, page)
    return [Text.assemble(label, line) for line in wrap(side, page.columns - label.cell_len)]


def _runs_right_to_left(text: str) -> bool:
    return any(bidirectional(char) in {"R", "AL"} for char in text)


def _rank(match: Match) -> tuple[bool, float, int, int]:
    is_changed = bool(match.edits) or match.kind is not MatchKind.VERBATIM
    shorter_side = min(match.a.end - match.a.start, match.b.end - match.b.start)
    return not is_changed, -match.score * shorter_side, match.a.start, match.b.start


def _caption(match: Match) -> str:
    parts = [f"a {lines_of(match.a)}", f"b {lines_of(match.b)}", f"{match.kind} {match.score:.2f}"]
    if match.labels:
        parts.append(", ".join(match.labels))
    return " · ".join(parts)


def _columns(side_a: Text, side_b: Text, page: Page) -> Lines:
    width = (page.columns - INDENT - len(_DIVIDER)) // 2
    rows: Lines = []
    for left, right in zip_longest(wrap(side_a, width), wrap(side_b, width), fillvalue=Text()):
        left.rstrip()
        gap = " " * (width - left.cell_len)
        rows.append(Text.assemble(" " * INDENT, left, gap, (_DIVIDER, QUIET), right))
    return rows
