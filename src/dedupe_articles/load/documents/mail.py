"""Mail: the text of a message, without its attachments."""

from __future__ import annotations

from dataclasses import replace
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import MIMEPart
from email.parser import BytesParser
from typing import TYPE_CHECKING, Any, Final

from dedupe_articles.load.charsets import known_encoding
from dedupe_articles.load.decode import (
    HEAD_BYTES,
    Decoded,
    UnreadableError,
    decode,
    refuse_binary,
)
from dedupe_articles.load.documents.document import Document
from dedupe_articles.load.documents.markup import text_of_markup
from dedupe_articles.load.documents.rfc_822 import in_iso_8601

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from email.message import EmailMessage

    from dedupe_articles.load.documents.document import Task

_PLAIN: Final = "text/plain"
_HTML: Final = "text/html"
_HEADERS: Final = ("From", "Subject", "Date", "Message-ID", "Content-Type")


def extract(task: Task) -> Iterator[Document]:
    """Give the text of a message; of what is there in two forms the plain text, else the HTML."""
    refuse_binary(task.raw[:HEAD_BYTES], task.encoding)
    message = BytesParser(policy=policy.default).parsebytes(task.raw)
    if not any(name in message for name in _HEADERS):
        raise UnreadableError("no mail: there is none of the headers of a message")
    texts = _texts(message, task.encoding)
    if not texts:
        raise UnreadableError("no text: the message has attachments only")
    names = {"title": "Subject", "author": "From", "message_id": "Message-ID"}
    known = {key: _header(message, name, task.encoding) for key, name in names.items()}
    yield Document(
        "\n\n".join(decoded.text for decoded in texts if decoded.text),
        title=known.pop("title"),
        date=_date(message),
        metadata={name: value for name, value in known.items() if value},
        notices=tuple(dict.fromkeys(notice for decoded in texts for notice in decoded.notices)),
    )


def _texts(part: MIMEPart, encoding: str | None) -> Sequence[Decoded]:
    """Return the texts of a message or of a part of it that are shown one after another."""
    kind = part.get_content_type()
    if part.is_attachment() or part.get_filename():
        return []
    if not part.is_multipart():
        return [_text(part, encoding)] if kind in (_PLAIN, _HTML) else []
    if not kind.startswith("multipart/"):  # another message
        return []
    forms = kind == "multipart/alternative"
    inner = [each for each in part.iter_parts() if isinstance(each, MIMEPart)]
    if forms:
        inner.sort(key=lambda each: each.get_content_type() != _PLAIN)
    found = [texts for each in inner if (texts := _texts(each, encoding))]
    if forms:  # the plain text of many a newsletter is empty
        found.sort(key=lambda texts: not any(decoded.text for decoded in texts))
        found = found[:1]
    return [decoded for texts in found for decoded in texts]


def _text(body: MIMEPart, encoding: str | None) -> Decoded:
    decoded = _decoded(body, encoding)
    is_html = body.get_content_type() == _HTML
    text = text_of_markup(decoded.text)[0] if is_html else decoded.text.strip()
    return replace(decoded, text=text)


def _decoded(body: MIMEPart, encoding: str | None) -> Decoded:
    raw: Any = body.get_payload(decode=True)  # bytes, since it has no parts
    charset = known_encoding(body.get_content_charset(""))
    return decode(raw, charset or encoding)


def _header(message: EmailMessage, name: str, encoding: str | None) -> str | None:
    written = _written(message, name)
    try:
        parts = decode_header(written)
    except HeaderParseError:  # of base64 that is none
        parts = [(written, None)]
    text = "".join(_part_of_header(*part, encoding) for part in parts)
    return " ".join(text.split()) or None


def _part_of_header(part: bytes | str, charset: str | None, encoding: str | None) -> str:
    raw = part.encode("ascii", "surrogateescape") if isinstance(part, str) else part
    try:
        return decode(raw, known_encoding(charset or "") or encoding).text
    except UnreadableError:
        return raw.decode("ascii", "replace")


def _date(message: EmailMessage) -> str:
    # As it is written: parsed as a header it has no zone where the letters of one are unknown.
    return in_iso_8601(_written(message, "Date"))


def _written(message: EmailMessage, name: str) -> str:
    """Return a header in one line, as it is written; what is no ASCII as lone surrogates."""
    found = (str(value) for other, value in message.raw_items() if other.lower() == name.lower())
    return "".join(next(found, "").splitlines())
