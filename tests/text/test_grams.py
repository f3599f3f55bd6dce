from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.text.grams import GRAM_WORDS, Grams
from dedupe_articles.text.tokenise import tokenise

words = st.lists(st.sampled_from(["one", "two"]), max_size=40)


def grams_of(text: list[str]) -> Grams:
    return tokenise(" ".join(text)).grams


@given(words)
def test_grams_are_equal_where_six_words_are(text: list[str]) -> None:
    hashes = grams_of(text).hashes.tolist()
    six = [tuple(text[i : i + GRAM_WORDS]) for i in range(len(text) - GRAM_WORDS + 1)]
    assert [[a == b for b in hashes] for a in hashes] == [[a == b for b in six] for a in six]


@given(words)
def test_a_gram_counts_how_often_it_stood_before(text: list[str]) -> None:
    grams = grams_of(text)
    hashes = grams.hashes.tolist()
    assert grams.repetitions.tolist() == [hashes[:i].count(h) for i, h in enumerate(hashes)]
    assert grams.ordered.tolist() == sorted(hashes) == [hashes[i] for i in grams.order.tolist()]
