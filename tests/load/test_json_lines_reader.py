"""A record is an article; a broken one costs nothing but itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.load.json_lines import JsonLines
from dedupe_articles.model import Article, Settings, Skipped

from .inputs import stream_of

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
RECORDS = st.dictionaries(st.sampled_from(["id", "text", "title", "date", "x"]), VALUES)


def read(raw: bytes | str, settings: Settings | None = None) -> list[Article | Skipped]:
    stream = stream_of(raw if isinstance(raw, bytes) else raw.encode())
    return list(JsonLines().read("a.jsonl", stream, settings or Settings()))


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def articles(raw: bytes | str, settings: Settings | None = None) -> list[Article]:
    return [item for item in read(raw, settings) if isinstance(item, Article)]


def reasons(raw: bytes | str, settings: Settings | None = None) -> list[tuple[int | None, str]]:
    found = read(raw, settings)
    return [(item.line, item.reason) for item in found if isinstance(item, Skipped)]


def test_a_record_is_an_article_with_the_line_it_stands_on() -> None:
    raw = "\n" + lines({"id": 7, "text": "Words.", "title": "T", "date": "2024-01-02", "x": []})
    assert read(raw) == [
        Article(
            id="a.jsonl#7",
            path="a.jsonl",
            text="Words.",
            title="T",
            date="2024-01-02",
            line=2,
            record="7",
            file_lines=False,
        )
    ]


def test_the_settings_name_the_fields() -> None:
    settings = Settings(id_field="k", text_field="body", title_field="head", date_field="day")
    raw = lines({"k": "x", "body": "Words.", "head": "T", "day": 20240102, "id": 1, "text": "no"})
    (article,) = articles(raw, settings)
    assert (article.id, article.text) == ("a.jsonl#x", "Words.")
    assert (article.title, article.date) == ("T", "20240102")


@pytest.mark.parametrize("value", [None, "", "  ", True, [1], {"a": 1}])
def test_without_a_usable_id_the_line_is_the_id(value: object) -> None:
    raw = lines({"id": "first", "text": "a"}, {"id": value, "text": "b"}, {"text": "c"})
    assert [article.id for article in articles(raw)] == ["a.jsonl#first", "a.jsonl#2", "a.jsonl#3"]


def test_repeated_ids_are_made_unique_with_a_notice() -> None:
    records = [{"id": name, "text": "t"} for name in ("a", "a-2", "a", "a", "a-2")]
    found = articles(lines(*records))
    assert [article.id.removeprefix("a.jsonl#") for article in found] == [
        "a",
        "a-2",
        "a-3",
        "a-4",
        "a-2-2",
    ]
    assert [len(article.notices) for article in found] == [0, 0, 1, 1, 1]
    assert found[2].notices == ("record id 'a' occurs again on line 3; named 'a-3' here",)


@given(st.lists(st.sampled_from(["1", "2", "3", "1-2", "1-2-2", "1-3", None])))
def test_ids_are_unique_and_the_same_each_time(names: list[str | None]) -> None:
    raw = lines(*({"id": name, "text": "t"} for name in names))
    ids = [article.id for article in articles(raw)]
    assert len(set(ids)) == len(names)
    assert ids == [article.id for article in articles(raw)]


def test_a_record_cut_by_a_raw_line_break_costs_its_two_lines_only() -> None:
    raw = lines({"text": "one"}) + '{"text": "cut\nin two"}\n' + lines({"text": "four"})
    assert [(article.text, article.line) for article in articles(raw)] == [("one", 1), ("four", 4)]
    found = reasons(raw)
    assert [line for line, _ in found] == [2, 3]
    assert found[0][1] == "invalid JSON: Unterminated string starting at (column 10)"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1]", "not a JSON object but a list"),
        ('"text"', "not a JSON object but a string"),
        ("7", "not a JSON object but a number"),
        ("null", "not a JSON object but null"),
        ('{"text": null}', "field 'text' is null, not a text"),
        ('{"text": ["a"]}', "field 'text' is a list, not a text"),
        ('{"text": true}', "field 'text' is a boolean, not a text"),
        ('{"text": " "}', "empty"),
        ("{} {}", "invalid JSON: Extra data (column 4)"),
        ('{"id": ' + "9" * 10_000 + "}", "JSON that cannot be read: Exceeds the limit"),
        ("[" * 200_000, "JSON that cannot be read: maximum recursion depth exceeded"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_and_the_rest_is_read(line: str, reason: str) -> None:
    raw = line + "\n" + lines({"text": "fine"})
    assert [article.line for article in articles(raw)] == [2]
    ((number, said),) = reasons(raw)
    assert number == 1
    assert said.startswith(reason)


def test_a_missing_text_field_names_what_is_there_and_the_option() -> None:
    raw = lines({"id": 1, "words": "Words.", "evil\x1b[31m": 1})
    ((number, reason),) = reasons(raw)
    assert number == 1
    assert reason == (
        r"no field 'text'; there is 'id', 'words', 'evil\x1b[31m'; "
        "name the one with the text: --text-field"
    )


def test_the_list_of_fields_is_kept_short() -> None:
    ((_, reason),) = reasons(lines({f"{number:02}" + "x" * 5000: 1 for number in range(50)}))
    assert "and 40 more" in reason
    assert len(reason) < 1000
    assert "none at all" in reasons("{}")[0][1]


def test_lone_surrogates_from_escapes_are_replaced_one_for_one() -> None:
    raw = r'{"id": "\udc00", "title": "\ud800", "text": "a\ud83db\ud83d\ude00c"}'
    (article,) = articles(raw)
    assert (article.id, article.title) == ("a.jsonl#\ufffd", "\ufffd")
    assert article.text == "a\ufffdb\U0001f600c"


def test_a_raw_tab_in_a_string_is_read() -> None:
    assert [article.text for article in articles('{"text": "a\tb"}')] == ["a\tb"]


def test_separators_that_are_no_line_feed_do_not_cut_a_record() -> None:
    text = "a\u2028b\u0085c\x0bd"
    raw = json.dumps({"text": text}, ensure_ascii=False) + "\r\n"
    assert [article.text for article in articles(raw)] == [text]


@pytest.mark.parametrize("raw", [b"", b"\n\n", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_a_file_without_a_record_is_empty(raw: bytes) -> None:
    assert read(raw) == [Skipped("a.jsonl", "empty")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_for_the_whole_file(encoding: str) -> None:
    text = "".join(json.dumps({"text": f"é {n}"}, ensure_ascii=False) + "\n" for n in range(2000))
    found = articles(text.encode(encoding))
    assert [article.text for article in found] == [f"é {n}" for n in range(2000)]
    assert [article.line for article in found] == list(range(1, 2001))


def test_utf16_without_a_mark_is_read_if_the_settings_say_so() -> None:
    raw = lines({"text": "Words."}).encode("utf-16-le")
    assert len(articles(raw, Settings(encoding="utf-16-le"))) == 1


def test_each_line_that_is_not_utf8_has_its_notice() -> None:
    raw = '{"text": "café"}\n'.encode("cp1252") + '{"text": "café"}\n'.encode()
    found = articles(raw)
    assert [article.text for article in found] == ["café", "café"]
    assert [bool(article.notices) for article in found] == [True, False]
    assert reasons(b'{"text": "\x81"}')[0][1].startswith("unknown encoding")


def test_the_limit_holds_for_each_line_and_not_for_the_file() -> None:
    record = lines({"text": "x" * 50})
    size = len(record) - 1
    assert len(articles(record * 10, Settings(max_file_size=size))) == 10
    assert len(articles(record[:-1], Settings(max_file_size=size))) == 1
    assert reasons(record + record[:-1], Settings(max_file_size=size - 1)) == [
        (number, f"too large: {length} bytes, the limit is {size - 1} (--max-file-size)")
        for number, length in ((1, size + 1), (2, size))
    ]


@given(st.lists(RECORDS), st.booleans())
def test_articles_are_those_of_a_naive_reading(
    records: list[dict[str, Any]],
    escaped: bool,  # noqa: FBT001 - drawn, not passed
) -> None:
    raw = "".join(json.dumps(record, ensure_ascii=escaped) + "\n" for record in records)
    expected = [
        (record["text"], number)
        for number, record in enumerate(records, start=1)
        if isinstance(record.get("text"), str) and record["text"].strip()
    ]
    assert [(article.text, article.line) for article in articles(raw)] == expected
    assert len(read(raw)) == max(len(records), 1)


@given(st.binary())
def test_no_bytes_make_the_reader_fail_in_any_other_way(raw: bytes) -> None:
    """Every line that is not blank comes out, as one thing or the other."""
    raw = raw.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    body = raw.removeprefix(b"\xef\xbb\xbf")
    expected = sum(1 for line in body.split(b"\n") if line.strip())
    assert len(read(raw)) == max(expected, 1)


def test_simple_fields_that_are_not_mapped_are_metadata() -> None:
    raw = lines(
        {"text": "Words.", "author": "Ann", "desk": 7, "tags": ["x"], "url": "", "ok": True}
    )
    (article,) = read(raw)
    assert isinstance(article, Article)
    assert article.metadata == {"author": "Ann", "desk": "7"}
