"""`--format markdown`: a summary for a step of a CI job or a comment on a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dedupe_articles.report.escape import visible
from dedupe_articles.report.marks import Mark, Place, lines_of, mark_of
from dedupe_articles.report.summary import plural, summary_line
from dedupe_articles.report.wording import substitutions_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dedupe_articles.model import ArticleRef, ScanResult, Skipped

# A comment on GitHub has at most 65,536 characters; the rest is for whoever quotes the report.
_LONGEST: Final = 65_000
# Room for the summary and the lines that say how much was left out.
_RESERVED: Final = 1_000
_LONGEST_CODE: Final = 300
_BACKTICKS: Final = re.compile(r"`+")


def render_markdown(result: ScanResult) -> str:
    """Return tables of the findings, of accepted findings and of what was skipped.

    Text from outside stands in code spans only, where nothing is a link, a mention or HTML. Rows
    that find no room are counted, so that the report fits into a comment.
    """
    room = _LONGEST - _RESERVED
    blocks = ["## dedupe", summary_line(result.summary)]
    for title, header, rows in _tables(result):
        if not rows:
            continue
        table = _table(header, rows, room)
        room -= len(table)
        blocks += [*([title] if title else []), table]
    return "\n\n".join(blocks) + "\n"


def _tables(result: ScanResult) -> list[tuple[str, Sequence[str], list[Sequence[str]]]]:
    """Return titles, column names and rows."""
    marks = [mark_of(finding, result.texts) for finding in result.findings]
    findings = ("Article", "Relation", "Source", "Score", "Confidence", "Replaced")
    accepted = ("Article", "Relation", "Source", "Score", "Reason", "Owner")
    return [
        ("", findings, [_finding_row(mark) for mark in marks if not mark.finding.accepted]),
        (
            "### Accepted",
            accepted,
            [_accepted_row(mark) for mark in marks if mark.finding.accepted],
        ),
        ("### Skipped", ("Input", "Reason"), [_skipped_row(item) for item in result.skipped]),
        ("### Notices", ("Notice",), [(_code(notice),) for notice in result.notices]),
    ]


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> str:
    """Return a table of as many rows as there is room for, in characters; never half of one."""
    lines = [_row(header), _row("---" for _ in header)]
    room -= sum(map(len, lines))
    for number, row in enumerate(rows):
        line = _row(row)
        room -= len(line) + 1
        if room < 0:
            return "\n".join([*lines, "", f"… and {plural(len(rows) - number, 'more row')}."])
        lines.append(line)
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _finding_row(mark: Mark) -> list[str]:
    finding = mark.finding
    return [
        *_pair(mark),
        f"{finding.score:.2f}",
        f"{finding.confidence:.2f}",
        _code(substitutions_line(finding.substitutions)),
    ]


def _accepted_row(mark: Mark) -> list[str]:
    accepted = mark.finding.accepted
    reason, owner = (accepted.reason, accepted.owner) if accepted else (None, None)
    return [*_pair(mark), f"{mark.finding.score:.2f}", _code(reason or ""), _code(owner or "")]


def _pair(mark: Mark) -> list[str]:
    undecided = "" if mark.finding.direction.original else " (undecided which came first)"
    return [
        _article(mark.article, mark.place),
        mark.finding.relation.value,
        _article(mark.source, mark.source_place) + undecided,
    ]


def _article(ref: ArticleRef, place: Place) -> str:
    return f"{_code(ref.id)} {lines_of(place)}"


def _skipped_row(item: Skipped) -> list[str]:
    return [_code(item.place), _code(item.reason)]


def _code(text: str) -> str:
    """Return text as code, so that nothing in it is markup; pipes, which part cells, as entities.

    What is longer than a reader wants in a cell is cut.
    """
    text = visible(text)
    if len(text) > _LONGEST_CODE:
        text = text[:_LONGEST_CODE] + "…"
    return "&#124;".join(_code_span(part) for part in text.split("|"))


def _code_span(text: str) -> str:
    if not text:
        return ""
    fence = "`" * (1 + max(map(len, _BACKTICKS.findall(text)), default=0))
    is_padded = text.strip(" ") and (text[0] in "` " or text[-1] in "` ")
    padding = " " if is_padded else ""
    return f"{fence}{padding}{text}{padding}{fence}"
