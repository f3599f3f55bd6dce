from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.report.html.data import encode, page_data
from dedupe_articles.report.html.page import render_html
from dedupe_articles.report.records import scan_record

from .builders import line_match, news_finding, news_result
from .html_pages import data_of, many, unpacked

if TYPE_CHECKING:
    from dedupe_articles.model import Match

ALL = {"most_findings": 10**6, "most_detail": 10**9}


def json_values() -> st.SearchStrategy[Any]:
    """Any JSON, with markup and control characters in its strings."""
    texts = st.text(st.sampled_from("a</script><!--]]>&\u2028\u202e\x00\ud800é\U0001f600"))
    leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts
    return st.recursive(
        leaves.filter(lambda value: value not in (float("inf"), float("-inf"))),
        lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    )


@given(json_values())
def test_packing_loses_nothing(value: object) -> None:
    assert unpacked(json.loads(encode(value))) == value


@given(json_values())
def test_packed_data_has_no_markup_and_nothing_that_a_reader_could_not_see(value: object) -> None:
    assert not set(encode(value)) & set("<>&\x00\u2028\u202e\ud800")


def test_the_records_are_those_of_the_json_report() -> None:
    """A program can read one like the other; only what the texts repeat is not written again."""
    data = data_of(render_html(news_result()))
    expected = json.loads(json.dumps(scan_record(news_result())))
    for number, finding in enumerate(expected["findings"]):
        for match in finding["matches"]:
            for side in "ab":
                span, name = match[side], finding[side]["id"]
                text = json.loads(data[f"text-{data['report']['articles'].index(name)}"])
                assert span.pop("text") == text[span["start"] : span["end"]]
        detail = {key: finding.pop(key) for key in ("passages", "matches")}
        assert data[f"finding-{number}"] == detail
    assert data["report"]["report"] == expected
    assert data["report"]["left_out"] == {"findings": 0, "details": 0}


def test_beyond_a_limit_the_weaker_findings_are_left_out_and_counted() -> None:
    data = page_data(many(30), most_findings=20, most_detail=10**9)
    head = unpacked(json.loads(data["report"]))
    assert [finding["score"] for finding in head["report"]["findings"]] == [
        round(1 - place / 30, 4) for place in range(20)
    ]
    assert head["left_out"] == {"findings": 10, "details": 0}


def test_beyond_a_size_findings_are_listed_without_their_texts() -> None:
    whole = page_data(many(30), **ALL)
    size = sum(map(len, whole.values())) - len(whole["report"])
    data = page_data(many(30), most_findings=100, most_detail=size // 2)
    head = unpacked(json.loads(data["report"]))
    assert len(head["report"]["findings"]) == 30
    details = [name for name in data if name.startswith("finding-")]
    assert details == [f"finding-{number}" for number in range(len(details))]
    assert 10 <= len(details) <= 20
    assert head["left_out"] == {"findings": 0, "details": 30 - len(details)}


def test_a_hundred_thorough_rewrites_take_less_than_a_megabyte_beside_their_texts() -> None:
    """Each with an alignment as long as that of the pair in seeds/: 28 matches, 110 edits."""
    finding = news_finding()
    texts = news_result().texts
    match = line_match(texts[finding.a.id], 1, texts[finding.b.id], 1)
    edits = (match.edits * 4)[:4]
    matches: tuple[Match, ...] = (replace(match, edits=edits, labels=finding.matches[0].labels),)
    long = [
        replace(each, matches=matches * 28, imprint=replace(each.imprint, a="0" * 512, b="0" * 512))
        for each in many(100).findings
    ]
    page = render_html(replace(many(100), findings=long))
    own = sum(len(text.encode()) for text in many(100).texts.values())
    assert len(page.encode()) - own < 1_000_000
