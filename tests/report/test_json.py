from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from dedupe_articles.model import Direction, ScanResult
from dedupe_articles.report import render
from dedupe_articles.report.json_document import render_comparison_json
from dedupe_articles.report.json_lines import render_comparison_line, render_failed_pair

from .builders import (
    DERIVED,
    ORIGINAL,
    accepted_result,
    finding_of,
    line_match,
    news_comparison,
    news_result,
    result_of,
)
from .hostile import HIDDEN, hostile_result

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA: dict[str, Any] = json.loads(
    files("dedupe_articles.report").joinpath("dedupe-v1.schema.json").read_text("utf-8")
)


def validator(definition: str | None = None) -> Draft202012Validator:
    """Return a validator for the document, or for one definition of the schema."""
    if definition is None:
        return Draft202012Validator(SCHEMA)
    return Draft202012Validator({"$ref": f"#/$defs/{definition}", "$defs": SCHEMA["$defs"]})


def undirected_result() -> ScanResult:
    finding = finding_of(
        "a.txt",
        ORIGINAL,
        "b.txt",
        DERIVED,
        [line_match(ORIGINAL, 1, DERIVED, 1)],
        direction=Direction(None, 0.0),
        substitutions=(),
    )
    return result_of([finding], {"a.txt": ORIGINAL, "b.txt": DERIVED})


RESULTS: dict[str, Callable[[], ScanResult]] = {
    "news": news_result,
    "hostile": hostile_result,
    "undirected": undirected_result,
    "accepted": accepted_result,
    "empty": lambda: result_of([], {}),
}


@pytest.fixture(params=RESULTS)
def result(request: pytest.FixtureRequest) -> ScanResult:
    return RESULTS[request.param]()


def test_the_published_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_json_is_what_the_schema_says(result: ScanResult) -> None:
    validator().validate(json.loads(render(result, "json")))


def test_a_line_of_jsonl_is_a_finding_of_the_schema(result: ScanResult) -> None:
    lines = render(result, "jsonl").splitlines()
    assert len(lines) == len(result.findings)
    for line in lines:
        validator("finding").validate(json.loads(line))


def test_jsonl_and_json_have_the_same_findings(result: ScanResult) -> None:
    lines = [json.loads(line) for line in render(result, "jsonl").splitlines()]
    assert lines == json.loads(render(result, "json"))["findings"]


def test_every_key_is_described_in_the_schema(result: ScanResult) -> None:
    """What readers get is documented: no key slips in that the schema does not name."""
    document = json.loads(render(result, "json"))
    closed = json.loads(json.dumps(SCHEMA), object_hook=_closed)
    Draft202012Validator(closed).validate(document)


@pytest.mark.parametrize("explain", [True, False])
def test_a_comparison_is_what_the_schema_says(explain: bool) -> None:  # noqa: FBT001 - parametrised
    document = json.loads(render_comparison_json(news_comparison(), "0.1.0", explain=explain))
    validator("comparison").validate(document)
    assert ("explanation" in document) == explain


def test_a_compared_pair_is_a_finding_on_one_line_that_says_whether_a_scan_reports_it() -> None:
    line = render_comparison_line(news_comparison(reported=False), explain=False)
    record = json.loads(line)
    validator("pair").validate(record)
    assert line.count("\n") == 1
    assert record["reported"] is False


def test_a_failed_pair_names_its_paths_and_the_reason() -> None:
    record = json.loads(render_failed_pair("a\u2028.txt", "b.txt", "b.txt does not exist"))
    validator("failed_pair").validate(record)
    assert record == {"a": "a\u2028.txt", "b": "b.txt", "error": "b.txt does not exist"}


def test_the_text_of_a_match_is_its_span_of_the_article() -> None:
    finding = json.loads(render(news_result(), "json"))["findings"][0]
    assert len(finding["matches"]) == len(news_result().findings[0].matches) > 0
    for match in finding["matches"]:
        a, b = match["a"], match["b"]
        assert a["text"] == ORIGINAL[a["start"] : a["end"]]
        assert b["text"] == DERIVED[b["start"] : b["end"]]


def test_shares_have_four_decimals() -> None:
    finding = json.loads(render(news_result(), "json"))["findings"][0]
    assert finding["score"] == 0.9167
    assert finding["confidence"] == 0.9877


def test_merged_sources_come_with_their_shares() -> None:
    assert json.loads(render(news_result(), "json"))["compositions"] == [
        {
            "article": "news/derived.txt",
            "covered": 0.9532,
            "sources": [
                {"source": "news/original.txt", "share": 0.89},
                {"source": "news/weather.txt", "share": 0.0631},
            ],
        }
    ]


def test_an_accepted_finding_says_why_and_by_whom() -> None:
    document = json.loads(render(accepted_result(), "json"))
    standing, accepted = document["findings"]
    assert standing["accepted"] is None
    assert accepted["accepted"] == {"reason": "licensed from the agency", "owner": "news desk"}
    assert document["summary"]["accepted"] == 1


def test_the_summary_has_the_chance_level_or_null() -> None:
    chance = json.loads(render(news_result(), "json"))["summary"]["chance"]
    assert chance == {"pairs": 200, "median": 0.0, "p95": 0.0312, "p99": 0.061, "highest": 0.12}
    assert json.loads(render(hostile_result(), "json"))["summary"]["chance"] is None


def test_the_number_of_workers_leaves_no_trace() -> None:
    """Reports of the same articles are the same bytes, whatever the machine."""
    assert "workers" not in json.loads(render(news_result(), "json"))["settings"]


def test_json_looks_like_this(check_golden: Callable[[str, str], None]) -> None:
    check_golden("scan.json", render(news_result(), "json"))


def test_jsonl_looks_like_this(check_golden: Callable[[str, str], None]) -> None:
    check_golden("scan.jsonl", render(news_result(), "jsonl"))


def test_the_json_of_a_comparison_looks_like_this(
    check_golden: Callable[[str, str], None],
) -> None:
    report = render_comparison_json(news_comparison(), "0.1.0", explain=True)
    check_golden("compare.json", report)


def test_hostile_articles_come_back_unchanged_from_harmless_json() -> None:
    report = render(hostile_result(), "json")
    assert not set(report) & set("\x1b\x9b\x07\u202e\u2028\ufeff" + HIDDEN)
    finding = json.loads(report)["findings"][0]
    expected = hostile_result().findings[0]
    assert json.loads(report)["texts"] == hostile_result().texts
    assert finding["a"]["path"] == expected.a.path
    assert finding["substitutions"][0]["from"] == expected.substitutions[0].source


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    """Forbid keys that a schema does not list, where it lists any."""
    if "properties" in schema and "allOf" not in schema:
        return {**schema, "additionalProperties": False}
    return schema
