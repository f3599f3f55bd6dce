from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.verdict.balance import unbalanced

few = st.lists(st.integers(-3, 3))


@given(few, few)
def test_what_is_left_is_the_difference_of_the_bags_in_the_order_of_its_side(
    a: list[int], b: list[int]
) -> None:
    lost, gained = unbalanced(a, b, abs)
    sizes_a, sizes_b = Counter(map(abs, a)), Counter(map(abs, b))
    assert Counter(map(abs, lost)) == sizes_a - sizes_b
    assert Counter(map(abs, gained)) == sizes_b - sizes_a
    for left, side in ((lost, a), (gained, b)):
        rest = iter(side)
        assert all(item in rest for item in left)
