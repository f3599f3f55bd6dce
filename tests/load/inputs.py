"""Files of every format, made of the texts of articles."""

from __future__ import annotations

import csv
import html
import io
import json
import tempfile
import textwrap
import zipfile
import zlib
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class _Pipe(io.RawIOBase):
    """Bytes that come in small pieces and cannot be sought in."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self._raw = raw
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        assert isinstance(buffer, memoryview)
        piece = self._raw[self._place : self._place + min(len(buffer), 1000)]
        self._place += len(piece)
        buffer[: len(piece)] = piece
        return len(piece)


def stream_of(raw: bytes) -> io.BufferedReader:
    """Return the bytes as the stream of an open file."""
    return io.BufferedReader(io.BytesIO(raw))


def pipe_of(raw: bytes) -> io.BufferedReader:
    """Return the bytes as those of standard input."""
    return io.BufferedReader(_Pipe(raw))


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how files of it end, and how one is made of texts."""

    suffix: str
    make: Callable[[Sequence[str]], bytes]
    holds_several: bool = True

    def __str__(self) -> str:
        return self.suffix


def plain(texts: Sequence[str]) -> bytes:
    return texts[0].encode()


def markdown(texts: Sequence[str]) -> bytes:
    return f"---\ntitle: T\n---\n{texts[0]}".encode()


def json_lines(texts: Sequence[str]) -> bytes:
    return "".join(json.dumps({"text": text}) + "\n" for text in texts).encode()


def json_array(texts: Sequence[str]) -> bytes:
    return json.dumps([{"text": text} for text in texts], indent=1).encode()


def table(texts: Sequence[str], delimiter: str) -> bytes:
    file = io.StringIO(newline="")
    rows = csv.writer(file, delimiter=delimiter)
    rows.writerows([["title", "text"], *(["T", text] for text in texts)])
    return file.getvalue().encode()


def parquet(texts: Sequence[str]) -> bytes:
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as database:
        file = Path(folder) / "a.parquet"
        database.execute("CREATE TABLE t (text VARCHAR)")
        database.executemany("INSERT INTO t VALUES (?)", [[text] for text in texts])
        database.execute(f"COPY t TO '{file}' (FORMAT parquet)")
        return file.read_bytes()


def page(texts: Sequence[str]) -> bytes:
    """Return a web page with a little navigation around its article."""
    content = "".join(f"<p>{html.escape(line)}</p>" for line in texts[0].split("\n"))
    return (
        "<!doctype html><html><head><meta charset=utf-8><title>T</title></head><body>"
        f"<nav><a href=/>Home</a></nav><article><h1>T</h1>{content}</article>"
        "<footer><a href=/terms>Terms</a></footer></body></html>"
    ).encode()


def package(members: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(texts: Sequence[str]) -> bytes:
    runs = html.escape(texts[0], quote=False).replace("\n", "</w:t><w:br/><w:t>")
    runs = runs.replace("\t", "</w:t><w:tab/><w:t>")
    document = (
        f'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>{runs}</w:t></w:r></w:p></w:body>'
        "</w:document>"
    )
    return package({"word/document.xml": document})


def odt(texts: Sequence[str]) -> bytes:
    runs = html.escape(texts[0], quote=False).replace("\n", "<t:line-break/>")
    content = f'<o:body xmlns:o="o" xmlns:t="t"><t:p>{runs}</t:p></o:body>'
    return package({"content.xml": content})


def epub(texts: Sequence[str]) -> bytes:
    numbers = range(len(texts))
    items = "".join(
        f'<item id="c{n}" href="c%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in numbers
    )
    order = "".join(f'<itemref idref="c{n}"/>' for n in numbers)
    chapters = {
        f"book/c {n}.xhtml": f"<html><body><p>{html.escape(text)}</p></body></html>"
        for n, text in enumerate(texts)
    }
    return package(
        {
            "META-INF/container.xml": '<c><rootfile full-path="book/b.opf"/></c>',
            "book/b.opf": f"<package><manifest>{items}</manifest><spine>{order}</spine></package>",
            **chapters,
        }
    )


def rtf(texts: Sequence[str]) -> bytes:
    text = texts[0].replace("\n", "\\line ").replace("\t", "\\tab ")
    return f"{{\\rtf1\\ansi {text}\\par}}".encode("ascii")


def pdf(texts: Sequence[str]) -> bytes:
    """Return a page with the lines of the text; PDFium finds the objects by itself."""
    shown = texts[0].replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    lines = "".join(f"({line}) Tj T* " for line in textwrap.wrap(shown, 60))
    stream = zlib.compress(f"BT /F 6 Tf 9 TL 10 700 Td {lines}ET".encode("ascii"))
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 2000 800]/Contents 4 0 R/Resources 6 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Font<</F 5 0 R>>>>",
    )
    body = b"".join(
        b"%d 0 obj%sendobj\n" % (number, content) for number, content in enumerate(objects, start=1)
    )
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 7>>\n%%EOF"


def feed(texts: Sequence[str]) -> bytes:
    items = "".join(
        f"<item><guid>g{n}</guid><description>{html.escape(html.escape(text))}</description></item>"
        for n, text in enumerate(texts)
    )
    return f"<rss><channel>{items}</channel></rss>".encode()


def mail(texts: Sequence[str]) -> bytes:
    message = EmailMessage()
    message["Subject"] = "T"
    message.set_content(texts[0])
    return message.as_bytes()


def mailbox(texts: Sequence[str]) -> bytes:
    return b"".join(b"From a@x\n" + mail([text]) + b"\n" for text in texts)


def warc_record(
    kind: str, address: str, block: bytes, content_type: str = "application/http; msgtype=response"
) -> bytes:
    """Return one record of a WARC file."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2024-01-02T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:{address}>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc(texts: Sequence[str]) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    return b"".join(
        warc_record("response", f"https://x.example/{n}", head + page([text]))
        for n, text in enumerate(texts)
    )


FORMATS = (
    Format(".txt", plain, holds_several=False),
    Format(".md", markdown, holds_several=False),
    Format(".jsonl", json_lines),
    Format(".json", json_array),
    Format(".csv", lambda texts: table(texts, ",")),
    Format(".tsv", lambda texts: table(texts, "\t")),
    Format(".parquet", parquet),
    Format(".html", page, holds_several=False),
    Format(".docx", docx, holds_several=False),
    Format(".odt", odt, holds_several=False),
    Format(".epub", epub),
    Format(".rss", feed),
    Format(".eml", mail, holds_several=False),
    Format(".mbox", mailbox),
    Format(".warc", warc),
    Format(".rtf", rtf, holds_several=False),
    Format(".pdf", pdf, holds_several=False),
)
