from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given

from dedupe_articles.text.tokenise import STRETCH_WORDS, tokenise
from dedupe_articles.text.words import split_words

from .strategies import LINE_BREAKS, hostile_texts

if TYPE_CHECKING:
    from dedupe_articles.text.tokens import Tokens


def sentences(tokens: Tokens) -> list[str]:
    return [tokens.text[start:end] for start, end in tokens.spans.tolist()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One two three. Four five six.", ["One two three.", "Four five six."]),
        ("“Yes.” Then he left the house.", ["“Yes.” Then he left the house."]),
        ("He left the house at noon. Why?", ["He left the house at noon. Why?"]),
        ("Headline\nThe story begins here.", ["Headline", "The story begins here."]),
        ("The story ends here.\nAdd Comment", ["The story ends here.", "Add Comment"]),
        ("The story ends here.\n* * *\n", ["The story ends here.\n* * *"]),
        ("* * *\nThe story begins here.", ["The story begins here."]),
        ("", []),
        ("* * *", []),
        ("word", ["word"]),
    ],
)
def test_what_is_too_short_joins_its_neighbour_on_the_same_line(
    text: str, expected: list[str]
) -> None:
    assert sentences(tokenise(text)) == expected


@pytest.mark.parametrize("line_break", LINE_BREAKS)
def test_a_short_line_stays_by_itself_however_it_ends(line_break: str) -> None:
    lines = ["Headline", "The story begins here.", "It ends here.", "Add Comment"]
    assert sentences(tokenise(line_break.join(lines))) == lines


@given(hostile_texts)
def test_sentences_hold_every_word_once_and_in_order(text: str) -> None:
    tokens = tokenise(text)
    bounds = tokens.bounds.tolist()
    assert bounds[0] == 0
    assert bounds[-1] == len(tokens)
    assert len(bounds) == len(tokens.spans) + 1
    for i, (first, last) in enumerate(pairwise(bounds)):
        assert first < last
        assert tokens.sentences[first:last].tolist() == [i] * (last - first)


@given(hostile_texts)
def test_a_word_stands_in_the_characters_of_its_sentence(text: str) -> None:
    tokens = tokenise(text)
    for word, sentence in enumerate(tokens.sentences.tolist()):
        start, end = tokens.sentence_characters(sentence, sentence + 1)
        assert start <= tokens.starts[word] < tokens.ends[word] <= end


@given(hostile_texts)
def test_sentences_do_not_overlap(text: str) -> None:
    borders = tokenise(text).spans.ravel().tolist()
    assert borders == sorted(borders)


@given(hostile_texts)
def test_the_words_are_those_of_the_splitter_with_their_spellings(text: str) -> None:
    tokens, batch = tokenise(text), split_words([text], spellings=True)
    assert tokens.starts.tolist() == batch.starts.tolist()
    assert tokens.stems.tolist() == batch.stems.tolist()
    assert tokens.spellings.tolist() == batch.spellings.tolist()
    words = [text[a:b] for a, b in zip(batch.starts, batch.ends, strict=True)]
    assert [tokens.word(i) for i in range(len(tokens))] == words


@pytest.mark.parametrize("left", [0, 1, STRETCH_WORDS // 2, STRETCH_WORDS - 1])
def test_a_sentence_that_nobody_would_write_is_cut_into_stretches(left: int) -> None:
    """They hold all of its words, each as many, but for the last one that takes what is left."""
    words = 4 * STRETCH_WORDS + left
    text = " ".join(f"({i})," for i in range(words))
    tokens = tokenise(text)
    sizes = np.diff(tokens.bounds).tolist()
    assert sum(sizes) == words
    assert set(sizes[:-1]) == {STRETCH_WORDS}
    assert STRETCH_WORDS / 2 < sizes[-1] < 2 * STRETCH_WORDS
    pieces = [text[start:end] for start, end in tokens.spans.tolist()]
    assert " ".join(pieces).split() == text.split()


@pytest.mark.parametrize(("comma", "space"), [(",", " "), ("，", "")])
def test_a_word_more_leaves_the_other_stretches_as_they_are(comma: str, space: str) -> None:
    clauses = [space.join("甲乙丙丁戊己庚辛壬癸子丑"[i % 5 :][:7]) for i in range(40)]
    versions = [
        (comma + space).join(["甲" + space + clauses[0] if more else clauses[0], *clauses[1:]])
        for more in (False, True)
    ]
    stretches = [
        [text[start:end] for start, end in tokenise(text).spans.tolist()] for text in versions
    ]
    assert len(stretches[0]) > 4
    assert stretches[0][1:] == stretches[1][1:]
