from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.candidates import MAX_DF, Candidates
from dedupe_articles.evaluate import LabelledPair, Truth, evaluate_articles
from dedupe_articles.evaluate.losses import Candidacy, MissedPair, find_candidacies
from dedupe_articles.model import Article, Relation, Settings
from dedupe_articles.pipeline import scan_articles
from dedupe_articles.text.tokenise import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.model import Groups
    from dedupe_articles.store import Store

ONE_PROCESS = Settings(workers=1)


def sentence(seed: int, words: int = 12) -> str:
    """Return a sentence of made-up words that no other seed has."""
    chance = random.Random(seed)
    made = ["".join(chance.choices("bdfgklmnprst", k=4)) + "a" for _ in range(words)]
    return " ".join(made).capitalize() + "."


def text(*seeds: int) -> str:
    return "\n".join(sentence(seed) for seed in seeds)


def article(name: str, content: str) -> Article:
    return Article(name, name, content)


def misses(
    articles: Sequence[Article],
    pairs: Sequence[tuple[str, str]],
    settings: Settings = ONE_PROCESS,
) -> list[MissedPair]:
    truth = Truth([LabelledPair(a, b) for a, b in pairs])
    return list(evaluate_articles(truth, articles, settings).missed)


def test_an_article_that_is_too_short_is_lost_at_load() -> None:
    articles = [article("a", text(1, 2)), article("b", "Too short.")]
    (miss,) = misses(articles, [("a", "b")])
    assert (miss.stage, miss.finding) == ("load", None)
    assert miss.reason == "b: too short: 2 words, --min-words is 8"


ONE = "both are of one group by author, 'Ann', and only pairs of different groups are compared"
TWO = "they are of different groups by author, {}, and only pairs of one group are compared"


@pytest.mark.parametrize(
    ("groups", "authors", "reason"),
    [
        ("across", ("Ann", "Ann"), ONE),
        ("within", ("Ann", "Bob"), TWO.format("'Ann' and 'Bob'")),
        ("within", (None, None), TWO.format("none and none")),
    ],
)
def test_a_pair_that_the_grouping_leaves_out_is_lost_for_that(
    groups: Groups, authors: tuple[str | None, str | None], reason: str
) -> None:
    """However much the two share; the finding says what they amount to all the same."""
    articles = [
        Article(name, name, text(*range(12)), metadata={"author": author} if author else {})
        for name, author in zip("ab", authors, strict=True)
    ]
    settings = Settings(workers=1, group_by="author", groups=groups)
    (miss,) = misses(articles, [("a", "b")], settings)
    assert (miss.stage, miss.reason) == ("candidates", reason)
    assert miss.finding is not None
    assert miss.finding.relation is Relation.EXACT


def test_with_groups_a_pair_that_is_compared_is_lost_for_what_it_shares() -> None:
    articles = [
        Article(name, name, text(seed), metadata={"author": author})
        for name, author, seed in (("a", "Ann", 1), ("b", "Bob", 2), ("c", "Ann", 3))
    ]
    across = Settings(workers=1, group_by="author")
    for settings, pair in ((across, ("a", "b")), (replace(across, groups="within"), ("a", "c"))):
        (miss,) = misses(articles, [pair], settings)
        assert miss.reason.startswith("rare shingles in common: 0")


def test_texts_that_share_too_little_are_lost_before_alignment() -> None:
    articles = [article("a", text(1, 2)), article("b", text(3, 4))]
    (miss,) = misses(articles, [("a", "b")])
    assert miss.stage == "candidates"
    assert miss.reason.startswith("rare shingles in common: 0, at least 3 needed")
    assert miss.finding is not None
    assert miss.finding.relation is Relation.UNRELATED


def test_a_pair_that_is_not_among_the_best_of_either_article_is_lost_before_alignment() -> None:
    """The losing pair would be found if it were aligned, and the report says so."""
    articles = [
        article("a", text(*range(10), *range(100, 110))),
        article("b", text(*range(10), *range(200, 210))),
        article("c", text(*range(4), *range(100, 106), *range(200, 206))),
    ]
    settings = Settings(workers=1, candidates_per_article=1)
    found = misses(articles, [("a", "b"), ("a", "c"), ("b", "c")], settings)
    assert found
    for miss in found:
        assert miss.stage == "candidates"
        assert miss.reason == "place 2 among the pairs of either article, the best 1 are aligned"
        assert miss.finding is not None
        assert miss.finding.relation is not Relation.UNRELATED
    assert misses(articles, [("a", "b"), ("a", "c"), ("b", "c")]) == []


def test_a_copy_for_which_another_stands_is_lost_before_alignment() -> None:
    story = text(*range(30))
    copies = [article(f"copy{n:02}", f"{story}\n{sentence(500 + n, 3)}") for n in range(14)]
    derived = article("derived", text(*range(8), *range(600, 630)))
    pairs = [(copy.id, "derived") for copy in copies]
    found = misses([*copies, derived], pairs)
    assert [miss.pair.a for miss in found] == [copy.id for copy in copies[1:]]
    for miss in found:
        assert miss.stage == "candidates"
        assert miss.reason.startswith("a copy stands for one of the two")


def test_what_has_no_sentence_in_common_is_lost_at_alignment() -> None:
    """Three words in a row, here and there, make a candidate and no match."""
    chance = random.Random(7)
    stray = [sentence(n, 3).lower().rstrip(".") for n in range(1000, 1008)]
    a = [sentence(n, 30).rstrip(".") + f" {words}." for n, words in enumerate(stray)]
    b = [f"{words} ".capitalize() + sentence(50 + n, 30) for n, words in enumerate(stray)]
    chance.shuffle(b)
    (miss,) = misses([article("a", "\n".join(a)), article("b", "\n".join(b))], [("a", "b")])
    assert (miss.stage, miss.reason) == ("align", "no sentences correspond")


def test_a_figure_under_its_threshold_is_lost_at_the_verdict() -> None:
    articles = [article("a", text(*range(12))), article("b", text(*range(6), *range(50, 60)))]
    (miss,) = misses(articles, [("a", "b")], Settings(workers=1, min_score=0.9))
    assert miss.stage == "verdict"
    assert miss.finding is not None
    assert miss.reason == f"score {miss.finding.score:.3f}, at least 0.9 needed"


def test_a_relation_that_is_not_asked_for_is_lost_at_the_verdict() -> None:
    articles = [article("a", text(1, 2, 3)), article("b", text(1, 2, 3))]
    (miss,) = misses(articles, [("a", "b")], Settings(workers=1, relations=(Relation.DERIVED,)))
    assert miss.stage == "verdict"
    assert miss.reason == "the relation exact is not among those to report"


def test_what_the_candidate_search_saw_is_what_a_count_by_hand_gives() -> None:
    """A candidate has its own rarity, any other pair none; rare shingles are counted one by one."""
    chance = random.Random(3)
    articles = [
        article(f"{n:02}", text(*chance.sample(range(40), 5), *chance.sample(range(900, 902), 1)))
        for n in range(60)
    ]
    pairs = list(combinations((item.id for item in articles), 2))
    settings = Settings(workers=1, candidates_per_article=4)
    seen: dict[tuple[str, str], Candidacy] = {}
    candidates: dict[tuple[str, str], tuple[int, float]] = {}

    def examine(store: Store, found: Candidates) -> None:
        seen.update(find_candidacies(store, found, [*pairs, ("00", "nowhere")], settings))
        for i in range(len(found)):
            # Articles are numbered in the order in which they are given, as they are named here.
            key = f"{found.a[i]:02}", f"{found.b[i]:02}"
            candidates[key] = int(found.shared[i]), float(found.weight[i])

    scan_articles(articles, settings, examine=examine)
    shingles = {item.id: set(tokenise(item.text).shingles.tolist()) for item in articles}
    frequency = Counter(shingle for own in shingles.values() for shingle in own)
    rare = {shingle for shingle, count in frequency.items() if count <= MAX_DF}
    assert set(seen) == set(pairs)
    assert candidates
    # What is among the best and still no candidate promises less than all candidates.
    most = max(shared for shared, _ in candidates.values())
    for (a, b), candidacy in seen.items():
        assert not candidacy.stood_in
        assert candidacy.shared == len(shingles[a] & shingles[b] & rare)
        rarity = candidacy.rarity
        assert (rarity and (rarity.shared, rarity.weight)) == candidates.get((a, b))
        if rarity and rarity.shared:
            assert 1 <= candidacy.place <= 4
        elif 1 <= candidacy.place <= 4:
            assert candidacy.shared < most


def test_a_pair_that_promises_too_little_is_lost_among_the_candidates() -> None:
    a, b = (f"{sentence(1, 5)}\n{text(*own)}" for own in (range(10, 30), range(30, 50)))
    (miss,) = misses([article("a", a), article("b", b)], [("a", "b")])
    assert miss.stage == "candidates"
    assert miss.reason == "what they share promises too little: 3 rare shingles"
