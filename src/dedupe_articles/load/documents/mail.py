"""Mail: the text of a message, without its attachments."""

from __future__ import annotations

from dataclasses import replace
from email import policy
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
    from collections.abc import Iterator
    from email.message import EmailMessage, MIMEPart

    from dedupe_articles.load.documents.document import Task

_HEADERS: Final = ("From", "Subject", "Date", "Message-ID", "Content-Type")


def extract(task: Task) -> Iterator[Document]:
    """Give the text of a message: its plain text, else that of its HTML."""
    refuse_binary(task.raw[:HEAD_BYTES], task.encoding)
    message = BytesParser(policy=policy.default).parsebytes(task.raw)
    if not any(name in message for name in _HEADERS):
        raise UnreadableError("no mail: there is none of the headers of a message")
    found = (message.get_body((kind,)) for kind in ("plain", "html"))
    bodies = [body for body in found if body is not None]  # one without headers is false
    if not bodies:
        raise UnreadableError("no text: the message has attachments only")
    # The plain text of many a newsletter is empty.
    decoded = next(
        (text for body in bodies if (text := _text(body, task.encoding)).text), Decoded("")
    )
    known = {"author": _header(message, "From"), "message_id": _header(message, "Message-ID")}
    yield Document(
        decoded.text,
        title=_header(message, "Subject"),
        date=_date(message),
        metadata={name: value for name, value in known.items() if value},
        notices=decoded.notices,
    )


def _text(body: MIMEPart, encoding: str | None) -> Decoded:
    decoded = _decoded(body, encoding)
    is_html = body.get_content_subtype() == "html"
    text = text_of_markup(decoded.text)[0] if is_html else decoded.text.strip()
    return replace(decoded, text=text)


def _decoded(body: MIMEPart, encoding: str | None) -> Decoded:
    raw: Any = body.get_payload(decode=True)  # bytes, since it has no parts
    charset = known_encoding(body.get_content_charset(""))
    return decode(raw, charset or encoding)


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except (ValueError, IndexError, AttributeError):  # of headers that the parser trips over
        return None
    return None if value is None else " ".join(str(value).split()) or None


def _date(message: EmailMessage) -> str:
    # As it is written: parsed as a header it has no zone where the letters of one are unknown.
    written = (str(value) for name, value in message.raw_items() if name.lower() == "date")
    return in_iso_8601(next(written, ""))
