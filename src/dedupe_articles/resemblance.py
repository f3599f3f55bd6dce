"""The resemblance channel: exact and near-duplicates, by their MinHash signatures.

Copies that come by the dozen are a *large group*: one of them stands for the others, which are
compared with it and with nothing else. So a group of n has n - 1 pairs, not n (n - 1) / 2, and the
shingles of a wire story that everyone has printed stay rare enough to be looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dedupe_articles.cluster import components
from dedupe_articles.queries import read_queries
from dedupe_articles.sketch import estimated_jaccard
from dedupe_articles.text.hashes import mix
from dedupe_articles.text.shingles import HASH_BITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from dedupe_articles.model import Groups
    from dedupe_articles.store import Store

# A bucket, or a group of copies, up to this size is compared all to all; in a larger bucket each
# article is compared with its next neighbours only, which still joins the group.
BUCKET_CLIQUE: Final = 10
NEIGHBOURS: Final = 3
MIN_RESEMBLANCE: Final = 0.5
# Estimated resemblance above which members of a large group are held for copies of each other.
COLLAPSE_RESEMBLANCE: Final = 0.8
# Pairs whose signatures are in memory together, at half a kilobyte each.
_PAIRS_AT_ONCE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of the store in which pairs are looked for; `same` is what copies agree in."""

    postings: str
    bands: str
    same: str


WHOLE: Final = Tables("postings", "bands", "signature")
SEPARATED: Final = Tables("separated_postings", "separated_bands", "signature, grp")


def tables_for(grouping: Groups | None) -> Tables:
    """Return the tables to look for pairs in."""
    return SEPARATED if grouping == "within" else WHOLE


@dataclass(frozen=True, slots=True)
class Resembling:
    """Pairs of articles that resemble each other, one row each, the lesser number first.

    `collapsed` are the articles for which another one stands, ascending.
    """

    pairs: NDArray[np.int32]
    collapsed: NDArray[np.int32]


def resembling(
    store: Store, tables: Tables = WHOLE, members: NDArray[np.int64] | None = None
) -> Resembling:
    """Return the pairs that share a band and whose signatures resemble.

    With `members`, the group of every article, only pairs of different groups.
    """
    for name, query in read_queries("resemblance.sql").items():
        if name == "copies" and members is not None:
            store.put(name, {"standing": _NO_PAIRS[:, 0], "article": _NO_PAIRS[:, 1]})
        else:
            store.materialise(name, query.format(**parameters(tables)))
    copies = pairs_of(store.arrays("SELECT standing AS a, article AS b FROM copies"))
    pairs = pairs_of(store.arrays("SELECT a, b FROM neighbours"))
    estimates = estimates_of(pairs, store)
    close = pairs[estimates >= COLLAPSE_RESEMBLANCE]
    groups = list(_large_groups(close, store, members))
    collapsed = [n for group in groups for n in group.members if n not in group.standing]
    pairs = pairs[estimates >= MIN_RESEMBLANCE]
    pairs = spanning(pairs, groups, store) if members is None else _across(pairs, members, store)
    return Resembling(
        np.unique(np.concatenate([pairs, np.sort(copies, axis=1)]), axis=0),
        np.unique(np.append(np.array(collapsed, dtype=np.int32), copies[:, 1])),
    )


_NO_PAIRS: Final[NDArray[np.int32]] = np.zeros((0, 2), dtype=np.int32)


def parameters(tables: Tables) -> dict[str, int | str]:
    """Return what stands for the braces of `resemblance.sql`, for any engine."""
    return {
        "bands": tables.bands,
        "same": tables.same,
        "clique": BUCKET_CLIQUE,
        "neighbours": NEIGHBOURS,
        "steps": ", ".join(f"({step})" for step in range(1, BUCKET_CLIQUE)),
    }


def pairs_of(columns: Mapping[str, NDArray[Any]]) -> NDArray[np.int32]:
    """Return the columns `a` and `b`, numbers of articles, as rows of pairs."""
    return np.stack([columns["a"], columns["b"]], axis=1).astype(np.int32)


def estimates_of(pairs: NDArray[np.int32], store: Store) -> NDArray[np.float64]:
    """Return the estimated resemblance of pairs of articles of the store."""
    estimates = np.zeros(len(pairs))
    for first in range(0, len(pairs), _PAIRS_AT_ONCE):
        some = slice(first, first + _PAIRS_AT_ONCE)
        a, b = (store.signatures(side) for side in pairs[some].T)
        estimates[some] = estimated_jaccard(a, b)
    return estimates


@dataclass(frozen=True, slots=True)
class Group:
    """A large group, in the order of the ids, and those of it that stand for the others."""

    members: list[int]
    standing: list[int]


def _large_groups(
    pairs: NDArray[np.int32], store: Store, members: NDArray[np.int64] | None
) -> Iterator[Group]:
    """Yield each large component of some pairs; its first id stands for it.

    Where only pairs across groups count, the first id of another group stands for it too, or
    nobody would be left for the articles of the first one's group.
    """
    ranks = store.id_ranks()
    for component in components((a, b) for a, b in pairs.tolist()):
        if len(component) > BUCKET_CLIQUE:
            group = sorted(component, key=ranks.__getitem__)
            standing = group[:1]
            if members is not None:
                strangers = (n for n in group if members[n] != members[group[0]])
                standing.extend(islice(strangers, 1))
            yield Group(group, standing)


def spanning(pairs: NDArray[np.int32], groups: list[Group], store: Store) -> NDArray[np.int32]:
    """Put, for the pairs inside large groups, those with the one that stands for each.

    A member that the chain of resemblance has led too far away from it keeps its own pairs.
    """
    if not groups:
        return pairs
    stars = np.array(
        [(group.standing[0], n) for group in groups for n in group.members[1:]], dtype=np.int32
    )
    stars = stars[estimates_of(stars, store) >= MIN_RESEMBLANCE]
    group_of = {n: i for i, group in enumerate(groups) for n in group.members}
    near = {*stars[:, 1].tolist(), *(group.standing[0] for group in groups)}
    kept = [not (a in near and b in near and group_of[a] == group_of[b]) for a, b in pairs.tolist()]
    return np.concatenate([pairs[np.array(kept, dtype=np.bool_)], np.sort(stars, axis=1)])


def _across(
    pairs: NDArray[np.int32], members: NDArray[np.int64], store: Store
) -> NDArray[np.int32]:
    """Return the pairs of different groups among resembling pairs.

    The neighbours that a member of a large component was compared with may all be of its own group;
    it is also paired with those that stand for the component.
    """
    linked = [
        (min(number, other), max(number, other))
        for group in _large_groups(pairs, store, members)
        for other in group.standing
        for number in group.members
    ]
    further = np.array(linked, dtype=np.int32).reshape(-1, 2)
    further = further[members[further[:, 0]] != members[further[:, 1]]]
    further = further[estimates_of(further, store) >= MIN_RESEMBLANCE]
    own = pairs[members[pairs[:, 0]] != members[pairs[:, 1]]]
    return np.concatenate([own, further])


def salts_of(store: Store) -> NDArray[np.int64]:
    """Return a number for every article, that of its group.

    Without it the keys and hashes of articles of different groups have nothing in common.
    """
    salts = mix(store.groups().astype(np.uint64)) >> np.uint64(64 - HASH_BITS)
    return salts.astype(np.int64)


def separate(store: Store, name: str, table: str, column: str) -> None:
    """Keep a table of postings or bands without the salts of the articles, under another name."""
    salts = salts_of(store)
    store.put("salts", {"article": np.arange(len(salts)), "salt": salts})
    store.materialise(
        name,
        f"SELECT {table}.{column} - salt AS {column}, {table}.article AS article"  # noqa: S608 - our own names
        f" FROM {table} JOIN salts ON salts.article = {table}.article",
    )
