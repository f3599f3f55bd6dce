"""Mail: the text of messages, alone and in mailboxes."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.load import load
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The committee met on Monday.\nFrom there it went home, über Land."


def message(text: str, kind: str = "plain", name: str = "<1@x>") -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Message-ID"] = "Résumé", "Ann <ann@x.example>", name
    mail["Date"] = "Sat, 02 Mar 2024 10:00:00 +0000"
    mail.set_content(text, subtype=kind)
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    return mail.as_bytes()


def mailbox(*messages: bytes) -> bytes:
    parts = (raw.replace(b"\nFrom ", b"\n>From ") for raw in messages)
    return b"".join(b"From ann@x Sat Mar  2 10:00:00 2024\n" + part + b"\n" for part in parts)


def read(folder: Path, name: str, raw: bytes, settings: Settings | None = None) -> list[object]:
    (folder / name).write_bytes(raw)
    return list(load([folder / name], settings or Settings()))


def test_a_message_is_its_text_and_headers_without_attachments(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "a.eml", message(TEXT))
    assert isinstance(article, Article)
    assert (article.text, article.title) == (TEXT, "Résumé")
    assert article.date == "2024-03-02T10:00:00+00:00"
    assert article.metadata == {"author": "Ann <ann@x.example>", "message_id": "<1@x>"}
    assert article.id == article.path


def test_a_message_in_html_loses_its_markup(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "a.eml", message("<p>One</p><p>Two</p>", "html"))
    assert isinstance(article, Article)
    assert article.text == "One\nTwo"


@pytest.mark.parametrize("headers", ["Content-Type: text/plain\n", ""])
def test_a_message_whose_plain_text_is_empty_is_its_html(tmp_path: Path, headers: str) -> None:
    raw = (
        "Subject: T\nContent-Type: multipart/alternative; boundary=b\n\n"
        f"--b\n{headers}\n \n--b\nContent-Type: text/html\n\n<p>Words.</p>\n--b--\n"
    )
    (article,) = read(tmp_path, "a.eml", raw.encode())
    assert isinstance(article, Article)
    assert article.text == "Words."


def part(kind: str, text: str, headers: str = "") -> str:
    return f"--b\nContent-Type: {kind}\n{headers}\n{text}\n"


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([("text/plain", "One."), ("image/png", "x"), ("text/plain", "Two.")], "One.\n\nTwo."),
        ([("text/html", "<p>One.</p>"), ("text/plain", "The list.")], "One.\n\nThe list."),
        ([("text/plain", "One."), ("message/rfc822", "Subject: B\n\nAnother.")], "One."),
    ],
)
def test_all_text_of_a_message_is_read(
    tmp_path: Path, parts: list[tuple[str, str]], text: str
) -> None:
    """Pictures stand between paragraphs, and lists put a line of theirs behind a page of HTML."""
    inner = "".join(part(*each) for each in parts)
    attached = part("text/plain", "No.", "Content-Disposition: attachment; filename=a.txt\n")
    raw = f"Subject: T\nContent-Type: multipart/mixed; boundary=b\n\n{inner}{attached}--b--\n"
    (article,) = read(tmp_path, "a.eml", raw.encode())
    assert isinstance(article, Article)
    assert article.text == text


def test_of_two_forms_of_a_text_the_plain_one_is_read(tmp_path: Path) -> None:
    inner = part("text/html", "<p>Page.</p>") + part("text/plain", "Plain.")
    raw = f"Subject: T\nContent-Type: multipart/alternative; boundary=b\n\n{inner}--b--\n"
    (article,) = read(tmp_path, "a.eml", raw.encode())
    assert isinstance(article, Article)
    assert article.text == "Plain."


@pytest.mark.parametrize("parameter", ["", "; charset=no-such"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_without_a_charset_that_is_known_a_message_is_decoded_as_any_file(
    tmp_path: Path, parameter: str, encoding: str
) -> None:
    raw = f"Subject: T\nContent-Type: text/plain{parameter}\n\nÜber Land.\n".encode(encoding)
    (article,) = read(tmp_path, "a.eml", raw)
    assert isinstance(article, Article)
    assert article.text == "Über Land."
    assert bool(article.notices) == (encoding == "cp1252")


def test_bytes_that_the_charset_of_a_message_has_not_cost_themselves(tmp_path: Path) -> None:
    raw = b"Subject: T\nContent-Type: text/plain; charset=UTF-8\n\n\xc3\x9cber \xff Land.\n"
    (article,) = read(tmp_path, "a.eml", raw)
    assert isinstance(article, Article)
    assert article.text == "Über \ufffd Land."


def test_a_message_in_utf8_that_says_otherwise_is_read_as_utf8(tmp_path: Path) -> None:
    raw = "Subject: T\nContent-Type: text/plain; charset=us-ascii\n\nÜber Land.\n".encode()
    (article,) = read(tmp_path, "a.eml", raw)
    assert isinstance(article, Article)
    assert (article.text, article.notices) == ("Über Land.", ())


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Über Land".encode(), "Über Land"),
        ("Über Land".encode("cp1252"), "Über Land"),
        (b"=?iso-8859-1?q?=93So=94?= =?gb2312?B?1uzpRrv5?= it is", "“So”朱镕基 it is"),
        (b"=?utf-8?q?=C3=9Cber?=\n Land", "Über Land"),
        (b"=?no-such?q?=FCber?= Land", "über Land"),
        (b"Land \x81", "Land �"),
        (b"=?utf-8?b?A?= b", "=?utf-8?b?A?= b"),
    ],
)
def test_the_title_is_decoded_as_the_text_is(tmp_path: Path, written: bytes, title: str) -> None:
    (article,) = read(tmp_path, "a.eml", b"Subject: " + written + b"\n\nWords.\n")
    assert isinstance(article, Article)
    assert article.title == title


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Sat, 02 Mar 2024\n 10:00:00 +0100 (CET)", "2024-03-02T10:00:00+01:00"),
        ("Sat, 02 Mar 2024 10:00:00 CET", "2024-03-02"),
        ("2 March, towards noon", "2 March, towards noon"),
        ("", None),
    ],
)
def test_the_date_of_a_message_keeps_what_is_known_of_it(
    tmp_path: Path, written: str, kept: str | None
) -> None:
    (article,) = read(tmp_path, "a.eml", f"Subject: T\nDate: {written}\n\nWords.\n".encode())
    assert isinstance(article, Article)
    assert article.date == kept


def test_messages_of_a_mailbox_have_their_line_and_id(tmp_path: Path) -> None:
    first, second = message(TEXT), message("More.", name="<2@x>")
    one, two = read(tmp_path, "a.mbox", mailbox(first, second))
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.text, one.record, one.line) == (TEXT, "<1@x>", 1)
    assert (two.text, two.record) == ("More.", "<2@x>")
    assert two.line == 3 + first.count(b"\n")


def test_a_message_without_text_or_too_large_is_skipped_with_its_line(tmp_path: Path) -> None:
    raw = mailbox(
        b"Subject: none\nContent-Type: image/png\n\nx\n", message("x" * 3000), message("Fits.")
    )
    none, large, fits = read(tmp_path, "a.mbox", raw, Settings(max_file_size=2000))
    assert isinstance(none, Skipped)
    assert (none.line, none.reason) == (1, "no text: the message has attachments only")
    assert isinstance(large, Skipped)
    assert large.line == 7
    assert "--max-file-size" in large.reason
    assert isinstance(fits, Article)


def test_what_is_no_mailbox_is_said(tmp_path: Path) -> None:
    (item,) = read(tmp_path, "a.mbox", b"Just text.\n")
    assert isinstance(item, Skipped)
    assert item.reason.startswith("no mailbox")
