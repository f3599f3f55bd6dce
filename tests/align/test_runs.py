from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dedupe_articles.align.runs import _PLACES, Run, verbatim_runs
from dedupe_articles.text.grams import GRAM_WORDS

from .texts import pair_of

SEGMENTS = (
    "ash birch cedar elm fir oak",
    "ash birch cedar elm fir oak pine",
    "rowan willow yew alder beech hazel holly larch maple",
    "fir oak pine rowan willow yew alder",
    "ash birch cedar elm fir oak yew alder beech hazel holly larch",
    "oak yew alder beech hazel holly larch maple rowan willow",
    "ash",
    "oak",
    "plum",
)
segmented = st.lists(st.sampled_from(SEGMENTS), max_size=9).map(" ".join)
two_words = st.lists(st.sampled_from(["tick", "tock"]), max_size=80).map(" ".join)


def runs_of(a: str, b: str) -> list[Run]:
    return verbatim_runs(pair_of(a, b))


def naive_runs(a: list[str], b: list[str]) -> list[Run]:
    """Take the longest common stretch of free words, again and again, as long as there is one."""
    taken_a, taken_b = [False] * len(a), [False] * len(b)
    kept: list[Run] = []
    while True:
        best: Run | None = None
        for i in range(len(a)):
            for j in range(len(b)):
                length = 0
                while (
                    i + length < len(a)
                    and j + length < len(b)
                    and a[i + length] == b[j + length]
                    and not taken_a[i + length]
                    and not taken_b[j + length]
                ):
                    length += 1
                if length >= GRAM_WORDS and (best is None or length > len(best)):
                    best = Run(i, i + length, j, j + length)
        if best is None:
            return sorted(kept)
        kept.append(best)
        taken_a[best.a_start : best.a_end] = [True] * len(best)
        taken_b[best.b_start : best.b_end] = [True] * len(best)


def check(a: list[str], b: list[str], runs: list[Run]) -> None:
    """Hold runs against everything that is promised of them but how they were chosen."""
    assert runs == sorted(runs)
    for run in runs:
        assert len(run) >= GRAM_WORDS
        assert a[run.a_start : run.a_end] == b[run.b_start : run.b_end]
    on_b = sorted(run.swapped() for run in runs)
    for ordered in (runs, on_b):
        assert all(one.a_end <= other.a_start for one, other in pairwise(ordered))
    free_a, free_b = set(range(len(a))), set(range(len(b)))
    for run in runs:
        free_a -= set(range(run.a_start, run.a_end))
        free_b -= set(range(run.b_start, run.b_end))
    for run in runs:
        for i, j in ((run.a_start - 1, run.b_start - 1), (run.a_end, run.b_end)):
            assert not (i in free_a and j in free_b and a[i] == b[j]), "a run could grow"


@given(segmented, segmented)
def test_runs_are_those_of_a_naive_search(a: str, b: str) -> None:
    words_a, words_b = a.split(), b.split()
    grams = Counter(zip(*(words_b[k:] for k in range(GRAM_WORDS)), strict=False))
    assume(max(grams.values(), default=0) <= _PLACES)
    found = runs_of(a, b)
    assert found == naive_runs(words_a, words_b)
    check(words_a, words_b, found)


@given(two_words, two_words)
def test_texts_that_repeat_themselves_keep_what_is_promised_of_runs(a: str, b: str) -> None:
    words_a, words_b = a.split(), b.split()
    found = runs_of(a, b)
    check(words_a, words_b, found)
    assert found == runs_of(a, b)
    assert bool(found) == bool(naive_runs(words_a, words_b))


@given(st.one_of(segmented, two_words))
def test_a_text_is_one_run_with_itself(text: str) -> None:
    words = len(text.split())
    expected = [Run(0, words, 0, words)] if words >= GRAM_WORDS else []
    assert runs_of(text, text) == expected


def test_case_accents_and_punctuation_do_not_break_a_run() -> None:
    a = "The café in the old harbour, closed since May, has opened again."
    b = "THE CAFE IN THE OLD HARBOUR – CLOSED SINCE MAY – HAS OPENED AGAIN"
    assert runs_of(a, b) == [Run(0, 12, 0, 12)]


def test_an_inflected_word_breaks_a_run() -> None:
    """Words are compared as they are spelled: sentences by their stems, runs are verbatim."""
    a = "The old harbour is closed for the winter and monitored by seven cameras of the council."
    b = a.replace("monitored", "monitoring")
    assert runs_of(a, b) == [Run(0, 9, 0, 9), Run(10, 16, 10, 16)]


def test_the_longest_run_stays_whole_and_the_other_gives_way() -> None:
    a = "one two three four five six seven eight nine ten"
    b = "one two three four five six seven eight. Then five six seven eight nine ten"
    assert runs_of(a, b) == [Run(0, 8, 0, 8)]
    longer = b + " eleven"
    assert runs_of(a + " eleven", longer)[0] == Run(0, 8, 0, 8)
    assert runs_of("zero " + a, "five " * 9 + b)[0] == Run(1, 9, 9, 17)


def test_what_the_first_of_two_equal_runs_leaves_of_the_other_is_a_run() -> None:
    first = "one two three four five six seven eight"
    last = "seven eight nine ten eleven twelve thirteen fourteen"
    a = f"{first} {last.removeprefix('seven eight ')}"
    assert runs_of(a, f"{last} and {first}") == [Run(0, 8, 9, 17), Run(8, 14, 2, 8)]


def test_a_phrase_that_stands_often_does_not_break_the_run_around_it() -> None:
    phrase = "the members of the council of the city of London said"
    a = f"Nobody expected that {phrase} on Monday afternoon"
    b = "\n".join([*(f"{phrase} {number}." for number in range(20)), a])
    (run,) = runs_of(a, b)
    assert len(run) == len(a.split())


@pytest.mark.parametrize("change", ["", "Nothing else happened in the town. "])
def test_a_line_that_stands_thousands_of_times_gives_one_run(change: str) -> None:
    line = "The ferry left the old harbour at nine every morning.\n"
    text = line * 5000
    runs = runs_of(text, change + text)
    words, before = 10 * 5000, len(change.split())
    assert runs == [Run(0, words, before, before + words)]


def test_lines_that_stand_in_two_blocks_are_all_found() -> None:
    line = "The ferry left the old harbour at nine every morning.\n"
    runs = runs_of(line * 10, line * 3 + "Nothing else happened.\n" + line * 10)
    assert runs == [Run(0, 30, 0, 30), Run(30, 100, 33, 103)]


def test_a_long_text_of_two_words_gives_a_bounded_number_of_runs() -> None:
    """Every six words of it stand in hundreds of places of the other text."""
    generator = random.Random(1)
    a, b = (" ".join(generator.choices(["tick", "tock"], k=20_000)) for _ in range(2))
    runs = runs_of(a, b)
    check(a.split(), b.split(), runs)
    assert 0 < len(runs) <= 20_000 // GRAM_WORDS


def test_many_runs_that_all_overlap_are_told_apart() -> None:
    """Each line of one text stands in the other shifted, so that every run meets its neighbours."""
    words = [f"word{number}" for number in range(30_000)]
    a = " ".join(words)
    b = " ".join(" ".join(words[first : first + 16]) for first in range(0, len(words), 8))
    runs = runs_of(a, b)
    check(a.split(), b.split(), runs)
    assert sum(map(len, runs)) == len(words)
    assert {len(run) for run in runs[:-1]} == {16}


@pytest.mark.parametrize("other", ["", "one two", "one two three four five six"])
def test_texts_shorter_than_a_run_have_none(other: str) -> None:
    assert runs_of("one two three four five", other) == []
    assert runs_of(other, "") == []
