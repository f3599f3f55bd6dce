from __future__ import annotations

from index_growth import grown, rewritten, translated

from dedupe_articles.model import Article

TEXT = "The committee of the harbour has met again, and nobody came."


def test_a_translation_keeps_short_words_lengths_and_repetitions() -> None:
    other = translated(TEXT, 3)
    assert other != TEXT
    assert list(map(len, other.split())) == list(map(len, TEXT.split()))
    assert [word for word in other.split() if len(word) < 4] == [
        "The",
        "of",
        "the",
        "has",
        "met",
        "and",
    ]
    assert translated(TEXT, 0) == TEXT
    assert translated(TEXT, 3) == other


def test_articles_come_again_in_other_languages_under_other_ids() -> None:
    base = [Article("a", "a", TEXT), Article("b", "b", "Something else entirely.")]
    articles = list(grown(base, 5))
    assert [article.text for article in articles[:2]] == [article.text for article in base]
    assert len({article.id for article in articles}) == 5
    assert len({article.text for article in articles}) == 5
    assert list(grown(base, 2, 3)) == articles[3:]


def test_a_rewrite_replaces_every_tenth_word() -> None:
    words = [f"w{i}" for i in range(25)]
    found = rewritten(" ".join(words)).split()
    assert [i for i in range(25) if found[i] != words[i]] == [9, 19]
