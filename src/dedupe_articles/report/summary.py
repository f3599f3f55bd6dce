"""The counts of a scan as one line."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dedupe_articles.model import Boilerplate, ChanceLevel, Summary


def summary_line(summary: Summary) -> str:
    """Return what was scanned and found: `2 articles, 1,432 words · 1 finding (1 derived) · …`."""
    found = {item.value: count for item, count in summary.findings.items() if count}
    total = sum(found.values())
    details = ", ".join(f"{count:,} {name}" for name, count in found.items())
    parts = [
        f"{plural(summary.articles, 'article')}, {plural(summary.words, 'word')}",
        *([] if summary.changed is None else [f"{summary.changed:,} changed"]),
        f"{plural(total, 'finding')} ({details})" if total else "no findings",
        *([f"{summary.accepted:,} accepted"] if summary.accepted else []),
        plural(summary.families, "family", "families"),
        f"{summary.skipped:,} skipped",
        *([_boilerplate(summary.boilerplate)] if summary.boilerplate.lines else []),
    ]
    if summary.chance is not None:
        parts.append(_chance(summary.chance))
    return " · ".join(parts)


def _boilerplate(found: Boilerplate) -> str:
    lines, articles = plural(found.lines, "line"), plural(found.articles, "article")
    return f"{lines} of boilerplate in {articles}"


def _chance(level: ChanceLevel) -> str:
    """Return what the score of a finding has to be seen against; rounded up, so that it is true."""
    at_most = ceil(round(100 * level.p99, 2)) / 100
    return f"chance level here: 99% of random pairs score at most {at_most:.2f}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return `count` with the noun in its number: `1 article`, `1,234 articles`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
