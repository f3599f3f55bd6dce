"""The counts of a scan as one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dedupe_articles.model import Summary


def summary_line(summary: Summary) -> str:
    """Return what was scanned and found: `2 articles, 1,432 words · 1 finding (1 derived) · …`."""
    found = {name: count for name, count in summary.findings.items() if count}
    total = sum(found.values())
    details = ", ".join(f"{count:,} {name}" for name, count in found.items())
    parts = [
        f"{plural(summary.articles, 'article')}, {plural(summary.words, 'word')}",
        f"{plural(total, 'finding')} ({details})" if total else "no findings",
        plural(summary.families, "family", "families"),
        f"{summary.skipped:,} skipped",
    ]
    if summary.interrupted:
        parts.append("interrupted before the end")
    return " · ".join(parts)


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return `count` with the noun in its number: `1 article`, `1,234 articles`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
