"""What one-sided corpora do to a scan: no step may grow with the square of their size."""

from __future__ import annotations

import random

from dedupe_articles.candidates import MAX_DF
from dedupe_articles.model import Article, Relation
from dedupe_articles.pipeline import scan_articles

STORY = " ".join(f"Word{i} follows the word{i * 7 % 90} here." for i in range(60))
FOOTER = "\n\nAll rights reserved. This page is printed on recycled paper by our own press."


def story(seed: int, words: int = 150) -> str:
    chance = random.Random(seed)
    return " ".join(f"w{chance.randrange(50_000)}" for _ in range(words))


def articles(texts: list[str]) -> list[Article]:
    return [Article(f"{i:06}", "corpus", text, line=i + 1) for i, text in enumerate(texts)]


def test_copies_of_one_story_are_one_family_with_as_few_findings_as_hold_it_together() -> None:
    others = [story(seed) for seed in range(20)]
    result = scan_articles(articles([*[STORY] * 500, *others, f"{others[3]} and more"]))
    assert [len(family.members) for family in result.families] == [500, 2]
    assert len(result.findings) == 499 + 1
    assert any("each is compared with one article of its group" in n for n in result.notices)


def test_versions_of_one_story_are_one_family_too() -> None:
    """Each has a headline of its own, so that no two are the same."""
    result = scan_articles(articles([f"{story(seed, 4)}. {STORY}" for seed in range(60)]))
    assert [len(family.members) for family in result.families] == [60]
    assert len(result.findings) == 59


def test_a_footer_on_every_article_relates_nobody() -> None:
    texts = [story(seed) + FOOTER for seed in range(3 * MAX_DF)]
    texts.append(f"{story(7)} With another end.{FOOTER}")
    result = scan_articles(articles(texts))
    assert [(f.a.id, f.b.id) for f in result.findings] == [("000007", "000150")]


def test_identical_lines_by_the_thousand_are_one_family() -> None:
    line = "The office is closed today because of the public holiday."
    result = scan_articles(articles([line] * 2000))
    assert [len(family.members) for family in result.families] == [2000]
    assert {finding.relation for finding in result.findings} == {Relation.EXACT}
    assert len(result.findings) == 1999


def test_an_article_in_a_giant_one_is_found() -> None:
    """The giant holds what many others say; it is aligned with the one it has taken."""
    texts = [story(seed) for seed in range(200)]
    giant = " ".join([*(story(seed, 60) for seed in range(1000, 1300)), texts[5]])
    result = scan_articles(articles([*texts, giant]))
    assert [(f.a.id, f.b.id) for f in result.findings] == [("000005", "000200")]


def test_a_text_of_one_endless_sentence_is_compared_in_pieces() -> None:
    words = story(1, 20_000)
    result = scan_articles(articles([words, words.replace("w1", "v1")]))
    assert [finding.relation for finding in result.findings] != []
