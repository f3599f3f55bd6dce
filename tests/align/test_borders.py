from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.align.borders import (
    Rectangle,
    accounted_for,
    best_stretch,
    can_have_evidence,
    find_borders,
    snap,
)

from .texts import made_up_sentences, pair_of

if TYPE_CHECKING:
    from dedupe_articles.align.pair import Pair

words = st.lists(st.integers(0, 5), max_size=12)
# Whole numbers, so that sums are exact and equal ones are equal.
gains = st.lists(st.integers(-4, 4), max_size=12)


def everything(pair: Pair) -> Rectangle:
    return Rectangle(0, len(pair.a), 0, len(pair.b))


@given(words, words)
def test_a_word_is_accounted_for_while_the_stock_lasts(wanted: list[int], stock: list[int]) -> None:
    left = Counter(stock)
    expected = []
    for word in wanted:
        expected.append(left[word] > 0)
        left[word] -= 1
    counts = np.bincount(np.array(stock, dtype=np.int64), minlength=6)
    assert accounted_for(np.array(wanted, dtype=np.int64), counts).tolist() == expected


@given(gains)
def test_the_best_stretch_is_that_of_all_stretches(values: list[int]) -> None:
    sums = {
        (start, end): sum(values[start:end])
        for start, end in combinations(range(len(values) + 1), 2)
    }
    best = max(sums.values(), default=0)
    found = best_stretch(np.array(values, dtype=np.float64))
    if best <= 0:
        assert found == (0, 0, 0.0)
    else:
        first_end = min(end for (_, end), total in sums.items() if total == best)
        start = max(s for (s, end), total in sums.items() if (end, total) == (first_end, best))
        assert found == (start, first_end, best)


def inserted(sentences: int, at: int) -> tuple[Pair, Rectangle]:
    """Return two unrelated articles with one passage in both, and where it stands."""
    passage = made_up_sentences(3, sentences)
    a = [*made_up_sentences(1, at), *passage, *made_up_sentences(11, 9)]
    b = [*made_up_sentences(2, 6), *passage, *made_up_sentences(12, 4)]
    pair = pair_of(" ".join(a), " ".join(b))
    bounds_a, bounds_b = pair.a.tokens.bounds, pair.b.tokens.bounds
    return pair, Rectangle(
        int(bounds_a[at]),
        int(bounds_a[at + sentences]),
        int(bounds_b[6]),
        int(bounds_b[6 + sentences]),
    )


@pytest.mark.parametrize("at", [0, 7])
@pytest.mark.parametrize("too_small", [(0, 0), (14, 0), (9, -20), (28, -28), (-20, -30)])
@pytest.mark.parametrize("too_large", [(0, 0), (-14, 0), (-14, 14), (-30, 20)])
def test_the_borders_of_an_inserted_passage_are_exact(
    at: int, too_small: tuple[int, int], too_large: tuple[int, int]
) -> None:
    """Wherever the passage is seen first on a, as long as b holds all of it."""
    pair, truth = inserted(6, at)
    seen = Rectangle(
        max(0, truth.a_start + too_small[0]),
        truth.a_end + too_small[1],
        truth.b_start + too_large[0],
        truth.b_end + too_large[1],
    )
    found, evidence = find_borders(pair, seen, everything(pair))
    assert found == truth
    assert 0 < evidence <= pair.weights[pair.a.words[truth.a_start : truth.a_end]].sum() + 1e-9


@given(st.data(), st.integers(0, 7), st.integers(1, 6))
def test_the_bound_on_evidence_is_never_below_it(
    data: st.DataObject, at: int, sentences: int
) -> None:
    """A cluster that cannot have enough evidence is given up before its borders are looked for."""
    pair, _ = inserted(sentences, at)
    ends = [
        sorted(data.draw(st.lists(st.integers(0, len(side)), min_size=2, max_size=2, unique=True)))
        for side in (pair.a, pair.b)
    ]
    seen = Rectangle(*ends[0], *ends[1])
    _, evidence = find_borders(pair, seen, everything(pair))
    assert can_have_evidence(pair, seen, evidence)


@pytest.mark.parametrize("beyond", [14, 28])
def test_borders_move_inwards_alike_at_both_ends(beyond: int) -> None:
    """Words before a passage must not use up the partners that its last words have."""
    pair, truth = inserted(6, 7)
    for first, last in ((-beyond, 0), (0, beyond), (-beyond, beyond)):
        seen = Rectangle(
            truth.a_start + first, truth.a_end + last, truth.b_start + first, truth.b_end + last
        )
        assert find_borders(pair, seen, everything(pair))[0] == truth


def test_the_order_of_the_words_plays_no_part() -> None:
    sentences = made_up_sentences(3, 6)
    shuffled = [" ".join(reversed(sentence.split())) for sentence in reversed(sentences)]
    a = [*made_up_sentences(1, 7), *sentences, *made_up_sentences(11, 9)]
    b = [*made_up_sentences(2, 6), *shuffled, *made_up_sentences(12, 4)]
    pair = pair_of(" ".join(a), ". ".join(b))
    found, _ = find_borders(
        pair, Rectangle(7 * 14 - 20, 13 * 14, 6 * 14, 12 * 14 + 20), everything(pair)
    )
    assert found == Rectangle(7 * 14, 13 * 14, 6 * 14, 12 * 14)


def test_borders_stay_inside_their_limits() -> None:
    pair, truth = inserted(6, 7)
    limits = Rectangle(truth.a_start + 20, truth.a_end, 0, truth.b_end - 20)
    found, _ = find_borders(
        pair,
        Rectangle(truth.a_start + 20, truth.a_end, truth.b_start, truth.b_end - 20),
        limits,
    )
    assert limits.a_start <= found.a_start < found.a_end <= limits.a_end
    assert limits.b_start <= found.b_start < found.b_end <= limits.b_end


def test_what_has_no_word_in_common_has_no_borders() -> None:
    pair = pair_of("ash birch cedar elm fir oak. plum pear.", "hazel holly larch maple. yew alder.")
    found, evidence = find_borders(pair, Rectangle(0, 6, 0, 4), everything(pair))
    assert found.is_empty()
    assert evidence == 0.0


def test_replaced_words_at_the_border_of_a_sentence_belong_to_the_passage() -> None:
    pair, truth = inserted(6, 7)
    words = pair.b.tokens.text.split()
    for place in (truth.b_start, truth.b_start + 1, truth.b_end - 2):
        words[place] = words[place].replace(words[place].strip(".").lower(), f"other{place}")
    changed = pair_of(pair.a.tokens.text, " ".join(words))
    assert find_borders(changed, truth, everything(changed))[0] == truth


@given(st.integers(0, 42), st.integers(1, 42))
def test_a_border_near_that_of_a_sentence_moves_there(start: int, length: int) -> None:
    """Sentences of fourteen words: no border is farther than seven from one of them."""
    side = pair_of(" ".join(made_up_sentences(1, 6)), "").a
    end = start + length
    snapped = snap(side, start, end)
    assert snapped[0] < snapped[1]
    if snapped != (start, end):
        assert all(border % 14 == 0 for border in snapped)
        assert abs(snapped[0] - start) <= 8
        assert abs(snapped[1] - end) <= 8
    else:
        near = [round(border / 14) for border in (start, end)]
        is_sentence = start % 14 == 0 and end % 14 == 0
        assert is_sentence or near[0] == near[1] or 7 in (start % 14, end % 14)


def test_a_border_in_the_middle_of_a_long_sentence_stays() -> None:
    long_sentence = "So " + "so " * 39 + "it ends."
    side = pair_of(f"A short one first. {long_sentence}", "").a
    assert snap(side, 24, 46) == (24, 46)
    assert snap(side, 6, 40) == (4, 46)
