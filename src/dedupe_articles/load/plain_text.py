"""Plain text: a file is an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dedupe_articles.load.decode import read_text
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator


class PlainText:
    """Reads the whole stream as the text of one article."""

    suffixes = (".txt", ".text")

    def read(
        self, path: str, stream: io.BufferedReader, settings: Settings
    ) -> Iterator[Article | Skipped]:
        """Give the one article; see `Reader.read`."""
        decoded = read_text(stream, settings)
        yield Article(id=path, path=path, text=decoded.text, notices=decoded.notices)
