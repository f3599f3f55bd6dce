from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe_articles.errors import InputError
from dedupe_articles.model import (
    ArticleRef,
    Boilerplate,
    Edit,
    Finding,
    Relation,
    ScanResult,
    Settings,
    Span,
)
from dedupe_articles.report import FORMATS, render
from dedupe_articles.report.from_record import field_types
from dedupe_articles.report.json_document import render_comparison_json
from dedupe_articles.report.read_json import read_json

from .builders import news_comparison, news_result, result_of, varied_result
from .hostile import ANSI, BIDI, LINK, PAGE, hostile_result
from .runner import commands_in

TEXTS = {
    "a": "The mayor said\nthat the bridge would be closed.\n",
    "b": "\x1b[31m ##[x] “é” \n" * 3,
}
SHORTEST = min(map(len, TEXTS.values()))

any_text = st.text(st.characters(exclude_categories=()), max_size=8)
share = st.integers(0, 10_000).map(lambda figure: figure / 10_000)
offset = st.integers(0, SHORTEST)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=5,
)


@cache
def anything(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401, PLR0911 - as the hint says
    """Return values of a type of the model, every field of a dataclass drawn."""
    special: dict[Any, st.SearchStrategy[Any]] = {
        str: any_text,
        float: share,
        int: st.integers(0, 99),
        bool: st.booleans(),
        Span: st.builds(Span, offset, offset, offset, offset).map(in_order),
        Edit: st.builds(Edit, st.sampled_from(["replace"]), *[offset] * 4),
    }
    if hint in special:
        return special[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return st.none() | anything(arguments[0])
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is Mapping:
        return st.dictionaries(*map(anything, arguments), max_size=3)
    if origin is not None:
        return st.lists(anything(arguments[0]), max_size=2).map(tuple)
    if issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    hints = field_types(hint)
    drawn = {field.name: anything(hints[field.name]) for field in fields(hint)}
    return st.builds(hint, **{**drawn, **CHOSEN.get(hint, {})})


# The fields of which a report has not any value.
CHOSEN: Mapping[type, Mapping[str, st.SearchStrategy[Any]]] = {
    ArticleRef: {"id": st.sampled_from(sorted(TEXTS))},
    Finding: {"relation": st.sampled_from([r for r in Relation if r is not Relation.UNRELATED])},
    Settings: {"workers": st.just(1), "memory_limit": st.just(0)},
    ScanResult: {"texts": st.just(TEXTS)},
}


def in_order(span: Span) -> Span:
    return replace(span, start=min(span.start, span.end), end=max(span.start, span.end))


@settings(max_examples=200)
@given(anything(ScanResult))
def test_a_report_that_is_read_is_the_result_it_was_written_from(result: ScanResult) -> None:
    """Whatever stands in any field of the model, all of them drawn."""
    assert read_json(render(result, "json").encode()) == result


@pytest.mark.parametrize("report_format", FORMATS)
@pytest.mark.parametrize("make", [varied_result, news_result, hostile_result])
def test_every_format_is_the_same_from_a_saved_result(
    make: Callable[[], ScanResult], report_format: str
) -> None:
    saved = render(make(), "json").encode()
    assert render(read_json(saved), report_format) == render(make(), report_format)


def test_a_scan_without_findings_comes_back() -> None:
    empty = result_of([], {})
    assert read_json(render(empty, "json").encode()) == replace(
        empty, skipped=(), notices=(), families=()
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_a_shell_made_of_the_encoding_does_not_matter(encoding: str) -> None:
    """Windows PowerShell writes what is redirected as UTF-16."""
    saved = render(varied_result(), "json")
    assert render(read_json(saved.encode(encoding)), "json") == saved


def test_what_a_later_version_adds_is_passed_over() -> None:
    record = json.loads(render(news_result(), "json"))
    expected = read_json(json.dumps(record).encode())
    finding = record["findings"][0]
    finding["matches"][0]["labels"].append("translated")
    finding["substitutions"].append({"from": "x", "to": "y", "count": 1, "kind": "emoji"})
    finding["new"] = record["new"] = {"x": [1]}
    assert read_json(json.dumps(record).encode()) == expected


def test_what_an_earlier_version_did_not_have_is_absent() -> None:
    record = json.loads(render(varied_result(), "json"))
    for finding in record["findings"]:
        del finding["accepted"], finding["imprint"], finding["alterations"]
    result = read_json(json.dumps(record).encode())
    assert {finding.accepted for finding in result.findings} == {None}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("", "it is empty"),
        ("\n", "it is empty"),
        ("<html>", "it is no JSON: "),
        ("[]", "it is JSON, but no report of `dedupe scan --format json`"),
        ('{"schema": 7}', "its schema is no name, not dedupe/v1"),
        ('{"schema": "dedupe/v2"}', "it is of version dedupe/v2, newer than dedupe/v1; upgrade"),
        ('{"schema": "dedupe-evaluation/v1"}', "its schema is dedupe-evaluation/v1, not dedupe/v1"),
        ('{"schema": "dedupe/v1"}', "tool.version is missing"),
        (render(varied_result(), "jsonl"), "it is JSON Lines, which has findings and no more"),
        (render(news_result(), "jsonl"), "it is JSON Lines"),
        (render_comparison_json(news_comparison(), "0.1.0", explain=False), "it compares two"),
        (render(news_result(), "sarif"), "it is JSON, but no report"),
        ("[" * 100_000, "it is no JSON: "),
        (f'{{"schema": {"[" * 900}{"]" * 900}}}', "its schema is no name"),
        (f'{{"schema": "dedupe/v1", "tool": {"[" * 900}{"]" * 900}}}', "tool.version is missing"),
    ],
)
def test_a_foreign_document_is_refused_with_the_reason(document: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        read_json(document.encode())
    assert str(error.value).startswith(message)


def damaged(*keys: str | int, value: object) -> bytes:
    """Return a report with another value in one place."""
    record = json.loads(render(news_result(), "json"))
    place = record
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    return json.dumps(record).encode()


@pytest.mark.parametrize(
    ("keys", "value", "message"),
    [
        (("findings",), {}, "findings is an object, not a list"),
        (("findings", 0), 1, "findings[0] is 1, not an object"),
        (("findings", 0, "score"), "0.9", 'findings[0].score is "0.9", not a number'),
        (("findings", 0, "score"), True, "findings[0].score is true, not a number"),
        (("findings", 0, "score"), float("nan"), "findings[0].score is NaN, not a number"),
        (("findings", 0, "score"), 10**400, "findings[0].score is 1000"),
        (("findings", 0, "score"), 1e308, "findings[0].score is 1e+308, not a number"),
        (("findings", 0, "longest_run"), -1, "findings[0].longest_run is -1, not a w"),
        (
            ("findings", 0, "relation"),
            "stolen",
            'findings[0].relation is "stolen", not one of exact',
        ),
        (
            ("findings", 0, "relation"),
            "unrelated",
            "findings[0].relation is unrelated, which no scan reports",
        ),
        (("findings", 0, "a", "id"), "lost", "findings[0].a: texts has no article of this id"),
        (("findings", 0, "coverage"), 1, "findings[0].coverage.a is missing"),
        (("settings", "min_words"), "8", 'settings.min_words is "8", not a whole'),
        (("summary", "findings", "derived"), [], "summary.findings.derived is a list, not a"),
        (
            ("summary", "findings", "stolen"),
            1,
            'summary.findings.stolen is "stolen", not one of exact, near-duplicate',
        ),
        (
            ("findings", 0, "matches", 1, "edits", 0, "b", "end"),
            None,
            "findings[0].matches[1].edits[0].b.end is null, not a whole number",
        ),
        (
            ("findings", 0, "passages", 0, "b", "end"),
            9999,
            "findings[0].b: characters 0 to 9999 are not in its text",
        ),
        (("texts",), {}, "findings[0].a: texts has no article of this id"),
        (("notices",), ["x" * 99, 3], "notices[1] is 3, not a string"),
    ],
)
def test_a_damaged_report_is_refused_with_the_place(
    keys: tuple[str | int, ...], value: object, message: str
) -> None:
    with pytest.raises(InputError) as error:
        read_json(damaged(*keys, value=value))
    assert str(error.value).startswith(message)


@pytest.mark.parametrize("report_format", FORMATS)
def test_a_report_that_names_no_line_of_boilerplate_is_rendered(report_format: str) -> None:
    unnamed = {"lines": 1, "articles": 12, "frequent": []}
    result = read_json(damaged("summary", "boilerplate", value=unnamed))
    assert result.summary.boilerplate == Boilerplate(lines=1, articles=12)
    assert isinstance(render(result, report_format), str)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_report_with_anything_in_any_place_is_refused_or_rendered(data: st.DataObject) -> None:
    record = copy.deepcopy(RECORD)
    container: Any = record
    while True:
        keys = list(container) if isinstance(container, dict) else list(range(len(container)))
        key = data.draw(st.sampled_from(keys))
        deeper = container[key]
        if not isinstance(deeper, dict | list) or not deeper or data.draw(st.booleans()):
            break
        container = deeper
    container[key] = data.draw(JSON | st.sampled_from(["a", "original", 0, 1, 0.5, None]))
    try:
        result = read_json(json.dumps(record).encode())
    except InputError:
        return
    for report_format in FORMATS:
        assert isinstance(render(result, report_format), str)


RECORD = json.loads(render(hostile_result(), "json"))


OWN_COMMANDS = {"error", "warning", "notice", "group", "endgroup"}
HOSTILE = f"{ANSI} {LINK} {BIDI} \r\u2028 ##[add-mask]a {PAGE}"


def spoiled(value: Any) -> Iterator[Any]:  # noqa: ANN401 - any JSON
    """Return copies of a document, each with a hostile string in one place, or under one key."""
    if isinstance(value, str) or value is None:
        yield HOSTILE
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from ({**value, key: other} for other in spoiled(item))
        yield from ({**value, HOSTILE: item} for item in list(value.values())[:1])
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from ([*value[:place], other, *value[place + 1 :]] for other in spoiled(item))


@pytest.mark.parametrize("report_format", FORMATS)
def test_no_place_of_a_saved_report_lets_a_hostile_string_through(report_format: str) -> None:
    """It is refused, or every format shows it as it shows the text of an article."""
    rendered = 0
    for record in spoiled(RECORD):
        try:
            result = read_json(json.dumps(record).encode())
        except InputError:
            continue
        report = render(result, report_format)
        assert not set(report) & set("\x1b\x07\x9b\u202e\u2028\r")
        assert {command.name for command in commands_in(report)} <= OWN_COMMANDS
        rendered += 1
        if report_format == "junit":
            ET.fromstring(report)  # noqa: S314 - our own report
        if report_format in {"html", "junit"}:
            assert "<img" not in report
    assert rendered > len(fields(ScanResult))


@given(st.binary(max_size=40))
def test_any_bytes_are_refused(document: bytes) -> None:
    with pytest.raises(InputError):
        read_json(document)
