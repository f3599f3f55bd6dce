"""What an index is to hold when articles enter and others leave.

A check asks the same as an addition, and writes nothing. Only what can change is looked at: the
band buckets, the groups of near-duplicates and the shingles of the articles that enter or leave.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.candidates import MAX_DF, MIN_SHARED
from dedupe_articles.cluster import components
from dedupe_articles.queries import read_queries
from dedupe_articles.resemblance import (
    BUCKET_CLIQUE,
    COLLAPSE_RESEMBLANCE,
    MIN_RESEMBLANCE,
    WHOLE,
    Group,
    estimates_of,
    pairs_of,
    parameters,
    spanning,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from dedupe_articles.index.store import IndexStore

_RESEMBLANCE: Final = (
    "signature_keys",
    "possible_copies",
    "same",
    "copies_now",
    "band_come",
    "band_gone",
    "copies_after",
    "banded",
    "touched_keys",
    "mates",
    "mate_keys",
    "ordered_bands",
)
_CONTAINMENT: Final = (
    "touched_hashes",
    "members",
    "frequencies",
    "rare_members",
    "differences",
    "standing",
    "changed",
    "unknown",
)
_PARAMETERS: Final = {
    "bucket_clique": BUCKET_CLIQUE,
    "max_df": MAX_DF,
    "min_shared": MIN_SHARED,
}


def find_changes(store: IndexStore, leaving: NDArray[np.int64]) -> NDArray[np.int32]:
    """Make the tables of `changes.sql`; return the resembling pairs that have an entering article.

    `leaving` are numbers of articles of the index; those that enter are the articles of the store.
    Beside the tables of the parts there are `close_lost` and `close_found`, the differences of the
    table `close_pairs`; `collapsed_now`; and `gone` and `come`, the articles of the index that
    cease or begin to take part in the containment channel.
    """
    store.put("leaving", {"article": leaving})
    run = _parts(store)
    for name in _RESEMBLANCE:
        run(name)
    neighbours = read_queries("resemblance.sql")["neighbours"]
    store.materialise("neighbours", neighbours.format(**parameters(WHOLE)))
    pairs = pairs_of(
        store.arrays(
            "SELECT a, b FROM neighbours WHERE a IN (SELECT article FROM mates)"
            " AND b IN (SELECT article FROM mates) ORDER BY a, b"
        )
    )
    estimates = estimates_of(pairs, store)
    groups = _find_collapsed(store, pairs[estimates >= COLLAPSE_RESEMBLANCE])
    for name in _CONTAINMENT:
        run(name)
    if store.count("unknown"):
        run("recounted")
    else:  # the common case, for which the postings need not be read again
        store.materialise("recounted", "SELECT a, b, 0 AS shared, 0 AS logs FROM unknown")
    run("fresh")
    return _resembling(store, pairs[estimates >= MIN_RESEMBLANCE], groups)


def _resembling(
    store: IndexStore, pairs: NDArray[np.int32], groups: list[list[int]]
) -> NDArray[np.int32]:
    """Return what the resemblance channel of a scan would, of pairs with an entering article."""
    with_entering = [group for group in groups if max(group) >= store.first]
    spanned = spanning(
        pairs[pairs[:, 1] >= store.first],
        [Group(group, group[:1]) for group in with_entering],
        store,
    )
    copies = pairs_of(
        store.arrays(
            "SELECT least(first, article) AS a, greatest(first, article) AS b FROM copies_now"
        )
    )
    found = np.unique(np.concatenate([spanned, copies]), axis=0)
    return found[found[:, 1] >= store.first]


def _find_collapsed(store: IndexStore, close: NDArray[np.int32]) -> list[list[int]]:
    """Make the tables on who stands for whom; `close` are all close pairs among the mates.

    Returns the large groups that may have changed, each in the order of the ids.
    """
    store.put("close_now", {"a": close[:, 0], "b": close[:, 1]})
    store.materialise(
        "close_lost",
        "SELECT a, b FROM archive.close_pairs WHERE"
        " (a IN (SELECT article FROM mates) AND b IN (SELECT article FROM mates)"
        " OR a IN (SELECT article FROM band_gone) OR b IN (SELECT article FROM band_gone))"
        " AND (a, b) NOT IN (SELECT (a, b) FROM close_now)",
    )
    store.materialise(
        "close_found", "SELECT a, b FROM close_now ANTI JOIN archive.close_pairs USING (a, b)"
    )
    touched, groups = _touched_groups(store)
    ids = store.ids({number for group in groups for number in group})
    groups = [sorted(group, key=ids.__getitem__) for group in groups]
    store.put("regrouped", {"article": np.array(sorted(touched), dtype=np.int64)})
    store.put(
        "grouped",
        {"article": np.array([n for group in groups for n in group[1:]], dtype=np.int64)},
    )
    for name in ("collapsed_now", "gone", "come", "entering", "passing"):
        store.materialise(name, _PARTICIPATION[name].format(first=store.first))
    return groups


# Who takes part in the containment channel: all articles but the collapsed ones.
_PARTICIPATION: Final = {
    "collapsed_now": """
SELECT article, TRUE AS is_copy FROM copies_after
UNION ALL
SELECT article, FALSE AS is_copy FROM grouped
UNION ALL
SELECT article, FALSE AS is_copy FROM archive.collapsed
WHERE NOT is_copy AND article NOT IN (
    SELECT article FROM regrouped UNION ALL SELECT article FROM leaving
    UNION ALL SELECT article FROM copies_after
)""",
    "gone": """
SELECT article
FROM (
    SELECT article FROM collapsed_now WHERE article < {first}
    UNION ALL SELECT article FROM leaving
) AS out
WHERE article NOT IN (SELECT article FROM archive.collapsed)""",
    "come": """
SELECT article FROM archive.collapsed
WHERE article NOT IN (SELECT article FROM collapsed_now UNION ALL SELECT article FROM leaving)""",
    "entering": """
SELECT article FROM come
UNION ALL
SELECT no AS article FROM articles WHERE no NOT IN (SELECT article FROM collapsed_now)""",
    "passing": "SELECT article FROM entering UNION ALL SELECT article FROM gone",
}


def _touched_groups(store: IndexStore) -> tuple[set[int], list[list[int]]]:
    """Return the articles whose group of close articles may change, and their groups as they are.

    These are all that hang together, before or after, with a pair that was lost or found.
    """
    lost, found = (
        set(_pairs(store, f"SELECT a, b FROM {table}")) for table in ("close_lost", "close_found")
    )
    if not lost and not found:
        return set(), []
    links: defaultdict[int, list[int]] = defaultdict(list)
    for a, b in (*_pairs(store, "SELECT a, b FROM archive.close_pairs"), *found):
        links[a].append(b)
        links[b].append(a)
    touched: set[int] = set()
    waiting = [number for pair in (*lost, *found) for number in pair]
    while waiting:
        number = waiting.pop()
        if number not in touched:
            touched.add(number)
            waiting.extend(links[number])
    now = [
        (number, other)
        for number in touched
        for other in links[number]
        if number < other and (number, other) not in lost
    ]
    return touched, [group for group in components(now) if len(group) > BUCKET_CLIQUE]


def _pairs(store: IndexStore, query: str) -> list[tuple[int, int]]:
    found = store.arrays(query)
    return list(zip(found["a"].tolist(), found["b"].tolist(), strict=True))


def _parts(store: IndexStore) -> Callable[[str], None]:
    """Return what runs a part of `changes.sql` and keeps its answer."""
    parts = read_queries("index/changes.sql")
    restrictions = {
        "archive_bands_of_signature_keys": ("bands", "key", "signature_keys"),
        "archive_signatures_of_possible_copies": ("signatures", "article", "possible_copies"),
        "archive_articles_of_possible_copies": ("articles", "no", "possible_copies", "article"),
        "archive_bands_of_touched_keys": ("bands", "key", "touched_keys"),
        "archive_bands_of_mate_keys": ("bands", "key", "mate_keys"),
        "archive_postings_of_touched_hashes": ("postings", "hash", "touched_hashes"),
    }

    def run(name: str) -> None:
        query = parts[name]
        needed = {
            key: store.restricted(*restriction)
            for key, restriction in restrictions.items()
            if f"{{{key}}}" in query
        }
        store.materialise(name, query.format(**_PARAMETERS, **needed))

    return run
