from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dedupe_articles.model import Direction, Side, Substitution, SubstitutionKind
from dedupe_articles.verdict.substitutions import oriented

from .judging import judged, made_up_sentences, unlike_any

STORY = (
    "Alice Brown reached Sofia on the first of May 2019 in an old car.",
    "Nobody in the town had ever heard of Alice Brown before that day.",
    "The police of Sofia stopped the car near the harbour at noon.",
    "According to the police Alice Brown gave no reason for the journey.",
    "A witness had seen the car in Sofia as early as 2019 or before.",
    "In the end Alice Brown was released and left the harbour on foot.",
)
NAME, RESPELLING = SubstitutionKind.NAME, SubstitutionKind.RESPELLING
PERSON = SubstitutionKind.PERSON
NUMBER, WORD = SubstitutionKind.NUMBER, SubstitutionKind.WORD


def replaced(**words: str) -> str:
    text = " ".join(STORY)
    for old, new in words.items():
        text = text.replace(old.strip("_"), new)
    return text


def swaps(a: str, b: str) -> list[Substitution]:
    return list(judged(a, b).substitutions)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"Sofia": "Vienna"}, [Substitution("Sofia", "Vienna", 3, NAME)]),
        ({"Brown": "Hill"}, [Substitution("Alice Brown", "Alice Hill", 4, PERSON)]),
        ({"Alice": "Alise"}, [Substitution("Alice Brown", "Alise Brown", 4, RESPELLING)]),
        ({"_2019": "2021"}, [Substitution("2019", "2021", 2, NUMBER)]),
        ({"car": "vehicle"}, [Substitution("car", "vehicle", 3, WORD)]),
        (
            {"Alice Brown": "Carol Green", "harbour": "station"},
            [
                Substitution("Alice Brown", "Carol Green", 4, PERSON),
                Substitution("harbour", "station", 2, WORD),
            ],
        ),
    ],
)
def test_a_consistent_replacement_is_found_with_its_count(
    words: dict[str, str], expected: list[Substitution]
) -> None:
    assert swaps(" ".join(STORY), replaced(**words)) == expected


def test_a_name_of_several_words_is_one_substitution() -> None:
    found = swaps(replaced(Sofia="New York"), replaced(Sofia="Los Angeles"))
    assert [(s.source, s.target, s.count) for s in found] == [("New York", "Los Angeles", 3)]


def test_a_word_that_is_also_kept_is_not_replaced_consistently() -> None:
    once = " ".join([*STORY[:2], *(line.replace("Sofia", "Vienna") for line in STORY[2:])])
    assert swaps(" ".join(STORY), once) == []


def test_a_word_that_stood_there_before_is_no_substitute() -> None:
    b = replaced(Sofia="Paris") + " The Paris of the north slept. All of Paris slept."
    assert swaps(" ".join(STORY) + " The Paris of the north slept. All of Paris slept.", b) == []


def test_a_single_replacement_proves_nothing() -> None:
    assert swaps(" ".join(STORY), replaced(witness="neighbour")) == []


def test_a_word_with_many_partners_is_no_substitution() -> None:
    cities = iter(["Vienna", "Prague", "Berlin"])
    varied = [line.replace("Sofia", next(cities)) if "Sofia" in line else line for line in STORY]
    assert swaps(" ".join(STORY), " ".join(varied)) == []


def test_a_word_that_is_mostly_replaced_by_others_is_no_substitution() -> None:
    cities = iter(["Vienna", "Prague", "Vienna", "Berlin", "Lisbon", "Dublin", "Geneva", "Warsaw"])
    sentences = [f"{line.rstrip('.')} in Sofia." for line in made_up_sentences(1, 8)]
    varied = [line.replace("Sofia", next(cities)) for line in sentences]
    assert swaps(" ".join(sentences), " ".join(varied)) == []


def test_other_scripts_have_substitutions_too() -> None:
    a = "Мэр Софии приехал утром. Жители Софии ждали его. Вечером он покинул Софии площадь."
    (found,) = swaps(a, a.replace("Софии", "Казани"))
    assert (found.source, found.target, found.count) == ("Софии", "Казани", 3)
    assert found.kind is NAME


RUSSIAN = (
    "Мэр города {0} приехал утром на открытие моста через реку.",
    "Журналисты долго ждали {0}а возле старого здания вокзала.",
    "Жители передали {0}у письмо о ремонте дороги у школы.",
    "Вместе с {0}ым на встречу пришли врачи городской больницы.",
    "О планах {0}а газета писала ещё прошлой весной.",
)


def test_the_forms_of_an_inflected_name_are_one_substitution() -> None:
    old, new = (" ".join(RUSSIAN).format(name) for name in ("Собянин", "Беглов"))
    [found] = swaps(old, new)
    assert (found.source, found.target, found.count) == ("Собянина", "Беглова", 5)
    assert judged(old, new).score > judged(old, old).score - 0.01


def test_forms_of_a_name_that_is_kept_are_no_substitution() -> None:
    lines = (RUSSIAN[0], RUSSIAN[1], *(line.format("Собянин") for line in RUSSIAN[2:]))
    old, new = (" ".join(lines).format(name) for name in ("Собянин", "Беглов"))
    assert swaps(old, new) == []


def test_a_word_swapped_for_another_of_its_stem_counts_once() -> None:
    """It is accounted for by its stem already."""
    old = [f"{words} organisation {words}." for words in made_up_sentences(9, 3)]
    new = [line.replace("organisation", "organization") for line in old]
    a, b = (" ".join(unlike_any(s, 9) + lines) for s, lines in enumerate((old, new)))
    found = judged(a, b)
    assert found.substitutions
    assert found.score <= max(found.coverage_a, found.coverage_b)


def test_swapped_words_count_as_kept() -> None:
    """What was swapped throughout was taken over, so that the score does not fall."""
    swapped = judged(" ".join(STORY), replaced(Sofia="Vienna", Alice="Carol", Brown="Green"))
    varied = replaced(witness="neighbour", first="second", noon="dawn", reason="excuse")
    assert swapped.score == 1
    assert judged(" ".join(STORY), varied).score < 1


names = st.lists(st.integers(0, 11), min_size=2, max_size=12, unique=True)


@given(names)
def test_the_count_is_that_of_the_replaced_places(places: list[int]) -> None:
    sentences = made_up_sentences(1, 12)

    def naming(name: str) -> str:
        return " ".join(
            f"{sentence.rstrip('.')} near {name} today." if i in places else sentence
            for i, sentence in enumerate(sentences)
        )

    assert swaps(naming("Sofia"), naming("Vienna")) == [
        Substitution("Sofia", "Vienna", len(places), SubstitutionKind.PLACE)
    ]


@given(
    st.lists(
        st.lists(st.sampled_from(["Ash", "Birch", "Cedar", "42", "elm", "oak"]), min_size=4)
        .filter(lambda words: len(words) <= 8)
        .map(lambda words: " ".join(words) + "."),
        max_size=6,
    ),
    st.permutations(["Ash", "Birch", "Cedar", "42", "elm", "oak"]),
)
@example(
    ["elm Birch 42 oak elm."] * 2 + ["Ash oak oak Cedar Ash."] * 2,
    ["42", "Ash", "Cedar", "oak", "Birch", "elm"],
)
@example(
    [
        "Ash Ash Birch 42.",
        "Birch Cedar Ash Cedar Birch Cedar.",
        "oak Birch Cedar Ash Cedar Birch Cedar.",
    ],
    ["Birch", "42", "elm", "Ash", "Cedar", "oak"],
)
def test_the_other_side_sees_the_same_substitutions(lines: list[str], others: list[str]) -> None:
    pairs = dict(zip(["Ash", "Birch", "Cedar", "42", "elm", "oak"], others, strict=True))
    a = " ".join(lines)
    b = " ".join(pairs.get(word.rstrip("."), word) + "." * word.endswith(".") for word in a.split())
    forth, back = judged(a, b), judged(b, a)
    turned = [(s.target, s.source, s.count, s.kind) for s in back.substitutions]
    found = [(s.source, s.target, s.count, s.kind) for s in forth.substitutions]
    decided = forth.direction.original is not None
    assert Counter(found) == Counter(
        [(s.source, s.target, s.count, s.kind) for s in back.substitutions] if decided else turned
    )


@pytest.mark.parametrize("original", ["a", "b", None])
def test_substitutions_lead_from_the_original_to_the_copy(original: Side | None) -> None:
    found = (Substitution("Sofia", "Vienna", 3, NAME), Substitution("Brown", "Ash", 3, NAME))
    seen = oriented(found, Direction(original, 0.9))
    if original == "b":
        assert seen == (
            Substitution("Ash", "Brown", 3, NAME),
            Substitution("Vienna", "Sofia", 3, NAME),
        )
    else:
        assert seen == found


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("2024-01-01", "2024-01-02"), ("Sofia", "Vienna")),
        (("2024-01-02", "2024-01-01"), ("Vienna", "Sofia")),
        ((None, None), ("Sofia", "Vienna")),
    ],
)
def test_orientation_follows_the_direction_of_the_finding(
    dates: tuple[str | None, str | None], expected: tuple[str, str]
) -> None:
    """Undecided, substitutions lead from the first article to the second."""
    finding = judged(" ".join(STORY), replaced(Sofia="Vienna"), dates=dates)
    assert [(s.source, s.target) for s in finding.substitutions] == [expected]
