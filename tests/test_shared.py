from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedupe_articles.shared
import dedupe_articles.store
from dedupe_articles.candidates import containing_pairs
from dedupe_articles.model import Article
from dedupe_articles.postings import PLACE_BITS, Postings
from dedupe_articles.shared import rare_postings, shared_pairs
from dedupe_articles.sketch import sketch
from dedupe_articles.store import Store
from dedupe_articles.text.shingles import HASH_BITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MOST = 6
FAR = 20_000
# The articles of each hash.
indexes = st.dictionaries(
    st.integers(0, 2**HASH_BITS - 1),
    st.sets(st.integers(0, 12) | st.just(FAR), min_size=1),
    max_size=12,
)
taking_part = st.sets(st.integers(0, 12)).map(lambda out: ~np.isin(np.arange(FAR + 1), list(out)))
worths = st.lists(st.integers(0, 1 << 40), min_size=MOST + 1, max_size=MOST + 1)


@pytest.mark.parametrize("limits", [(1, 24), (5, 0), (250_000, 24)])
@given(index=indexes, takes_part=taking_part, worth=worths, min_shared=st.integers(1, 4))
def test_a_pair_shares_the_rare_hashes_and_their_weights_that_a_double_loop_counts(
    limits: tuple[int, int],
    index: dict[int, set[int]],
    takes_part: NDArray[np.bool_],
    worth: list[int],
    min_shared: int,
) -> None:
    shared: Counter[tuple[int, int]] = Counter()
    weight: Counter[tuple[int, int]] = Counter()
    for all_articles in index.values():
        articles = {article for article in all_articles if takes_part[article]}
        if len(articles) <= MOST:
            for pair in combinations(sorted(articles), 2):
                shared[pair] += 1
                weight[pair] += worth[len(articles)]
    rare = rare_postings(postings(index), takes_part, MOST)
    pairs_at_once, narrow_bits = limits
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dedupe_articles.shared, "_PAIRS_AT_ONCE", pairs_at_once)
        patch.setattr(dedupe_articles.shared, "_NARROW_BITS", narrow_bits)
        patch.setattr(dedupe_articles.shared, "_PAIRS_IN_BLOCK", 4 * pairs_at_once)
        found = shared_pairs(rare, np.array(worth), min_shared)
    assert list(zip(*(column.tolist() for column in found.values()), strict=True)) == sorted(
        (a, b, count, weight[a, b]) for (a, b), count in shared.items() if count >= min_shared
    )


@pytest.mark.parametrize("postings_at_once", [1, 5])
@given(index=indexes)
def test_hashes_may_be_looked_at_in_parts(
    postings_at_once: int, index: dict[int, set[int]]
) -> None:
    everyone = np.ones(FAR + 1, dtype=np.bool_)
    whole = rare_postings(postings(index), everyone, MOST)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dedupe_articles.shared, "_POSTINGS_AT_ONCE", postings_at_once)
        parts = rare_postings(postings(index), everyone, MOST)
    assert parts.articles.tolist() == whole.articles.tolist()
    assert parts.links.tolist() == whole.links.tolist()


def postings(index: dict[int, set[int]]) -> list[Postings]:
    """Return the postings of an index of hashes in batches of articles."""
    parts = []
    for first in (0, 10, FAR):
        articles = range(first, first + 10)
        keys = [h << PLACE_BITS | (a - first) for h in index for a in index[h] if a in articles]
        parts.append(Postings(first, np.array(sorted(keys), dtype=np.int64)))
    return parts


@pytest.mark.parametrize("most_in_memory", [0, 500])
def test_the_database_finds_the_same_pairs_when_memory_does_not_suffice(
    most_in_memory: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = np.random.default_rng(3).integers(0, 12, (40, 30))
    texts = [" ".join(f"word{number}" for number in row) for row in words]
    with Store() as store:
        fill(store, texts)
        in_memory = containing_pairs(store, 5)
    monkeypatch.setattr(dedupe_articles.store, "MOST_POSTINGS_IN_MEMORY", most_in_memory)
    with Store() as store:
        fill(store, texts)
        assert store.postings() is None
        by_database = containing_pairs(store, 5)
    assert len(in_memory) > 100
    for name in ("a", "b", "shared", "weight", "background"):
        assert getattr(in_memory, name).tolist() == getattr(by_database, name).tolist()


def fill(store: Store, texts: Sequence[str]) -> None:
    """Add articles one by one; none of them is collapsed, and no two resemble each other."""
    for number, text in enumerate(texts):
        store.add([([Article(str(number), str(number), text)], sketch([text]))])
    nobody = np.zeros(0, dtype=np.int32)
    store.put("collapsed", {"article": nobody})
    store.put("alike", {"a": nobody, "b": nobody})
