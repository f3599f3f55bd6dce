"""What the reader of every format does, and which reader a file gets.

A new format is a module with a class like the ones imported here, and an entry in `READERS`.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final, Protocol

from dedupe_articles.load.csv_rows import Csv
from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.documents.mbox import Mbox
from dedupe_articles.load.documents.reader import DocumentReader
from dedupe_articles.load.documents.warc import Warc
from dedupe_articles.load.json_documents import Json
from dedupe_articles.load.json_lines import JsonLines
from dedupe_articles.load.markdown import Markdown
from dedupe_articles.load.parquet import Parquet
from dedupe_articles.load.plain_text import PlainText

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from dedupe_articles.model import Article, Settings, Skipped


class Reader(Protocol):
    """Reads the articles of one file format."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How the names of such files end: in lower case, with the dot."""

    def read(
        self, path: str, stream: io.BufferedReader, settings: Settings
    ) -> Iterator[Article | Skipped]:
        """Read the articles of a stream whose name is `path`; it may not be able to seek.

        Gives a `Skipped` for each part that is no article. Raises `UnreadableError` if the
        whole or the rest cannot be read, and `OSError` where the stream does.
        """


_PLAIN_TEXT: Final = PlainText()
READERS: Final[tuple[Reader, ...]] = (
    _PLAIN_TEXT,
    Markdown(),
    JsonLines(),
    Json(),
    Csv(),
    Parquet(),
    DocumentReader((".html", ".htm", ".xhtml"), "html", extra="html", needs="trafilatura"),
    DocumentReader((".docx",), "docx"),
    DocumentReader((".odt",), "odt"),
    DocumentReader((".epub",), "epub"),
    DocumentReader((".rss", ".atom", ".xml"), "feed"),
    DocumentReader((".eml",), "mail"),
    Mbox(),
    Warc(),
    DocumentReader((".rtf",), "rtf", extra="rtf", needs="striprtf"),
    DocumentReader((".pdf",), "pdf", extra="pdf", needs="pypdfium2"),
)
_BY_SUFFIX: Final = {suffix: reader for reader in READERS for suffix in reader.suffixes}


def suffix_of(name: str) -> str:
    """Return how a file name ends, with the dot and in lower case."""
    return posixpath.splitext(name)[1].lower()


def choose_reader(name: str, *, named: bool) -> Reader:
    """Choose by the suffix of `name`; one without a suffix is plain text if the user `named` it.

    Raises `UnreadableError` if there is no reader for it.
    """
    suffix = suffix_of(name)
    if named and not suffix:
        return _PLAIN_TEXT
    if suffix not in _BY_SUFFIX:
        shown = f" {suffix!r}" if suffix else ""
        raise UnreadableError(f"unknown file type{shown}; dedupe scan --help says what is read")
    return _BY_SUFFIX[suffix]
