from __future__ import annotations

import random
from dataclasses import astuple, replace

import pytest
from hypothesis import given

from dedupe_articles.align import align_texts
from dedupe_articles.model import MatchKind
from dedupe_articles.verdict.measures import (
    Kept,
    Resemblance,
    SideMeasures,
    measure,
    resemblance,
)

from .judging import COMMON, few_words, judged, made_up, made_up_sentences, measured, unlike_any

HARBOUR = "The ferry left the old harbour at nine. Nobody saw the captain."
ANOTHER = "The ferry left the old harbour at ten. Rain fell all day."
STATEMENT = (
    "“We shall never close this bridge to the people of the valley, whatever it costs us.”",
    "“Every child of the town has crossed it on the way to school for a hundred years.”",
    "“Whoever wants to take it from us will have to carry it away stone by stone.”",
)


def test_shares_are_counted_in_words() -> None:
    """One of two sentences is matched: seven of its eight words stand on both sides."""
    found = measured(HARBOUR, ANOTHER)
    for side in (found.a, found.b):
        assert side.words == 12
        assert side.accounted == pytest.approx(7 / 12)
        assert side.covered == pytest.approx(8 / 12)
        assert side.quoted == 0
    assert found.longest_run == 7
    assert found.score == pytest.approx(7 / 12)


def test_resemblance_counts_distinct_shingles() -> None:
    """Of ten triples on each side two are equal once sorted; four are on both sides."""
    found = resemblance(align_texts(HARBOUR, ANOTHER).pair)
    assert found == Resemblance(9, 9, 4)
    assert found.jaccard == pytest.approx(4 / 14)
    assert found.a_in_b == found.b_in_a == pytest.approx(4 / 9)


def test_each_side_has_shares_of_its_own() -> None:
    found = measured(HARBOUR, f"{HARBOUR} {made_up(1, 10)}")
    assert found.a.accounted == found.a.covered == 1
    assert found.b.accounted == pytest.approx(12 / (12 + 140))
    assert found.score == 1


def report(seed: int, statement: tuple[str, ...]) -> str:
    return "\n".join([*unlike_any(seed, 3), *statement, *unlike_any(seed + 1, 3)])


def test_two_reports_that_quote_one_statement_share_no_evidence() -> None:
    found = measured(report(1, STATEMENT), report(3, STATEMENT))
    quoted = sum(len(sentence.split()) for sentence in STATEMENT)
    for side in (found.a, found.b):
        assert side.accounted == pytest.approx(quoted / (quoted + 6 * 12))
        assert side.quoted == 1
    assert found.longest_run == quoted
    assert found.evidence == 0


def test_the_same_words_outside_quotation_marks_are_evidence() -> None:
    plain = tuple(sentence.strip("“”") for sentence in STATEMENT)
    found = measured(report(1, plain), report(3, plain))
    words = sum(len(sentence.split()) for sentence in STATEMENT)
    assert found.a.quoted == 0
    assert found.a.accounted == pytest.approx(words / (words + 6 * 12))
    assert found.evidence > 40


def test_a_quotation_of_unquoted_words_is_no_evidence() -> None:
    plain = tuple(sentence.strip("“”") for sentence in STATEMENT)
    found = measured(report(1, plain), report(3, STATEMENT))
    assert found.a.accounted > 0
    assert found.evidence == 0
    assert (found.a.quoted, found.b.quoted) == (0, 1)


def test_evidence_is_that_of_the_weaker_side() -> None:
    """Words that only one side of a passage has count against it, whichever side that is."""
    sentences = made_up_sentences(1, 10)
    padded = [
        " ".join([*sentence.rstrip(".").split(), *other.lower().split()[:6]])
        for sentence, other in zip(sentences, unlike_any(2, 10), strict=True)
    ]
    plain = measured(" ".join(sentences), ". ".join(sentences))
    for a, b in ((sentences, padded), (padded, sentences)):
        found = measured(". ".join(a), ". ".join(b))
        assert 0 < found.evidence < 0.8 * plain.evidence


def test_a_text_too_short_for_a_passage_has_the_evidence_of_its_matches() -> None:
    item, other = made_up_sentences(1, 2)
    copied = measured(item, f"{item} {made_up(3, 12)}")
    assert copied.is_taken_over
    assert copied.evidence > 10
    half = measured(f"{item} {made_up(4, 1)}", f"{item} {other}")
    assert not half.is_taken_over
    assert half.evidence == 0


def test_a_short_text_that_quotes_as_a_whole_has_no_evidence() -> None:
    found = measured(STATEMENT[0], "\n".join([STATEMENT[0], *unlike_any(1, 3)]))
    assert found.is_taken_over
    assert found.evidence == 0


def test_names_numbers_and_other_words_are_counted_on_both_sides() -> None:
    """Monday, Alice and Sofia are kept, Bob and 42 are not."""
    a = "On Monday the mayor met Alice and Bob in Sofia with 42 guests."
    b = "On Monday the mayor met Alice and Carl in Sofia with 43 guests."
    found = measured(a, b)
    assert found.names == Kept(6, 8)
    assert found.numbers == Kept(0, 2)
    assert found.others == Kept(16, 16)
    assert found.specifics_lost == 4
    assert found.share_of_specifics_lost == 4 / 26


def test_names_lost_inside_a_passage_count_though_no_sentence_matches() -> None:
    """Text whose words are shuffled shares a passage; a name that is swapped in it is lost."""
    words = made_up(1, 12).replace(".", "").lower().split()

    def with_name(name: str, words: list[str]) -> str:
        sentences = (" ".join(words[i : i + 12]) for i in range(0, len(words), 12))
        return " ".join(f"{sentence.capitalize()} {name}." for sentence in sentences)

    a = with_name("Rovers", words)
    shuffled = random.Random(3).sample(words, len(words))
    kept, lost = (with_name(name, shuffled) for name in ("Rovers", "Albion"))
    assert not align_texts(a, lost).matches
    sentences = len(words) // 12
    assert measured(a, kept).names == Kept(2 * sentences, 2 * sentences)
    assert measured(a, lost).names == Kept(0, 2 * sentences)


def test_what_a_summary_leaves_out_is_not_lost() -> None:
    """Of every eight sentences there are the telling words of the first, and one of each other."""
    sentences = made_up_sentences(1, 48)
    telling = [
        [word for word in sentence.lower().rstrip(".").split() if word not in COMMON]
        for sentence in sentences
    ]
    summary = " ".join(
        " ".join(["The", *telling[i][:6], *(words[0] for words in telling[i + 1 : i + 8])]) + "."
        for i in range(0, len(sentences), 8)
    )
    alignment = align_texts(" ".join(sentences), summary)
    assert MatchKind.SUMMARY in {passage.kind for passage in alignment.word_passages}
    found = measure(alignment)
    assert found.a.covered == 1
    assert found.others.seen < found.a.words


def test_texts_that_share_nothing_measure_nothing() -> None:
    for a, b in ((made_up(1, 5), made_up(2, 5)), ("", ""), ("", HARBOUR)):
        found = measured(a, b)
        assert found.score == found.evidence == 0
        assert resemblance(align_texts(a, b).pair).jaccard == 0
        assert found.longest_run == 0


def shares(side: SideMeasures) -> tuple[float, ...]:
    return side.accounted, side.covered, side.quoted


@given(few_words, few_words)
def test_every_share_lies_between_nothing_and_all(a: str, b: str) -> None:
    found = measured(a, b)
    alike = resemblance(align_texts(a, b).pair)
    alike_shares = alike.jaccard, alike.a_in_b, alike.b_in_a
    for share in (*shares(found.a), *shares(found.b), *alike_shares, found.score):
        assert 0 <= share <= 1
    assert 0 <= found.share_of_specifics_lost <= 1
    for side in (found.a, found.b):
        assert side.accounted <= side.covered
    assert found.evidence >= 0
    finding = judged(a, b)
    assert 0 <= finding.score <= 1
    assert 0 <= finding.confidence <= 1
    assert found.score <= finding.score + 5e-5  # which is rounded to four digits


@given(few_words, few_words)
def test_the_measures_of_the_sides_change_places_with_them(a: str, b: str) -> None:
    forth, back = measured(a, b), measured(b, a)
    assert astuple(forth.a) == pytest.approx(astuple(back.b))
    assert astuple(forth.b) == pytest.approx(astuple(back.a))
    assert replace(forth, a=back.a, b=back.b) == back
    pair = align_texts(a, b).pair
    alike, turned = resemblance(pair), resemblance(pair.swapped())
    assert (alike.of_a, alike.of_b, alike.shared) == (turned.of_b, turned.of_a, turned.shared)


def test_a_summary_is_covered_on_either_side() -> None:
    article = made_up_sentences(1, 48)
    summary = " ".join(
        " ".join(
            [
                *article[first].rstrip(".").split()[:11],
                *(sentence.split()[1].lower() for sentence in article[first + 1 : first + 8]),
            ]
        )
        + "."
        for first in range(0, 48, 8)
    )
    assert measure(align_texts(" ".join(article), summary)).b.covered > 0.9
    assert measure(align_texts(summary, " ".join(article))).a.covered > 0.9
