"""Relations and scores, each with texts made for them."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.align import align_texts
from dedupe_articles.model import EditLabel, Finding, MatchKind, Relation
from dedupe_articles.rarity import Rarity
from dedupe_articles.verdict import can_be_related, measure, relation_of

from .judging import around, few_words, judged, made_up, made_up_sentences, rewritten, unlike_any

ARTICLE = made_up_sentences(1, 30)
TEXT = " ".join(ARTICLE)
PARAGRAPH = made_up(2, 6)
STATEMENT = (
    "“We shall never close this bridge to the people of the valley, whatever it costs us.”",
    "“Every child of the town has crossed it on the way to school for a hundred years.”",
    "“Whoever wants to take it from us will have to carry it away stone by stone.”",
    "“The council has money for a new stadium but none for the bridge of our grandparents.”",
)


def shared_by(holders: int, background: float) -> Rarity:
    """Return what the store sees of a pair each of whose shared shingles so many articles have."""
    return Rarity(60, 250.0, background, alone=250.0 / 60 + math.log(holders))


# A pair that shares rare shingles with nobody else, and two forms.
ALONE = shared_by(2, background=0.0)
AMONG_MANY = shared_by(12, background=100.0)


def report(seed: int) -> str:
    return "\n".join([*unlike_any(seed, 6), *STATEMENT, *unlike_any(seed + 1, 6)])


def form(name: str, seed: int) -> str:
    """Return a template with names and numbers filled in."""
    values = [sentence.split()[0].capitalize() for sentence in unlike_any(seed, 6)]
    return (
        f"The season of {name} began with a win of {seed} points over {values[0]} in {values[1]}."
        f" In the second match {name} lost by {seed + 2} points to their old rivals {values[2]}."
        f" The coach was then replaced by {values[3]}, who is known for teams that never give up."
        f" The club finished the season in place {seed + 3} after a draw with {values[4]}."
        " A match is won by the team that has scored more points when the time is over."
        " Tickets are sold at the gate from an hour before the match, and children pay nothing."
        f" The next season begins in autumn with a match against {values[5]}."
    )


def test_the_same_words_are_exact_whatever_the_white_space() -> None:
    finding = judged(TEXT, TEXT.replace(". ", ".\n\n"))
    assert finding.relation is Relation.EXACT
    assert finding.score == finding.confidence == 1


@pytest.mark.parametrize("text", ["Hello world", "One.", "你好"])
def test_the_shortest_texts_are_exact_when_they_are_equal(text: str) -> None:
    finding = judged(text, text)
    assert finding.relation is Relation.EXACT
    assert finding.score == finding.confidence == 1


def test_an_article_with_a_few_words_changed_is_a_near_duplicate() -> None:
    finding = judged(TEXT, TEXT.replace("they", "we").replace(" from", " since"))
    assert finding.relation is Relation.NEAR_DUPLICATE
    assert 0.85 < finding.score <= 1
    assert finding.jaccard > 0.6


def test_other_punctuation_is_a_near_duplicate() -> None:
    finding = judged(TEXT, TEXT.replace(".", "!"))
    assert finding.relation is Relation.NEAR_DUPLICATE
    assert finding.score == 1
    assert {match.labels for match in finding.matches} == {(EditLabel.PUNCTUATION,)}


def test_an_article_that_is_rewritten_sentence_by_sentence_is_derived() -> None:
    finding = judged(TEXT, " ".join(rewritten(ARTICLE, share=0.35)))
    assert finding.relation is Relation.DERIVED
    assert 0.6 < finding.score < 0.8
    assert finding.confidence > 0.9
    assert finding.jaccard < 0.4
    assert len(finding.matches) == 30


def test_a_light_rewriting_of_the_whole_is_no_excerpt() -> None:
    """Most of it stands in the other word for word, but so does most of the other in it."""
    finding = judged(TEXT, " ".join(rewritten(ARTICLE, share=0.12)))
    assert finding.relation is Relation.DERIVED
    assert min(finding.containment.a_in_b, finding.containment.b_in_a) > 0.5


def test_a_summary_is_derived() -> None:
    sentences = made_up_sentences(5, 48)
    summary = []
    for first in range(0, 48, 8):
        others = [sentence.split()[1].lower() for sentence in sentences[first + 1 : first + 8]]
        summary.append(" ".join([*sentences[first].rstrip(".").split()[:11], *others]) + ".")
    finding = judged(" ".join(sentences), " ".join(summary))
    assert MatchKind.SUMMARY in {passage.kind for passage in finding.passages}
    assert finding.relation is Relation.DERIVED


def test_a_part_of_a_longer_article_is_an_excerpt() -> None:
    for a, b in ((TEXT, " ".join(ARTICLE[9:17])), (" ".join(ARTICLE[9:17]), TEXT)):
        finding = judged(a, b)
        assert finding.relation is Relation.EXCERPT
        assert finding.score == 1


def test_articles_with_one_paragraph_in_common_share_passages() -> None:
    finding = judged(around(3, PARAGRAPH), around(5, PARAGRAPH))
    assert finding.relation is Relation.SHARED_PASSAGES
    assert finding.score < 0.4
    assert len(finding.passages) == 1


def test_reports_that_share_nothing_but_a_statement_share_quotes_only() -> None:
    finding = judged(report(1), report(3), ALONE)
    assert finding.relation is Relation.QUOTES_ONLY
    assert finding.quoted_share == 1


def test_the_statement_alone_is_more_than_a_quote() -> None:
    """An article all of which stands in the other was taken over, quotation marks or not."""
    finding = judged(report(1), "\n".join(STATEMENT), ALONE)
    assert finding.relation is not Relation.QUOTES_ONLY


def test_two_forms_of_one_template_are_boilerplate() -> None:
    a, b = form("Rovers", 10), form("Wanderers", 20)
    assert judged(a, b, AMONG_MANY).relation is Relation.BOILERPLATE_ONLY
    assert judged(a, b, ALONE).relation is not Relation.BOILERPLATE_ONLY


def test_the_standing_text_of_a_series_is_boilerplate() -> None:
    a, b = around(3, PARAGRAPH), around(5, PARAGRAPH)
    assert judged(a, b, shared_by(12, background=240.0)).relation is Relation.BOILERPLATE_ONLY
    assert judged(a, b, ALONE).relation is Relation.SHARED_PASSAGES


def test_a_passage_that_hardly_others_have_is_no_standing_text() -> None:
    """Though the two share as much with others: other passages, that is."""
    a, b = around(3, PARAGRAPH), around(5, PARAGRAPH)
    assert judged(a, b, shared_by(3, background=240.0)).relation is Relation.SHARED_PASSAGES


def test_all_of_an_article_is_no_standing_text() -> None:
    copy = judged(TEXT, f"{TEXT} {made_up(9, 3)}", shared_by(12, background=240.0))
    assert copy.relation is Relation.NEAR_DUPLICATE


@pytest.mark.parametrize("mark", ["?", "?”", "？"])
def test_questions_that_many_articles_have_are_boilerplate(mark: str) -> None:
    def interview(seed: int, end: str) -> str:
        lines = zip(unlike_any(1, 6), unlike_any(seed, 6), strict=True)
        return "\n".join(f"{question.replace('.', end)}\n{answer}" for question, answer in lines)

    asked = interview(3, mark), interview(5, mark)
    assert judged(*asked, shared_by(12, background=0.0)).relation is Relation.BOILERPLATE_ONLY
    assert judged(*asked, ALONE).relation is Relation.DERIVED
    told = judged(interview(3, "."), interview(5, "."), shared_by(12, background=0.0))
    assert told.relation is Relation.DERIVED


ITEM = (
    "A ferry with 12 people ran aground off the island of Hven on Monday night. All were brought to"
    " Landskrona, the coast guard said."
)


@pytest.mark.parametrize(
    ("a", "b"),
    [("12", "15"), ("Hven", "Ven"), ("Monday", "Tuesday"), ("people", "passengers"), ("All", "")],
)
def test_a_news_item_of_two_sentences_with_one_edit_is_a_near_duplicate(a: str, b: str) -> None:
    edited = ITEM.replace(a, b)
    assert judged(ITEM, edited).relation is Relation.NEAR_DUPLICATE
    assert judged(edited, ITEM).relation is Relation.NEAR_DUPLICATE


def test_a_news_item_that_was_cut_out_of_an_article_is_an_excerpt() -> None:
    article = f"{ITEM} {made_up(1, 10)}"
    assert judged(article, ITEM).relation is Relation.EXCERPT
    assert judged(article, ITEM.replace("12", "15")).relation is Relation.EXCERPT


def test_articles_of_their_own_words_are_unrelated() -> None:
    for rarity in (None, ALONE, AMONG_MANY):
        finding = judged(made_up(7, 20), made_up(8, 20), rarity)
        assert finding.relation is Relation.UNRELATED
        assert finding.score == 0
        assert not finding.passages
        assert not finding.matches


@pytest.mark.parametrize(
    ("a", "b"), [("Hello world", "Hello there"), ("", "Word"), ("", ""), ("One", "Two"), ("…", "?")]
)
def test_texts_that_are_too_short_to_share_anything_are_unrelated(a: str, b: str) -> None:
    assert judged(a, b).relation is Relation.UNRELATED
    assert judged(a, b).score == 0


weights = st.floats(0, 1000)
rarities = st.builds(Rarity, st.integers(0, 500), weights, weights, st.just(7.0))


@given(few_words, few_words, rarities)
def test_whatever_is_related_can_be(a: str, b: str, rarity: Rarity) -> None:
    for other in (a, b):
        alignment = align_texts(a, other)
        relation = relation_of(alignment, measure(alignment), rarity)
        assert can_be_related(alignment, rarity) or relation is Relation.UNRELATED


def test_what_shares_one_sentence_of_many_cannot_be_related() -> None:
    alignment = align_texts(f"{PARAGRAPH} {TEXT}", f"{PARAGRAPH.split('. ')[0]}. {made_up(7, 9)}")
    assert alignment.matches
    assert not can_be_related(alignment, AMONG_MANY)


@given(few_words, few_words)
def test_a_finding_is_the_same_from_either_side(a: str, b: str) -> None:
    forth, back = judged(a, b), judged(b, a)
    assert (forth.relation, forth.score) == (back.relation, back.score)
    assert forth.fingerprint == back.fingerprint
    assert forth.confidence == back.confidence
    assert (forth.coverage_a, forth.coverage_b) == (back.coverage_b, back.coverage_a)
    assert len(forth.matches) == len(back.matches)


@given(few_words, few_words)
def test_edits_lie_inside_their_match(a: str, b: str) -> None:
    for match in judged(a, b).matches:
        for edit in match.edits:
            assert match.a.start <= edit.a_start <= edit.a_end <= match.a.end
            assert match.b.start <= edit.b_start <= edit.b_end <= match.b.end


A, B = around(3, PARAGRAPH), around(5, " ".join(rewritten(made_up_sentences(2, 6), share=0.2)))


def without_place(finding: Finding) -> Finding:
    spans = [(m.score, m.kind, m.labels) for m in finding.matches]
    assert spans
    return replace(finding, passages=(), matches=())


def test_empty_lines_change_nothing_but_places() -> None:
    """Line numbers and offsets are where things are, not what they are."""
    plain, spread = judged(A, B), judged("\n\n\n" + A.replace("\n\n", "\n\n\n\n"), B)
    assert without_place(plain) == without_place(spread)
    assert [m.score for m in plain.matches] == [m.score for m in spread.matches]
    assert spread.matches[0].a.start_line > plain.matches[0].a.start_line
