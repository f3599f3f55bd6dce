"""A disguised text is compared as what it looks like; what was done to it is counted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.model import Disguise, DisguiseKind
from dedupe_articles.text.disguises import NOTABLE, disguises_of
from dedupe_articles.text.normalise import Characters
from dedupe_articles.text.words import split_words

from .cloaks import (
    BOLD,
    CYRILLIC,
    FULL_WIDTH,
    HIDDEN,
    MANY,
    halves_reversed,
    hidden_inside,
    reversed_words,
    some_letters,
)
from .strategies import hostile_texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEEDS = Path(__file__).parents[2] / "seeds"
ENGLISH = (SEEDS / "000_c5e7cf671d4e869a.txt").read_text(encoding="utf-8")
RUSSIAN = (
    "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему."
    " Всё смешалось в доме Облонских. Жена узнала, что муж был в связи с бывшею в их доме"
    " француженкою-гувернанткой, и объявила мужу, что не может жить с ним в одном доме."
)
GREEK = (
    "Όλες οι ευτυχισμένες οικογένειες μοιάζουν μεταξύ τους, κάθε δυστυχισμένη οικογένεια είναι"
    " δυστυχισμένη με τον δικό της τρόπο. Στο σπίτι των Ομπλόνσκι όλα ήταν άνω κάτω."
)


def counted(text: str) -> dict[DisguiseKind, int]:
    counts = split_words([text]).disguises[0].tolist()
    return {disguise.kind: disguise.count for disguise in disguises_of(counts)}


def assert_same_words(cloaked: str, plain: str) -> None:
    one, two = split_words([cloaked], spellings=True), split_words([plain], spellings=True)
    assert np.array_equal(one.spellings, two.spellings)
    assert np.array_equal(one.stems, two.stems)


@pytest.mark.parametrize("share", [0.02, 0.3, 1.0])
@pytest.mark.parametrize("table", [CYRILLIC, MANY], ids=["Cyrillic", "many alphabets"])
def test_look_alikes_are_read_as_what_they_look_like(table: dict[int, int], share: float) -> None:
    """However many letters are exchanged, and whole words too."""
    cloaked = some_letters(ENGLISH, table, share)
    assert_same_words(cloaked, ENGLISH)
    assert counted(cloaked)[DisguiseKind.LOOKALIKE] >= NOTABLE


def test_the_other_way_round_too() -> None:
    """Latin letters in Russian and Greek words."""
    latin = str.maketrans("асеорухАВЕКМНОРСТХ", "aceopyxABEKMHOPCTX")
    assert_same_words(some_letters(RUSSIAN, latin, 0.5), RUSSIAN)
    assert counted(some_letters(RUSSIAN, latin, 0.5))[DisguiseKind.LOOKALIKE] > 10
    latin = str.maketrans("ονρΟΕΣ", "ovpOEΣ")
    assert_same_words(some_letters(GREEK, latin, 1), GREEK)
    assert counted(some_letters(GREEK, latin, 1))[DisguiseKind.LOOKALIKE] > 10


@pytest.mark.parametrize("hidden", HIDDEN, ids=ascii)
def test_invisible_characters_inside_words_are_dropped_and_counted(hidden: str) -> None:
    cloaked = hidden_inside(ENGLISH, hidden)
    kind = DisguiseKind.SOFT_HYPHEN if hidden == "\u00ad" else DisguiseKind.INVISIBLE
    assert_same_words(cloaked, ENGLISH)
    assert counted(cloaked) == {kind: cloaked.count(hidden)}


def test_words_written_backwards_behind_an_override_are_turned_round() -> None:
    cloaked = reversed_words(ENGLISH)
    assert_same_words(cloaked, ENGLISH)
    assert counted(cloaked) == {DisguiseKind.OVERRIDE: cloaked.count("\u202e")}
    assert counted("Only \u202eeno\u202c of them.") == {DisguiseKind.OVERRIDE: 1}


@pytest.mark.parametrize(
    ("cloaked", "shown"),
    [
        ("\u202e\u202eeno owt eerht", "one two three"),
        ("\u202e\u202eeno\u202c owt\u202c three", "one two three"),
        ("\u202eeno \u202dtwo\u202c eerht", "one two three"),
        ("\u202eeno \u2066two\u2069 eerht\nfour", "one two three\nfour"),
        ("\u202ceno \u202eowt\neerht", "eno two\neerht"),
        ("\u202eecil\u202c\u202eop\u202c", "police"),
        ("\u202eecil\u202eop", "police"),
    ],
)
def test_overrides_within_and_beside_overrides_are_read_as_they_are_shown(
    cloaked: str, shown: str
) -> None:
    assert_same_words(cloaked, shown)


def test_a_part_of_a_word_behind_an_override_is_turned_round() -> None:
    assert_same_words("the po\u202ecil\u202ce came", "the police came")
    assert_same_words(halves_reversed(ENGLISH), ENGLISH)


@pytest.mark.parametrize("table", [CYRILLIC, MANY], ids=["Cyrillic", "many alphabets"])
@pytest.mark.parametrize("share", [0.3, 1])
def test_look_alikes_behind_an_override_are_read_and_counted_as_both(
    table: dict[int, int], share: float
) -> None:
    look_alikes = some_letters(ENGLISH, table, share)
    cloaked = reversed_words(look_alikes)
    assert_same_words(cloaked, ENGLISH)
    overrides = {DisguiseKind.OVERRIDE: cloaked.count("\u202e")}
    assert counted(cloaked) == counted(look_alikes) | overrides


@pytest.mark.parametrize("text", ["שלום עולם", "قال الرئيس اليوم"])
def test_what_is_read_from_right_to_left_is_turned_round_by_the_other_override(text: str) -> None:
    """The one from right to left changes nothing of it that is seen."""
    backwards = " ".join(word[::-1] for word in text.split())
    assert_same_words(f"\u202e{text} ecilop 42\u202c", f"{text} police 24")
    assert_same_words(f"\u202d{backwards} police 42\u202c", f"{text} police 42")


def test_a_long_text_of_disguised_words_takes_time_in_proportion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where its letters stood is worked out once, and not of the whole text for every word."""
    asked = 0

    def origins(chars: Characters, indices: NDArray[np.int64]) -> NDArray[np.int64]:
        nonlocal asked
        asked += len(indices)
        return plainly(chars, indices)

    plainly = Characters.origins
    monkeypatch.setattr(Characters, "origins", origins)
    cloaked = hidden_inside(some_letters(ENGLISH, CYRILLIC, 0.5), "\u00ad")
    assert counted(cloaked).keys() == {DisguiseKind.LOOKALIKE, DisguiseKind.SOFT_HYPHEN}
    assert asked <= len(cloaked)


@pytest.mark.parametrize("table", [FULL_WIDTH, BOLD], ids=["full-width", "bold"])
@pytest.mark.parametrize("share", [0.1, 1])
def test_styled_letters_are_plain_ones_and_counted(table: dict[int, int], share: float) -> None:
    cloaked = some_letters(ENGLISH, table, share)
    assert_same_words(cloaked, ENGLISH)
    assert set(counted(cloaked)) == {DisguiseKind.STYLED}


def test_struck_out_letters_are_plain_ones_and_counted() -> None:
    cloaked = hidden_inside(ENGLISH, "\u0336")
    assert_same_words(cloaked, ENGLISH)
    assert set(counted(cloaked)) == {DisguiseKind.STYLED}


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        RUSSIAN,
        GREEK,
        "He said: «Москва — город, а сор из избы не выносят». Она и он были там.",
        "Levels of TNFα, IFNγ and PPARα rose; 5 μm, νe and Hα, αβT cells, TNFα again, IFNγ too.",
        "می‌خواهم کتاب‌های او را ببینم و نمی‌توانم می‌روم می‌آیم",
        "क्‍षेत्र श्री‌मान र्‍य क्‍षेत्र",
        "本日のＮＨＫニュースはＴＢＳとＮＴＴドコモについてＩＢＭ",
        "Let 𝑥 and 𝒚 be such that 𝑓 ∘ 𝑔 = 𝑥𝒚; then 𝛼 + 𝛽 = 𝛾.",
        "שלום\u200f עולם\u200e, אני \u200fכאן \u200eוגם \u200fשם",
        "a family 👨\u200d👩\u200d👧 and ❤\ufe0f and 🏳\ufe0f\u200d🌈",
        "Ελληνικά και English together, και ο Γιάννης.",
        "İstanbul'da ışık, sıcak ılık kıyı",
        "",
    ],
    ids=lambda text: text[:12],
)
def test_honest_texts_are_no_disguise(text: str) -> None:
    assert counted(text) == {}


def test_letters_of_a_quotation_stay_what_they_are() -> None:
    """A Russian sentence in an English text has the words that it has in a Russian text."""
    quotation = "он сор из избы выносил"
    alone = split_words([quotation], spellings=True).spellings
    quoted = split_words([f"The proverb says {quotation} and no more"], spellings=True).spellings
    assert np.array_equal(quoted[3:-3], alone)


def test_a_slip_of_the_keyboard_is_not_notable() -> None:
    assert disguises_of([2, 0, 0, 0, 0]) == ()
    assert disguises_of([0, 2, 1, 0, 0]) == (
        Disguise(DisguiseKind.INVISIBLE, 2),
        Disguise(DisguiseKind.SOFT_HYPHEN, 1),
    )


@given(st.lists(st.one_of(hostile_texts, st.sampled_from([ENGLISH[:200], RUSSIAN])), max_size=5))
def test_the_texts_of_a_batch_do_not_influence_one_another(texts: list[str]) -> None:
    cloaked = [f"\u202e\u0336{some_letters(text, CYRILLIC, 0.5)}" for text in texts]
    batch = split_words(cloaked, spellings=True)
    for number, text in enumerate(cloaked):
        alone = split_words([text], spellings=True)
        part = slice(batch.bounds[number], batch.bounds[number + 1])
        assert np.array_equal(batch.spellings[part], alone.spellings)
        assert batch.disguises[number].tolist() == alone.disguises[0].tolist()


def test_styled_letters_count_whatever_stands_beside_them() -> None:
    """A Gothic letter lies in the middle of its range of blocks."""
    text = "police𝔞𝔟"
    alone, beside = split_words([text]), split_words([text, "Ζεύς"])
    assert alone.disguises[0].tolist() == beside.disguises[0].tolist()
    assert alone.disguises[0].sum() == 2


@given(hostile_texts, st.sampled_from([CYRILLIC, MANY, FULL_WIDTH]))
def test_offsets_point_at_the_disguised_words_as_they_stand(
    text: str, table: dict[int, int]
) -> None:
    cloaked = text.translate(table)
    one, two = split_words([cloaked]), split_words([text])
    assert np.array_equal(one.starts, two.starts)
    assert np.array_equal(one.ends, two.ends)
