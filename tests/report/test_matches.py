from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.model import Edit, Match, MatchKind, Span
from dedupe_articles.report.differences import marked, pieces_of, shortened
from dedupe_articles.report.matches import most_telling
from dedupe_articles.report.page import Page

from .builders import DERIVED, ORIGINAL, finding_of, line_match, line_span, word_edits

words = st.lists(st.sampled_from(["mayor", "said", "bridge", "the", "closed"]), max_size=12)


def rewritten(start: int, length: int, score: float) -> Match:
    span = Span(start, start + length, 1, 1)
    edit = Edit("replace", start, start + 1, start, start + 1)
    return Match(span, span, score, MatchKind.REWRITTEN, edits=(edit,))


def verbatim(start: int, length: int) -> Match:
    span = Span(start, start + length, 1, 1)
    return Match(span, span, 1.0, MatchKind.VERBATIM)


def telling(matches: list[Match], limit: int) -> list[Match]:
    return most_telling(finding_of("a", "", "b", "", matches), limit)


def test_changed_matches_are_more_telling_than_longer_verbatim_ones() -> None:
    changed = rewritten(500, 40, 0.5)
    assert telling([verbatim(0, 400), changed], 1) == [changed]


def test_long_and_alike_matches_are_more_telling() -> None:
    short, alike, unlike = rewritten(0, 10, 0.9), rewritten(20, 90, 0.9), rewritten(200, 90, 0.4)
    assert telling([short, alike, unlike], 1) == [alike]


def test_the_chosen_matches_stand_in_the_order_of_the_article() -> None:
    matches = [rewritten(300, 90, 0.9), rewritten(0, 60, 0.6), rewritten(100, 70, 0.7)]
    assert [match.a.start for match in telling(matches, 3)] == [0, 100, 300]


@given(st.permutations([rewritten(n * 50, 40, 0.7) for n in range(6)]))
def test_the_choice_does_not_depend_on_the_order_of_the_matches(matches: list[Match]) -> None:
    assert [match.a.start for match in telling(matches, 3)] == [0, 50, 100]


@given(words, words)
def test_the_pieces_of_a_side_are_the_whole_side(words_a: list[str], words_b: list[str]) -> None:
    text_a, text_b = " ".join(words_a), " ".join(words_b)
    a, b = Span(0, len(text_a), 1, 1), Span(0, len(text_b), 1, 1)
    match = Match(a, b, 0.5, MatchKind.REWRITTEN, edits=word_edits(text_a, a, text_b, b))
    assert "".join(piece.text for piece in pieces_of(match, "a", text_a)) == text_a
    assert "".join(piece.text for piece in pieces_of(match, "b", text_b)) == text_b


@given(words, words)
def test_what_is_not_changed_is_the_same_on_both_sides(
    words_a: list[str], words_b: list[str]
) -> None:
    text_a, text_b = " ".join(words_a), " ".join(words_b)
    a, b = Span(0, len(text_a), 1, 1), Span(0, len(text_b), 1, 1)
    match = Match(a, b, 0.5, MatchKind.REWRITTEN, edits=word_edits(text_a, a, text_b, b))
    kept_a = [piece.text for piece in pieces_of(match, "a", text_a) if not piece.changed]
    kept_b = [piece.text for piece in pieces_of(match, "b", text_b) if not piece.changed]
    assert " ".join(kept_a).split() == " ".join(kept_b).split()


def test_neighbouring_changes_are_marked_as_one() -> None:
    text = "one two three four"
    span = Span(0, len(text), 1, 1)
    edits = (Edit("replace", 4, 7, 0, 3), Edit("delete", 8, 13, 3, 3))
    pieces = pieces_of(Match(span, span, 0.5, MatchKind.REWRITTEN, edits=edits), "a", text)
    assert marked(pieces, "a", Page()).plain == "one [-two three-] four"


def test_a_match_in_the_middle_of_an_article_shows_only_its_own_words() -> None:
    match = line_match(ORIGINAL, 4, DERIVED, 4)
    shown = marked(pieces_of(match, "b", DERIVED), "b", Page()).plain
    assert shown == "{+Lady+} Cressida {+was temporarily+} replaced by Sir Stephen House."


def test_long_unchanged_stretches_are_cut_to_their_ends_around_the_change() -> None:
    before, after = "before " * 60, " after" * 60
    text = f"{before}changed{after}"
    start = len(before)
    span = line_span(text, 1)
    edit = Edit("replace", start, start + 7, start, start + 7)
    match = Match(span, span, 0.9, MatchKind.REWRITTEN, edits=(edit,))
    shown = marked(shortened(pieces_of(match, "a", text)), "a", Page()).plain
    assert shown.startswith(" … before")
    assert "before [-changed-] after" in shown
    assert shown.endswith("after … ")
    assert len(shown) < 220


def test_a_sentence_without_end_is_cut_to_a_readable_length() -> None:
    text = "x" * 1_000_000
    span = Span(0, len(text), 1, 1)
    edit = Edit("replace", 0, len(text), 0, len(text))
    match = Match(span, span, 0.9, MatchKind.REWRITTEN, edits=(edit,))
    shown = marked(shortened(pieces_of(match, "a", text)), "a", Page()).plain
    assert len(shown) < 720
    assert "…" in shown


def test_both_sides_are_cut_at_the_same_places_where_only_one_of_them_has_words() -> None:
    before, after = "before " * 20, "after " * 20
    text_a, text_b = f"{before}{after}end.", f"{before}inserted {after}end."
    a, b = Span(0, len(text_a), 1, 1), Span(0, len(text_b), 1, 1)
    match = Match(a, b, 0.9, MatchKind.REWRITTEN, edits=word_edits(text_a, a, text_b, b))
    side_a = marked(shortened(pieces_of(match, "a", text_a)), "a", Page()).plain
    side_b = marked(shortened(pieces_of(match, "b", text_b)), "b", Page()).plain
    assert side_b == text_b.replace("inserted", "{+inserted+}")
    assert side_a == text_a
