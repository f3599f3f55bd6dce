"""An archive of articles in a file, to check new articles against.

`build`, `add`, `remove`, `update` and `compact` write an index, `check` compares new articles with
it, `describe` and `verify` say what it holds and whether it is whole. What a check finds between a
new article and one of the archive is what a scan of both would find.
"""

from __future__ import annotations

from dedupe_articles.index.check import check
from dedupe_articles.index.describe import describe
from dedupe_articles.index.signatures import export_signatures
from dedupe_articles.index.verify import verify
from dedupe_articles.index.write import add, build, compact, remove, update

__all__ = [
    "add",
    "build",
    "check",
    "compact",
    "describe",
    "export_signatures",
    "remove",
    "update",
    "verify",
]
