"""Pairs of articles that are worth aligning.

Two channels over one store. *Resemblance*: articles whose MinHash signatures agree in a band are
exact or near-duplicates, see `resemblance`. *Containment*: articles that share rare shingles, found
by the self-join of `candidates.sql`. A large group of near-duplicates takes part in the second
channel by one article only, or its shingles would pass the document-frequency cap and vanish.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dedupe_articles.postings import PLACE_BITS
from dedupe_articles.queries import read_queries
from dedupe_articles.ranking import best_pairs, pair_keys
from dedupe_articles.rarity import MIN_PROMISE, Rarity, promise
from dedupe_articles.resemblance import (
    SEPARATED,
    WHOLE,
    Tables,
    pairs_of,
    resembling,
    salts_of,
    separate,
    tables_for,
)
from dedupe_articles.shared import rare_postings, shared_pairs
from dedupe_articles.text.shingles import HASH_BITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from dedupe_articles.model import Groups
    from dedupe_articles.postings import Postings
    from dedupe_articles.store import Store

MAX_DF: Final = 50
MIN_SHARED: Final = 3
# A shingle of a small corpus is weighed as if this many other articles stood around it.
PRIOR_ARTICLES: Final = 1000
# The place among an article's pairs that shows what it shares by habit: beyond most families, and
# well before the end of the list. Measured with benchmarks/calibrate.py; 8 to 16 are close.
BACKGROUND_PLACE: Final = 12

_ACROSS: Final = """
JOIN members of_p ON of_p.article = p.article
JOIN members of_q ON of_q.article = q.article AND of_p.grp <> of_q.grp
"""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of article numbers, `a[i] < b[i]`, sorted by both, and what the store saw in them.

    `shared` counts the rare shingles of both, `weight` sums ln((N + prior) / df) over them.
    `background` is the weight that the two articles share with others by habit, the smaller of
    both. All three are 0 for pairs of the resemblance channel that share too little. `alone` is
    what a shingle of one article alone would weigh. `collapsed` counts the articles that are
    compared only with the one that stands for them (see `resemblance`).
    """

    a: NDArray[np.int32]
    b: NDArray[np.int32]
    shared: NDArray[np.int64]
    weight: NDArray[np.float64]
    background: NDArray[np.float64]
    alone: float
    collapsed: int = 0

    def __len__(self) -> int:
        return len(self.a)

    def rarities(self, rows: NDArray[np.int64]) -> list[Rarity]:
        """Return what the store saw in some of the pairs."""
        columns = (self.shared, self.weight, self.background)
        return [
            Rarity.of_columns(shared, weight, background, self.alone)
            for shared, weight, background in zip(
                *(column[rows].tolist() for column in columns), strict=True
            )
        ]

    def touching(self, articles: NDArray[np.int32]) -> Candidates:
        """Return the pairs that have one of the numbered articles."""
        return self.select(np.isin(self.a, articles) | np.isin(self.b, articles))

    def select(self, keep: NDArray[np.bool_]) -> Candidates:
        """Return the pairs marked in `keep`."""
        return replace(
            self,
            a=self.a[keep],
            b=self.b[keep],
            shared=self.shared[keep],
            weight=self.weight[keep],
            background=self.background[keep],
        )


def find_candidates(store: Store, per_article: int, groups: Groups | None = None) -> Candidates:
    """Return the pairs worth aligning, at most `per_article` of the containment channel for each.

    What either channel finds, but for pairs of the containment channel alone that promise too
    little. With `groups` only pairs of different groups of the store, or of one group, are pairs.
    """
    tables = tables_for(groups)
    if tables is SEPARATED:
        separate(store, SEPARATED.bands, "bands", "key")
    members = store.groups() if groups == "across" else None
    alike = resembling(store, tables, members)
    store.put("collapsed", {"article": alike.collapsed})
    store.put("alike", {"a": alike.pairs[:, 0], "b": alike.pairs[:, 1]})
    if members is not None:
        store.put("members", {"article": np.arange(len(members)), "grp": members})
    containing = containing_pairs(store, per_article, tables, members)
    shingles = store.shingle_counts()
    sizes = shingles[containing.a], shingles[containing.b]
    return replace(both_channels(containing, alike.pairs, *sizes), collapsed=len(alike.collapsed))


def both_channels(
    containing: Candidates,
    resembling: NDArray[np.int32],
    shingles_a: NDArray[np.int64],
    shingles_b: NDArray[np.int64],
) -> Candidates:
    """Return in order the pairs that promise enough, and those that resemble.

    Of these the containment channel has seen all that share enough rare shingles.
    """
    seen = containing.shared, containing.weight, containing.background, containing.alone
    worth = promise(*seen, shingles_a, shingles_b) >= MIN_PROMISE
    resembling_keys = pair_keys(*resembling.T)
    found = containing.select(
        worth | np.isin(pair_keys(containing.a, containing.b), resembling_keys)
    )
    new = resembling[~np.isin(resembling_keys, pair_keys(found.a, found.b))]
    a, b = np.append(found.a, new[:, 0]), np.append(found.b, new[:, 1])
    order = np.lexsort((b, a))
    zeros = np.zeros(len(new))
    return Candidates(
        a=a[order],
        b=b[order],
        shared=np.append(found.shared, zeros.astype(np.int64))[order],
        weight=np.append(found.weight, zeros)[order],
        background=np.append(found.background, zeros)[order],
        alone=containing.alone,
    )


def containing_pairs(
    store: Store,
    per_article: int,
    tables: Tables = WHOLE,
    members: NDArray[np.int64] | None = None,
) -> Candidates:
    """Run the self-join over the postings; keep the best pairs of each article, and those alike.

    The tables `collapsed` and `alike` are there: articles that take no part, and pairs that are
    candidates anyway. `members`, the group of every article and the table of that name, leaves out,
    before the best are chosen, the pairs of one group.
    """
    postings = store.postings()
    if postings is not None:
        found = _best_in_memory(store, postings, per_article, tables, members)
    else:
        keep_tables(store, per_article, tables, across=members is not None)
        found = store.arrays("SELECT a, b, shared, weight, background FROM best ORDER BY a, b")
    return as_candidates(found, store.totals().articles)


def worth_of_one(articles: int) -> int:
    """Return what a shingle of one article alone would be worth, in thousandths.

    What more articles have is worth less, by the logarithm of their number.
    """
    return round(1000 * math.log(articles + PRIOR_ARTICLES))


def as_candidates(found: Mapping[str, NDArray[Any]], articles: int) -> Candidates:
    """Return the columns of the table `best`, of a store of so many articles, as candidates."""
    return Candidates(
        a=found["a"].astype(np.int32),
        b=found["b"].astype(np.int32),
        shared=found["shared"].astype(np.int64),
        weight=found["weight"].astype(np.float64) / 1000,
        background=found["background"].astype(np.float64) / 1000,
        alone=worth_of_one(articles) / 1000,
    )


def keep_tables(store: Store, per_article: int, tables: Tables, *, across: bool) -> None:
    """Make the tables of `candidates.sql`; a search in memory does without them."""
    store.write_postings()
    if tables is SEPARATED:
        separate(store, SEPARATED.postings, "postings", "hash")
    given = parameters(store.totals().articles, per_article, tables, across=across)
    for name, query in read_queries("candidates.sql").items():
        store.materialise(name, query.format(**given))


def parameters(
    articles: int, per_article: int, tables: Tables, *, across: bool
) -> dict[str, int | str]:
    """Return what stands for the braces of `candidates.sql`, for any engine."""
    return {
        "worth_of_one": worth_of_one(articles),
        "max_df": MAX_DF,
        "min_shared": MIN_SHARED,
        "per_article": per_article,
        "background_place": BACKGROUND_PLACE,
        "postings": tables.postings,
        "restriction": _ACROSS if across else "",
    }


def _best_in_memory(
    store: Store,
    postings: Sequence[Postings],
    per_article: int,
    tables: Tables,
    members: NDArray[np.int64] | None,
) -> dict[str, NDArray[Any]]:
    """Answer `candidates.sql` without the database, which takes several times as long."""
    articles = store.totals().articles
    taking_part = np.ones(articles, dtype=np.bool_)
    taking_part[store.arrays("SELECT article FROM collapsed")["article"]] = False
    frequencies = np.arange(1, MAX_DF + 1)
    worth = worth_of_one(articles) - np.round(1000 * np.log(frequencies))
    if tables is SEPARATED:
        salts = salts_of(store)
        postings = [_without_salts(part, salts) for part in postings]
    rare = rare_postings(postings, taking_part, MAX_DF)
    pairs = shared_pairs(rare, np.append(0, worth).astype(np.int64), MIN_SHARED)
    if members is not None:
        apart = members[pairs["a"]] != members[pairs["b"]]
        pairs = {name: column[apart] for name, column in pairs.items()}
    alike = pairs_of(store.arrays("SELECT a, b FROM alike"))
    return best_pairs(pairs, alike, store.id_ranks(), per_article, BACKGROUND_PLACE)


def _without_salts(postings: Postings, salts: NDArray[np.int64]) -> Postings:
    """Return postings that those of another group have nothing in common with."""
    salt = salts[postings.articles] << PLACE_BITS
    keys = (postings.keys - salt) & ((1 << (HASH_BITS + PLACE_BITS)) - 1)
    return replace(postings, keys=np.sort(keys))
