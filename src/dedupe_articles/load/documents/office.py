"""Text documents of word processors: DOCX, ODT and RTF."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.documents.document import Document
from dedupe_articles.load.documents.xml_text import Package, Paragraphs, Values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dedupe_articles.load.documents.document import Task

# What a tracked change took out, how a word is read aloud, and the older form of a text box that is
# there twice.
_DOCX_SKIPPED: Final = frozenset({"del", "moveFrom", "Fallback", "tabs", "rt"})
_DOCX_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_PICTURE: Final = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_ODT_SKIPPED: Final = frozenset(
    {"tracked-changes", "annotation", "note-citation", "ruby-text"}
).union({f"{_PICTURE}title", f"{_PICTURE}desc"})
_ODT_SIGNS: Final = {"s": " ", "tab": "\t", "line-break": "\n"}


def extract_docx(task: Task) -> Iterator[Document]:
    """Give the text of a DOCX, its tables and notes; without headers and footers of pages."""
    package = Package(io.BytesIO(task.raw), task.limit)
    texts = []
    for part in ("document", "footnotes", "endnotes"):
        name = f"word/{part}.xml"
        if part == "document" or name in package:
            target = Paragraphs(
                frozenset({"p"}),
                texts=frozenset({"t"}),
                skipped=_DOCX_SKIPPED,
                signs=_DOCX_SIGNS,
            )
            package.parse(name, target)
            texts.append(target.text())
    properties = _values(package, "docProps/core.xml")
    yield _document(
        "\n".join(text for text in texts if text),
        properties.get("title"),
        properties.get("created"),
        properties.get("creator"),
    )


def extract_odt(task: Task) -> Iterator[Document]:
    """Give the text of an ODT, its notes last."""
    package = Package(io.BytesIO(task.raw), task.limit)
    target = Paragraphs(
        frozenset({"p", "h"}),
        skipped=_ODT_SKIPPED,
        notes=frozenset({"note-body"}),
        signs=_ODT_SIGNS,
    )
    package.parse("content.xml", target)
    properties = _values(package, "meta.xml")
    yield _document(
        target.text(),
        properties.get("title"),
        properties.get("creation-date"),
        properties.get("initial-creator") or properties.get("creator"),
    )


def extract_rtf(task: Task) -> Iterator[Document]:
    """Give the text of an RTF."""
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - an extra

    if not task.raw.lstrip().startswith(rb"{\rtf"):
        raise UnreadableError("no RTF")
    # RTF is ASCII and names its own code pages.
    source = task.raw.decode("latin-1")
    text = rtf_to_text(source, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    lines = (line.strip() for line in text.split("\n"))
    yield Document("\n".join(line for line in lines if line))


def _values(package: Package, name: str) -> dict[str, str]:
    """Return the properties of a document; those that cannot be read are none."""
    target = Values()
    try:
        package.parse(name, target)
    except UnreadableError:
        return {}
    return target.values


def _document(text: str, title: str | None, date: str | None, author: str | None) -> Document:
    day = None if date is None else date.partition("T")[0]
    return Document(text, title, day, metadata={"author": author} if author else {})
