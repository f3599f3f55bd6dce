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
# What programs that put feeds together from strings leave in them: characters that XML has not,
# entities of HTML, ampersands that begin no entity.
_CONTROLS: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BEFORE_ROOT: Final = re.compile(r"\A\s*(?:<\?xml[^>]*\?>)?")
_AMPERSAND: Final = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)(?:\w{1,32};)?",
    re.DOTALL,
)
_ROOTS: Final = frozenset({"rss", "feed", "RDF"})
_ENTRIES: Final = frozenset({"item", "entry"})
# Of other modules, such as Media RSS, a `content` is a picture and a `title` that of the picture.
_MODULES: Final = frozenset(
    {"http://purl.org/rss/1.0/modules/content/", "http://purl.org/dc/elements/1.1/"}
)
_FOREIGN: Final = ":"
# The fullest first.
_CONTENTS: Final = ("encoded", "content", "description", "summary")
_DATES: Final = ("pubDate", "published", "date", "issued", "updated")
_NAMES: Final = ("guid", "id", "link")
_AUTHORS: Final = ("creator", "name", "author")


def extract(task: Task) -> Iterator[Document]:
    """Give the entries of a feed; the text of many a one is empty.

    Raises `UnreadableError` for XML that is no feed, is not well-formed or defines entities.
    """
    head = task.raw[:HEAD_BYTES]
    refuse_binary(head, task.encoding)
    decoded = decode(task.raw, declared_encoding(head, _DECLARED) or task.encoding)
    notices = decoded.notices
    entries, problem = _entries(decoded.text)
    if problem:
        entries, problem = _entries(_mended(decoded.text))
    if problem and not entries:
        raise UnreadableError(f"damaged: no XML: {problem}")
    if problem:
        notices = (f"cut off where it is no XML: {problem}", *notices)
    for entry in entries:
        text, _ = text_of_markup(_first(entry, _CONTENTS))
        yield _document(entry, text, notices if text else ())
        if text:
            notices = ()


def _entries(xml: str) -> tuple[Sequence[Mapping[str, str]], str]:
    """Return the entries of a feed as far as it is XML, and why it is none from there on."""
    target = _Feed()
    parser = DefusedXMLParser(target=target)
    target.line = lambda: int(parser.parser.CurrentLineNumber)
    try:
        parser.feed(xml)
        parser.close()
    except DefusedXmlException as error:
        raise UnreadableError("defines XML entities, as bombs do") from error
    except ParseError as error:
        return target.entries, str(error)
    return target.entries, ""


def _first(entry: Mapping[str, str], names: tuple[str, ...]) -> str:
    """Return the first field that an entry has, those of unknown modules last; '' for none."""
    all_names = (*names, *(_FOREIGN + name for name in names))
    return next((entry[name].strip() for name in all_names if entry.get(name, "").strip()), "")


def _document(entry: Mapping[str, str], text: str, notices: tuple[str, ...]) -> Document:
    date = _first(entry, _DATES)
    known = {"url": entry.get("link", "").strip(), "author": _first(entry, _AUTHORS)}
    return Document(
        text,
        title=text_of_markup(_first(entry, ("title",)))[0] or None,
        date=in_iso_8601(date) if date else None,
        record=_first(entry, _NAMES) or entry["line"],
        line=int(entry["line"]),
        metadata={name: value for name, value in known.items() if value},
        notices=notices,
    )


def _mended(xml: str) -> str:
    """Return a feed that is no XML as what it was meant to be, each line in its place."""

    def mended(found: re.Match[str]) -> str:
        if found[0].startswith("<"):
            return found[0]
        return html.escape(html.unescape(found[0]), quote=False)

    xml = _BEFORE_ROOT.sub(lambda found: "\n" * found[0].count("\n"), xml, count=1)
    return _AMPERSAND.sub(mended, _CONTROLS.sub(" ", xml))


class _Feed:
    """A parser target that keeps the entries of a feed as fields by name without namespace.

    The names of fields that are neither of the feed's own namespace nor of `_MODULES` have
    `_FOREIGN` before them.
    """

    def __init__(self) -> None:
        self.entries: list[dict[str, str]] = []
        self.line: Callable[[], int] = lambda: 1
        self._path: list[str] = []
        self._entry: dict[str, str] | None = None
        self._entry_depth = 0
        self._own: frozenset[str] = frozenset()
        self._is_markup = True
        self._data: list[str] = []
        self._begun = 0  # where in the data the last element inside of a field begins

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        space, _, name = tag.removeprefix("{").rpartition("}")
        is_field = self._entry is not None and len(self._path) == self._entry_depth
        if is_field and space not in self._own:
            name = _FOREIGN + name
        self._path.append(name)
        if len(self._path) == 1 and name not in _ROOTS:
            raise UnreadableError(f"XML of an unknown kind, <{name[:40]}>; feeds are read")
        if self._entry is None:
            if name in _ENTRIES:
                self._entry, self._entry_depth = {"line": str(self.line())}, len(self._path)
                self._own = _MODULES | {space}
        elif is_field:
            self._data = []
            self._is_markup = attributes.get("type", "html") in ("html", "text/html")
            if name == "link" and attributes.get("rel", "alternate") == "alternate":
                self._entry.setdefault("link", attributes.get("href", ""))
        else:
            self._data.append(f"<{name}>")
            self._begun = len(self._data)

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
            if name == "name" and self._path[self._entry_depth :] == ["author"]:  # in Atom
                self._entry.setdefault(name, text_of_markup("".join(self._data[self._begun :]))[0])
            self._data.append(f"</{name}>")

    def data(self, data: str) -> None:
        if self._entry is not None:
            self._data.append(data if self._is_markup else html.escape(data, quote=False))

    def close(self) -> None:
        """Be done."""
