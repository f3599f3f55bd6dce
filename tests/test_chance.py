from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from dedupe_articles.align import align_texts
from dedupe_articles.candidates import Candidates, find_candidates
from dedupe_articles.chance import (
    LEAST_ARTICLES,
    LEAST_PAIRS,
    LONGEST_ARTICLE,
    MOST_PAIRS,
    chance_level,
)
from dedupe_articles.engine.local import LocalEngine
from dedupe_articles.model import Article, ChanceLevel, Groups
from dedupe_articles.pipeline import scan_articles
from dedupe_articles.sketch import sketch
from dedupe_articles.store import Store
from dedupe_articles.verdict import measure

if TYPE_CHECKING:
    from collections.abc import Sequence


STORY = (
    "The harbour bridge was closed on Monday after an inspector found a crack in its southern"
    " pillar. Engineers expect the repair to take until the autumn. Until then the ferry runs"
    " every ten minutes, also at night."
)


def articles(count: int, *, sentences: int = 4) -> list[Article]:
    """Return articles of random words; few words, so that some sentences agree by chance."""
    generator = random.Random(1)
    vocabulary = [f"{a}{b}{c}ing" for a in "bdkm" for b in "aeio" for c in "lnrt"]

    def sentence() -> str:
        return " ".join(generator.choices(vocabulary, k=8)).capitalize() + "."

    texts = [" ".join(sentence() for _ in range(sentences)) for _ in range(count)]
    return [Article(f"{number:03}", f"{number:03}", text) for number, text in enumerate(texts)]


def level(
    stored: Sequence[Article],
    pairs: Sequence[tuple[int, int]] = (),
    workers: int = 1,
    groups: Groups | None = None,
) -> ChanceLevel | None:
    """Return the chance level of articles of which `pairs`, by their places, are candidates."""
    places = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
    nothing = np.zeros(len(places))
    candidates = Candidates(
        places[:, 0],
        places[:, 1],
        nothing.astype(np.int64),
        weight=nothing,
        background=nothing,
        alone=0.0,
    )
    with LocalEngine(workers) as engine, Store(threads=1) as store:
        store.add([(stored, sketch([article.text for article in stored]))])
        store.put("collapsed", {"article": np.array([], dtype=np.int32)})
        return chance_level(store, candidates, engine, groups)


def test_of_a_small_folder_every_pair_is_scored_and_the_figures_are_scores_by_rank() -> None:
    stored = articles(LEAST_ARTICLES)
    candidates = [(0, 1), (3, 17)]
    scores = sorted(
        measure(align_texts(stored[a].text, stored[b].text)).score
        for a, b in combinations(range(len(stored)), 2)
        if (a, b) not in candidates
    )
    assert scores[-1] > 0, "the texts are to agree somewhere"
    ranks = [ceil(share * len(scores)) - 1 for share in (0.5, 0.95, 0.99, 1.0)]
    assert level(stored, candidates) == ChanceLevel(
        len(scores), *(round(scores[rank], 4) for rank in ranks)
    )


def test_a_large_folder_costs_no_more_pairs() -> None:
    found = level(articles(150, sentences=2))
    assert found is not None
    assert found.pairs == MOST_PAIRS


@pytest.mark.usefixtures("_all_by_workers")
def test_neither_the_order_of_the_articles_nor_the_number_of_workers_changes_it() -> None:
    stored = articles(60)
    expected = level(stored)
    assert expected is not None
    assert expected.highest > 0
    assert level(stored[::-1]) == expected
    assert level(stored, workers=2) == expected


def test_candidates_are_no_chance() -> None:
    """Copies among the articles leave the level as it is: they are findings, not chance."""
    stored = articles(LEAST_ARTICLES)
    copies = [Article(f"copy {n}", f"copy {n}", STORY) for n in range(8)]
    together = [*stored, *copies]
    with_candidates = level(together, list(combinations(range(LEAST_ARTICLES, len(together)), 2)))
    without = level(together)
    assert without is not None
    assert with_candidates is not None
    assert without.highest == 1.0
    assert with_candidates.highest < 0.7


def test_copies_in_a_large_group_are_no_chance() -> None:
    """Each is compared with one of its group, and the other pairs of them are no candidates."""
    copies = [Article(f"copy {n}", f"copy {n}", f"{STORY} {n}") for n in range(40)]
    found = scan_articles([*articles(LEAST_ARTICLES), *copies]).summary.chance
    assert found is not None
    assert found.highest < 0.7


def test_pairs_that_are_not_compared_are_no_chance() -> None:
    """Copies in one folder are no candidates across folders, and do not make chance look high."""
    copies = [Article(f"copy {n}", f"copy {n}", STORY, group="copies") for n in range(8)]
    together = [*articles(LEAST_ARTICLES), *copies]
    across = level(together, groups="across")
    assert across is not None
    assert across.highest < 0.7
    of_two = [replace(a, group=str(n % 2)) for n, a in enumerate(articles(LEAST_ARTICLES + 1))]
    within = level(of_two, groups="within")
    assert within is not None
    assert within.pairs == 11 * 10 / 2 + 10 * 9 / 2
    assert level([*of_two, *copies[:1]], groups="within") == within


def test_few_articles_have_no_chance_level() -> None:
    assert level(articles(LEAST_ARTICLES - 1)) is None


def test_where_nearly_all_pairs_are_candidates_there_is_no_chance_level() -> None:
    pairs = list(combinations(range(LEAST_ARTICLES), 2))
    assert level(articles(LEAST_ARTICLES), pairs[LEAST_PAIRS - 1 :]) is None
    enough = level(articles(LEAST_ARTICLES), pairs[LEAST_PAIRS:])
    assert enough is not None
    assert enough.pairs == LEAST_PAIRS


def test_articles_that_would_take_long_are_left_out() -> None:
    stored = articles(LEAST_ARTICLES)
    words = STORY * (LONGEST_ARTICLE // len(STORY) + 1)
    long = [Article(f"long {n}", f"long {n}", words) for n in range(3)]
    assert level([*stored, *long]) == level(stored)


def test_a_scan_says_what_chance_gives_among_its_own_articles() -> None:
    stored = articles(30)
    with LocalEngine(1) as engine, Store(threads=1) as store:
        store.add([(stored, sketch([article.text for article in stored]))])
        expected = chance_level(store, find_candidates(store, 20), engine)
    assert expected is not None
    assert scan_articles(stored).summary.chance == expected
    assert scan_articles(stored[:5]).summary.chance is None
