"""What to keep and what to drop, as JSON Lines: one article a line, for scripts and for audit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dedupe_articles.report.escape import escape_json
from dedupe_articles.report.records import Record, dropped_record, kept_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dedupe_articles.keep import Dropped
    from dedupe_articles.model import ArticleRef


def render_kept(articles: Iterable[ArticleRef], dropped: Iterable[Dropped]) -> str:
    """Return the articles that are not dropped, in their order."""
    gone = {item.article.id for item in dropped}
    return _lines(kept_record(article) for article in articles if article.id not in gone)


def render_dropped(dropped: Iterable[Dropped]) -> str:
    """Return each dropped article with the one that is kept for it, and why."""
    return _lines(dropped_record(item) for item in dropped)


def _lines(records: Iterable[Record]) -> str:
    lines = (json.dumps(record, ensure_ascii=False, allow_nan=False) for record in records)
    return "".join(f"{escape_json(line)}\n" for line in lines)
