"""JSON: records in arrays and objects, with the line each starts on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.load.json_documents import Json
from dedupe_articles.model import Article, Settings, Skipped

from .inputs import pipe_of, stream_of

RECORDS = st.lists(
    st.fixed_dictionaries(
        {"text": st.text(min_size=1).filter(lambda text: not text.isspace())},
        optional={"x": st.recursive(st.text() | st.none(), st.lists, max_leaves=5)},
    )
)


def read(raw: str | bytes, settings: Settings | None = None) -> list[Article | Skipped]:
    stream = stream_of(raw if isinstance(raw, bytes) else raw.encode())
    return list(Json().read("a.json", stream, settings or Settings()))


def texts(raw: str | bytes) -> list[tuple[str, int]]:
    return [(item.text, item.line) for item in read(raw) if isinstance(item, Article)]


def reasons(raw: str | bytes, settings: Settings | None = None) -> list[tuple[int | None, str]]:
    return [(i.line, i.reason) for i in read(raw, settings) if isinstance(i, Skipped)]


def test_records_of_an_array_have_the_line_they_start_on() -> None:
    raw = '[\n {"text": "one"},\n\n {\n  "text": "two"\n }, {"id": 7, "text": "three"}\n]\n'
    assert texts(raw) == [("one", 2), ("two", 4), ("three", 6)]
    ids = [item.id for item in read(raw) if isinstance(item, Article)]
    assert ids == ["a.json#2", "a.json#4", "a.json#7"]


def named(raw: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(item.record, item.notices) for item in read(raw) if isinstance(item, Article)]


def test_records_on_one_line_without_ids_are_numbered_and_nothing_is_said_of_ids() -> None:
    assert named('[{"text": "a"}, {"text": "b"}, {"text": "c"}]') == [
        ("1", ()),
        ("1-2", ()),
        ("1-3", ()),
    ]


def test_an_id_that_occurs_again_on_one_line_is_told() -> None:
    raw = '[{"id": 1, "text": "a"}, {"id": 1, "text": "b"}]'
    notice = "record id '1' occurs again on line 1; named '1-2' here"
    assert named(raw) == [("1", ()), ("1-2", (notice,))]


def test_records_of_several_lists_are_numbered_and_nothing_is_said_of_ids() -> None:
    page = '{"articles": [{"text": "a"}, {"text": "b"}]}\n'
    assert named(page * 2) == [("1", ()), ("2", ()), ("1-2", ()), ("2-2", ())]


def test_a_key_of_several_objects_of_records_is_told() -> None:
    notice = "record id 'n1' occurs again on line 2; named 'n1-2' here"
    assert named('{"n1": {"text": "a"}}\n' * 2) == [("n1", ()), ("n1-2", (notice,))]


@given(RECORDS, st.booleans(), st.sampled_from([None, 1]))
def test_articles_are_those_of_the_parsed_array(
    records: list[dict[str, Any]],
    escaped: bool,  # noqa: FBT001 - drawn, not passed
    indent: int | None,
) -> None:
    raw = json.dumps(records, ensure_ascii=escaped, indent=indent)
    raw = raw.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    assert [text for text, _ in texts(raw)] == [record["text"] for record in json.loads(raw)]


def test_strings_with_brackets_commas_quotes_and_backslashes_are_whole() -> None:
    awkward = ['"', "\\", '\\"', "},{", "]", "[", '"]},', "\\\\"]
    raw = json.dumps([{"text": text} for text in awkward])
    assert [text for text, _ in texts(raw)] == awkward


def test_a_backslash_at_the_end_of_a_chunk_still_escapes() -> None:
    for shift in range(4):
        text = "x" * ((1 << 18) - 14 - shift) + '\\"\\' + "y" * 50
        assert texts(json.dumps([{"text": text}, {"text": "b"}])) == [(text, 1), ("b", 1)]


def test_one_object_with_a_text_is_one_article() -> None:
    assert texts('\n{"title": "T", "body": "Words."}') == [("Words.", 2)]


def test_the_records_of_an_object_are_found_beside_a_longer_list_of_something_else() -> None:
    raw = '{"tags": ["a", "b", "c"], "articles": [{"text": "one"}, {"text": "two"}], "x": [{}]}'
    assert texts(raw) == [("one", 1), ("two", 1)]


def test_records_are_found_in_the_list_of_an_object() -> None:
    assert texts('{"version": 1, "articles": [{"text": "a"}, {"text": "b"}]}') == [
        ("a", 1),
        ("b", 1),
    ]


def test_keys_of_an_object_of_records_are_their_ids() -> None:
    (one, two) = read('{"n1": {"text": "a"}, "n2": {"id": "own", "text": "b"}}')
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.id, two.id) == ("a.json#n1", "a.json#own")


def test_json_lines_under_the_name_of_json_are_read() -> None:
    assert texts('{"text": "a"}\n{"text": "b"}\n') == [("a", 1), ("b", 2)]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('{"text": nope}', "invalid JSON"),
        ("7", "not a JSON object but a number"),
        ('"a, b"', "not a JSON object but a string"),
        ("[1, 2]", "not a JSON object but a list"),
        ("{}", "no field 'text'; there is none at all"),
        ('{"text": ' + "[" * 100_000 + "]" * 100_000 + "}", "JSON that cannot be read"),
    ],
)
def test_what_is_wrong_with_a_record_is_said_and_the_rest_read(broken: str, reason: str) -> None:
    raw = f'[{{"text": "a"}},\n{broken},\n{{"text": "b"}}]'
    assert texts(raw) == [("a", 1), ("b", 3)]
    ((line, said),) = reasons(raw)
    assert line == 2
    assert said.startswith(reason)


def test_an_array_that_is_cut_short_keeps_its_whole_records() -> None:
    raw = '[{"text": "a"}, {"text": "b"}, {"text": "c'
    assert texts(raw) == [("a", 1), ("b", 1)]
    assert reasons(raw)[0][1].startswith("invalid JSON: Unterminated string")


def test_a_bracket_too_many_does_not_end_the_reading() -> None:
    assert texts('[{"text": "a"}]]\n[{"text": "b"}]') == [("a", 1), ("b", 2)]


def test_a_record_above_the_limit_is_run_through() -> None:
    raw = json.dumps([{"text": "a"}, {"text": "x" * 500}, {"text": "b"}], indent=0)
    settings = Settings(max_file_size=100)
    found = list(Json().read("a.json", pipe_of(raw.encode()), settings))
    assert [item.text for item in found if isinstance(item, Article)] == ["a", "b"]
    assert reasons(raw, settings) == [
        (5, "too large: 514 bytes, the limit is 100 (--max-file-size)")
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    raw = json.dumps([{"text": "été"}] * 3000, ensure_ascii=False).encode(encoding)
    assert [text for text, _ in texts(raw)] == ["été"] * 3000


def test_a_file_without_a_value_is_empty() -> None:
    for raw in ("", " \n", "[]", "[ , ]"):
        assert read(raw) == [Skipped("a.json", "empty")]
