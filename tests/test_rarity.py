from __future__ import annotations

import math

import pytest

from dedupe_articles.rarity import MIN_PROMISE, Rarity

ALONE, RARE = math.log(1000), math.log(1000 / 2)
"""What a shingle weighs that only one and only two articles of a thousand have."""


@pytest.mark.parametrize("shingles", [1_000, 100_000, 10_000_000])
def test_an_excerpt_promises_enough_however_long_the_book_is(shingles: int) -> None:
    excerpt = Rarity(shared=100, weight=100 * RARE, background=0.0, alone=ALONE)
    assert excerpt.promise(300, shingles) >= MIN_PROMISE


def test_a_phrase_that_long_articles_share_promises_too_little() -> None:
    phrase = Rarity(shared=3, weight=3 * RARE, background=2 * RARE, alone=ALONE)
    assert phrase.promise(1_000, 2_000) < MIN_PROMISE


def test_a_few_shingles_that_a_book_happens_to_have_promise_too_little() -> None:
    chance = Rarity(shared=20, weight=20 * RARE, background=0.0, alone=ALONE)
    assert chance.promise(300, 1_000_000) < MIN_PROMISE


def test_what_articles_share_with_others_too_promises_less() -> None:
    alone, habit = (Rarity(30, 30 * RARE, background, ALONE) for background in (0.0, 28 * RARE))
    assert habit.promise(300, 500) < alone.promise(300, 500)


def test_the_same_pair_promises_as_much_among_sixteen_times_as_many_articles() -> None:
    """Or ever more pairs of a growing archive would be aligned for each article."""

    def promise(articles: int, shared: int) -> float:
        alone = math.log(articles)
        rare = shared * (alone - math.log(3))
        return Rarity(shared, rare, rare / 4, alone).promise(200, 200)

    for shared in (4, 8, 50):
        assert promise(160_000, shared) == pytest.approx(promise(10_000, shared), abs=0.03)


def test_holders_are_the_articles_that_have_what_is_shared_in_the_geometric_mean() -> None:
    frequencies = (2, 4, 27)
    weight = sum(math.log(1000 / frequency) for frequency in frequencies)
    assert Rarity(3, weight, 0.0, ALONE).holders == pytest.approx(6)
    assert Rarity(0, 0.0, 0.0, ALONE).holders == Rarity(None, 0.0, 0.0, ALONE).holders == 2


def test_each_shingle_more_makes_a_pair_stand_out_more() -> None:
    """From none on; of near-duplicates without rare shingles nothing is known that could tell."""
    contrasts = [Rarity(shared, shared * RARE, 0.0, ALONE).contrast for shared in range(5)]
    assert contrasts == sorted(set(contrasts))
    assert contrasts[0] == 0
    assert Rarity(None, 0.0, 0.0, ALONE).contrast >= contrasts[-1]
    assert Rarity(0, 0.0, 0.0, ALONE).promise(100, 100) < MIN_PROMISE


def test_what_few_articles_have_promises_enough_though_the_two_share_as_much_with_others() -> None:
    """Two long texts share other words with each of a dozen others."""
    weight = 30 * math.log(1000 / 3)
    few = Rarity(30, weight, weight, ALONE)
    many = Rarity(30, weight, weight, ALONE + math.log(4))
    assert few.holders < 5 < many.holders
    assert many.promise(3_000, 5_000) < MIN_PROMISE <= few.promise(3_000, 5_000)
