from __future__ import annotations

import random
import tracemalloc
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from dedupe_articles.align import Alignment, align_texts
from dedupe_articles.model import MatchKind

from .texts import CONTENT_WORDS, articles_of_few_words, made_up, made_up_sentences

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCE = 110  # no made-up sentence has more characters


def verbatim(sentences: list[str]) -> str:
    return " ".join(sentences)


def shuffled(sentences: list[str]) -> str:
    """Return the sentences in another order, and the words of each in another order."""
    generator = random.Random(5)
    mixed = generator.sample(sentences, len(sentences))
    words = [sentence.rstrip(".").split() for sentence in mixed]
    return " ".join(" ".join(generator.sample(w, len(w))).capitalize() + "." for w in words)


def a_third_replaced(sentences: list[str]) -> str:
    words = " ".join(sentences).split()
    generator = random.Random(6)
    for place in generator.sample(range(1, len(words) - 1), len(words) // 3):
        if not words[place].endswith("."):
            words[place] = generator.choice(CONTENT_WORDS)
    return " ".join(words)


def around(first: int, passage: str, last: int, *, seed: int) -> str:
    """Return a made-up article of paragraphs with a passage in its middle."""
    return f"{made_up(seed, first)}\n\n{passage}\n\n{made_up(seed + 100, last)}"


def assert_near(found: tuple[int, int], text: str, passage: str) -> None:
    """Assert that a found range is a passage of the text, give or take one sentence."""
    start = text.index(passage)
    assert abs(found[0] - start) <= SENTENCE
    assert abs(found[1] - start - len(passage)) <= SENTENCE


@pytest.mark.parametrize("rewrite", [verbatim, shuffled, a_third_replaced])
@pytest.mark.parametrize(("before", "after"), [(10, 10), (0, 15), (15, 0)])
def test_a_passage_in_unrelated_texts_is_found_with_its_borders(
    rewrite: Callable[[list[str]], str], before: int, after: int
) -> None:
    sentences = made_up_sentences(1, 8)
    original, copied = " ".join(sentences), rewrite(sentences)
    a, b = around(before, original, after, seed=2), around(5, copied, 20, seed=3)
    (passage,) = align_texts(a, b).passages
    assert_near((passage.a.start, passage.a.end), a, original)
    assert_near((passage.b.start, passage.b.end), b, copied)
    is_verbatim = passage.kind is MatchKind.VERBATIM
    assert is_verbatim == (rewrite is verbatim)
    assert passage.score == 1.0 if rewrite is not a_third_replaced else passage.score > 0.6


@pytest.mark.parametrize(("before", "behind"), [(8, 8), (8, 4), (5, 8)])
def test_what_is_rewritten_around_a_verbatim_passage_is_found_on_both_sides(
    before: int, behind: int
) -> None:
    sentences = made_up_sentences(1, before + 3 + behind)
    first, middle, last = sentences[:before], sentences[before:-behind], sentences[-behind:]
    pasted = " ".join([a_third_replaced(first), " ".join(middle), a_third_replaced(last)])
    a, b = around(10, " ".join(sentences), 10, seed=2), around(5, pasted, 20, seed=3)
    found = align_texts(a, b).passages
    assert [p.kind for p in found] == [
        MatchKind.REWRITTEN,
        MatchKind.VERBATIM,
        MatchKind.REWRITTEN,
    ]
    assert_near((found[0].a.start, found[-1].a.end), a, " ".join(sentences))
    assert_near((found[0].b.start, found[-1].b.end), b, pasted)


def test_a_verbatim_passage_has_its_borders_to_the_word() -> None:
    """It may begin and end inside a sentence."""
    words = " ".join(made_up_sentences(1, 8)).split()
    copied = " ".join(words[5:-5])
    a = around(10, " ".join(words), 10, seed=2)
    pasted = f"Yesterday somebody wrote {copied} without naming anybody."
    b = around(10, pasted, 5, seed=3)
    (passage,) = align_texts(a, b).passages
    assert passage.kind is MatchKind.VERBATIM
    assert a[passage.a.start : passage.a.end] == b[passage.b.start : passage.b.end] == copied


def test_two_passages_in_another_order_are_two_passages() -> None:
    first, second = (" ".join(made_up_sentences(seed, 8)) for seed in (1, 2))
    a = f"{made_up(3, 5)}\n\n{first}\n\n{made_up(4, 10)}\n\n{second}\n\n{made_up(5, 5)}"
    b = f"{made_up(6, 10)}\n\n{second}\n\n{made_up(7, 15)}\n\n{first}"
    one, other = align_texts(a, b).passages
    assert_near((one.a.start, one.a.end), a, first)
    assert_near((one.b.start, one.b.end), b, first)
    assert_near((other.a.start, other.a.end), a, second)
    assert_near((other.b.start, other.b.end), b, second)


def test_one_passage_that_is_rewritten_twice_is_found_twice() -> None:
    passage = made_up_sentences(1, 8)
    first, second = shuffled(passage), a_third_replaced(passage)
    a = f"{first}\n\n{made_up(2, 15)}\n\n{second}\n\n{made_up(3, 5)}"
    b = around(10, verbatim(passage), 5, seed=4)
    one, other = align_texts(a, b).passages
    assert_near((one.a.start, one.a.end), a, first)
    assert_near((other.a.start, other.a.end), a, second)
    for found in (one, other):
        assert_near((found.b.start, found.b.end), b, verbatim(passage))


def test_of_two_rewritings_of_one_passage_the_closer_one_counts() -> None:
    """The words of the longer text stand in one passage only."""
    passage = made_up_sentences(1, 8)
    closer, other = shuffled(passage), a_third_replaced(passage)
    a = around(10, verbatim(passage), 30, seed=2)
    b = f"{other}\n\n{made_up(3, 10)}\n\n{closer}"
    (found,) = align_texts(a, b).passages
    assert_near((found.a.start, found.a.end), a, verbatim(passage))
    assert_near((found.b.start, found.b.end), b, closer)


def test_a_changed_word_does_not_break_a_verbatim_passage() -> None:
    original = " ".join(made_up_sentences(1, 10))
    words = original.split()
    changed = " ".join([*words[:70], "another", *words[71:]])
    a, b = around(10, original, 10, seed=2), around(5, changed, 20, seed=3)
    (passage,) = align_texts(a, b).passages
    assert passage.kind is MatchKind.VERBATIM
    assert a[passage.a.start : passage.a.end] == original.rstrip(".")
    assert b[passage.b.start : passage.b.end] == changed.rstrip(".")


def test_one_sentence_in_common_is_a_match_and_no_passage() -> None:
    sentence = made_up_sentences(1, 1)[0]
    alignment = align_texts(around(10, sentence, 10, seed=2), around(5, sentence, 15, seed=3))
    assert len(alignment.matches) == 1
    assert alignment.passages == ()


@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_unrelated_texts_have_no_passage(seed: int) -> None:
    alignment = align_texts(made_up(seed, 20), made_up(seed + 1, 25))
    assert alignment.passages == ()
    assert not alignment.runs


@pytest.mark.parametrize("a", ["", " \n", "…", "One", "One short sentence.", made_up(1, 10)])
@pytest.mark.parametrize("b", ["", "?!", "Word", made_up(2, 10)])
def test_texts_of_hardly_any_words_have_no_passage(a: str, b: str) -> None:
    alignment = align_texts(a, b)
    assert alignment.passages == ()
    assert not alignment.runs


def test_texts_of_one_sentence_are_matched_though_too_short_for_a_passage() -> None:
    a = "The council of the small town has approved a plan for the bridge over the river."
    alignment = align_texts(a, a.replace("small", "little"))
    (match,) = alignment.matches
    assert match.score > 0.7
    assert alignment.passages == ()


def places_on_both_sides(alignment: Alignment) -> list[list[tuple[int, int]]]:
    wheres = [passage.where for passage in alignment.word_passages]
    return [
        [(where.a_start, where.a_end) for where in wheres],
        [(where.b_start, where.b_end) for where in wheres],
    ]


@given(articles_of_few_words, articles_of_few_words)
def test_passages_lie_in_the_texts_and_share_no_words_on_the_longer_side(a: str, b: str) -> None:
    alignment = align_texts(a * 4, b * 4)
    pair = alignment.pair
    on_a, on_b = places_on_both_sides(alignment)
    for side, places in ((pair.a, on_a), (pair.b, on_b)):
        assert all(0 <= start < end <= len(side) for start, end in places)
    longer = sorted(on_a if len(pair.a) >= len(pair.b) else on_b)
    assert all(one[1] <= other[0] for one, other in pairwise(longer))
    for passage in alignment.passages:
        assert 0 <= passage.score <= 1


def test_twenty_thousand_equal_sentences_are_aligned_in_little_memory() -> None:
    """The matrix of their sentences has 80 million cells above every level."""
    line = "The ferry left the old harbour at nine every morning.\n"
    tracemalloc.start()
    alignment = align_texts(line * 20_000, line * 4_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (run,) = alignment.runs
    assert len(run) == 40_000
    assert len(alignment.matches) == 4_000
    assert len(alignment.word_passages) <= 2
    assert peak < 500_000_000
