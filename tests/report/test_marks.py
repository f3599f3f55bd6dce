from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.model import ArticleRef, Direction, Finding, Passage, Relation, Span
from dedupe_articles.report.marks import (
    Place,
    lines_of,
    mark_of,
    numbered_fingerprints,
    severity_of,
    worst_first,
)
from dedupe_articles.text.lines import Lines

from .builders import DERIVED, ORIGINAL, accepted_result, news_finding, varied_result

TEXTS = {"news/original.txt": ORIGINAL, "news/derived.txt": DERIVED}


def place_of(text: str, span: Span, ref: ArticleRef) -> Place:
    """Return the place of one passage of `b` in its file."""
    finding = news_finding()
    passage = replace(finding.passages[0], b=span)
    finding = replace(finding, b=ref, passages=(passage,))
    return mark_of(finding, {**TEXTS, ref.id: text}).place


@pytest.mark.parametrize(
    ("original", "marked"), [("a", "news/derived.txt"), ("b", "news/original.txt")]
)
def test_the_derived_article_is_marked(original: str, marked: str) -> None:
    direction = Direction("a" if original == "a" else "b", 0.9)
    mark = mark_of(replace(news_finding(), direction=direction), TEXTS)
    assert mark.article.path == mark.place.path == marked
    assert {mark.article.path, mark.source.path} == set(TEXTS)


@pytest.mark.parametrize(
    ("relation", "coverage_a", "marked"),
    [
        (Relation.EXCERPT, 1.0, "news/original.txt"),
        (Relation.EXCERPT, 0.3, "news/derived.txt"),
        (Relation.DERIVED, 1.0, "news/derived.txt"),
    ],
)
def test_without_a_direction_an_excerpt_is_marked_and_else_b(
    relation: Relation, coverage_a: float, marked: str
) -> None:
    finding = replace(
        news_finding(),
        relation=relation,
        coverage_a=coverage_a,
        coverage_b=0.5,
        direction=Direction(None, 0.5),
    )
    assert mark_of(finding, TEXTS).article.path == marked


def test_the_block_that_is_longest_in_the_marked_article_is_shown() -> None:
    finding = news_finding()
    short, long = finding.matches[1], finding.matches[0]
    passages = tuple(Passage(m.a, m.b, m.score, m.kind) for m in (short, long))
    mark = mark_of(replace(finding, passages=passages), TEXTS)
    assert (mark.place.start_line, mark.source_place.start_line) == (1, 1)
    assert mark_of(replace(finding, passages=passages[:1]), TEXTS).place.start_line == 2
    assert mark_of(replace(finding, passages=()), TEXTS).place.start_line == 1
    nothing = mark_of(replace(finding, passages=(), matches=()), TEXTS)
    assert nothing.place == Place("news/derived.txt", 1, 1, (1, 1))


def test_lines_are_those_of_the_file_after_front_matter() -> None:
    ref = ArticleRef("a.md", "a.md", 9, line=5)
    assert place_of("one\ntwo three\n", Span(4, 13, 2, 2), ref) == Place("a.md", 6, 6, (1, 10))


def test_a_record_is_on_its_line_of_the_file_whose_columns_nobody_knows() -> None:
    ref = ArticleRef("a.jsonl#x", "a.jsonl", 9, line=7, record="x", file_lines=False)
    assert place_of("one\ntwo three\n", Span(4, 13, 2, 2), ref) == Place("a.jsonl", 7, 7, None)


@given(st.text(st.sampled_from("ab\n\r"), max_size=30), st.data())
def test_lines_and_columns_lead_to_the_same_text_as_offsets(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = place_of(text, Lines(text).span(start, end), ArticleRef("f.txt", "f.txt", 1))
    lines = text.split("\n")
    assert place.columns is not None
    first, last = place.columns
    at_start = sum(len(line) + 1 for line in lines[: place.start_line - 1]) + first - 1
    at_end = sum(len(line) + 1 for line in lines[: place.end_line - 1]) + last - 1
    assert (at_start, at_end) == (start, end)


def test_the_worst_come_first_and_accepted_ones_not_at_all() -> None:
    relations = [finding.relation for finding in worst_first(varied_result().findings)]
    assert relations == [Relation.DERIVED, Relation.EXCERPT, Relation.QUOTES_ONLY]


def test_an_accepted_finding_is_no_more_than_a_note() -> None:
    assert [severity_of(finding) for finding in accepted_result().findings] == ["error", "note"]
    quotes: Finding = replace(news_finding(), relation=Relation.QUOTES_ONLY)
    assert severity_of(quotes) == "note"


def test_copies_of_the_same_passages_have_names_of_their_own() -> None:
    one, other = news_finding(), replace(news_finding(), fingerprint="other")
    assert numbered_fingerprints([one, other, one]) == [
        "5f2b1c0d9e8a7f64:1",
        "other:1",
        "5f2b1c0d9e8a7f64:2",
    ]


def test_lines_are_named_once_where_there_is_only_one() -> None:
    assert lines_of(Span(0, 1, 3, 3)) == "line 3"
    assert lines_of(Span(0, 1, 3, 5)) == "lines 3-5"
