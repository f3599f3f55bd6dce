"""CSV: rows with the line they start on; a bad one costs itself."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.load.csv_rows import Csv
from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.model import Article, Settings, Skipped

from .inputs import stream_of

FIELD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1)


def read(raw: str | bytes, settings: Settings | None = None) -> list[Article | Skipped]:
    stream = stream_of(raw if isinstance(raw, bytes) else raw.encode())
    return list(Csv().read("a.csv", stream, settings or Settings()))


def articles(raw: str | bytes, settings: Settings | None = None) -> list[Article]:
    return [item for item in read(raw, settings) if isinstance(item, Article)]


def test_a_row_is_an_article_under_the_names_of_the_first_row() -> None:
    raw = "id,title,date,text,author\n7,T,2024-01-02,Words.,Ann\n"
    (article,) = articles(raw)
    assert (article.id, article.record, article.line) == ("a.csv#7", "7", 2)
    assert (article.title, article.date, article.text) == ("T", "2024-01-02", "Words.")
    assert article.metadata == {"author": "Ann"}
    assert not article.file_lines


def test_a_quoted_field_may_hold_lines_and_the_next_row_has_its_own_line() -> None:
    raw = 'text\r\n"one\r\nand a half"\r\n\r\n"a ""quoted"" word"\r\n'
    assert [(article.text, article.line) for article in articles(raw)] == [
        ("one\r\nand a half", 2),
        ('a "quoted" word', 5),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_first_line_tells_what_parts_the_fields(delimiter: str) -> None:
    raw = f"id{delimiter}text\n1{delimiter}Words.\n"
    assert [article.text for article in articles(raw)] == ["Words."]


@given(st.lists(st.tuples(FIELD, FIELD), min_size=1))
def test_every_text_survives_the_quoting(rows: list[tuple[str, str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([("title", "text"), *rows])
    expected = [text for _, text in rows if not text.isspace()]
    assert [article.text for article in articles(file.getvalue())] == expected


def test_a_row_of_another_length_is_skipped_with_its_line() -> None:
    found = read("id,text\n1,a\n2,b,c\n3\n4,d\n")
    assert [item.text for item in found if isinstance(item, Article)] == ["a", "d"]
    assert [item for item in found if isinstance(item, Skipped)] == [
        Skipped("a.csv", "has 3 fields, the first row 2", 3),
        Skipped("a.csv", "has 1 fields, the first row 2", 4),
    ]


def test_without_a_field_for_the_text_the_names_are_told_once() -> None:
    with pytest.raises(
        UnreadableError, match=r"no field 'text'; there is 'a', 'b'; .*--text-field"
    ):
        read("a,b\n1,2\n3,4\n")


def test_a_quote_that_is_never_closed_is_bounded() -> None:
    raw = 'text\ngood\n"' + "line after line\n" * 1000 + "more\n"
    found = read(raw, Settings(max_file_size=1000))
    assert isinstance(found[0], Article)
    reasons = [item.reason for item in found if isinstance(item, Skipped)]
    assert reasons[0].startswith("too large")


def test_a_row_of_endless_fields_is_bounded() -> None:
    raw = "text\n" + '"a\n",' * 1000 + '"b"\n'
    (first, *_) = read(raw, Settings(max_file_size=1000))
    assert isinstance(first, Skipped)
    assert first.reason.startswith("too large")


def test_cp1252_has_its_notice_once() -> None:
    raw = "text\ncafé\nthé\n".encode("cp1252")
    assert [bool(article.notices) for article in articles(raw)] == [True, False]


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    assert articles("text\nWords.\n".encode("utf-8-sig"))[0].text == "Words."
    assert articles("text\nWords.\n".encode("utf-16"))[0].text == "Words."
