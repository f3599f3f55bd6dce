from __future__ import annotations

import random

import pytest
from hypothesis import given

from dedupe_articles.align import Alignment, align_texts
from dedupe_articles.align.matches import ANCHOR_SCORE, CHAIN_SCORE, SentenceMatch, word_strings
from dedupe_articles.model import MatchKind

from .texts import CONTENT_WORDS, articles_of_few_words, made_up_sentences, pair_of


def places(alignment: Alignment) -> list[tuple[int, int, int, int]]:
    """Return the sentences of every match: first and past-last of a, then of b."""
    return [(m.a_start, m.a_end, m.b_start, m.b_end) for m in alignment.matches]


def one_to_one(*pairs: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    return [(i, i + 1, j, j + 1) for i, j in pairs]


def rewritten(sentence: str, *, kept: int, seed: int = 1) -> str:
    """Return a sentence of which all words but `kept` are others."""
    generator = random.Random(seed)
    words = sentence.rstrip(".").lower().split()
    for place in generator.sample(range(len(words)), len(words) - kept):
        words[place] = generator.choice(CONTENT_WORDS)
    return " ".join(words).capitalize() + "."


def test_every_rewritten_sentence_meets_its_original() -> None:
    original = made_up_sentences(1, 20)
    derived = [rewritten(sentence, kept=9, seed=i) for i, sentence in enumerate(original)]
    alignment = align_texts(" ".join(original), " ".join(derived))
    assert places(alignment) == one_to_one(*((i, i) for i in range(20)))
    assert {match.kind for match in alignment.matches} == {MatchKind.REWRITTEN}


def test_equal_words_are_verbatim_whatever_their_punctuation() -> None:
    a = "The ferry left at nine, as always. Nobody saw the captain – he was ill."
    b = "The ferry left, at nine, as always! Nobody saw the captain; he was ill..."
    alignment = align_texts(a, b)
    assert places(alignment) == one_to_one((0, 0), (1, 1))
    assert [(m.kind, m.score) for m in alignment.matches] == [(MatchKind.VERBATIM, 1.0)] * 2


ONE = "The council approved the new bridge on Monday evening, and the mayor thanked the engineers."
TWO = "The council approved the new bridge on Monday evening. Then the mayor thanked the engineers."
AROUND = made_up_sentences(1, 3), made_up_sentences(2, 4)


def test_a_sentence_that_became_two_is_a_split() -> None:
    a = " ".join([*AROUND[0], ONE, *AROUND[1]])
    b = " ".join([*AROUND[0], TWO, *AROUND[1]])
    alignment = align_texts(a, b)
    assert (3, 4, 3, 5) in places(alignment)
    kinds = [match.kind for match in alignment.matches]
    assert kinds == [MatchKind.VERBATIM] * 3 + [MatchKind.SPLIT] + [MatchKind.VERBATIM] * 4


def test_two_sentences_that_became_one_are_merged() -> None:
    a = " ".join([*AROUND[0], TWO, *AROUND[1]])
    b = " ".join([*AROUND[0], ONE, *AROUND[1]])
    alignment = align_texts(a, b)
    assert (3, 5, 3, 4) in places(alignment)
    assert alignment.matches[3].kind is MatchKind.MERGED


def test_a_neighbour_that_adds_nothing_stays_unmatched() -> None:
    a = " ".join([*AROUND[0], ONE])
    b = " ".join([*AROUND[0], ONE, "Rain is expected in the valley tomorrow."])
    assert places(align_texts(a, b)) == one_to_one(*((i, i) for i in range(4)))


def test_moved_paragraphs_keep_their_partners() -> None:
    first, second, third = (made_up_sentences(seed, 4) for seed in (1, 2, 3))
    a = "\n\n".join(" ".join(part) for part in (first, second, third))
    b = "\n\n".join(" ".join(part) for part in (third, first, second))
    moved = [(i, i + 4) for i in range(8)] + [(i, i - 8) for i in range(8, 12)]
    assert places(align_texts(a, b)) == one_to_one(*moved)


def test_a_sentence_that_repeats_meets_its_own_repetition() -> None:
    """A refrain of forty repetitions, in a text whose other sentences are rewritten."""
    refrain = "And every evening the bells of the old chapel rang."
    verses = made_up_sentences(1, 40)
    a = " ".join(f"{refrain} {verse}" for verse in verses)
    b = " ".join(f"{refrain} {rewritten(verse, kept=9)}" for verse in verses)
    assert places(align_texts(a, b)) == one_to_one(*((i, i) for i in range(80)))


def test_a_repetition_too_many_stays_unmatched() -> None:
    refrain = "And every evening the bells of the old chapel rang. "
    verse = "Rain was expected in the whole valley on that day. "
    alignment = align_texts(refrain + verse + refrain, refrain + verse)
    assert places(alignment) == one_to_one((0, 0), (1, 1))


def test_of_equal_partners_the_one_at_the_same_height_is_taken() -> None:
    refrain = "And every evening the bells of the old chapel rang."
    a = [refrain, *made_up_sentences(1, 9), refrain, *made_up_sentences(2, 9), refrain]
    b = [*made_up_sentences(3, 15), refrain]
    assert places(align_texts(" ".join(a), " ".join(b))) == one_to_one((20, 15))


def weak_pair() -> tuple[str, str, float]:
    """Return two sentences and their score, too low to match by itself."""
    sentence = made_up_sentences(4, 1)[0]
    weak = rewritten(sentence, kept=5, seed=3)
    first, last = made_up_sentences(5, 2)
    alignment = align_texts(f"{first} {sentence} {last}", f"{first} {weak} {last}")
    (match,) = (m for m in alignment.matches if (m.a_start, m.b_start) == (1, 1))
    return sentence, weak, match.score


def test_a_weak_match_counts_beside_a_sure_one_only() -> None:
    sentence, weak, score = weak_pair()
    assert CHAIN_SCORE <= score < ANCHOR_SCORE
    a = " ".join([*made_up_sentences(6, 4), sentence, *made_up_sentences(7, 4)])
    b = " ".join([*made_up_sentences(8, 4), weak, *made_up_sentences(9, 4)])
    assert align_texts(a, b).matches == []


@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_unrelated_texts_have_no_matches(seed: int) -> None:
    a, b = (" ".join(made_up_sentences(seed + side, 25)) for side in (0, 1))
    assert align_texts(a, b).matches == []


@given(articles_of_few_words, articles_of_few_words)
def test_every_sentence_stands_in_one_match_at_most(a: str, b: str) -> None:
    alignment = align_texts(a, b)
    matches = alignment.matches
    for side, ranges in (
        (alignment.pair.a, [range(m.a_start, m.a_end) for m in matches]),
        (alignment.pair.b, [range(m.b_start, m.b_end) for m in matches]),
    ):
        matched = [sentence for sentences in ranges for sentence in sentences]
        assert len(set(matched)) == len(matched)
        assert set(matched) <= set(range(len(side.tokens.spans)))
        assert all(1 <= len(sentences) <= 4 for sentences in ranges)
    assert [m.a_start for m in matches] == sorted(m.a_start for m in matches)
    for match in matches:
        assert CHAIN_SCORE <= match.score <= 1
        assert_kind_fits(match)


def assert_kind_fits(match: SentenceMatch) -> None:
    shapes = {MatchKind.SPLIT: (False, True), MatchKind.MERGED: (True, False)}
    several = match.a_end - match.a_start > 1, match.b_end - match.b_start > 1
    assert several == shapes.get(match.kind, (False, False))


@given(articles_of_few_words)
def test_a_text_matches_itself_sentence_by_sentence(text: str) -> None:
    alignment = align_texts(text, text)
    sentences = range(len(alignment.pair.a.tokens.spans))
    assert places(alignment) == one_to_one(*((i, i) for i in sentences))
    assert all(m.kind is MatchKind.VERBATIM and m.score == 1 for m in alignment.matches)


def test_words_with_the_same_stem_are_the_same_character() -> None:
    pair = pair_of("Monitor the police. Policing again here.", "Monitors the police.")
    a, b = word_strings(pair.a), word_strings(pair.b)
    first, second = a.between(0, 1), a.between(1, 2)
    assert (len(a), len(b), b.between(0, 1)) == (2, 1, first)
    assert len(first) == len(second) == 3
    assert first[2] not in second
