"""WARC, as crawlers write it: each page of the web, or plain text, is an article."""

from __future__ import annotations

import io
import re
from collections import Counter
from contextlib import contextmanager, redirect_stderr
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from dedupe_articles.load.charsets import CHARSET, known_encoding
from dedupe_articles.load.decode import (
    UnreadableError,
    decode,
    read_at_most,
    too_large,
)
from dedupe_articles.load.documents.document import Document, Task
from dedupe_articles.load.documents.reader import article_of, require_extra
from dedupe_articles.load.documents.worker import WORKER
from dedupe_articles.load.records import UniqueNames
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

_WITH_CONTENT: Final = frozenset({"response", "resource", "conversion"})
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_TEXT: Final = "text/plain"
_TYPES_SHOWN: Final = 5


class Warc:
    """Reads one article from each page; `max_file_size` limits each page, not the file.

    WARC has no lines: the `line` of an article is the number of its record.
    """

    suffixes = (".warc", ".wet")

    def read(
        self, path: str, stream: io.BufferedReader, settings: Settings
    ) -> Iterator[Article | Skipped]:
        """Give an article or a reason for each page, and count the rest; see `Reader.read`."""
        require_extra(".warc", "warc", "warcio")
        require_extra(".warc", "warc", "trafilatura")
        names = UniqueNames()
        others: Counter[str] = Counter()
        number = 0
        for record in _records(stream):
            number += 1
            if record.rec_type not in _WITH_CONTENT:
                continue
            address = record.rec_headers.get_header("WARC-Target-URI") or str(number)
            kind, charset = _content_type(record)
            if kind not in _PAGES and kind != _TEXT:
                others[kind] += 1
                continue
            try:
                document = _document(record, kind, charset, settings)
            except UnreadableError as error:
                yield Skipped(path, f"{error} ({address})", number)
                continue
            metadata = {"url": address, **document.metadata}
            yield article_of(
                path, replace(document, record=address, line=number, metadata=metadata), names
            )
        if others:
            yield Skipped(path, _told(others))
        if number == 0:
            yield Skipped(path, "empty")


def _records(stream: io.BufferedReader) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - an extra

    records = ArchiveIterator(stream)
    while True:
        try:
            with _unheard():
                record = next(records, None)
        except UnreadableError:
            raise
        except Exception as error:
            raise UnreadableError(f"damaged WARC: {str(error)[:200]}") from error
        if record is None:
            return
        yield record


@contextmanager
def _unheard() -> Iterator[None]:
    """Keep warcio from writing what the file holds to stderr, where a terminal would obey it."""
    with redirect_stderr(io.StringIO()):
        yield


def _content_type(record: Any) -> tuple[str, str | None]:  # noqa: ANN401 - warcio has no types
    """Return the media type of what a record holds, and the encoding that it says."""
    headers = record.http_headers or record.rec_headers
    if record.http_headers is not None and record.http_headers.get_statuscode() != "200":
        return f"HTTP {record.http_headers.get_statuscode()}", None
    value = headers.get_header("Content-Type") or "no type"
    kind, _, rest = value.partition(";")
    charset = re.search(CHARSET, rest)
    return kind.strip().lower()[:60], known_encoding(charset[1]) if charset else None


def _document(
    record: Any,  # noqa: ANN401 - warcio has no types
    kind: str,
    charset: str | None,
    settings: Settings,
) -> Document:
    try:
        with _unheard():
            raw = read_at_most(record.content_stream(), settings.max_file_size + 1)
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(f"damaged record: {str(error)[:200]}") from error
    if len(raw) > settings.max_file_size:
        raise UnreadableError(too_large(None, settings.max_file_size))
    if not raw.strip():
        raise UnreadableError("empty")
    encoding = settings.encoding or charset
    if kind == _TEXT:
        decoded = decode(raw, encoding)
        return Document(decoded.text, notices=decoded.notices)
    (document,) = WORKER.documents("html", Task(raw, encoding, settings.max_file_size))
    return document


def _told(others: Counter[str]) -> str:
    """Say how many records are neither pages nor text, and of which types most are."""
    most = ", ".join(f"{kind} {count:,}" for kind, count in others.most_common(_TYPES_SHOWN))
    rest = ", …" if len(others) > _TYPES_SHOWN else ""
    return f"{others.total():,} records that are no pages: {most}{rest}"
