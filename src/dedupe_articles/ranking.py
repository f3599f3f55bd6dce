"""The ranking of `candidates.sql` in memory: the best pairs of each article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


def best_pairs(
    pairs: Mapping[str, NDArray[np.int64]],
    ranks: NDArray[np.int64],
    per_article: int,
    background_place: int,
) -> dict[str, NDArray[np.int64]]:
    """Return the pairs that are among the best of one of their articles, in their order.

    Weightier ones are better; of equals those that share more, then by the other article's place
    in the order of the ids, its rank. The column `background` is added: of an article it is the
    weight of its pair in a given place, 0 if it has fewer, and of a pair the smaller of both.
    """
    article = np.concatenate([pairs["a"], pairs["b"]])
    other_rank = ranks[np.concatenate([pairs["b"], pairs["a"]])]
    weight, shared = (np.tile(pairs[name], 2) for name in ("weight", "shared"))
    order = _order(article, weight, shared, other_rank)
    counts = np.bincount(article, minlength=len(ranks))
    place = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    is_best = np.zeros(len(pairs["a"]), dtype=np.bool_)
    is_best[np.compress(place < per_article, order) % max(len(is_best), 1)] = True
    best = np.flatnonzero(is_best)
    habits = order[place == background_place - 1]
    background = np.zeros(len(ranks), dtype=np.int64)
    background[article[habits]] = weight[habits]
    chosen = {name: column[best] for name, column in pairs.items()}
    return chosen | {"background": np.minimum(background[chosen["a"]], background[chosen["b"]])}


def _order(
    article: NDArray[np.int64],
    weight: NDArray[np.int64],
    shared: NDArray[np.int64],
    other_rank: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the order by article and, for each, from the best pair on.

    Article and weight fit into one key; only rows with equal keys have to be told apart.
    """
    most = int(weight.max(initial=0))
    keys = article * (most + 1) + (most - weight)
    order = np.argsort(keys)
    equal = np.diff(keys[order]) == 0
    tied = np.flatnonzero(np.append(equal, False) | np.append(False, equal)[: len(order)])
    rows = order[tied]
    order[tied] = rows[np.lexsort((other_rank[rows], -shared[rows], keys[rows]))]
    return order
