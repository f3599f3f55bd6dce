from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.verdict.numeral_words import NUMERALS
from dedupe_articles.verdict.numerals import find_numerals, is_numeral

UNITS = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def found(text: str, language: str) -> dict[str, int]:
    numerals = find_numerals(text, 0, len(text), language)
    return {text[n.start : n.end]: n.value for n in numerals}


def in_english(number: int) -> str:
    """Return a number below a million million in words."""
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= scale:
            rest = f" {in_english(number % scale)}" if number % scale else ""
            return f"{in_english(number // scale)} {name}{rest}"
    if number >= 100:
        rest = f" and {in_english(number % 100)}" if number % 100 else ""
        return f"{UNITS[number // 100 - 1]} hundred{rest}"
    if number >= 20:
        rest = f"-{UNITS[number % 10 - 1]}" if number % 10 else ""
        return TENS[number // 10 - 2] + rest
    return UNITS[number - 1]


@given(st.integers(2, 10**12 - 1))
def test_a_number_in_english_words_is_worth_what_it_says(number: int) -> None:
    words = in_english(number)
    assert found(f"All {words} of them", "en") == {words: number}


@pytest.mark.parametrize(
    ("language", "numbers"),
    [
        ("en", {"Twenty-Five": 25, "nineteen hundred": 1900, "two dozen": 24}),
        (
            "de",
            {"zweiunddreißig": 32, "zweitausendfünfhundert": 2500, "drei Milliarden": 3 * 10**9},
        ),
        ("nl", {"tweeëntwintig": 22, "vijfhonderd": 500, "zes miljoen": 6 * 10**6}),
        ("fr", {"quatre-vingt-dix-sept": 97, "soixante et onze": 71, "deux mille cent": 2100}),
        ("es", {"treinta y dos": 32, "mil millones": 10**9, "once": 11, "quinientos seis": 506}),
        ("it", {"ventuno": 21, "duecentocinquanta": 250, "tremila": 3000}),
        ("pt", {"vinte e cinco mil": 25_000, "duas": 2, "três bilhões": 3 * 10**9}),
        ("pl", {"dwadzieścia pięć": 25, "pięć tysięcy": 5000}),
        ("ru", {"тридцать пять тысяч": 35_000, "двумястами": 0, "двести": 200}),
        ("uk", {"п’ять": 5, "дві тисячі": 2000}),
        ("tr", {"on iki bin": 12_000, "YİRMİ": 20, "KIRK ALTI": 46}),
        ("ar", {"خمسة وعشرون": 25, "ثلاثة آلاف": 3000}),
    ],
)
def test_numbers_are_read_as_a_language_says_them(language: str, numbers: dict[str, int]) -> None:
    text = " , ".join(numbers)
    assert found(text, language) == {words: value for words, value in numbers.items() if value}


def test_han_numerals_are_numbers_before_what_is_counted() -> None:
    assert found("三千人，二十五个，三星和四川，二〇二四年，三万五千人，一个", "zh") == {
        "三千": 3000,
        "二十五": 25,
        "二〇二四": 2024,
        "三万五千": 35_000,
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "One of them was often tense: the elf wrote tensely."),
        ("de", "Eine achtete auf den Verein."),
        ("fr", "Un homme sur une île, et 5 pour cent."),
        ("pt", "Os votos dos outros."),
        ("xx", "two dos zwei"),
    ],
)
def test_what_looks_like_a_numeral_is_none(language: str, text: str) -> None:
    assert found(text, language) == {}


def test_numbers_that_merely_follow_each_other_are_several() -> None:
    assert found("two three twenty thirty-one one", "en") == {
        "two": 2,
        "three": 3,
        "twenty": 20,
        "thirty-one": 31,
    }


@pytest.mark.parametrize("language", sorted(NUMERALS))
def test_every_word_of_the_table_is_found_in_any_case(language: str) -> None:
    for word, value in NUMERALS[language].items():
        for written in (word, word.upper(), word.title()):
            numerals = find_numerals(written, 0, len(written), language)
            assert [n.value for n in numerals] == ([value] if value > 1 else [])
            assert is_numeral(written, language) == (value > 1)


def test_endless_rows_of_numerals_are_read_in_pieces() -> None:
    for text in ("million " * 40, "two " * 40, "五" * 40 + "个", "hundred thousand " * 40):
        assert all(
            n.value <= 10 ** (12 * 24)
            for lang in ("en", "zh")
            for n in find_numerals(text, 0, len(text), lang)
        )
