from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dedupe_articles.baseline import entry_of
from dedupe_articles.baseline.file import render_baseline
from dedupe_articles.earlier import LONGEST_OPENING, is_own_output, may_be_own_output
from dedupe_articles.keep import dropped
from dedupe_articles.model import ScanResult, Summary
from dedupe_articles.report import FORMATS, Page, render
from dedupe_articles.report.decisions import render_dropped, render_kept

from .builders import (
    accepted_result,
    boilerplate_result,
    news_finding,
    news_result,
    result_of,
)
from .hostile import hostile_result

ARTICLES = sorted((Path(__file__).parents[2] / "examples/articles").rglob("*.txt"))
NOTHING = result_of([], {})
RESULTS = [
    *(news_result(), hostile_result(), accepted_result(), boilerplate_result(), NOTHING),
    replace(NOTHING, summary=Summary(1234, 123456, 9, {}, 0, 0, changed=12)),
]


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("result", RESULTS)
def test_every_report_is_known_again(result: ScanResult, format_name: str) -> None:
    assert may_be_own_output(render(result, format_name)[:LONGEST_OPENING])


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize("result", RESULTS)
def test_a_report_of_any_width_is_known_again(result: ScanResult, width: int) -> None:
    assert may_be_own_output(render(result, "text", Page(width=width))[:LONGEST_OPENING])


@pytest.mark.parametrize("result", RESULTS)
def test_every_list_of_what_to_keep_and_to_drop_is_known_again(result: ScanResult) -> None:
    gone = dropped(result.findings, result.families, result.settings)
    assert may_be_own_output(render_dropped(gone)[:LONGEST_OPENING])
    articles = [article for finding in result.findings for article in (finding.a, finding.b)]
    assert may_be_own_output(render_kept(articles, [])[:LONGEST_OPENING])


def test_a_baseline_is_known_again() -> None:
    assert may_be_own_output(render_baseline([]))
    baseline = render_baseline([entry_of(news_finding())])
    assert may_be_own_output(baseline)
    assert may_be_own_output(json.dumps(json.loads(baseline), sort_keys=True))


@pytest.mark.parametrize(
    "opening",
    [
        *(path.read_text("utf-8") for path in ARTICLES),
        " ",
        "───\nA story between lines",
        f"{'─' * 100}\nA story below a line",
        "12 articles, 300 words · by our own reporter",
        '{"path": "a.txt", "text": "A story of words."}',
        '[\n  {\n    "description": "A story of words."}]',
        '{"fingerprint": "0a", "text": "A story of words."}',
        '{"version": 1, "articles": []}',
        '<?xml version="1.0"?>\n<rss version="2.0">',
        "<!doctype html>\n<title>dedupe</title>",
        "## dedupe and its rivals\n",
    ],
)
def test_an_article_is_not_taken_for_a_report(opening: str) -> None:
    assert not may_be_own_output(opening[:LONGEST_OPENING])


@pytest.mark.parametrize("opening", ["", "[]", "[]\n"])
def test_what_an_output_without_an_entry_is_may_be_anybodys(opening: str) -> None:
    assert may_be_own_output(opening)
    assert not is_own_output(opening)
