"""What to keep and what to drop, as JSON Lines: one article a line, for scripts and for audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dedupe_articles.report.json_text import json_line
from dedupe_articles.report.records import dropped_record, kept_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dedupe_articles.keep import Dropped
    from dedupe_articles.model import ArticleRef


def render_kept(articles: Iterable[ArticleRef], dropped: Iterable[Dropped]) -> str:
    """Return the articles that are not dropped, in their order."""
    gone = {item.article.id for item in dropped}
    kept = (article for article in articles if article.id not in gone)
    return "".join(json_line(kept_record(article)) for article in kept)


def render_dropped(dropped: Iterable[Dropped]) -> str:
    """Return each dropped article with the one that is kept for it, and why."""
    return "".join(json_line(dropped_record(item)) for item in dropped)
