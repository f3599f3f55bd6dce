from __future__ import annotations

import pytest

from dedupe_articles.align import Alignment, align_texts
from dedupe_articles.align.summaries import MOST_TIMES
from dedupe_articles.model import MatchKind

from .texts import FUNCTION_WORDS, made_up, made_up_sentences


def condensed(sentences: list[str]) -> str:
    """Return a sentence for every eight: most of the first, a word or two of the others."""
    summary = []
    for first in range(0, len(sentences), 8):
        telling = [
            [word for word in sentence.lower().rstrip(".").split() if word not in FUNCTION_WORDS]
            for sentence in sentences[first : first + 8]
        ]
        words = [*telling[0][:6], *(others[0] for others in telling[1:])]
        summary.append(" ".join(["the", *words]).capitalize() + ".")
    return " ".join(summary)


ARTICLE_SENTENCES = made_up_sentences(1, 48)
ARTICLE = " ".join(ARTICLE_SENTENCES)
SUMMARY = condensed(ARTICLE_SENTENCES)


def summaries(alignment: Alignment) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [
        ((passage.a.start, passage.a.end), (passage.b.start, passage.b.end))
        for passage in alignment.passages
        if passage.kind is MatchKind.SUMMARY
    ]


def test_a_summary_inside_another_text_is_found() -> None:
    before, after = made_up(2, 10), made_up(3, 10)
    text = f"{before}\n\n{SUMMARY}\n\n{after}"
    ((found, source),) = summaries(align_texts(text, ARTICLE))
    start = text.index(SUMMARY)
    assert abs(found[0] - start) <= 110
    assert abs(found[1] - start - len(SUMMARY)) <= 110
    assert source[0] == 0
    assert source[1] >= len(ARTICLE) - 1


def test_an_article_that_is_nothing_but_a_summary_is_found() -> None:
    ((found, source),) = summaries(align_texts(SUMMARY, ARTICLE))
    assert found[1] - found[0] > 0.9 * len(SUMMARY)
    assert source[1] - source[0] > 0.9 * len(ARTICLE)


@pytest.mark.parametrize("text", [SUMMARY, f"{made_up(2, 10)}\n\n{SUMMARY}\n\n{made_up(3, 10)}"])
def test_a_summary_is_found_whichever_side_it_is(text: str) -> None:
    forth, back = summaries(align_texts(text, ARTICLE)), summaries(align_texts(ARTICLE, text))
    assert forth
    assert forth == [(b, a) for a, b in back]


@pytest.mark.parametrize("seed", range(4, 34, 2))
def test_unrelated_texts_are_no_summaries(seed: int) -> None:
    assert not summaries(align_texts(made_up(seed, 12), made_up(seed + 1, 60)))


def test_a_book_holds_no_summary_of_an_article() -> None:
    """Somewhere in it there is a stretch that looks like one."""
    others = made_up_sentences(50, 2 + MOST_TIMES * len(ARTICLE_SENTENCES))
    page, book = (" ".join([SUMMARY, *others[:count]]) for count in (60, len(others)))
    assert summaries(align_texts(page, ARTICLE))
    assert not summaries(align_texts(book, ARTICLE))


def test_too_much_text_for_a_summary_is_no_source() -> None:
    """Every other sentence of the long text has nothing to do with the summary."""
    others = made_up_sentences(40, 48)
    thinned = [part for pair in zip(ARTICLE_SENTENCES, others, strict=True) for part in pair]
    assert not summaries(align_texts(SUMMARY, " ".join(thinned)))


def test_an_excerpt_is_no_summary() -> None:
    """What the passages explain already needs no other name."""
    excerpt = " ".join(ARTICLE_SENTENCES[10:22])
    alignment = align_texts(excerpt, ARTICLE)
    assert not summaries(alignment)
    assert [passage.kind for passage in alignment.passages] == [MatchKind.VERBATIM]


def test_a_text_of_the_same_length_is_no_summary() -> None:
    assert not summaries(align_texts(ARTICLE, " ".join(reversed(ARTICLE_SENTENCES))))
