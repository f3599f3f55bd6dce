from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedupe_articles.candidates
import dedupe_articles.shared
from dedupe_articles.candidates import containing_pairs
from dedupe_articles.model import Article
from dedupe_articles.shared import shared_pairs
from dedupe_articles.sketch import sketch
from dedupe_articles.store import Store

# The articles of each hash, and its weight.
indexes = st.dictionaries(
    st.integers(0, 2**56 - 1),
    st.tuples(st.sets(st.integers(0, 12) | st.just(200_000)), st.integers(0, 65_535)),
    max_size=12,
)


@pytest.mark.parametrize("pairs_at_once", [1, 5, 2_000_000])
@given(index=indexes, min_shared=st.integers(1, 4))
def test_a_pair_shares_the_hashes_and_their_weights_that_a_double_loop_counts(
    pairs_at_once: int, index: dict[int, tuple[set[int], int]], min_shared: int
) -> None:
    shared: Counter[tuple[int, int]] = Counter()
    weight: Counter[tuple[int, int]] = Counter()
    for articles, worth in index.values():
        for pair in combinations(sorted(articles), 2):
            shared[pair] += 1
            weight[pair] += worth
    rows = [(h, a, w) for h, (articles, w) in index.items() for a in articles]
    hashes, articles_, weights = (
        np.array([row[i] for row in rows], dtype=kind)
        for i, kind in enumerate((np.int64, np.int32, np.int64))
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dedupe_articles.shared, "_PAIRS_AT_ONCE", pairs_at_once)
        found = shared_pairs(hashes, articles_, weights, min_shared)
    assert list(zip(*(column.tolist() for column in found.values()), strict=True)) == sorted(
        (a, b, count, weight[a, b]) for (a, b), count in shared.items() if count >= min_shared
    )


def test_the_database_finds_the_same_pairs_when_memory_does_not_suffice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = np.random.default_rng(3).integers(0, 12, (40, 30))
    texts = [" ".join(f"word{number}" for number in row) for row in words]
    with Store() as store:
        store.add(
            [([Article(str(i), str(i), text) for i, text in enumerate(texts)], sketch(texts))]
        )
        store.put("collapsed", {"article": np.zeros(0, dtype=np.int32)})
        in_memory = containing_pairs(store, 5)
        monkeypatch.setattr(dedupe_articles.candidates, "MOST_POSTINGS_IN_MEMORY", 0)
        by_database = containing_pairs(store, 5)
    assert len(in_memory) > 100
    for name in ("a", "b", "shared", "weight", "background"):
        assert getattr(in_memory, name).tolist() == getattr(by_database, name).tolist()
