from __future__ import annotations

import math
import tracemalloc
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.align import pair as pair_module
from dedupe_articles.align.pair import Pair, Seeds, Text, find_seeds, overlap_blocks, pair_texts
from dedupe_articles.text import tokens as tokens_module
from dedupe_articles.text.tokenise import tokenise

from .texts import articles_of_few_words, few_words, pair_of

TOLERANCE = 1e-5
texts = st.one_of(few_words, articles_of_few_words, st.text(max_size=60))


def sentence_sets(side: Text) -> list[set[int]]:
    """Return the distinct words of every sentence."""
    bounds = side.tokens.bounds.tolist()
    return [set(side.words[s:e].tolist()) for s, e in pairwise(bounds)]


def naive_overlap(pair: Pair) -> list[list[float]]:
    """Compare every sentence with every other, as the documentation defines the overlap."""
    weights, squares = pair.weights.tolist(), pair.squares.tolist()

    def total(words: set[int], values: list[float]) -> float:
        return math.fsum(values[word] for word in words)

    def overlap(a: set[int], b: set[int]) -> float:
        dice = 2 * total(a & b, weights) / max(total(a, weights) + total(b, weights), 1e-9)
        norm_a, norm_b = (max(math.sqrt(total(side, squares)), 1e-9) for side in (a, b))
        return (dice + total(a & b, squares) / norm_a / norm_b) / 2

    return [[overlap(a, b) for b in sentence_sets(pair.b)] for a in sentence_sets(pair.a)]


@given(texts, texts)
def test_word_numbers_are_equal_exactly_when_the_stems_are(a: str, b: str) -> None:
    pair = pair_of(a, b)
    stems = [*pair.a.tokens.stems.tolist(), *pair.b.tokens.stems.tolist()]
    numbers = [*pair.a.words.tolist(), *pair.b.words.tolist()]
    assert len(set(zip(stems, numbers, strict=True))) == len(set(stems)) == len(set(numbers))
    assert sorted(set(numbers)) == list(range(len(pair.weights)))


@given(texts, texts)
def test_a_word_weighs_the_logarithm_of_how_few_sentences_have_it(a: str, b: str) -> None:
    pair = pair_of(a, b)
    sentences = [*sentence_sets(pair.a), *sentence_sets(pair.b)]
    for word, weight in enumerate(pair.weights.tolist()):
        having = sum(word in sentence for sentence in sentences)
        assert weight == pytest.approx(math.log((len(sentences) + 1) / having), abs=1e-6)
    assert pair.squares == pytest.approx(pair.weights**2, abs=1e-6)


def test_a_word_of_every_sentence_still_weighs_something() -> None:
    """Two texts of one sentence each have no other words in common."""
    pair = pair_of("The ferry left the harbour.", "The ferry left the port.")
    assert (pair.weights > 0).all()
    assert pair.weights[pair.a.words[3]] < pair.weights[pair.a.words[4]]


@given(
    articles_of_few_words,
    articles_of_few_words,
    st.sampled_from([1, 2, 3, 1024]),
    st.sampled_from([None, 0.0, 0.1, 1.0]),
)
def test_overlap_is_that_of_the_definition_to_the_bit_however_it_is_worked_out(
    a: str, b: str, block_size: int, common: float | None
) -> None:
    """Matrix products add in an order that depends on their shape; it must not be seen.

    Nor whether words are multiplied or, as in long texts those that are not common, added.
    """
    with pytest.MonkeyPatch.context() as patch:
        for module in (pair_module, tokens_module):
            patch.setattr(module, "SENTENCES_AT_ONCE", block_size)
        pair = pair_of(a, b)
        expected = np.array(naive_overlap(pair), dtype=np.float32).reshape(
            len(pair.a.tokens.spans), len(pair.b.tokens.spans)
        )
        found = np.full(expected.shape, np.nan, dtype=np.float32)
        if common is not None:
            patch.setattr(pair_module, "_SMALL", 0)
            patch.setattr(pair_module, "_COMMON", common)
        for first_a, first_b, block in overlap_blocks(pair):
            assert max(block.shape) <= block_size
            cells = found[first_a : first_a + len(block), first_b : first_b + block.shape[1]]
            assert np.isnan(cells).all(), "a cell is given twice"
            cells[:] = block
    np.testing.assert_array_equal(found, expected)


@given(
    articles_of_few_words,
    articles_of_few_words,
    st.sampled_from([0.0, 0.15, 0.5]),
    st.integers(1, 4),
    st.sampled_from([1, 3, 1024]),
)
def test_seeds_are_the_best_cells_of_each_sentence(
    a: str, b: str, level: float, per_sentence: int, block_size: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module in (pair_module, tokens_module):
            patch.setattr(module, "SENTENCES_AT_ONCE", block_size)
        pair = pair_of(a, b)
        seeds = find_seeds(pair, level, per_sentence)
    cells = list(zip(seeds.a.tolist(), seeds.b.tolist(), strict=True))
    assert cells == sorted(set(cells))
    for i, row in enumerate(naive_overlap(pair)):
        kept = [j for a_sentence, j in cells if a_sentence == i]
        clear = [j for j, value in enumerate(row) if value > level + TOLERANCE]
        possible = [j for j, value in enumerate(row) if value > level - TOLERANCE]
        assert min(len(clear), per_sentence) <= len(kept) <= min(len(possible), per_sentence)
        assert set(kept) <= set(possible)
        worst = min((row[j] for j in kept), default=0.0)
        left_out = [row[j] for j in clear if j not in kept]
        assert max(left_out, default=0.0) <= worst + pair_module._TIE + TOLERANCE
    for i, j, overlap in zip(seeds.a, seeds.b, seeds.overlap, strict=True):
        assert overlap == pytest.approx(naive_overlap(pair)[i][j], abs=TOLERANCE)


def test_of_equal_cells_those_nearest_the_diagonal_are_seeds() -> None:
    """A line that stands often in both texts must not meet its first repetitions only."""
    text = "The bells of the old chapel rang.\n" * 40
    seeds = find_seeds(pair_of(text, text), 0.15, 3)
    found = set(zip(seeds.a.tolist(), seeds.b.tolist(), strict=True))
    near = {(i, j) for i, j in product(range(40), repeat=2) if abs(i - j) <= 1}
    assert {(i, j) for i, j in near if 0 < i < 39} <= found


def seeds_of_repetitions(times: int) -> tuple[Seeds, int]:
    """Return the seeds of repeated sentences with themselves, and the most memory that took."""
    text = "The ferry left the harbour at nine.\nA storm broke over the hills at noon.\n" * times
    pair = pair_of(text, text)
    tracemalloc.start()
    seeds = find_seeds(pair, 0.15, 5)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return seeds, peak


def test_texts_that_repeat_themselves_take_little_memory() -> None:
    """Half of nine million cells are equal and pass the level; few of each row are kept."""
    seeds, peak = seeds_of_repetitions(1500)
    assert len(seeds.a) == 5 * 3000
    assert peak < 60_000_000


def test_of_many_blocks_only_the_best_cells_of_each_sentence_are_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A million cells of two long texts pass the level; in blocks, few of them at a time."""
    for module in (pair_module, tokens_module):
        monkeypatch.setattr(module, "SENTENCES_AT_ONCE", 32)
    seeds, peak = seeds_of_repetitions(750)
    assert len(seeds.a) == 5 * 1500
    assert peak < 5_000_000


@given(texts, texts)
def test_the_other_side_sees_the_same_pair(a: str, b: str) -> None:
    pair, again = pair_of(a, b).swapped(), pair_of(b, a)
    assert pair.a.words.tolist() == again.a.words.tolist()
    assert pair.b.words.tolist() == again.b.words.tolist()
    assert pair.weights.tolist() == again.weights.tolist()


@pytest.mark.parametrize("other", ["", "One.", "One sentence of some words."])
def test_an_empty_text_has_no_seeds(other: str) -> None:
    empty = tokenise("")
    for pair in (pair_texts(empty, tokenise(other)), pair_texts(tokenise(other), empty)):
        assert not len(find_seeds(pair, 0.0, 5).a)
