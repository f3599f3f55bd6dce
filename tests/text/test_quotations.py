from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.text.quotations import quoted_ranges, quoted_words
from dedupe_articles.text.words import split_words


def quotations(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted_ranges(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was “not amused”, she said.", ["not amused"]),
        ('He was "not amused", she said.', ["not amused"]),
        ("Er war „nicht amüsiert“, sagte sie.", ["nicht amüsiert"]),
        ("Il était « las », dit-elle.", [" las "]),
        ("Er war »nicht amüsiert«, sagte sie.", ["nicht amüsiert"]),
        ("他说「你好吗」。", ["你好吗"]),
        ("She called it ‘a fair cop’.", ["a fair cop"]),
        ("the boys’ and the girls’ school", []),
        ("It’s Miss Everard’s", []),
        ("‘It’s a fair cop,’ she said.", ["It’s a fair cop,"]),
        ("“one two” and “three four”", ["one two", "three four"]),
        ('a 5" and a 7" screen', []),
        ("no marks at all", []),
        ("", []),
    ],
)
def test_what_stands_between_quotation_marks_is_quoted(text: str, expected: list[str]) -> None:
    assert quotations(text) == expected


def test_a_quotation_of_several_paragraphs_opens_each_and_closes_the_last() -> None:
    text = "She said:\n“We try.\n“We do it again\n“and again,” she said.\nThat was all.\n"
    assert quotations(text) == ["We try.", "We do it again", "and again,"]


def test_a_stray_mark_quotes_no_other_paragraph() -> None:
    assert quotations("He said “we try.\nShe did not.”\n") == []


def test_a_stray_mark_does_not_quote_a_long_paragraph() -> None:
    assert quotations('"' + "word " * 400 + '"') == []


@given(st.text(alphabet='ab \n“”„«»‘’"「」'))
def test_quotations_follow_one_another_inside_their_lines(text: str) -> None:
    ranges = quoted_ranges(text)
    borders = [border for pair in ranges for border in pair]
    assert borders == sorted(borders)
    for start, end in ranges:
        assert end - start >= 2
        assert "\n" not in text[start:end]
        assert text[start - 1] in '“„«»‘"「'


@given(st.text(alphabet='ab \n“”‘’"'))
def test_a_word_is_quoted_if_it_begins_in_a_quotation(text: str) -> None:
    starts = split_words([text]).starts
    naive = [any(a <= start < b for a, b in quoted_ranges(text)) for start in starts.tolist()]
    assert quoted_words(text, starts).tolist() == naive


def test_a_text_without_words_has_none_quoted() -> None:
    assert quoted_words("“”", np.zeros(0, dtype=np.int64)).tolist() == []
