"""WARC: pages and texts, everything else counted."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.load import load
from dedupe_articles.model import Article, Settings, Skipped

from ..inputs import page, warc_record  # noqa: TID252 - shared by the readers' tests

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The committee met on Monday to discuss the new bridge across the river."


def response(kind: str, body: bytes, status: str = "200 OK", headers: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n"
    return head.encode() + body


def read(folder: Path, raw: bytes, name: str = "a.warc", limit: int = 1_000_000) -> list[object]:
    (folder / name).write_bytes(raw)
    return list(load([folder], Settings(max_file_size=limit)))


def test_pages_and_texts_are_articles_and_the_rest_is_counted(tmp_path: Path) -> None:
    raw = b"".join(
        (
            warc_record("warcinfo", "", b"software: x"),
            warc_record("request", "https://x/1", b"GET / HTTP/1.1\r\n\r\n"),
            warc_record(
                "response", "https://x/1", response("text/html; charset=utf-8", page([TEXT]))
            ),
            warc_record("response", "https://x/2", response("text/plain", b"Plain words.")),
            warc_record("response", "https://x/3", response("image/png", b"\x89PNG")),
            warc_record("response", "https://x/4", response("text/html", b"Gone", "404 Not Found")),
        )
    )
    first, second, rest = read(tmp_path, raw)
    assert isinstance(first, Article)
    assert TEXT in first.text
    assert (first.record, first.line) == ("https://x/1", 3)
    assert first.metadata["url"] == "https://x/1"
    assert isinstance(second, Article)
    assert (second.text, second.record) == ("Plain words.", "https://x/2")
    assert rest == Skipped(
        f"{tmp_path.as_posix()}/a.warc", "2 records that are no pages: image/png 1, HTTP 404 1"
    )


@pytest.mark.parametrize(
    "parameter", ["charset=windows-1251", 'Charset="windows-1251"', "q=1; CHARSET = WINDOWS-1251"]
)
def test_the_encoding_that_the_server_names_is_that_of_the_page(
    tmp_path: Path, parameter: str
) -> None:
    words = "Мост через реку открыли в понедельник."
    body = response(f"text/plain; {parameter}", words.encode("cp1251"))
    (article,) = read(tmp_path, warc_record("response", "https://x/1", body))
    assert isinstance(article, Article)
    assert (article.text, article.notices) == (words, ())


def test_records_compressed_one_by_one_are_read(tmp_path: Path) -> None:
    records = [
        warc_record("conversion", f"https://x/{n}", b"Words.", content_type="text/plain")
        for n in range(3)
    ]
    found = read(tmp_path, b"".join(map(gzip.compress, records)), "a.warc.wet.gz")
    assert [item.record for item in found if isinstance(item, Article)] == [
        *("https://x/0", "https://x/1", "https://x/2"),
    ]


def test_content_that_expands_without_end_is_bounded(tmp_path: Path) -> None:
    body = gzip.compress(b"x" * 5_000_000)
    bomb = response("text/plain", body, headers="Content-Encoding: gzip\r\n")
    raw = warc_record("response", "https://x/1", bomb)
    (item,) = read(tmp_path, raw, limit=100_000)
    assert isinstance(item, Skipped)
    assert "--max-file-size" in item.reason
    assert item.line == 1


def test_a_page_without_text_is_skipped_with_its_address(tmp_path: Path) -> None:
    raw = warc_record("response", "https://x/1", response("text/html", b"<html></html>"))
    (item,) = read(tmp_path, raw)
    assert isinstance(item, Skipped)
    assert item.reason.endswith("(https://x/1)")


def test_what_the_file_holds_does_not_reach_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The library tells its complaints to stderr, with the words of the file."""
    address = "https://x/\x1b[31m red"
    raw = warc_record("response", address, response("text/plain", b"Words."))
    read(tmp_path, raw + raw.replace(b"\r\n\r\n", b"\r\n\x1b[31m\r\n") + raw[:-3])
    assert capfd.readouterr() == ("", "")


def test_a_large_page_is_read_to_its_end(tmp_path: Path) -> None:
    body = b"".join(b"%d words of one long text.\n" % number for number in range(30_000))
    chunks = b"".join(
        b"%x\r\n%s\r\n" % (len(part), part)
        for part in (body[first : first + 5000] for first in range(0, len(body), 5000))
    )
    chunked = response(
        "text/plain", chunks + b"0\r\n\r\n", headers="Transfer-Encoding: chunked\r\n"
    )
    (article,) = read(tmp_path, warc_record("response", "https://x/1", chunked))
    assert isinstance(article, Article)
    assert article.text.encode() == body
