from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.text.ranges import numbers_in


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 9))))
def test_the_numbers_are_those_of_one_range_after_the_other(ranges: list[tuple[int, int]]) -> None:
    rows = np.array(ranges, dtype=np.int64).reshape(-1, 2)
    expected = [number for start, size in ranges for number in range(start, start + size)]
    assert numbers_in(rows[:, 0], rows[:, 1]).tolist() == expected
