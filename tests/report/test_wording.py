from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.model import Acceptance, Direction, Finding, Relation
from dedupe_articles.report.marks import mark_of
from dedupe_articles.report.wording import (
    acceptance_line,
    details,
    headline,
    substitutions_line,
)

from .builders import DERIVED, ORIGINAL, news_finding

if TYPE_CHECKING:
    from dedupe_articles.model import Side

TEXTS = {"news/original.txt": ORIGINAL, "news/derived.txt": DERIVED}
FIGURES = "(score 0.92, confidence 0.99)"


def headline_of(finding: Finding) -> str:
    return headline(mark_of(finding, TEXTS))


@pytest.mark.parametrize(
    ("relation", "phrase"),
    [
        (Relation.EXACT, "Exact copy of"),
        (Relation.NEAR_DUPLICATE, "Near-duplicate of"),
        (Relation.DERIVED, "Derived from"),
        (Relation.SHARED_PASSAGES, "Has passages of"),
        (Relation.QUOTES_ONLY, "Has quotations of"),
        (Relation.BOILERPLATE_ONLY, "Has boilerplate of"),
    ],
)
def test_the_headline_says_what_the_marked_article_is_to_the_likely_original(
    relation: Relation, phrase: str
) -> None:
    finding = replace(news_finding(), relation=relation)
    assert headline_of(finding) == f"{phrase} news/original.txt {FIGURES}"


@pytest.mark.parametrize(
    ("relation", "phrase"),
    [
        (Relation.EXACT, "Same text as"),
        (Relation.NEAR_DUPLICATE, "Near-duplicate of"),
        (Relation.DERIVED, "Related by derivation to"),
        (Relation.SHARED_PASSAGES, "Has passages in common with"),
    ],
)
def test_where_nothing_decides_the_headline_takes_no_side(relation: Relation, phrase: str) -> None:
    finding = replace(news_finding(), relation=relation, direction=Direction(None, 0.5))
    assert headline_of(finding) == (
        f"{phrase} news/original.txt {FIGURES}; which came first is undecided"
    )


@pytest.mark.parametrize(
    ("original", "coverage_a", "beginning"),
    [
        ("a", 0.3, "Excerpt of news/original.txt"),
        ("a", 1.0, "Takes in news/original.txt"),
        ("b", 1.0, "Excerpt of news/derived.txt"),
        ("b", 0.3, "Takes in news/derived.txt"),
        (None, 1.0, "Excerpt of news/derived.txt"),
        (None, 0.3, "Excerpt of news/original.txt"),
    ],
)
def test_only_the_part_is_called_an_excerpt(
    original: Side | None, coverage_a: float, beginning: str
) -> None:
    """Whichever of the two is the likely original: a long article can take in a short one."""
    finding = replace(
        news_finding(),
        relation=Relation.EXCERPT,
        coverage_a=coverage_a,
        coverage_b=0.6,
        direction=Direction(original, 0.9),
    )
    assert headline_of(finding).startswith(beginning)


def test_the_details_are_the_block_the_best_evidence_and_the_swaps() -> None:
    finding = replace(news_finding(), alterations=())
    reason = "only b ends in “Add Comment”, a line of a website's template"
    assert details(mark_of(finding, TEXTS)) == [
        "Longest block: line 1, there line 1",
        f"Likely original: a, news/original.txt; {reason}",
        "Replaced: Metropolitan → Sofia ×4, Dame → Lady ×2",
    ]


def test_what_is_not_shown_is_counted() -> None:
    finding = news_finding()
    many = finding.substitutions * 2
    assert substitutions_line(many).endswith("Metropolitan → Sofia ×4 and 1 more")
    mark = mark_of(replace(finding, passages=finding.passages * 3), TEXTS)
    assert details(mark)[0] == "Longest block: line 1, there line 1; 2 more passages"


@pytest.mark.parametrize(
    ("acceptance", "line"),
    [
        (Acceptance(), "Accepted"),
        (Acceptance("licensed"), "Accepted: licensed"),
        (Acceptance(owner="desk"), "Accepted (owner desk)"),
        (Acceptance("licensed\x1b", "desk"), "Accepted: licensed␛ (owner desk)"),
    ],
)
def test_an_acceptance_is_told_with_what_is_known_of_it(acceptance: Acceptance, line: str) -> None:
    finding = replace(news_finding(), accepted=acceptance)
    assert acceptance_line(finding) == line
    assert details(mark_of(finding, TEXTS))[-1] == line
