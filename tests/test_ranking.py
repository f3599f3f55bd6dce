from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.ranking import best_pairs

ARTICLES = 7
numbers = st.tuples(st.integers(0, ARTICLES - 1), st.integers(0, ARTICLES - 1))
# What pairs share, few different values of it, so that many are equal.
collections = st.dictionaries(
    numbers.filter(lambda pair: pair[0] < pair[1]),
    st.tuples(st.integers(1, 3), st.integers(1, 3)),
)


@given(
    collections,
    st.sets(numbers, max_size=3),
    st.permutations(range(ARTICLES)),
    st.integers(1, 4),
    st.integers(1, 4),
)
def test_the_best_are_those_that_sorting_puts_first_and_those_that_are_kept_anyway(
    shares: dict[tuple[int, int], tuple[int, int]],
    alike: set[tuple[int, int]],
    ranks: list[int],
    per_article: int,
    background_place: int,
) -> None:
    best = shares.keys() & alike
    habits = []
    for article in range(ARTICLES):
        mine = [pair for pair in shares if article in pair]
        mine.sort(
            key=lambda pair: (
                -shares[pair][1],
                -shares[pair][0],
                ranks[sum(pair) - article],
            )
        )
        best.update(mine[:per_article])
        habits.append(shares[mine[background_place - 1]][1] if len(mine) >= background_place else 0)
    rows = sorted((a, b, *shared) for (a, b), shared in shares.items())
    columns = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    pairs = dict(zip(("a", "b", "shared", "weight"), columns, strict=True))
    kept = np.array(sorted(alike), dtype=np.int32).reshape(-1, 2)
    found = best_pairs(pairs, kept, np.array(ranks), per_article, background_place)
    assert list(zip(*(found[name].tolist() for name in (*pairs, "background")), strict=True)) == [
        (a, b, *shares[a, b], min(habits[a], habits[b])) for a, b in sorted(best)
    ]
