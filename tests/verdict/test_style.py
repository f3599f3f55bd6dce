"""Traces of rewriting, each between two texts that differ in what it looks at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.align import align_texts
from dedupe_articles.verdict.edits import word_edits
from dedupe_articles.verdict.marks import Trace, lead
from dedupe_articles.verdict.measures import measure
from dedupe_articles.verdict.style import find_traces
from dedupe_articles.verdict.substitutions import find_substitutions

from .judging import few_words, made_up, made_up_sentences, rewritten

ORIGINAL = made_up_sentences(3, 12)
COPY = rewritten(ORIGINAL, share=0.15)


def traces(a: str, b: str) -> dict[str, Trace]:
    alignment = align_texts(a, b)
    pair = alignment.pair
    ranges = alignment.match_words
    edits = [edit for r in ranges for edit in word_edits(pair, r[:2], r[2:])]
    swaps = find_substitutions(pair, edits, ranges)
    return {trace.name: trace for trace in find_traces(alignment, measure(alignment), edits, swaps)}


def between(original: list[str], copy: list[str]) -> dict[str, Trace]:
    return traces(" ".join(original), " ".join(copy))


def with_end(sentences: list[str], end: str) -> list[str]:
    """Let every sentence end in other words before its full stop."""
    return [f"{sentence.rstrip('.')}{end}." for sentence in sentences]


@given(few_words, few_words)
def test_what_speaks_for_one_side_speaks_as_much_for_the_other_when_they_change_places(
    first: str, second: str
) -> None:
    there, back = traces(first, second), traces(second, first)
    assert {name: trace.lead for name, trace in there.items()} == pytest.approx(
        {name: -trace.lead for name, trace in back.items()}
    )


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_lead_has_the_sign_of_the_difference_and_grows_slower(a: int, b: int) -> None:
    assert (lead(a, b) > 0) == (a > b)
    assert lead(a, b) == -lead(b, a)
    assert abs(lead(a, b)) <= abs(a - b)


def test_equal_and_unrelated_texts_have_no_traces() -> None:
    assert between(ORIGINAL, ORIGINAL) == {}
    assert traces(" ".join(ORIGINAL), made_up(99, 12)) == {}


def test_a_text_that_was_revised_here_and_there_has_no_traces() -> None:
    """Of an article and its next version the newer one says more; that makes it no original."""
    revised = [*ORIGINAL[:8], *with_end(ORIGINAL[8:], " (which 42 saw, they said...)")]
    assert between(ORIGINAL, revised) == {}


def test_words_that_recur_in_what_both_say_are_the_author_s() -> None:
    original = [f"Valley {sentence}" for sentence in ORIGINAL]
    copy = [f"Glen{'abcdefghijkl'[i]} {sentence}" for i, sentence in enumerate(ORIGINAL)]
    copy[0] = original[0]
    trace = between(original, copy)["own words"]
    assert trace.lead > 2
    assert trace.detail == (
        "of what only one side says, 11 words of a and 0 of b recur in what both say"
    )


def test_more_commas_among_as_many_words_speak_against_a_text() -> None:
    trace = between(ORIGINAL, [sentence.replace(" ", ", ", 1) for sentence in COPY])["commas"]
    assert trace.lead > 1
    assert trace.detail == "0 commas in 168 words of a, 12 in 168 of b"


@pytest.mark.parametrize("comma", ["，", "、", "،"])
def test_commas_of_other_scripts_count(comma: str) -> None:
    copy = [sentence.replace(" ", f"{comma} ", 1) for sentence in COPY]
    assert between(ORIGINAL, copy)["commas"].lead > 1


def test_a_sentence_that_became_two_speaks_against_the_two() -> None:
    original = [f"{a.rstrip('.')} while {b[0].lower()}{b[1:]}" for a, b in _neighbours(ORIGINAL)]
    trace = between(original, COPY)["sentences"]
    assert trace.lead > 0
    assert trace.detail == "what matches is 6 sentences in a, 12 in b"


def test_punctuation_that_a_text_lost_altogether_says_nothing() -> None:
    """Nobody rewords a text that way, and there are no sentences to count."""
    original = [sentence.replace(" ", ", ", 1) for sentence in made_up_sentences(3, 30)]
    copy = rewritten(original, share=0.15)
    assert {"commas"} <= between(original[:-1], [s.replace(",", "") for s in copy]).keys()
    bare = between(original, [sentence.replace(",", "").rstrip(".") for sentence in copy])
    assert bare.keys().isdisjoint({"commas", "sentences"})


def _neighbours(sentences: list[str]) -> list[tuple[str, str]]:
    return list(zip(sentences[::2], sentences[1::2], strict=True))


@pytest.mark.parametrize(
    ("name", "end", "detail"),
    [
        ("brackets", " (he said)", "12 opening brackets in a, 0 in b"),
        ("runs of marks", " well...so", "12 runs of marks such as “...” or “!!” in a, 0 in b"),
        (
            "missing spaces",
            " today,then",
            "no space after a comma or full stop: 12× in a, 0× in b",
        ),
    ],
)
def test_what_rewriting_tidies_up_speaks_for_a_text(name: str, end: str, detail: str) -> None:
    trace = between(with_end(ORIGINAL, end), COPY)[name]
    assert trace.lead > 3
    assert trace.detail == detail


def test_text_without_spaces_lacks_none() -> None:
    """Half-width punctuation is usual there."""
    original = "他看着河水说,我们明天早上一定要过那座旧桥.村里的人都说,那座桥已经有三百年了."
    copy = "他望着河水说, 我们明天早上一定要过那座老桥. 村里的人都说, 这座桥已经有三百年了."
    assert "missing spaces" not in traces(original, copy)


def test_numbers_that_got_lost_speak_for_the_text_that_has_them() -> None:
    original = [f"{sentence.rstrip('.')} in {1990 + i}." for i, sentence in enumerate(ORIGINAL)]
    trace = between(original, [*COPY[:-1], f"{COPY[-1].rstrip('.')} in 2001."])["numbers"]
    assert trace.lead > 3
    assert trace.detail == "numbers that the other lacks: 11 (1990, 1991, 1992, …) in a, none in b"


def test_a_number_of_several_groups_is_one() -> None:
    original = [f"{ORIGINAL[0].rstrip('.')} for 70,000 at 10:45.", *ORIGINAL[1:]]
    trace = between(original, COPY)["numbers"]
    assert trace.detail == "numbers that the other lacks: 2 (70,000, 10:45) in a, none in b"


def test_slips_of_single_letters_speak_against_a_text() -> None:
    original = [f"{sentence.rstrip('.')} beyond the bridge." for sentence in ORIGINAL]
    slips = ["brigde", "bridg", "bridgee", "brdge", "bbridge", "birdge"]
    copy = [
        sentence.replace("bridge", slip)
        for sentence, slip in zip(original, [*slips, *["bridge"] * 6], strict=True)
    ]
    copy = [sentence.replace("beyond", "behind") for sentence in copy]
    trace = between(original, copy)["lone spellings"]
    assert trace.lead > 1
    assert trace.detail == (
        "spelled as nowhere else, where the other's spelling recurs: none in a,"
        " 6 (“brigde” for “bridge”, “bridg” for “bridge”, “bridgee” for “bridge”, …) in b"
    )


@pytest.mark.parametrize("letter", ["а", "ο", "ｏ", "𝐚", "o\u200b"])
def test_letters_of_another_alphabet_speak_against_a_text(letter: str) -> None:
    copy = with_end(COPY, f" thr{letter}ugh")
    trace = between(with_end(ORIGINAL, " through"), copy)["mixed alphabets"]
    assert trace.lead > 3
    assert trace.detail == "a letter of another alphabet inside a word: 0× in a, 12× in b"


def test_words_of_another_alphabet_are_no_disguise() -> None:
    assert "mixed alphabets" not in between(ORIGINAL, with_end(COPY, " в Москве"))


def test_a_swap_of_names_is_no_rewording() -> None:
    """Who replaces a name throughout takes no words from elsewhere."""
    original = [f"Sutherland {sentence.lower()}" for sentence in ORIGINAL]
    copy = [f"Brandenburg {sentence.lower()}" for sentence in ORIGINAL]
    assert between(original, copy) == {}


def test_only_what_the_texts_share_is_compared() -> None:
    """A passage in a long article is judged by itself."""
    around = with_end(made_up_sentences(50, 60), " (and so on, and on...)")
    longer = " ".join([*around[:30], *COPY, *around[30:]])
    found = traces(" ".join(ORIGINAL), longer)
    assert not {"brackets", "runs of marks", "commas"} & found.keys()


def test_a_long_word_is_cut_where_it_is_shown() -> None:
    original = [f"{sentence.rstrip('.')} in 2001." for sentence in ORIGINAL]
    trace = between([*original[:-1], f"{original[-1]} 7{'x' * 5000}"], with_end(COPY, " in 2001"))
    assert len(trace["numbers"].detail) < 150
