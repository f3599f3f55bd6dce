"""Findings as a list, a line or two each: what follows the findings that are told in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.text import Text

from dedupe_articles.report.escape import visible
from dedupe_articles.report.lines import HEADING, QUIET, Lines, hanging
from dedupe_articles.report.summary import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.model import ArticleRef, Finding, Side
    from dedupe_articles.report.page import Page

_LISTED: Final = 200
_NUMBER_WIDTH: Final = 7
_RELATION_WIDTH: Final = 17
_SCORE_WIDTH: Final = 6
_FIGURES_WIDTH: Final = _NUMBER_WIDTH + _RELATION_WIDTH + _SCORE_WIDTH
# Two articles stand on one line where each has so many cells; a title needs some to be of use.
_LEAST_ARTICLE: Final = 45
_LEAST_TITLE: Final = 12
_ARROWS: Final[dict[Side | None, str]] = {"a": " → ", "b": " ← ", None: " · "}
_CUT: Final = "…"


def further_findings(findings: Sequence[Finding], first_number: int, page: Page) -> Lines:
    """List the findings that come after those told in full, numbered from `first_number`."""
    if not findings:
        return []
    lines: Lines = [Text("Further findings", style=HEADING)]
    key = Text("an arrow leads from the likely original", style=QUIET)
    lines += hanging("  ", key, page)
    for number, finding in enumerate(findings[:_LISTED], start=first_number):
        lines += _row(number, finding, page)
    rest = len(findings) - _LISTED
    if rest > 0:
        how = f"{plural(rest, 'more finding')}: --format html -o report.html shows them"
        lines += hanging("  ", Text(how, style=QUIET), page)
    return lines


def _row(number: int, finding: Finding, page: Page) -> Lines:
    figures = Text.assemble(
        (f"{number:>{_NUMBER_WIDTH - 2},}  ", QUIET),
        finding.relation.value.ljust(_RELATION_WIDTH),
        f"{finding.score:.2f}".ljust(_SCORE_WIDTH),
    )
    arrow = _ARROWS[finding.direction.original]
    width = page.columns - _FIGURES_WIDTH
    half = (width - len(arrow)) // 2
    if half >= _LEAST_ARTICLE:
        left = _name(finding.a, half)
        gap = " " * (half - cell_len(left))
        return [Text.assemble(figures, left, gap, arrow, _name(finding.b, half))]
    indent = " " * (_FIGURES_WIDTH - len(arrow))
    return [
        Text.assemble(figures, _name(finding.a, width)),
        Text.assemble(indent, arrow, _name(finding.b, width)),
    ]


def _name(ref: ArticleRef, width: int) -> str:
    """Return the id of an article and its title, both cut to fit: an id is known by its end."""
    name = _end(visible(ref.id), width)
    room = width - cell_len(name) - 3
    if not ref.title or room < _LEAST_TITLE:
        return name
    title = Text(visible(ref.title))
    title.truncate(room, overflow="ellipsis")
    return f"{name} “{title.plain}”"


def _end(text: str, width: int) -> str:
    """Return as much of the end of `text` as fits."""
    if cell_len(text) <= width:
        return text
    start = max(len(text) - width, 0)
    while cell_len(text[start:]) > width - cell_len(_CUT):
        start += 1
    return _CUT + text[start:]
