from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.align.matches import SentenceMatch
from dedupe_articles.model import MatchKind
from dedupe_articles.verdict.moves import in_order

permutations = st.integers(0, 7).flatmap(lambda size: st.permutations(range(size)))


@given(permutations)
def test_in_order_is_a_longest_increasing_subsequence(order: list[int]) -> None:
    matches = [
        SentenceMatch(i, i + 1, j, j + 1, 1.0, MatchKind.VERBATIM) for i, j in enumerate(order)
    ]
    chain = [order[i] for i in sorted(in_order(matches))]
    assert chain == sorted(chain)
    longest = max(
        size
        for size in range(len(order) + 1)
        for chosen in combinations(order, size)
        if list(chosen) == sorted(chosen)
    )
    assert len(chain) == longest
