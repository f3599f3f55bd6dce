from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.model import Span
from dedupe_articles.text.lines import Lines


@given(st.text(alphabet="a\n\r\u2028"), st.data())
def test_lines_are_counted_by_the_line_feeds_before_a_character(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    last = max(start, end - 1)
    expected = (text[:start].count("\n") + 1, text[:last].count("\n") + 1)
    assert Lines(text).span(start, end) == Span(start, end, *expected)


@pytest.mark.parametrize(
    ("text", "part", "lines"),
    [
        ("one\ntwo\nthree", "two", (2, 2)),
        ("one\r\ntwo\r\nthree", "two", (2, 2)),
        ("one\ntwo\nthree", "one\ntwo", (1, 2)),
        ("one\ntwo\nthree", "two\n", (2, 2)),
        ("\n\none", "one", (3, 3)),
        ("one", "one", (1, 1)),
    ],
)
def test_a_stretch_has_the_lines_an_editor_shows(
    text: str, part: str, lines: tuple[int, int]
) -> None:
    start = text.index(part)
    assert Lines(text).span(start, start + len(part)) == Span(start, start + len(part), *lines)
