"""`--format text`: the report of a scan for a reader at a terminal."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from rich.text import Text

from dedupe_articles.model import Finding, Relation, ScanResult
from dedupe_articles.report.escape import visible
from dedupe_articles.report.lines import HEADING, QUIET, Lines, hanging, rule, to_string
from dedupe_articles.report.matches import INDENT, match_lines, most_telling
from dedupe_articles.report.summary import plural, summary_line
from dedupe_articles.report.text_finding import account, heading
from dedupe_articles.report.text_list import further_findings
from dedupe_articles.report.text_sections import (
    accepted,
    boilerplate,
    compositions,
    families,
    notices,
    skipped,
)

if TYPE_CHECKING:
    from dedupe_articles.report.page import Page

_MATCHES_SHOWN: Final = 3
# Findings that are told with their reasons and sentences; of those that follow, a line or two each.
_SHOWN_IN_FULL: Final = 20


def render_text(result: ScanResult, page: Page) -> str:
    """Return findings, what they amount to, skipped files and a summary, set for `page`.

    A page of findings only has no more than those that stand.
    """
    lines: Lines = []
    standing = [finding for finding in result.findings if finding.accepted is None]
    for number, finding in enumerate(standing[:_SHOWN_IN_FULL], start=1):
        lines += [*_finding(number, finding, result, page), Text()]
    sections = [further_findings(standing[_SHOWN_IN_FULL:], _SHOWN_IN_FULL + 1, page)]
    if not page.findings_only:
        sections += [
            accepted(result.findings, page),
            families(result.families, page),
            compositions(result.compositions, page),
            boilerplate(result.summary.boilerplate, page),
            skipped(result.skipped, page),
            notices(result.notices, page),
        ]
    for section in filter(None, sections):
        lines += [rule(page), *section, Text()]
    if not page.findings_only:
        lines += hanging("", Text(summary_line(result.summary), style=HEADING), page)
    return to_string(lines, page)


def _finding(number: int, finding: Finding, result: ScanResult, page: Page) -> Lines:
    lines = [rule(page), *heading(finding, page, number), *account(finding, result.texts, page)]
    # The sentences of exact copies have nothing to tell that the relation does not.
    shown = [] if finding.relation is Relation.EXACT else most_telling(finding, _MATCHES_SHOWN)
    for match in shown:
        lines += [Text(), *match_lines(finding, match, result.texts, page, full=False)]
    return [*lines, *_more_matches(finding, len(shown), page)]


def _more_matches(finding: Finding, shown: int, page: Page) -> Lines:
    """Say how many matches are not shown, and how to see them."""
    more = "more " if shown else ""
    hidden = len(finding.matches) - shown
    if not hidden:
        return []
    count = plural(hidden, f"{more}sentence match", f"{more}sentence matches")
    how = Text(f"{count}: {_how_to_see_all(finding)}", style=QUIET)
    return [Text(), *hanging(" " * INDENT, how, page)]


def _how_to_see_all(finding: Finding) -> str:
    if finding.a.id != finding.a.path or finding.b.id != finding.b.path:
        return "--format html -o report.html shows them"
    paths = (shlex.quote(visible(ref.path)) for ref in (finding.a, finding.b))
    return f"dedupe compare {' '.join(paths)}"
