"""Mailboxes: each message is an article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dedupe_articles.load.decode import UnreadableError, too_large
from dedupe_articles.load.documents.document import Task
from dedupe_articles.load.documents.reader import article_of
from dedupe_articles.load.documents.worker import WORKER
from dedupe_articles.load.lines import bounded_lines
from dedupe_articles.load.records import UniqueNames
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator


class Mbox:
    """Reads one article from each message; `max_file_size` limits each message, not the file."""

    suffixes = (".mbox",)

    def read(
        self, path: str, stream: io.BufferedReader, settings: Settings
    ) -> Iterator[Article | Skipped]:
        """Give an article or a reason for each message; see `Reader.read`."""
        names = UniqueNames()
        is_empty = True
        for line, raw in _messages(stream, settings):
            is_empty = False
            if isinstance(raw, int):
                yield Skipped(path, too_large(raw, settings.max_file_size), line)
                continue
            try:
                task = Task(raw, settings.encoding, settings.max_file_size)
                (document,) = WORKER.documents("mail", task)
                record = document.metadata.get("message_id") or str(line)
                numbered = replace(document, record=record, line=line)
                yield article_of(path, numbered, names)
            except UnreadableError as error:
                yield Skipped(path, str(error), line)
        if is_empty:
            yield Skipped(path, "empty")


def _messages(stream: io.BufferedReader, settings: Settings) -> Iterator[tuple[int, bytes | int]]:
    """Cut a mailbox at its `From ` lines; a message above the limit comes out as its size."""
    limit = settings.max_file_size
    first, size = 1, 0
    parts: list[bytes] = []
    for number, line in enumerate(bounded_lines(stream, settings), start=1):
        if isinstance(line, bytes) and line.startswith(b"From "):
            if size:
                yield first, b"".join(parts) if size <= limit else size
            first, size, parts = number, 0, []
            continue
        if number == 1:
            raise UnreadableError("no mailbox: it does not begin with a line of From")
        size += line if isinstance(line, int) else len(line)
        if isinstance(line, bytes) and size <= limit:
            parts.append(line[1:] if line.startswith(b">From ") else line)
        else:
            size = max(size, limit + 1)
            parts.clear()
    if size:
        yield first, b"".join(parts) if size <= limit else size
