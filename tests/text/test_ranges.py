from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.text.ranges import cut_range, numbers_in, within, without_repeats


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 9))))
def test_the_numbers_are_those_of_one_range_after_the_other(ranges: list[tuple[int, int]]) -> None:
    rows = np.array(ranges, dtype=np.int64).reshape(-1, 2)
    expected = [number for start, size in ranges for number in range(start, start + size)]
    assert numbers_in(rows[:, 0], rows[:, 1]).tolist() == expected


@given(st.lists(st.integers(-9, 9)))
def test_each_number_is_left_once(numbers: list[int]) -> None:
    found = without_repeats(np.array(sorted(numbers), dtype=np.int64))
    assert found.tolist() == sorted(set(numbers))


@given(
    st.lists(st.integers(0, 60), unique=True),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9))),
)
def test_numbers_lie_within_ranges_that_may_overlap_and_be_empty(
    numbers: list[int], ranges: list[tuple[int, int]]
) -> None:
    ordered = sorted(numbers)
    ends = [(start, start + size) for start, size in ranges]
    expected = [any(start <= number < end for start, end in ends) for number in ordered]
    assert within(np.array(ordered, dtype=np.int64), ends).tolist() == expected


@given(st.lists(st.integers(0, 9)), st.integers(1, 20), st.data())
def test_a_range_is_cut_where_the_next_number_would_be_too_much(
    amounts: list[int], at_once: int, data: st.DataObject
) -> None:
    low = data.draw(st.integers(0, len(amounts)))
    high = data.draw(st.integers(low, len(amounts)))
    found = list(cut_range(np.cumsum(amounts, dtype=np.int64), at_once, low, high))
    assert [n for begin, end in found for n in range(begin, end)] == list(range(low, high))
    for begin, end in found:
        assert sum(amounts[begin:end]) <= at_once or end == begin + 1
        assert end == high or sum(amounts[begin : end + 1]) > at_once
