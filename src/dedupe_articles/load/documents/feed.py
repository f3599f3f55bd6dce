"""RSS and Atom: each entry is an article, with the markup of its content taken off."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from dedupe_articles.load.charsets import declared_encoding
from dedupe_articles.load.decode import HEAD_BYTES, UnreadableError, decode, refuse_binary
from dedupe_articles.load.documents.document import Document
from dedupe_articles.load.documents.markup import text_of_markup
from dedupe_articles.load.documents.rfc_822 import in_iso_8601

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dedupe_articles.load.documents.document import Task

_DECLARED: Final = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})""")
_ROOTS: Final = frozenset({"rss", "feed", "RDF"})
_ENTRIES: Final = frozenset({"item", "entry"})
# The fullest first.
_CONTENTS: Final = ("encoded", "content", "description", "summary")
_DATES: Final = ("pubDate", "published", "date", "issued", "updated")
_NAMES: Final = ("guid", "id", "link")
_AUTHORS: Final = ("creator", "name", "author")


def extract(task: Task) -> Iterator[Document]:
    """Give the entries of a feed that have a text.

    Raises `UnreadableError` for XML that is no feed, is not well-formed or defines entities.
    """
    head = task.raw[:HEAD_BYTES]
    refuse_binary(head, task.encoding)
    decoded = decode(task.raw, declared_encoding(head, _DECLARED) or task.encoding)
    entries, notices = _entries(decoded.text)
    notices += decoded.notices
    for entry in entries:
        content = next((entry[name] for name in _CONTENTS if entry.get(name)), "")
        text, _ = text_of_markup(content)
        if text:
            yield _document(entry, text, notices)
            notices = ()


def _entries(xml: str) -> tuple[Sequence[Mapping[str, str]], tuple[str, ...]]:
    """Return the entries of a feed and what there is to say of it."""
    target = _Feed()
    parser = DefusedXMLParser(target=target)
    target.line = lambda: int(parser.parser.CurrentLineNumber)
    try:
        parser.feed(xml)
        parser.close()
    except DefusedXmlException as error:
        raise UnreadableError("defines XML entities, as bombs do") from error
    except ParseError as error:
        if not target.entries:
            raise UnreadableError(f"damaged: no XML: {error}") from error
        return target.entries, (f"cut off where it is no XML: {error}",)
    return target.entries, ()


def _document(entry: Mapping[str, str], text: str, notices: tuple[str, ...]) -> Document:
    def first(names: tuple[str, ...]) -> str | None:
        return next((entry[name].strip() for name in names if entry.get(name, "").strip()), None)

    title, date = entry.get("title"), first(_DATES)
    known = {"url": entry.get("link", "").strip(), "author": first(_AUTHORS)}
    return Document(
        text,
        title=text_of_markup(title)[0] if title else None,
        date=in_iso_8601(date) if date else None,
        record=first(_NAMES) or entry["line"],
        line=int(entry["line"]),
        metadata={name: value for name, value in known.items() if value},
        notices=notices,
    )


class _Feed:
    """A parser target that keeps the entries of a feed as fields by name without namespace."""

    def __init__(self) -> None:
        self.entries: list[dict[str, str]] = []
        self.line: Callable[[], int] = lambda: 1
        self._path: list[str] = []
        self._entry: dict[str, str] | None = None
        self._entry_depth = 0
        self._is_markup = True
        self._data: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self._path.append(name)
        if len(self._path) == 1 and name not in _ROOTS:
            raise UnreadableError(f"XML of an unknown kind, <{name[:40]}>; feeds are read")
        if self._entry is None:
            if name in _ENTRIES:
                self._entry, self._entry_depth = {"line": str(self.line())}, len(self._path)
        elif len(self._path) == self._entry_depth + 1:
            self._data = []
            self._is_markup = attributes.get("type", "html") in ("html", "text/html")
            if name == "link" and attributes.get("rel", "alternate") == "alternate":
                self._entry.setdefault("link", attributes.get("href", ""))
        else:
            self._data.append(f"<{name}>")

    def end(self, _tag: str) -> None:
        name = self._path.pop()
        if self._entry is None:
            return
        depth = len(self._path) + 1
        if depth == self._entry_depth:
            self.entries.append(self._entry)
            self._entry = None
        elif depth == self._entry_depth + 1:
            value = "".join(self._data)
            if value.strip() and not self._entry.get(name):
                self._entry[name] = value
        else:
            self._data.append(f"</{name}>")
            if name == "name":  # of the author, in Atom
                self._entry.setdefault(name, text_of_markup("".join(self._data))[0])

    def data(self, data: str) -> None:
        if self._entry is not None:
            self._data.append(data if self._is_markup else html.escape(data, quote=False))

    def close(self) -> None:
        """Be done."""
