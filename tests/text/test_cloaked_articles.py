"""Real articles, cloaked by program: the finding is the one without the cloak, and says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.model import Article, DisguiseKind, Settings
from dedupe_articles.pipeline import compare, scan_articles
from dedupe_articles.scanning import scan

from .cloaks import (
    CYRILLIC,
    FULL_WIDTH,
    MANY,
    halves_reversed,
    hidden_inside,
    reversed_words,
    some_letters,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from dedupe_articles.model import Finding, Span

SEEDS = Path(__file__).parents[2] / "seeds"
ORIGINAL = (SEEDS / "000_c5e7cf671d4e869a.txt").read_text(encoding="utf-8")
DERIVED = (SEEDS / "004_3c6cc98886f52436.txt").read_text(encoding="utf-8")

CLOAKS: dict[str, tuple[Callable[[str], str], DisguiseKind]] = {
    "some Cyrillic": (lambda text: some_letters(text, CYRILLIC, 0.2), DisguiseKind.LOOKALIKE),
    "all Cyrillic": (lambda text: some_letters(text, CYRILLIC, 1), DisguiseKind.LOOKALIKE),
    "many alphabets": (lambda text: some_letters(text, MANY, 0.5), DisguiseKind.LOOKALIKE),
    "zero width": (lambda text: hidden_inside(text, "\u200b"), DisguiseKind.INVISIBLE),
    "soft hyphens": (lambda text: hidden_inside(text, "\u00ad"), DisguiseKind.SOFT_HYPHEN),
    "overrides": (reversed_words, DisguiseKind.OVERRIDE),
    "overrides in words": (halves_reversed, DisguiseKind.OVERRIDE),
    "overrides over Cyrillic": (
        lambda text: reversed_words(some_letters(text, CYRILLIC, 0.3)),
        DisguiseKind.OVERRIDE,
    ),
    "full width": (lambda text: some_letters(text, FULL_WIDTH, 0.3), DisguiseKind.STYLED),
}


def finding_of(derived: str) -> Finding:
    result = scan_articles([Article("a", "a", ORIGINAL), Article("b", "b", derived)])
    (finding,) = result.findings
    return finding


@pytest.fixture(scope="module")
def plain() -> Finding:
    return finding_of(DERIVED)


@pytest.mark.parametrize("name", CLOAKS)
def test_a_cloak_changes_neither_relation_nor_figures(name: str, plain: Finding) -> None:
    cloak, kind = CLOAKS[name]
    cloaked = finding_of(cloak(DERIVED))
    assert cloaked.relation is plain.relation
    assert cloaked.score == plain.score
    assert cloaked.jaccard == plain.jaccard
    assert cloaked.containment == plain.containment
    assert cloaked.longest_run == plain.longest_run
    assert abs(cloaked.confidence - plain.confidence) < 0.01
    assert kind in {disguise.kind for disguise in cloaked.b.disguises}
    assert cloaked.a.disguises == ()


@pytest.mark.parametrize("name", ["some Cyrillic", "full width"])
def test_matches_point_at_the_cloaked_sentences(name: str, plain: Finding) -> None:
    """These cloaks keep every character in its place, so every offset is the one without."""
    cloaked = finding_of(CLOAKS[name][0](DERIVED))
    assert [(m.a, m.b) for m in cloaked.matches] == [(m.a, m.b) for m in plain.matches]
    assert [(p.a, p.b) for p in cloaked.passages] == [(p.a, p.b) for p in plain.passages]


@pytest.mark.parametrize("hidden", ["\u200b", "\u00ad"])
def test_matches_point_at_the_same_words_where_characters_were_added(
    hidden: str, plain: Finding
) -> None:
    text = hidden_inside(DERIVED, hidden)

    def without(span: Span) -> str:
        return text[span.start : span.end].replace(hidden, "")

    cloaked = finding_of(text)
    assert [without(match.b) for match in cloaked.matches] == [
        DERIVED[match.b.start : match.b.end] for match in plain.matches
    ]


def test_a_copy_of_which_every_article_is_cloaked_otherwise_is_still_one_family() -> None:
    texts = [DERIVED, *(cloak(DERIVED) for cloak, _ in CLOAKS.values())]
    articles = [Article(str(n), str(n), text) for n, text in enumerate(texts)]
    result = scan_articles(articles)
    assert [len(family.members) for family in result.families] == [len(texts)]
    assert all(finding.score == 1 for finding in result.findings)


def test_a_scan_notes_every_disguised_article_found_or_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(hidden_inside(DERIVED[:400], "\u200b", 1), encoding="utf-8")
    (notice,) = scan([tmp_path]).notices
    assert notice.startswith(f"{tmp_path / 'a.txt'}: text in disguise: ")
    assert notice.endswith(" invisible characters")


def test_a_comparison_says_it_too() -> None:
    article = Article("b", "b", some_letters(DERIVED, CYRILLIC, 0.5))
    finding = compare(Article("a", "a", ORIGINAL), article).finding
    assert [disguise.kind for disguise in finding.b.disguises] == [DisguiseKind.LOOKALIKE]


def test_every_article_has_its_language_unless_the_settings_say_it() -> None:
    german = "Der Hund ist in dem Haus und die Katze nicht, weil sie auf der Jagd ist."
    articles = [Article("a", "a", ORIGINAL), Article("b", "b", DERIVED), Article("c", "c", german)]
    result = scan_articles(articles)
    assert result.summary.languages == {"en": 2, "de": 1}
    assert result.findings[0].a.language == "en"
    given = scan_articles(articles, replace(Settings(), language="pt-BR"))
    assert given.summary.languages == {"pt-BR": 3}
    assert given.findings[0].b.language == "pt-BR"
    assert compare(articles[0], articles[1], Settings(language="fr")).finding.a.language == "fr"


def test_an_article_that_shows_no_language_is_counted_as_undetermined() -> None:
    result = scan_articles([Article("a", "a", "Xqw zrk vlt pwd " * 5)])
    assert result.summary.languages == {"und": 1}
