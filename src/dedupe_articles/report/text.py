"""`--format text`: the report of a scan for a reader at a terminal."""

from __future__ import annotations

import shlex
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from rich.text import Text

from dedupe_articles.model import (
    Composition,
    Family,
    Finding,
    Relation,
    ScanResult,
    Skipped,
)
from dedupe_articles.report.baseline import account_of
from dedupe_articles.report.escape import visible
from dedupe_articles.report.lines import HEADING, QUIET, Lines, hanging, rule, to_string
from dedupe_articles.report.matches import INDENT, match_lines, most_telling
from dedupe_articles.report.summary import plural, summary_line
from dedupe_articles.report.text_finding import account, heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.report.page import Page

_MATCHES_SHOWN: Final = 3
_PATHS_SHOWN: Final = 20


def render_text(result: ScanResult, page: Page) -> str:
    """Return findings, what they amount to, skipped files and a summary, set for `page`."""
    lines: Lines = []
    standing = [finding for finding in result.findings if finding.accepted is None]
    for number, finding in enumerate(standing, start=1):
        lines += [*_finding(number, finding, result, page), Text()]
    for section in (
        _accepted(result.findings, page),
        _families(result.families, page),
        _compositions(result.compositions, page),
        _skipped(result.skipped, page),
        _notices(result.notices, page),
    ):
        if section:
            lines += [rule(page), *section, Text()]
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
        return "--format json lists them"
    paths = (shlex.quote(visible(ref.path)) for ref in (finding.a, finding.b))
    return f"dedupe compare {' '.join(paths)}"


def _accepted(findings: Sequence[Finding], page: Page) -> Lines:
    """Name what the baseline accepts: suppressed, and not gone."""
    lines: Lines = []
    for finding in findings:
        if finding.accepted is None:
            continue
        figures = f"{finding.relation.value} · score {finding.score:.2f}"
        lines += hanging("  ", " · ".join([figures, *account_of(finding.accepted)]), page)
        for ref in (finding.a, finding.b):
            lines += hanging(" " * INDENT, visible(ref.id), page)
    return [Text("Accepted", style=HEADING), *lines] if lines else []


def _families(families: Sequence[Family], page: Page) -> Lines:
    if not families:
        return []
    lines: Lines = [Text("Families", style=HEADING)]
    for family in families:
        lines += hanging("  ", plural(len(family.members), "article"), page)
        for member in family.members[:_PATHS_SHOWN]:
            role = " (representative)" if member == family.representative else ""
            lines += hanging(" " * INDENT, visible(member) + role, page)
        lines += _more_paths(len(family.members), page)
    return lines


def _compositions(compositions: Sequence[Composition], page: Page) -> Lines:
    if not compositions:
        return []
    lines: Lines = [Text("Merged sources", style=HEADING)]
    for composition in compositions:
        sources = plural(len(composition.sources), "source")
        account = f" · {composition.covered:.0%} of its words are covered by {sources}"
        lines += hanging("  ", visible(composition.article) + account, page)
        for item in composition.sources:
            share = Text(f"{item.share:{INDENT + 4}.0%}  ", style=QUIET)
            lines += hanging(share, visible(item.source), page)
    return lines


def _skipped(skipped: Sequence[Skipped], page: Page) -> Lines:
    if not skipped:
        return []
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for entry in skipped:
        place = entry.path if entry.line is None else f"{entry.path}, line {entry.line}"
        by_reason[entry.reason].append(place)
    lines: Lines = [Text("Skipped", style=HEADING)]
    for reason, places in sorted(by_reason.items()):
        lines += hanging("  ", visible(reason), page)
        for place in places[:_PATHS_SHOWN]:
            lines += hanging(" " * INDENT, visible(place), page)
        lines += _more_paths(len(places), page)
    return lines


def _more_paths(count: int, page: Page) -> Lines:
    if count <= _PATHS_SHOWN:
        return []
    rest = f"{count - _PATHS_SHOWN:,} more in --format json"
    return hanging(" " * INDENT, Text(rest, style=QUIET), page)


def _notices(notices: Sequence[str], page: Page) -> Lines:
    if not notices:
        return []
    lines: Lines = [Text("Notices", style=HEADING)]
    for notice in notices:
        lines += hanging("  ", visible(notice), page)
    return lines
