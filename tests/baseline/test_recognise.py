"""Which entry a finding belongs to: content decides, names only break ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.baseline import Entry, recognise

from .entries import entry

if TYPE_CHECKING:
    import random

entries = st.lists(
    st.builds(
        lambda a, b, first, second: entry(
            f"{a}.txt", f"{b}.txt", (range(first, first + 20), range(second, second + 20))
        ),
        *[st.integers(0, 3)] * 2,
        *[st.integers(0, 12)] * 2,
    ),
    max_size=8,
)


def test_a_renamed_finding_is_known() -> None:
    assert recognise([entry("x.md", "moved/y.md")], [entry()]) == {0: 0}


def test_a_finding_whose_sides_changed_places_is_known() -> None:
    there, back = range(30), range(100, 130)
    assert recognise([entry(content=(back, there))], [entry(content=(there, back))]) == {0: 0}


@pytest.mark.parametrize(
    ("words", "is_known"),
    [(range(24), True), (range(36), True), (range(50), False), (range(40, 70), False)],
    ids=["less is shared", "little more is shared", "much more is shared", "all is new"],
)
def test_what_is_shared_must_nearly_all_be_accepted(words: range, is_known: bool) -> None:  # noqa: FBT001 - parametrised
    accepted = [entry(content=(range(30), range(100, 130)))]
    assert bool(recognise([entry(content=(words, range(100, 130)))], accepted)) == is_known
    assert bool(recognise([entry(content=(range(100, 130), words))], accepted)) == is_known


@pytest.mark.parametrize("size", [100, 1000, 5000])
def test_long_articles_are_known_by_their_samples(size: int) -> None:
    accepted = [entry(content=(range(size), range(size)))]
    assert recognise([entry(content=(range(size * 19 // 20), range(size)))], accepted)
    assert not recognise([entry(content=(range(2 * size), range(size)))], accepted)


def test_the_same_passage_in_another_article_is_new() -> None:
    """One side is what it was; the other one is somebody else's rewriting."""
    assert not recognise([entry(content=(range(30), range(200, 230)))], [entry()])


def test_one_entry_accepts_one_finding() -> None:
    """A new copy of an accepted article is the one that is new, whatever its name."""
    for name in ("a-copy.txt", "z-copy.txt"):
        found = [entry("a.txt", name), entry()]
        assert recognise(found, [entry()]) == {1: 0}
        assert recognise(found, [entry("b.txt", "a.txt"), entry("x", "y")]) == {0: 1, 1: 0}


def test_of_equal_content_the_same_relation_goes_first() -> None:
    exact, excerpt = entry("new", "copy", relation="exact"), entry("x", "y", relation="excerpt")
    assert recognise([exact, excerpt], [entry(relation="excerpt")]) == {1: 0}


def test_of_two_that_are_alike_the_more_alike_is_known() -> None:
    near, nearer = (entry("x", "y", (range(n), range(100, 130))) for n in (36, 33))
    assert recognise([near, nearer], [entry()]) == {1: 0}


def test_findings_without_an_imprint_are_never_known() -> None:
    bare = Entry("f", "derived", "a.txt", "b.txt")
    assert recognise([bare], [bare]) == {}


@given(entries)
def test_a_baseline_knows_every_finding_that_it_was_made_of(found: list[Entry]) -> None:
    known = recognise(found, found)
    assert sorted(known) == sorted(known.values()) == list(range(len(found)))


@given(entries, entries, st.randoms(use_true_random=False))
def test_order_changes_nothing(
    found: list[Entry], accepted: list[Entry], shuffling: random.Random
) -> None:
    known = recognise(found, accepted)
    assert len(set(known.values())) == len(known)
    others = list(range(len(found)))
    shuffling.shuffle(others)
    shuffled = recognise([found[place] for place in others], accepted)
    pairs = sorted((found[n].order, accepted[o].order) for n, o in known.items())
    assert sorted((found[others[n]].order, accepted[o].order) for n, o in shuffled.items()) == pairs
