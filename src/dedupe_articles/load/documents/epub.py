"""EPUB: each document of the reading order is an article, as in a magazine or a collection."""

from __future__ import annotations

import io
import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.documents.document import Document
from dedupe_articles.load.documents.markup import text_of_markup
from dedupe_articles.load.documents.web_page import decode_page
from dedupe_articles.load.documents.xml_text import Package, Values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dedupe_articles.load.documents.document import Task


def extract(task: Task) -> Iterator[Document]:
    """Give the documents of the reading order that have a text."""
    package = Package(io.BytesIO(task.raw), task.limit)
    container = _Book()
    package.parse("META-INF/container.xml", container)
    if container.root is None:
        raise UnreadableError("damaged: its container names no book")
    book = _Book()
    package.parse(container.root, book)
    folder = posixpath.dirname(container.root)
    for item in book.order:
        href = book.files.get(item)
        if href is None:
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(href)))
        decoded = decode_page(b"".join(package.chunks(name)), task.encoding)
        text, title = text_of_markup(decoded.text)
        if text:
            author = book.values.get("creator")
            yield Document(
                text,
                title=title or book.values.get("title"),
                date=(book.values.get("date") or "").partition("T")[0] or None,
                part=name,
                metadata={"author": author} if author else {},
                notices=decoded.notices,
            )


class _Book(Values):
    """What the container and the package document of a book say."""

    def __init__(self) -> None:
        super().__init__()
        self.root: str | None = None
        self.files: dict[str, str] = {}
        self.order: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Enter an element."""
        super().start(tag, attributes)
        name = tag.rpartition("}")[2]
        if name == "rootfile" and self.root is None:
            self.root = attributes.get("full-path")
        elif name == "item" and "html" in attributes.get("media-type", ""):
            self.files[attributes.get("id", "")] = attributes.get("href", "")
        elif name == "itemref":
            self.order.append(attributes.get("idref", ""))
