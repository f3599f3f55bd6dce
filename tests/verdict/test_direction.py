"""Who was first: each piece of evidence with texts made for it, and when none is enough."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.model import Direction, Evidence, Side
from dedupe_articles.verdict.direction import DATE, DECISIVE, TEXT_AT_MOST, furniture_lines

from .judging import few_words, judged, made_up, made_up_sentences

SENTENCES = made_up_sentences(1, 12)
ROUNDED = 5e-5
OTHER: dict[Side, Side] = {"a": "b", "b": "a"}


def probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def direction(a: str, b: str, dates: tuple[str | None, str | None] = (None, None)) -> Direction:
    return judged(a, b, dates=dates).direction


def evidence(a: str, b: str) -> dict[str, Evidence]:
    """Return the evidence of two texts by name; in the order of the report the weightiest first."""
    return {found.name: found for found in reversed(direction(a, b).evidence)}


def about(*names: str) -> str:
    """Return a text that names somebody or something in every third sentence, in turn."""
    return " ".join(
        f"{sentence.rstrip('.')} near {names[i // 3 % len(names)]}." if i % 3 == 0 else sentence
        for i, sentence in enumerate(SENTENCES)
    )


def test_nothing_to_tell_by_names_no_original() -> None:
    found = direction(" ".join(SENTENCES), " ".join(SENTENCES))
    assert found == Direction(None, 0.5)


def test_the_earlier_date_is_the_original_s_whatever_the_texts_say() -> None:
    residue = about("Vienna"), about("Vienna", "Sofia", "Sofia", "Sofia")
    assert direction(about("Sofia"), residue[1]).original is None
    for dates, original in ((("2020-01-02", "2020-01-01"), "b"), (("2020-01-01", "2021"), None)):
        found = direction(" ".join(SENTENCES), about("Sofia"), dates)
        assert found.original == original
    found = direction(*residue, dates=("2020-01-02T08:00", "2020-01-01"))
    assert found.original == "b"
    assert found.evidence[0] == Evidence(
        "date", "b", DATE, "b is dated 2020-01-01, the other 2020-01-02"
    )


@pytest.mark.parametrize(
    "dates",
    [
        ("2020-01-01T01:00", "2020-01-01T23:00"),
        ("2020-01-01", "2020-01-01T23:00-05:00"),
        ("1 May", "2 May"),
        (None, "2020"),
        ("0000-00-00 00:00:00", "2020-01-01"),
        ("2020-02-30", "2020-03-01"),
        ("12/31/2019", "01/05/2020"),
    ],
)
def test_the_same_day_and_what_is_no_date_decide_nothing(
    dates: tuple[str | None, str | None],
) -> None:
    assert direction(about("Sofia"), about("Sofia"), dates).evidence == ()


@pytest.mark.parametrize(
    "dates",
    [
        ("Fri, 05 Dec 2025 08:00:00 GMT", "Mon, 01 Jan 2024 08:00:00 GMT"),
        ("1764921600", "1704096000000"),
        ("2025-12-05", "Mon, 01 Jan 2024 08:00:00 GMT"),
    ],
)
def test_dates_as_feeds_and_databases_have_them_decide_too(dates: tuple[str, str]) -> None:
    found = direction(about("Sofia"), about("Sofia"), dates)
    assert found.evidence == (
        Evidence("date", "b", DATE, "b is dated 2024-01-01, the other 2025-12-05"),
    )


def test_a_name_left_over_shows_where_names_were_replaced() -> None:
    """Of four places one still has the old name."""
    before, after = about("Sofia"), about("Vienna", "Vienna", "Vienna", "Sofia")
    found = evidence(before, after)["swap residue"]
    assert found.favours == "a"
    assert found.detail == "b has “Vienna” for “Sofia” 3×, and “Sofia” left 1×"
    assert evidence(after, before)["swap residue"].favours == "b"


def test_a_name_replaced_everywhere_leaves_nothing_to_tell_by() -> None:
    assert "swap residue" not in evidence(about("Sofia"), about("Vienna"))


def test_a_name_that_is_also_a_word_is_no_residue() -> None:
    before, after = about("Reading"), about("Vienna", "Vienna", "Vienna", "Reading")
    assert "swap residue" in evidence(before, after)
    assert "swap residue" not in evidence(f"{before} They were reading.", after)


def with_police(words: str) -> str:
    return f"{SENTENCES[0]} The {words} (MPD) said so. {' '.join(SENTENCES[1:])}"


def test_an_acronym_fits_the_words_of_the_original() -> None:
    first, second = with_police("Metropolitan Police Department"), with_police("Sofia police force")
    found = evidence(first, second)["acronym"]
    assert found.favours == "a"
    assert found.detail == "the initials before “(MPD)” give 100% of its letters in a, 33% in b"
    assert evidence(second, first)["acronym"].favours == "b"


@pytest.mark.parametrize(
    "other",
    [
        with_police("Ministry of Public Duty"),  # fits as well
        with_police("Sofia police force").replace("(MPD)", "(SPF)"),  # another acronym
        with_police("Sofia police force").replace("(MPD)", "MPD"),
        f"(MPD) {' '.join(SENTENCES)}",  # no words before it
    ],
)
def test_an_acronym_that_both_explain_as_well_or_one_only_tells_nothing(other: str) -> None:
    assert "acronym" not in evidence(with_police("Metropolitan Police Department"), other)


def test_a_line_of_a_web_page_that_only_one_has_speaks_against_it() -> None:
    text = "\n".join(SENTENCES)
    found = evidence(text, f"{text}\nShare this article")["page furniture"]
    assert found.favours == "a"
    assert "Share this article" in found.detail
    assert "page furniture" not in evidence(f"Read more\n{text}", f"{text}\nShare this article")


def test_page_furniture_beside_a_passage_says_nothing_of_the_passage() -> None:
    passage, page = " ".join(SENTENCES), " ".join(made_up_sentences(7, 40))
    found = evidence(f"{page}\n{passage}\nShare this article", passage)
    assert "page furniture" not in found


def test_page_furniture_stands_at_the_head_or_the_foot_in_a_line_of_its_own() -> None:
    middle = "\n".join([*["A line."] * 250, "Advertisement", *["A line."] * 250])
    assert furniture_lines(middle) == set()
    assert furniture_lines(f"Advertisement\n{middle}\n Leave a reply: ") == {
        "Advertisement",
        "Leave a reply:",
    }
    assert furniture_lines("An advertisement for soap hung there.") == set()


def test_text_alone_is_never_as_sure_as_a_date() -> None:
    """However many traces there are, they claim no more than has been measured of them."""
    names = [f"{name}burg" for name in ("Alt", "Neu", "Ober", "Unter", "Nord", "Sued")]
    others = [f"{name}ville" for name in ("Mont", "Belle", "Tour", "Grande", "Haute", "Basse")]
    before = "\n".join(about(name) for name in names)
    after = "\n".join(
        about(other, other, other, name) for name, other in zip(names, others, strict=True)
    )
    found = direction(before, after)
    assert found.original == "a"
    assert sum(e.weight for e in found.evidence) > TEXT_AT_MOST
    assert found.confidence == pytest.approx(probability(TEXT_AT_MOST), abs=ROUNDED)
    assert direction(before, after, ("2020-01-02", "2020-01-01")).original == "b"


days = st.sampled_from([None, "2020-01-01", "2020-01-02"])


@given(few_words, few_words, days, days)
def test_a_direction_turns_with_the_sides(
    a: str, b: str, first: str | None, second: str | None
) -> None:
    forth, back = direction(a, b, (first, second)), direction(b, a, (second, first))
    assert back.original == (None if forth.original is None else OTHER[forth.original])
    assert forth.confidence == back.confidence
    assert sorted((e.name, OTHER[e.favours], e.weight) for e in forth.evidence) == sorted(
        (e.name, e.favours, e.weight) for e in back.evidence
    )
    assert all(found.weight > 0 for found in forth.evidence)
    assert 0.5 <= forth.confidence < 1
    decisive = probability(DECISIVE)
    if forth.original is None:
        assert forth.confidence <= decisive + ROUNDED
    else:
        assert forth.confidence >= decisive - ROUNDED


def test_unrelated_texts_have_no_original() -> None:
    assert direction(made_up(5, 12), made_up(6, 12)) == Direction(None, 0.5)
