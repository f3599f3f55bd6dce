from __future__ import annotations

import sys
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.text.folding import fold_character
from dedupe_articles.text.normalise import Characters, normalise

from .strategies import ACCENTS, INVISIBLE, hostile_texts


def letters(text: str) -> str:
    """Return the comparable characters of a text as a string, a space for what separates words."""
    return "".join(chr(point or ord(" ")) for point in normalise(text).points.tolist())


def fold(text: str) -> str:
    """Fold a text one character at a time; what separates words becomes a space."""
    return "".join(map(separated, map(fold_character, text)))


def separated(folded: str) -> str:
    """Put spaces for separators, and one for several of them."""
    kept = [char if char.isalnum() or is_mark(char) else " " for char in folded]
    return " " if kept and set(kept) == {" "} else "".join(kept)


def is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("POLICE", "police"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("ﬁnance", "finance"),
        ("İzmir", "izmir"),
        ("Ångström", "angstrom"),
        ("co\u00adoperate", "cooperate"),
        ("pass\u200bword", "password"),
        ("pass\ufe0fword", "password"),
        ("ｆｕｌｌ", "full"),
        ("𝔉𝔯𝔞𝔨𝔱𝔲𝔯", "fraktur"),
        ("m²", "m2"),
        ("Ζεύς", "ζευσ"),
        ("Ёлка", "елка"),
        ("שָׁלוֹם", "שלום"),
        ("مُحَمَّد", "محمد"),
        ("한국", "한국"),
        ("नमस्ते", "नमस्ते"),
        ("ไทย", "ไทย"),
        ("Wałęsa, Ørsted, Đặng", "walesa  orsted  dang"),
        ("ISPARTA ısparta", "isparta isparta"),
        ("Œuvre Þór", "oeuvre thor"),
        ("محـــمد", "محمد"),
        ("مدرسة", "مدرسه"),
        ("کتاب هایی", "كتاب هايي"),
        ("۱۲۳ ٤٥٦ १२", "123 456 12"),
        ("s\u0336t\u0336r\u0336u\u0336c\u0336k", "struck"),
        ("be\x08l\x7fl", "bell"),
        ("sᴍᴀʟʟ ᴄᴀᴘꜱ", "small caps"),
        ("ⓒⓘⓡⓒⓛⓔ", "circle"),
    ],
)
def test_what_a_reader_holds_for_the_same_word_is_compared_as_the_same(
    written: str, compared: str
) -> None:
    assert letters(written) == compared


@given(hostile_texts)
def test_a_text_is_folded_as_its_characters_are(text: str) -> None:
    assert letters(text) == fold(text)


@given(hostile_texts)
def test_every_comparable_character_leads_back_to_where_it_came_from(text: str) -> None:
    """The slice of the original folds to what is compared, whatever was dropped or spelled out."""
    chars = normalise(text)
    size = len(chars.points)
    starts, ends = (side.tolist() for side in chars.offsets(np.arange(size), np.arange(size) + 1))
    assert starts == sorted(starts)
    for point, start, end in zip(chars.points.tolist(), starts, ends, strict=True):
        assert chr(point or ord(" ")) in fold(text[start])
        assert fold(text[start:end]) == fold(text[start])
        assert all(unicodedata.category(char)[0] == "M" for char in text[start + 1 : end])
    assert "".join(fold(text[start]) for start in sorted(set(starts))) == fold(text)


@given(hostile_texts)
def test_an_accent_belongs_to_the_letter_before_it(text: str) -> None:
    chars = normalise(f"{text}e\u0301")
    last = np.array([len(chars.points) - 1])
    starts, ends = chars.offsets(last, last + 1)
    assert (starts[0], ends[0]) == (len(text), len(text) + 2)


@given(st.data(), hostile_texts)
def test_invisible_characters_and_accents_change_nothing(data: st.DataObject, text: str) -> None:
    place = data.draw(st.integers(0, len(text)))
    extra = data.draw(st.sampled_from(INVISIBLE + ACCENTS))
    noisy = normalise(text[:place] + extra + text[place:])
    plain = normalise(text)
    assert noisy.points.tolist() == plain.points.tolist()
    assert noisy.classes.tolist() == plain.classes.tolist()


@given(st.text(alphabet="aáàäâçéñóöøúüýžćčłαάβέωώйёїÅŐỂự한국어가각がパゞヴคำোொऩऱऴ"))
def test_composed_and_decomposed_spellings_are_the_same(text: str) -> None:
    assert letters(unicodedata.normalize("NFC", text)) == letters(
        unicodedata.normalize("NFD", text)
    )


def test_every_character_that_can_be_decomposed_is_the_same_when_it_is() -> None:
    """Of whatever script: 13,000 of them, 11,000 of which are syllables of Hangul."""
    characters = [chr(point) for point in range(sys.maxunicode + 1)]
    whole = [char for char in characters if not unicodedata.is_normalized("NFD", char)]
    parts = [unicodedata.normalize("NFD", char) for char in whole]
    assert letters("\n".join(whole)).split(" ") == letters("\n".join(parts)).split(" ")


@given(st.text("한글가각퓌").map(lambda text: unicodedata.normalize("NFD", text)))
def test_what_was_composed_still_leads_back_to_all_it_was_made_of(text: str) -> None:
    """A Mac writes Korean file names and texts in parts of syllables."""
    chars = normalise(text)
    places = np.arange(len(chars.points))
    starts, ends = chars.offsets(places, places + 1)
    slices = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    assert "".join(slices) == text
    assert unicodedata.normalize("NFC", text) == "".join(map(chr, chars.points.tolist()))
    assert [unicodedata.normalize("NFC", part) for part in slices] == letters_of(chars)


def letters_of(chars: Characters) -> list[str]:
    return [chr(point) for point in chars.points.tolist()]


def test_half_width_kana_take_their_voicing_marks_in() -> None:
    assert letters("ｶﾞﾗｽ") == letters("ガラス") == letters("カ\u3099ラス")
    assert letters("\u3099か\u0301\u3099") == "\u3099が"


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_a_text_that_keeps_its_places_needs_no_map(text: str) -> None:
    chars = normalise(text)
    assert chars.rewritten is None


def test_a_lone_surrogate_is_a_character_as_any_other() -> None:
    assert len(normalise("a\ud800b").points) == 3
