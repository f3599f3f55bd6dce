from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles import judging
from dedupe_articles.candidates import Candidates
from dedupe_articles.judging import PairBatch, judge_pairs, pair_batches
from dedupe_articles.model import Article, ArticleRef, Relation, Settings
from dedupe_articles.pipeline import scan_articles
from dedupe_articles.rarity import Rarity

if TYPE_CHECKING:
    import random

    from dedupe_articles.store import Store

STORY = " ".join(f"Word{i} follows another word{i}." for i in range(20))


def batches_of(texts: list[str]) -> list[PairBatch]:
    found: list[PairBatch] = []

    def examine(store: Store, candidates: Candidates) -> None:
        found.extend(pair_batches(candidates, Settings(), store))

    articles = [Article(f"{i:04}", "file", text, line=i) for i, text in enumerate(texts)]
    scan_articles(articles, examine=examine)
    return found


def test_pairs_that_are_connected_come_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that an article is read and split into words once, not once for each pair."""
    monkeypatch.setattr("dedupe_articles.judging._PAIRS_AT_ONCE", 3)
    stories = [" ".join(f"s{k}w{i}" for i in range(60)) for k in range(4)]
    batches = batches_of(stories * 3)
    assert [{number % 4 for number in batch.texts} for batch in batches] == [{0}, {1}, {2}, {3}]


def test_the_pairs_of_a_book_come_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a long text is split into words once for many of them."""
    monkeypatch.setattr("dedupe_articles.judging._PAIRS_AT_ONCE", 1)
    stories = [" ".join(f"s{k}w{i}" for i in range(60)) for k in range(12)]
    versions = [f"{story} {stories[0]}" for story in stories[1:]]
    articles = [*stories, " ".join(stories), *versions]
    book = stories.index(stories[-1]) + 1
    places = [i for i, batch in enumerate(batches_of(articles)) if book in batch.texts]
    assert len(places) > 10
    assert places == list(range(places[0], places[-1] + 1))


@given(st.data())
def test_every_pair_is_worked_on_once(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 12))
    all_pairs = list(combinations(range(count), 2))
    pairs = sorted(data.draw(st.sets(st.sampled_from(all_pairs), min_size=1)))
    words = np.array(data.draw(st.lists(st.sampled_from([9, 10**6]), min_size=12, max_size=12)))
    a, b = np.array(pairs, dtype=np.int32).T
    seen = np.zeros(len(pairs))
    found = Candidates(a, b, seen.astype(np.int64), weight=seen, background=seen, alone=0.0)
    order = judging._neighbours_first(found, words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "_WORDS_READ", data.draw(st.integers(1, 100)))
        stretches = list(judging._readable(found, order, words))
    assert all(len(stretch) for stretch in stretches)
    assert sorted(np.concatenate(stretches).tolist()) == list(range(len(pairs)))


def test_texts_are_read_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dedupe_articles.judging._WORDS_READ", 1)
    texts = [STORY + f" And number{i} is last." for i in range(5)]
    assert [len(batch.pairs) for batch in batches_of(texts)] == [1] * 10


def test_copies_of_one_text_keep_their_own_names() -> None:
    [batch] = batches_of([STORY] * 30)
    findings = judge_pairs(batch)
    assert [(f.a.id, f.b.id) for f in findings] == [("0000", f"{i:04}") for i in range(1, 30)]
    assert {f.relation for f in findings} == {Relation.EXACT}


def test_a_scan_says_that_copies_are_not_compared_all_to_all() -> None:
    articles = [Article(f"{i:04}", "file", STORY, line=i) for i in range(30)]
    result = scan_articles(articles)
    assert len(result.findings) == 29
    assert [len(family.members) for family in result.families] == [30]
    assert "29 articles are near-duplicates in groups of more than 10" in result.notices[0]


CONCERT = (
    "The {0} Symphony played in the hall on Monday. The {0} Symphony sold every seat of its three"
    " evenings. Listeners from {0} stood up and cheered for it. The conductor thanked the city of"
    " {0} and promised to come again in spring."
)
CONCERTS = (CONCERT.format("Kyoto"), CONCERT.format("Osaka"))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(CONCERTS),
            st.sampled_from([None, "Kyoto Symphony", "Osaka Symphony"]),
            st.sampled_from([None, "2020-01-01", "2021-01-01"]),
        ),
        min_size=2,
        max_size=5,
    ),
    st.randoms(use_true_random=False),
)
def test_a_finding_is_the_same_whatever_pairs_are_judged_beside_it(
    articles: list[tuple[str, str | None, str | None]], chance: random.Random
) -> None:
    """Which pairs come together depends on the engine, on workers and partitions."""
    pairs = list(combinations(range(len(articles)), 2))
    chance.shuffle(pairs)
    together = PairBatch(
        pairs=pairs,
        rarities=[Rarity(*chance.choice([(30, 300.0), (40, 400.0)]), 0.0, 10.7) for _ in pairs],
        texts={number: text for number, (text, _, _) in enumerate(articles)},
        references={
            number: ArticleRef(str(number), "", words=50, title=title, date=date)
            for number, (_, title, date) in enumerate(articles)
        },
        boilerplate=frozenset(),
        settings=Settings(),
    )
    alone = [
        replace(together, pairs=[pair], rarities=[rarity])
        for pair, rarity in zip(pairs, together.rarities, strict=True)
    ]
    assert judge_pairs(together) == [found for batch in alone for found in judge_pairs(batch)]
