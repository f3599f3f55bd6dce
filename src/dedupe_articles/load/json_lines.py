"""JSON Lines: each line is a record, and a record is an article.

Lines are read one by one. What is wrong with one of them costs that line only: real corpora have
records that a raw line break cut in two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dedupe_articles.load.decode import UnreadableError, decode, too_large
from dedupe_articles.load.json_values import parse_object
from dedupe_articles.load.lines import bounded_lines
from dedupe_articles.load.records import Records
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator


class JsonLines:
    """Reads one article from each line; the settings name the fields.

    `max_file_size` limits each line, not the file.
    """

    suffixes = (".jsonl", ".ndjson")

    def read(
        self, path: str, stream: io.BufferedReader, settings: Settings
    ) -> Iterator[Article | Skipped]:
        """Give an article or a reason for each line that is not blank; see `Reader.read`."""
        records = Records(path, settings)
        blank = True
        for number, line in enumerate(bounded_lines(stream, settings), start=1):
            if isinstance(line, bytes) and line.isspace():
                continue
            blank = False
            if isinstance(line, int):
                yield Skipped(path, too_large(line, settings.max_file_size), number)
                continue
            try:
                decoded = decode(line, settings.encoding)
                yield records.article(parse_object(decoded.text), number, decoded.notices)
            except UnreadableError as error:
                yield Skipped(path, str(error), number)
        if blank:
            yield Skipped(path, "empty")
