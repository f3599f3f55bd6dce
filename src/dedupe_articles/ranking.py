"""The ranking of `candidates.sql` in memory: the best pairs of each article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dedupe_articles.text.ranges import numbers_in

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
    counts = np.bincount(article, minlength=len(ranks))
    starts = np.cumsum(counts) - counts
    order = _order(article, pairs, ranks)
    places = numbers_in(starts, np.minimum(counts, per_article))
    is_best = np.zeros(len(pairs["a"]), dtype=np.bool_)
    is_best[_pair(order[places], pairs)] = True
    best = np.flatnonzero(is_best)
    rich = np.flatnonzero(counts >= background_place)
    background = np.zeros(len(ranks), dtype=np.int64)
    habits = order[starts[rich] + background_place - 1]
    background[rich] = pairs["weight"][_pair(habits, pairs)]
    chosen = {name: column[best] for name, column in pairs.items()}
    return chosen | {"background": np.minimum(background[chosen["a"]], background[chosen["b"]])}


def _pair(rows: NDArray[np.int64], pairs: Mapping[str, NDArray[np.int64]]) -> NDArray[np.int64]:
    """Return the pairs of some rows: every pair has one for its first article and one behind."""
    return rows % max(len(pairs["a"]), 1)


def _order(
    article: NDArray[np.int64],
    pairs: Mapping[str, NDArray[np.int64]],
    ranks: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the order of the rows by article and, for each, from the best pair on.

    Article and weight fit into one key; only rows with equal keys have to be told apart. There are
    millions of rows, so that columns are made for these few alone.
    """
    count = len(pairs["a"])
    most = int(pairs["weight"].max(initial=0))
    keys = article * (most + 1)
    keys += most
    keys[:count] -= pairs["weight"]
    keys[count:] -= pairs["weight"]
    order = np.argsort(keys)
    ordered = keys[order]
    equal = ordered[1:] == ordered[:-1]
    tied = np.flatnonzero(np.append(equal, False) | np.append(False, equal)[: len(order)])
    rows = order[tied]
    pair = _pair(rows, pairs)
    other_rank = ranks[np.where(rows < count, pairs["b"][pair], pairs["a"][pair])]
    order[tied] = rows[np.lexsort((other_rank, -pairs["shared"][pair], keys[rows]))]
    return order
