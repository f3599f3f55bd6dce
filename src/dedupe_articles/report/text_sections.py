"""The sections of a text report that follow its findings; long ones are cut and say so."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from rich.text import Text

from dedupe_articles.report.baseline import account_of
from dedupe_articles.report.escape import visible, visible_prose
from dedupe_articles.report.lines import HEADING, QUIET, Lines, hanging
from dedupe_articles.report.matches import INDENT
from dedupe_articles.report.summary import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.model import Boilerplate, Composition, Family, Finding, Skipped
    from dedupe_articles.report.page import Page

# Entries of a section, and paths of an entry.
_ENTRIES_SHOWN: Final = 20
_PATHS_SHOWN: Final = 20
_LINES_SHOWN: Final = 5
_LONGEST_LINE: Final = 160


def accepted(findings: Sequence[Finding], page: Page) -> Lines:
    """Name what the baseline accepts: suppressed, and not gone."""
    known = [(finding, finding.accepted) for finding in findings if finding.accepted is not None]
    lines: Lines = []
    for finding, acceptance in known[:_ENTRIES_SHOWN]:
        figures = f"{finding.relation.value} · score {finding.score:.2f}"
        lines += hanging("  ", " · ".join([figures, *account_of(acceptance)]), page)
        for ref in (finding.a, finding.b):
            lines += hanging(" " * INDENT, visible(ref.id), page)
    rest = len(known) - _ENTRIES_SHOWN
    lines += _more(rest, "more finding" if rest == 1 else "more findings", 2, page)
    return [Text("Accepted", style=HEADING), *lines] if lines else []


def families(found: Sequence[Family], page: Page) -> Lines:
    """Name the members of each family, of the largest first."""
    if not found:
        return []
    lines: Lines = [Text("Families", style=HEADING)]
    largest = sorted(found, key=lambda family: -len(family.members))
    for family in largest[:_ENTRIES_SHOWN]:
        lines += hanging("  ", plural(len(family.members), "article"), page)
        for member in family.members[:_PATHS_SHOWN]:
            role = " (representative)" if member == family.representative else ""
            lines += hanging(" " * INDENT, visible(member) + role, page)
        lines += _more(len(family.members) - _PATHS_SHOWN, "more", INDENT, page)
    rest = len(found) - _ENTRIES_SHOWN
    return lines + _more(rest, "more family" if rest == 1 else "more families", 2, page)


def compositions(found: Sequence[Composition], page: Page) -> Lines:
    """Name the sources of each article that draws on several."""
    if not found:
        return []
    lines: Lines = [Text("Merged sources", style=HEADING)]
    for composition in found[:_ENTRIES_SHOWN]:
        sources = plural(len(composition.sources), "source")
        account = f" · {composition.covered:.0%} of its words are covered by {sources}"
        lines += hanging("  ", visible(composition.article) + account, page)
        for item in composition.sources:
            share = Text(f"{item.share:{INDENT + 4}.0%}  ", style=QUIET)
            lines += hanging(share, visible(item.source), page)
    rest = len(found) - _ENTRIES_SHOWN
    return lines + _more(rest, "more article" if rest == 1 else "more articles", 2, page)


def boilerplate(found: Boilerplate, page: Page) -> Lines:
    """Name the lines that are left out of the figures because so many articles have them."""
    if not found.lines:
        return []
    where = f"{plural(found.lines, 'line')} in {plural(found.articles, 'article')}"
    heading = Text(f"Boilerplate, left out of the figures: {where}", style=HEADING)
    lines: Lines = hanging("", heading, page)
    shown_lines = found.frequent[:_LINES_SHOWN]
    width = max((len(f"{line.articles:,}") for line in shown_lines), default=0)
    for line in shown_lines:
        count = Text(f"  {line.articles:{width},} ×  ", style=QUIET)
        text = visible_prose(line.text)
        shown = text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]} …"
        lines += hanging(count, shown, page)
    rest = len(found.frequent) - _LINES_SHOWN
    return lines + _more(rest, "more line" if rest == 1 else "more lines", 2, page)


def skipped(entries: Sequence[Skipped], page: Page) -> Lines:
    """Name what was skipped, by reason."""
    if not entries:
        return []
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        by_reason[entry.reason].append(entry.place)
    lines: Lines = [Text("Skipped", style=HEADING)]
    for reason, places in sorted(by_reason.items()):
        lines += hanging("  ", visible(reason), page)
        for place in places[:_PATHS_SHOWN]:
            lines += hanging(" " * INDENT, visible(place), page)
        lines += _more(len(places) - _PATHS_SHOWN, "more", INDENT, page)
    return lines


def notices(told: Sequence[str], page: Page) -> Lines:
    """Return what a reader should know of the scan."""
    if not told:
        return []
    lines: Lines = [Text("Notices", style=HEADING)]
    for notice in told[:_ENTRIES_SHOWN]:
        lines += hanging("  ", visible(notice), page)
    rest = len(told) - _ENTRIES_SHOWN
    return lines + _more(rest, "more notice" if rest == 1 else "more notices", 2, page)


def _more(count: int, noun: str, indent: int, page: Page) -> Lines:
    """Say what is not shown, and how to see it."""
    if count <= 0:
        return []
    rest = Text(f"{count:,} {noun} in --format json", style=QUIET)
    return hanging(" " * indent, rest, page)
