"""A baseline for a reader at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

from dedupe_articles.report.escape import visible
from dedupe_articles.report.lines import HEADING, QUIET, Lines, hanging, to_string
from dedupe_articles.report.summary import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.baseline import Entry
    from dedupe_articles.model import Acceptance
    from dedupe_articles.report.page import Page

# Enough of a fingerprint to tell findings apart, and to paste into `dedupe baseline accept`.
_FINGERPRINT_SHOWN: Final = 12


def render_baseline_text(entries: Sequence[Entry], page: Page) -> str:
    """Return the accepted findings, each with its articles, the reason and the owner."""
    lines: Lines = []
    for entry in sorted(entries, key=lambda entry: entry.order):
        fingerprint = Text(visible(entry.fingerprint[:_FINGERPRINT_SHOWN]), style=QUIET)
        account = " · ".join([visible(entry.relation), *account_of(entry.acceptance)])
        lines += hanging(Text.assemble(fingerprint, "  "), account, page)
        for name in (entry.a, entry.b):
            lines += hanging("    ", visible(name), page)
    count = plural(len(entries), "accepted finding")
    return to_string([*lines, Text(count, style=HEADING)], page)


def account_of(acceptance: Acceptance) -> list[str]:
    """Return the reason and the owner, of those that are told."""
    reason = [visible(acceptance.reason)] if acceptance.reason else []
    return reason + ([f"owner {visible(acceptance.owner)}"] if acceptance.owner else [])
