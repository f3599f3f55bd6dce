from __future__ import annotations

import re
import unicodedata
from dataclasses import fields
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.text.folding import TRAILING_VOWELS, UNSPACED, fold_character
from dedupe_articles.text.hashes import STEM_LETTERS
from dedupe_articles.text.words import SPELLING_LETTERS, WordBatch, split_words

from .strategies import hostile_texts

LEADING_VOWELS = frozenset("เแโใไເແໂໃໄ")  # of Thai and Lao


class Word(NamedTuple):
    letters: str
    start: int
    end: int


def naive_words(text: str) -> list[Word]:
    """Split a text one character at a time."""
    words: list[Word] = []
    joins = in_word = False
    previous = ""
    for place, original in enumerate(text):
        end = place + 1
        while end < len(text) and is_dropped_mark(text[end]):
            end += 1
        for char in fold_character(original):
            is_joined = is_unspaced(char) and (
                unicodedata.category(char)[0] == "M"
                or ord(char) in TRAILING_VOWELS
                or previous in LEADING_VOWELS
            )
            alone = is_unspaced(char) and not is_joined
            previous = char
            if is_joined and not in_word:
                continue
            in_word = is_letter(char)
            if not is_letter(char):
                joins = False
            elif (joins or is_joined) and not alone:
                words[-1] = Word(words[-1].letters + char, words[-1].start, end)
            else:
                words.append(Word(char, place, end))
                joins = not alone
    return words


def is_dropped_mark(char: str) -> bool:
    return not fold_character(char) and unicodedata.category(char)[0] == "M"


def is_letter(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"


def is_unspaced(char: str) -> bool:
    return is_letter(char) and any(first <= ord(char) <= last for first, last in UNSPACED)


def words_of(text: str) -> list[tuple[int, int]]:
    batch = split_words([text])
    return list(zip(batch.starts.tolist(), batch.ends.tolist(), strict=True))


def slices(text: str) -> list[str]:
    return [text[start:end] for start, end in words_of(text)]


@given(hostile_texts)
def test_words_are_those_of_a_naive_splitter_at_the_same_characters(text: str) -> None:
    assert words_of(text) == [(word.start, word.end) for word in naive_words(text)]


@given(hostile_texts)
def test_a_word_holds_its_own_letters_and_nothing_that_separates(text: str) -> None:
    """Every offset points at the word in the original, whatever was dropped or spelled out."""
    for start, end in words_of(text):
        assert 0 <= start < end <= len(text)
        folded = [fold_character(char) for char in text[start:end]]
        assert any(map(is_letter, folded[0]))
        assert all(chars == "" or any(map(is_letter, chars)) for chars in folded)


@given(st.lists(st.sampled_from(["police", "policing", "polic", "policy", "Pólice"]), min_size=2))
def test_words_have_the_same_stem_if_their_first_six_letters_are_the_same(words: list[str]) -> None:
    stems = split_words([" ".join(words)]).stems
    for i, j in combinations(range(len(words)), 2):
        same = fold(words[i])[:STEM_LETTERS] == fold(words[j])[:STEM_LETTERS]
        assert bool(stems[i] == stems[j]) is same


def fold(word: str) -> str:
    return "".join(map(fold_character, word))


@given(st.lists(st.text("ab", min_size=1, max_size=12), min_size=2, max_size=30))
def test_words_have_the_same_spelling_hash_only_if_they_are_spelled_the_same(
    words: list[str],
) -> None:
    batch = split_words([" ".join(words)], spellings=True)
    for i, j in combinations(range(len(words)), 2):
        assert bool(batch.spellings[i] == batch.spellings[j]) is (words[i] == words[j])
        assert bool(batch.stems[i] == batch.stems[j]) is (words[i][:6] == words[j][:6])


@given(st.lists(hostile_texts, max_size=6))
def test_a_batch_gives_every_text_the_words_it_has_alone(texts: list[str]) -> None:
    batch = split_words(texts, spellings=True)
    assert len(batch.bounds) == len(texts) + 1
    for i, text in enumerate(texts):
        alone = split_words([text], spellings=True)
        part = batch.part(i)
        for field in fields(WordBatch):
            assert np.array_equal(getattr(part, field.name), getattr(alone, field.name))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("… — “”", []),
        ("Don’t stop.", ["Don", "t", "stop"]),
        ("пʼять, Oʻzbek, Qurʾan", ["п", "ять", "O", "zbek", "Qur", "an"]),  # as with ’
        ("COVID-19 in 2022", ["COVID", "19", "in", "2022"]),
        ("co\u00adoperate\r\nnow", ["co\u00adoperate", "now"]),
        ("a ﬁne\u200bday", ["a", "ﬁne\u200bday"]),
        ("cafe\u0301, bar", ["cafe\u0301", "bar"]),
        ("snake_case", ["snake", "case"]),
        ("東京です", ["東", "京", "で", "す"]),
        ("葛\U000e0101城", ["葛\U000e0101", "城"]),
        ("カタカナ語", ["カタカナ", "語"]),
        ("한국 신문", ["한국", "신문"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("½ cup", ["½", "½", "cup"]),
        ("😀 𝔞𝔟 𐐀𐐨", ["𝔞𝔟", "𐐀𐐨"]),
        ("I ❤️ Sofia", ["I", "Sofia"]),
        ("เมื่อวานนี้ฝนตก", ["เมื่", "อ", "วา", "น", "นี้", "ฝ", "น", "ต", "ก"]),
        ("น้ำ ประเทศไทย", ["น้ำ", "ป", "ระ", "เท", "ศ", "ไท", "ย"]),
        ("ເມືອງໄທ ແລະ", ["ເມື", "ອ", "ງ", "ໄທ", "ແລະ"]),
        ("ព្រះរាជ", ["ព្", "រះ", "រា", "ជ"]),
        ("བོད་ཡིག", ["བོད", "ཡིག"]),
        ("مُحَمَّد والكتاب", ["مُحَمَّد", "والكتاب"]),
        ("שָׁלוֹם עולם", ["שָׁלוֹם", "עולם"]),
    ],
)
def test_words_of_many_scripts(text: str, expected: list[str]) -> None:
    assert slices(text) == expected


@pytest.mark.parametrize(
    "forms",
    [
        "학교는 학교에서 학교로",
        "حكومة الحكومة والحكومة بالحكومة",
        "recognise recognised recognising",
        "правительство правительства",
    ],
)
def test_forms_of_a_word_have_one_stem_and_each_its_spelling(forms: str) -> None:
    batch = split_words([forms], spellings=True)
    assert len(set(batch.stems.tolist())) == 1
    assert len(set(batch.spellings.tolist())) == len(forms.split())


def test_short_arabic_words_keep_what_only_looks_like_an_article() -> None:
    assert len(set(split_words(["ال الا والد دوال"]).stems.tolist())) == 4


def test_only_words_of_scripts_without_spaces_are_single() -> None:
    assert split_words(["Tokyo 東京"]).single.tolist() == [False, True, True]


def test_words_longer_than_any_real_one_are_compared_by_a_prefix() -> None:
    prefix = "x" * SPELLING_LETTERS
    batch = split_words([f"{prefix}a {prefix}b {prefix[:-1]}"], spellings=True)
    assert batch.spellings[0] == batch.spellings[1]
    assert batch.spellings[0] != batch.spellings[2]


def test_a_line_of_ten_million_letters_is_one_word() -> None:
    assert words_of("x" * 10_000_000) == [(0, 10_000_000)]


@given(hostile_texts)
def test_lines_with_words_begin_where_a_naive_reader_begins_one(text: str) -> None:
    batch = split_words([text])
    lines = [len(re.split("[\n\r\x85\u2028\u2029]", text[:start])) for start in batch.starts]
    first = [i for i, line in enumerate(lines) if i == 0 or line != lines[i - 1]]
    assert batch.lines.tolist() == [*first, len(lines)]


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["."]])
def test_texts_without_words_have_none(texts: list[str]) -> None:
    batch = split_words(texts, spellings=True)
    assert batch.starts.size == batch.spellings.size == 0
    assert batch.bounds.tolist() == [0] * (len(texts) + 1)


@pytest.mark.parametrize(
    "sign", ["\u093c", "\u09be", "\u0b3e", "\u0bbe", "\u1161", "\u102e", "\u3099"]
)
def test_a_sign_that_could_compose_and_does_not_is_part_of_its_word(sign: str) -> None:
    """Beside a Chinese character too, where words are told in another way."""
    letter = {"\u102e": "\u1000", "\u3099": "\u3042"}.get(sign, "\u0995")
    assert slices(f"{letter}{sign}") == [f"{letter}{sign}"]
    assert slices(f"{letter}{sign} \u5b50") == [f"{letter}{sign}", "\u5b50"]
    assert len(words_of(f"\u5b50\u09bc{sign}")) >= 1
