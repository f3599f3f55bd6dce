"""Pairs of articles that are worth aligning.

Two channels over one store. *Resemblance*: articles whose MinHash signatures agree in a band are
exact or near-duplicates. *Containment*: articles that share rare shingles, found by the self-join
of `candidates.sql`. A large group of near-duplicates takes part in the second channel by one
representative only, or its shingles would pass the document-frequency cap and vanish.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.cluster import components
from dedupe_articles.rarity import MIN_PROMISE, promise
from dedupe_articles.shared import shared_pairs
from dedupe_articles.sketch import estimated_jaccard
from dedupe_articles.text.words import mix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from dedupe_articles.model import Groups
    from dedupe_articles.store import Store

MAX_DF: Final = 50
MIN_SHARED: Final = 3
# A shingle of a small corpus is weighed as if this many other articles stood around it.
PRIOR_ARTICLES: Final = 1000
# A band bucket up to this size is compared all to all; in a larger one each article is compared
# with its next neighbours only, which still joins the group.
BUCKET_CLIQUE: Final = 10
NEIGHBOURS: Final = 3
# The place among an article's pairs that shows what it shares by habit: beyond most families, and
# well before the end of the list. Measured with benchmarks/calibrate.py; 8 to 16 are close.
BACKGROUND_PLACE: Final = 12
MIN_RESEMBLANCE: Final = 0.5
# Estimated resemblance above which members of a large group are held for copies of each other.
COLLAPSE_RESEMBLANCE: Final = 0.8
# Up to so many rare postings are joined in memory, at some 40 bytes each (160,000 articles of news
# have 20 million); beyond that the database does it, and spills to disk.
MOST_POSTINGS_IN_MEMORY: Final = 20_000_000

_ACROSS: Final = """
JOIN members of_p ON of_p.article = p.article
JOIN members of_q ON of_q.article = q.article AND of_p.grp <> of_q.grp
"""


@dataclass(frozen=True, slots=True)
class Source:
    """The tables in which pairs are looked for."""

    postings: str
    bands: str


_WHOLE: Final = Source("postings", "bands")
_SEPARATED: Final = Source("separated_postings", "separated_bands")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of article numbers, `a[i] < b[i]`, sorted by both, and what the store saw in them.

    `shared` counts the rare shingles of both, `weight` sums ln((N + prior) / df) over them.
    `background` is the weight that the two articles share with others by habit, the smaller of
    both. All three are 0 for pairs that only the resemblance channel found.
    """

    a: NDArray[np.int32]
    b: NDArray[np.int32]
    shared: NDArray[np.int64]
    weight: NDArray[np.float64]
    background: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.a)


def find_candidates(store: Store, per_article: int, groups: Groups | None = None) -> Candidates:
    """Return the pairs worth aligning, at most `per_article` of the containment channel for each.

    What either channel finds, but for pairs that promise nothing. With `groups` only pairs of
    different groups of the store, or of one group, are pairs at all.
    """
    if groups == "within":
        separate(store)
    source = _SEPARATED if groups == "within" else _WHOLE
    resemblance = resembling_pairs(store, source)
    members = store.groups() if groups == "across" else None
    store.put("collapsed", {"article": _collapse(resemblance, store, members)})
    if members is not None:
        resemblance = pairs_across(resemblance, members, store)
        store.put("members", {"article": np.arange(len(members)), "grp": members})
    containing = containing_pairs(store, per_article, source, members)
    return _union(_promising(containing, store), resemblance)


def _promising(found: Candidates, store: Store) -> Candidates:
    """Return the pairs that promise enough."""
    shingles = store.shingle_counts()
    together = shingles[found.a] + shingles[found.b]
    keep = promise(found.shared, found.weight, found.background, together) >= MIN_PROMISE
    return Candidates(
        a=found.a[keep],
        b=found.b[keep],
        shared=found.shared[keep],
        weight=found.weight[keep],
        background=found.background[keep],
    )


def resembling_pairs(store: Store, source: Source = _WHOLE) -> NDArray[np.int32]:
    """Return pairs that share a band and whose signatures resemble, one row each."""
    bands = source.bands
    store.materialise(
        "ordered_bands",
        "SELECT key, article, row_number() OVER (PARTITION BY key ORDER BY id) AS place,"  # noqa: S608 - our own names
        " count(*) OVER (PARTITION BY key) AS size"
        f" FROM {bands} JOIN articles ON no = article"
        " WHERE shingles > 0"
        f" AND key IN (SELECT key FROM {bands} GROUP BY key HAVING count(*) > 1)",
    )
    found = store.arrays(
        "SELECT DISTINCT least(p.article, q.article) AS a, greatest(p.article, q.article) AS b"  # noqa: S608 - our own numbers
        " FROM ordered_bands p JOIN ordered_bands q ON p.key = q.key AND q.place > p.place"
        f" AND (p.size <= {BUCKET_CLIQUE} OR q.place <= p.place + {NEIGHBOURS})"
        " ORDER BY a, b"
    )
    pairs = np.stack([found["a"], found["b"]], axis=1).astype(np.int32)
    return pairs[_resemblance(pairs, store) >= MIN_RESEMBLANCE]


def _resemblance(pairs: NDArray[np.int32], store: Store) -> NDArray[np.float64]:
    if not len(pairs):
        return np.zeros(0)
    return estimated_jaccard(store.signatures(pairs[:, 0]), store.signatures(pairs[:, 1]))


def _collapse(
    pairs: NDArray[np.int32], store: Store, members: NDArray[np.int64] | None
) -> NDArray[np.int32]:
    """Return the articles of large groups of near-duplicates, but for those that stand for each."""
    close = pairs[_resemblance(pairs, store) >= COLLAPSE_RESEMBLANCE]
    collapsed: list[int] = []
    for copies, standing in _large_groups(close, store, members):
        collapsed.extend(set(copies) - set(standing))
    return np.array(sorted(collapsed), dtype=np.int32)


def _large_groups(
    pairs: NDArray[np.int32], store: Store, members: NDArray[np.int64] | None
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield each large component of some pairs, and who stands for it: its first id.

    Where only pairs across groups count, the first id of another group stands for it too, or
    nobody would be left for the articles of the first one's group.
    """
    for group in components([(int(a), int(b)) for a, b in pairs]):
        if len(group) > BUCKET_CLIQUE:
            references = store.references(np.array(group, dtype=np.int32))
            copies = sorted(group, key=lambda number: references[number].id)
            standing = copies[:1]
            if members is not None:
                strangers = (n for n in copies if members[n] != members[copies[0]])
                standing.extend(islice(strangers, 1))
            yield copies, standing


def separate(store: Store) -> None:
    """Keep postings and bands in which articles of different groups have nothing in common."""
    salts = mix(store.groups().astype(np.uint64)) >> np.uint64(8)
    store.put("salts", {"article": np.arange(len(salts)), "salt": salts.astype(np.int64)})
    for name, table, column in (
        (_SEPARATED.postings, "postings", "hash"),
        (_SEPARATED.bands, "bands", "key"),
    ):
        store.materialise(
            name,
            f"SELECT xor({table}.{column}, salt) AS {column}, {table}.article AS article"  # noqa: S608 - our own names
            f" FROM {table} JOIN salts ON salts.article = {table}.article",
        )


def pairs_across(
    pairs: NDArray[np.int32], members: NDArray[np.int64], store: Store
) -> NDArray[np.int32]:
    """Return the pairs of different groups among resembling pairs.

    The neighbours that a member of a large component was compared with may all be of its own group;
    it is also paired with those that stand for the component.
    """
    linked = [
        (min(number, other), max(number, other))
        for copies, standing in _large_groups(pairs, store, members)
        for other in standing
        for number in copies
    ]
    further = np.array(linked, dtype=np.int32).reshape(-1, 2)
    further = further[members[further[:, 0]] != members[further[:, 1]]]
    further = further[_resemblance(further, store) >= MIN_RESEMBLANCE]
    own = pairs[members[pairs[:, 0]] != members[pairs[:, 1]]]
    return np.unique(np.concatenate([own, further]), axis=0)


def containing_pairs(
    store: Store,
    per_article: int,
    source: Source = _WHOLE,
    members: NDArray[np.int64] | None = None,
) -> Candidates:
    """Run the self-join over the postings and keep the best pairs of each article.

    `members`, the group of every article and the table of that name, leaves out, before the best
    are chosen, the pairs of one group.
    """
    parameters = {
        "articles": store.totals().articles,
        "prior": PRIOR_ARTICLES,
        "max_df": MAX_DF,
        "min_shared": MIN_SHARED,
        "per_article": per_article,
        "background_place": BACKGROUND_PLACE,
        "postings": source.postings,
        "restriction": "" if members is None else _ACROSS,
    }
    for name, query in queries():
        if name == "pairs" and store.count("rare_postings") <= MOST_POSTINGS_IN_MEMORY:
            store.put(name, _pairs_in_memory(store, members))
        else:
            store.materialise(name, query.format(**parameters))
    found = store.arrays("SELECT a, b, shared, weight, background FROM best ORDER BY a, b")
    return Candidates(
        a=found["a"].astype(np.int32),
        b=found["b"].astype(np.int32),
        shared=found["shared"].astype(np.int64),
        weight=found["weight"].astype(np.float64) / 1000,
        background=found["background"].astype(np.float64) / 1000,
    )


def _pairs_in_memory(
    store: Store, members: NDArray[np.int64] | None
) -> dict[str, NDArray[np.int64]]:
    """Answer the query `pairs` without the database, which takes several times as long."""
    rows = store.arrays("SELECT hash, article, weight FROM rare_postings")
    pairs = shared_pairs(rows["hash"], rows["article"], rows["weight"], MIN_SHARED)
    if members is None:
        return pairs
    apart = members[pairs["a"]] != members[pairs["b"]]
    return {name: column[apart] for name, column in pairs.items()}


def queries() -> list[tuple[str, str]]:
    """Return the parts of `candidates.sql`, in order: name and query."""
    text = files("dedupe_articles").joinpath("candidates.sql").read_text(encoding="utf-8")
    parts = text.split("-- name: ")[1:]
    return [(name.strip(), query) for name, _, query in (part.partition("\n") for part in parts)]


def _union(found: Candidates, pairs: NDArray[np.int32]) -> Candidates:
    """Add the pairs that the containment channel has not seen."""
    key = (found.a.astype(np.int64) << 32) | found.b
    pair_key = (pairs[:, 0].astype(np.int64) << 32) | pairs[:, 1]
    new = pairs[~np.isin(pair_key, key)]
    a, b = np.append(found.a, new[:, 0]), np.append(found.b, new[:, 1])
    order = np.lexsort((b, a))
    zeros = np.zeros(len(new))
    return Candidates(
        a=a[order],
        b=b[order],
        shared=np.append(found.shared, zeros.astype(np.int64))[order],
        weight=np.append(found.weight, zeros)[order],
        background=np.append(found.background, zeros)[order],
    )
