"""PDF: the text of all pages, its lines put together to paragraphs, by PDFium."""

from __future__ import annotations

import re
from statistics import quantiles
from typing import TYPE_CHECKING, Final

from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.documents.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dedupe_articles.load.documents.document import Task

_DAY: Final = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
# PDFium's marks for a hyphen at the end of a line that belongs to the line break.
_HYPHEN_AT_END: Final = re.compile("[\x02\ufffe\u00ad]\r?\n?")
_ENDS_SENTENCE: Final = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_PAGE_NUMBER: Final = re.compile(r"\W*\d{1,4}\W*")
_SHORT_LINE: Final = 0.8


def extract(task: Task) -> Iterator[Document]:
    """Give the text of a PDF. Raises `UnreadableError` if it has none, as a scan has."""
    import pypdfium2  # noqa: PLC0415 - an extra

    try:
        pdf = pypdfium2.PdfDocument(task.raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError("encrypted") from error
        raise UnreadableError(f"PDF that cannot be read: {error}") from error
    size = 0
    pages = []
    for number in range(len(pdf)):
        try:
            text = pdf[number].get_textpage().get_text_range(errors="replace")
        except pypdfium2.PdfiumError:
            text = ""
        size += len(text)
        if size > task.limit:
            raise UnreadableError("too large: its text is longer than --max-file-size")
        pages.append(text)
    text = paragraphs("\n".join(pages))
    if not text:
        raise UnreadableError("no text: the pages are pictures; recognise their text first (OCR)")
    known = pdf.get_metadata_dict(skip_empty=True)
    day = _DAY.match(known.get("CreationDate", ""))
    author = known.get("Author")
    yield Document(
        text,
        title=known.get("Title"),
        date="-".join(day.groups()) if day else None,
        metadata={"author": author} if author else {},
    )


def paragraphs(text: str) -> str:
    """Put the lines of set pages together to paragraphs, and leave out page numbers.

    A line ends its paragraph if it is short and ends a sentence, or if a blank line follows.
    """
    lines = [line.strip() for line in _HYPHEN_AT_END.sub("", text).splitlines()]
    lines = [line for line in lines if not _PAGE_NUMBER.fullmatch(line)]
    width = _usual_width([len(line) for line in lines if line])
    result: list[str] = []
    goes_on = False
    for line in lines:
        if not line:
            goes_on = False
        elif goes_on:
            result[-1] += f" {line}"
        else:
            result.append(line)
        if line:
            goes_on = len(line) > _SHORT_LINE * width or not _ENDS_SENTENCE.search(line)
    return "\n".join(result)


def _usual_width(lengths: Sequence[int]) -> float:
    return quantiles(lengths, n=4)[2] if len(lengths) > 1 else 0
