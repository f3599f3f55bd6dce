from __future__ import annotations

import pytest

from dedupe_articles.model import Substitution, SubstitutionKind

from .judging import judged, made_up_sentences


def swapped(*pairs: tuple[str, str], template: str = "{} met nobody there") -> list[Substitution]:
    """Return what is found where eight sentences that hold a phrase hold another instead.

    `pairs` are phrases and their substitutes, each for as many of the sentences as the others.
    """
    sentences = [line.rstrip(".") for line in made_up_sentences(3, 8)]
    olds, news = [], []
    for i, sentence in enumerate(sentences):
        old, new = pairs[i * len(pairs) // len(sentences)]
        olds.append(f"{sentence} {template.format(old)} again.")
        news.append(f"{sentence} {template.format(new)} again.")
    return list(judged(" ".join(olds), " ".join(news)).substitutions)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("New York", "Los Angeles"),
        ("Metropolitan Police", "Sofia police"),
        ("the United States", "the Bulgaria"),
        ("Sofia", "the Hague Region"),
    ],
)
def test_a_phrase_is_grown_to_its_full_length(old: str, new: str) -> None:
    (found,) = swapped((old, new))
    old, new = (phrase.removeprefix("the ") for phrase in (old, new))
    assert (found.source, found.target, found.count) == (old, new, 8)


def test_kept_words_that_are_no_names_stay_outside() -> None:
    (found,) = swapped(("Sofia", "Vienna"), template="the town of {} slept")
    assert (found.source, found.target) == ("Sofia", "Vienna")


def test_a_neighbour_of_few_places_does_not_belong() -> None:
    """Four of eight places have the first name."""
    found = swapped(("Brown", "Green"), ("Alice Brown", "Carol Green"))
    assert {(s.source, s.target, s.count) for s in found} == {
        ("Brown", "Green", 8),
        ("Alice Brown", "Carol Green", 4),
    }


@pytest.mark.parametrize(
    ("old", "new", "template", "kind"),
    [
        ("Dame", "Lady", "then {} Cressida came", SubstitutionKind.TITLE),
        ("Brown", "Hill", "then Mr {} came", SubstitutionKind.PERSON),
        ("Alice Brown", "Carol Hill", "then {} came", SubstitutionKind.PERSON),
        ("Sofia", "Vienna", "they lived in {} for years", SubstitutionKind.PLACE),
        ("Sofia", "Vienna", "the mood of {} changed", SubstitutionKind.NAME),
        ("Barnard College", "Selwyn", "then {} closed", SubstitutionKind.ORGANISATION),
        ("Couzens", "Cousins", "then {} came", SubstitutionKind.RESPELLING),
        ("17", "23", "they saw {} birds", SubstitutionKind.NUMBER),
        ("5 May", "7 June", "they met on {} at noon", SubstitutionKind.DATE),
        ("car", "vehicle", "they saw the {} there", SubstitutionKind.WORD),
    ],
)
def test_the_kind_follows_from_the_words_and_what_stands_before(
    old: str, new: str, template: str, kind: SubstitutionKind
) -> None:
    found = swapped((old, new), template=template)
    assert [s.kind for s in found] == [kind]


def test_a_surname_alone_is_a_person_where_the_full_name_is_one() -> None:
    found = swapped(("Alice Brown", "Carol Hill"), ("Brown", "Hill"))
    assert {s.kind for s in found} == {SubstitutionKind.PERSON}
