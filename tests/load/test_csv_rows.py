"""CSV: rows with the line they start on; a bad one costs itself."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.load.csv_rows import _LONGEST_FIELD, Csv
from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.model import Article, Settings, Skipped

from .inputs import stream_of

BROKEN = "a quote is missing, or one inside a field is not written twice"
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
    expected = [(text, ()) for _, text in rows if not text.isspace()]
    found = articles(file.getvalue())
    assert [(article.text, article.notices) for article in found] == expected


def test_a_row_of_another_length_is_skipped_with_its_line() -> None:
    found = read("id,text\n1,a\n2,b,c\n3\n4,d\n")
    assert [item.text for item in found if isinstance(item, Article)] == ["a", "d"]
    assert [item for item in found if isinstance(item, Skipped)] == [
        Skipped("a.csv", "has 3 fields, the first row 2", 3),
        Skipped("a.csv", "has 1 fields, the first row 2", 4),
    ]


def test_of_columns_with_one_name_the_last_is_read_and_that_is_told_once() -> None:
    found = articles("text,id,text,,\nTeaser,1,Whole story.,,\nTeaser,2,Another.,,\n")
    notice = "of columns with the same name the last is read: 'text'"
    assert [(article.text, article.notices) for article in found] == [
        ("Whole story.", (notice,)),
        ("Another.", ()),
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


def test_rows_that_a_lost_quote_makes_one_are_told() -> None:
    raw = 'id,text\n1,"First."\n2,"Second.\n3,"Third."\n4,"Fourth."\n'
    notice = f"lines 3-4 were read as one row: {BROKEN}"
    assert [(article.text, article.line, article.notices) for article in articles(raw)] == [
        ("First.", 2, ()),
        ('Second.\n3,Third."', 3, (notice,)),
        ("Fourth.", 5, ()),
    ]


def test_rows_that_a_quote_takes_to_the_end_of_the_file_are_told() -> None:
    (found,) = articles('id,text\n1,"First.\n2,Second.\n3,Third.\n')
    assert found.text == "First.\n2,Second.\n3,Third.\n"
    assert found.notices == (f"lines 2-4 were read as one row: {BROKEN}",)


def test_of_a_row_that_is_skipped_it_is_told_that_it_was_several() -> None:
    found = read('id,text\n1,"First.\n2,"Second",more.\n3,Third.\n')
    reason = f"has 3 fields, the first row 2; lines 2-3 were read as one row: {BROKEN}"
    assert found[0] == Skipped("a.csv", reason, 2)
    assert [item.text for item in found if isinstance(item, Article)] == ["Third."]


def test_quotes_that_are_not_doubled_are_told_once_and_cost_no_article() -> None:
    raw = 'id,text\n1,"6" pipe"\n2,"8" pipe"\n3,a 10" pipe\n'
    notice = f"line 2 was read nevertheless, as is every such line: {BROKEN}"
    assert [(article.text, article.notices) for article in articles(raw)] == [
        ('6 pipe"', (notice,)),
        ('8 pipe"', ()),
        ('a 10" pipe', ()),
    ]


def test_a_first_row_without_an_end_is_no_list_of_fields() -> None:
    with pytest.raises(UnreadableError, match=r"the first row cannot be read: lines 1-2 .* quote"):
        read('id,"text\n1,First.\n')


@given(st.text('",a\n'))
def test_whatever_breaks_the_rules_of_quotes_is_told(rows: str) -> None:
    raw = "id,text\n" + rows
    try:
        list(csv.reader(io.StringIO(raw, newline=""), strict=True))
    except csv.Error:
        assert any(isinstance(item, Skipped) or item.notices for item in read(raw))


def test_the_longest_field_is_all_that_a_c_long_of_this_system_can_say() -> None:
    before = csv.field_size_limit()
    try:
        csv.field_size_limit(_LONGEST_FIELD)
        with pytest.raises(OverflowError):
            csv.field_size_limit(_LONGEST_FIELD + 1)
    finally:
        csv.field_size_limit(before)


def test_cp1252_has_its_notice_once() -> None:
    raw = "text\ncafé\nthé\n".encode("cp1252")
    assert [bool(article.notices) for article in articles(raw)] == [True, False]


def test_a_notice_waits_for_a_row_that_is_an_article() -> None:
    raw = "id,text\ncafé,\n2,Words.\n".encode("cp1252")
    (article,) = articles(raw)
    (notice,) = article.notices
    assert notice.startswith("decoded as cp1252")


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    assert articles("text\nWords.\n".encode("utf-8-sig"))[0].text == "Words."
    assert articles("text\nWords.\n".encode("utf-16"))[0].text == "Words."
