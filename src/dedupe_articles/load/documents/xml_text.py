"""The texts of office documents: paragraphs out of XML, without holding its tree."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from dedupe_articles.load.decode import UnreadableError, too_large

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Mapping

_CHUNK_BYTES: Final = 1 << 16
_ZIP_ERRORS: Final = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError),
    *(EOFError, OSError),
)


class Package:
    """The files in a zip that is one document; together they expand to `limit` bytes at most."""

    def __init__(self, file: io.BytesIO, limit: int) -> None:
        try:
            self._archive = zipfile.ZipFile(file)
        except _ZIP_ERRORS as error:
            raise UnreadableError(f"damaged: {error}") from error
        self._limit = limit
        self._left = limit

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def chunks(self, name: str) -> Iterator[bytes]:
        """Give a file piece by piece. Raises `UnreadableError` if it is missing or damaged."""
        try:
            with self._archive.open(name) as file:
                while data := file.read(_CHUNK_BYTES):
                    self._left -= len(data)
                    if self._left < 0:
                        raise UnreadableError(too_large(None, self._limit))
                    yield data
        except KeyError as error:
            raise UnreadableError(f"damaged: there is no {name} in it") from error
        except _ZIP_ERRORS as error:
            raise UnreadableError(f"damaged: {name}: {error}") from error

    def parse(self, name: str, target: object) -> None:
        """Parse an XML file with a target as `xml.etree.ElementTree.XMLParser` takes one.

        Raises `UnreadableError` if it is not well-formed, or defines entities.
        """
        parser = DefusedXMLParser(target=target)
        try:
            for data in self.chunks(name):
                parser.feed(data)
            parser.close()
        except DefusedXmlException as error:
            raise UnreadableError("defines XML entities, as bombs do") from error
        except ParseError as error:
            raise UnreadableError(f"damaged: {name} is no XML: {error}") from error


class Paragraphs:
    """A parser target that collects the text of paragraphs, notes last.

    Names of elements are without their namespaces. `texts` are the elements whose text counts
    (all that are in a paragraph if it is empty), `skipped` those left out with all in them (with or
    without a namespace), `notes` those whose text comes after that of the document, `signs` those
    that stand for text.
    """

    def __init__(
        self,
        paragraphs: frozenset[str],
        *,
        texts: frozenset[str] = frozenset(),
        skipped: frozenset[str] = frozenset(),
        notes: frozenset[str] = frozenset(),
        signs: Mapping[str, str] | None = None,
    ) -> None:
        self._paragraphs = paragraphs
        self._texts = texts
        self._skipped = skipped
        self._notes = notes
        self._signs = signs or {}
        self._depth_skipped = 0
        self._depth_text = 0
        self._body: list[str] = []
        self._note: list[str] = []
        self._into = [self._body]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Enter an element."""
        name = tag.rpartition("}")[2]
        if self._depth_skipped or name in self._skipped or tag in self._skipped:
            self._depth_skipped += 1
            return
        if name in self._paragraphs:  # of a text box, it may stand in the middle of another
            self._into[-1].append("\n")
        if name in self._notes:
            self._into.append(self._note)
        elif name in self._signs:
            self._into[-1].append(self._signs[name] * _count(attributes))
        elif name in (self._texts or self._paragraphs):
            self._depth_text += 1

    def end(self, tag: str) -> None:
        """Leave an element."""
        name = tag.rpartition("}")[2]
        if self._depth_skipped:
            self._depth_skipped -= 1
            return
        if name in self._notes:
            self._into.pop()
        elif name in (self._texts or self._paragraphs):
            self._depth_text -= 1
        if name in self._paragraphs:
            self._into[-1].append("\n")

    def data(self, data: str) -> None:
        """Take text between tags."""
        if self._depth_text and not self._depth_skipped:
            self._into[-1].append(data.replace("\n", " "))  # a line break is an element

    def close(self) -> None:
        """Be done."""

    def text(self) -> str:
        """Return what was collected, a line for each paragraph that is not blank."""
        lines = "".join((*self._body, "\n", *self._note)).split("\n")
        return "\n".join(line.strip() for line in lines if line.strip())


class Values:
    """A parser target that keeps the first text of each element, by name without namespace."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._data: list[str] = []

    def start(self, _tag: str, _attributes: Mapping[str, str]) -> None:
        """Enter an element."""
        self._data = []

    def end(self, tag: str) -> None:
        """Leave an element."""
        value = "".join(self._data).strip()
        if value:
            self.values.setdefault(tag.rpartition("}")[2], value)
        self._data = []

    def data(self, data: str) -> None:
        """Take text between tags."""
        self._data.append(data)

    def close(self) -> None:
        """Be done."""


def _count(attributes: Mapping[str, str]) -> int:
    """Return how often a sign stands, as `text:c` says of spaces in OpenDocument."""
    counts = [value for name, value in attributes.items() if name.endswith("}c")]
    return min(int(counts[0]), 1000) if counts and counts[0].isdecimal() else 1
