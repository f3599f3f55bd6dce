"""What holds for an alignment as a whole, whichever stage a part of it comes from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.align import Alignment, align_texts
from dedupe_articles.model import Passage

from .texts import articles_of_few_words, derived_pairs, made_up, made_up_sentences

anything = st.one_of(
    articles_of_few_words,
    articles_of_few_words.map(lambda text: text * 5),  # long enough for passages
    st.text(max_size=80),
)
pairs = st.one_of(derived_pairs(), st.tuples(anything, anything))


def parts(alignment: Alignment) -> tuple[object, ...]:
    pair = alignment.pair
    numbers = [part.tolist() for part in (pair.a.words, pair.b.words, pair.weights)]
    return (*numbers, alignment.runs, alignment.word_passages, alignment.matches)


def turned(passages: tuple[Passage, ...]) -> list[Passage]:
    return sorted(
        (Passage(p.b, p.a, p.score, p.kind) for p in passages), key=lambda p: (p.a.start, p.b.start)
    )


@given(pairs)
def test_the_order_of_two_texts_does_not_matter(texts: tuple[str, str]) -> None:
    a, b = texts
    forth, back = align_texts(a, b), align_texts(b, a)
    assert parts(forth) == parts(back.swapped())
    assert list(forth.passages) == turned(back.passages)


def test_the_order_of_two_texts_of_the_same_length_does_not_matter() -> None:
    common = [" ".join(made_up_sentences(seed, 7)) for seed in (1, 2)]
    a = "\n".join([common[0], made_up(3, 10), common[1]])
    b = "\n".join([common[1], made_up(4, 10), common[0]])
    forth, back = align_texts(a, b), align_texts(b, a)
    assert len(forth.pair.a) == len(forth.pair.b)
    assert len(forth.word_passages) == 2
    assert parts(forth) == parts(back.swapped())


@given(pairs)
def test_what_is_found_lies_in_the_texts_and_begins_and_ends_with_words(
    texts: tuple[str, str],
) -> None:
    a, b = texts
    alignment = align_texts(a, b)
    for passage in alignment.passages:
        for text, span in ((a, passage.a), (b, passage.b)):
            assert 0 <= span.start < span.end <= len(text)
            assert not text[span.start].isspace()
            assert not text[span.end - 1].isspace()
            assert span.start_line == text.count("\n", 0, span.start) + 1
            assert span.end_line == text.count("\n", 0, span.end) + 1


@given(pairs)
def test_matches_cover_whole_sentences(texts: tuple[str, str]) -> None:
    a, b = texts
    alignment = align_texts(a, b)
    for match in alignment.matches:
        for text, side, first, last in (
            (a, alignment.pair.a.tokens, match.a_start, match.a_end),
            (b, alignment.pair.b.tokens, match.b_start, match.b_end),
        ):
            start, end = side.sentence_characters(first, last)
            assert 0 <= start < end <= len(text)
            words = side.bounds[first], side.bounds[last]
            assert start <= side.starts[words[0]]
            assert side.ends[words[1] - 1] <= end
            assert text[start:end] == text[start:end].strip()


@pytest.mark.parametrize(("a", "b"), [("", ""), ("", "Word."), ("…", "!"), ("One", "One")])
def test_texts_of_no_or_one_word_are_aligned(a: str, b: str) -> None:
    alignment = align_texts(a, b)
    assert not alignment.runs
    assert not alignment.word_passages
    assert len(alignment.matches) == (a == b == "One")


def test_a_copy_that_lost_its_full_stops_corresponds_as_a_whole() -> None:
    """On one side there is one sentence, on the other there are thirty; some words differ."""
    original = " ".join(made_up_sentences(1, 30))
    words = original.replace(".", "").lower().split()
    words[::15] = [f"other{i}" for i in range(len(words[::15]))]
    alignment = align_texts(original, " ".join(words))
    covered = sum(end - start for start, end, _, _ in alignment.match_words)
    assert covered > 0.9 * len(words)
