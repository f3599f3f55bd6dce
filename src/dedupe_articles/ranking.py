"""The ranking of `candidates.sql` in memory: the best pairs of each article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dedupe_articles.text.ranges import cut_range, numbers_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

# Pairs that are ranked at one time, at some 80 bytes each.
_RANKED_AT_ONCE: Final = 1_000_000


def best_pairs(
    pairs: Mapping[str, NDArray[Any]],
    alike: NDArray[np.int32],
    ranks: NDArray[np.int64],
    per_article: int,
    background_place: int,
) -> dict[str, NDArray[Any]]:
    """Return the pairs that are among the best of one of their articles, and those in `alike`.

    In their order, which is by both articles; `alike` has a pair in each row. Weightier ones are
    better; of equals those that share more, then by the other article's place in the order of the
    ids, its rank. The column `background` is added: of an article it is the weight of its pair in a
    given place, 0 if it has fewer, and of a pair the smaller of both.
    """
    is_best = np.zeros(len(pairs["a"]), dtype=np.bool_)
    background = np.zeros(len(ranks), dtype=np.int64)
    counts = np.bincount(pairs["a"], minlength=len(ranks))
    counts += np.bincount(pairs["b"], minlength=len(ranks))
    for low, high in cut_range(np.cumsum(counts), _RANKED_AT_ONCE, 0, len(counts)):
        seen = _by_weight(pairs, low, high)
        of_each = counts[low:high]
        starts = np.cumsum(of_each) - of_each
        _tell_equals_apart(seen, (starts + per_article)[of_each > per_article], pairs, ranks)
        is_best[seen.rows[numbers_in(starts, np.minimum(of_each, per_article))]] = True
        rich = np.flatnonzero(of_each >= background_place)
        background[low + rich] = pairs["weight"][seen.rows[starts[rich] + background_place - 1]]
    is_best[_rows_of(alike, pairs)] = True
    best = np.flatnonzero(is_best)
    chosen = {name: column[best] for name, column in pairs.items()}
    return chosen | {"background": np.minimum(background[chosen["a"]], background[chosen["b"]])}


def _rows_of(some: NDArray[np.int32], pairs: Mapping[str, NDArray[Any]]) -> NDArray[np.int64]:
    """Return the rows of some pairs among all; those that are not there have none."""
    keys, wanted = pair_keys(pairs["a"], pairs["b"]), pair_keys(*some.T)
    low, high = (np.searchsorted(keys, wanted, side=side) for side in ("left", "right"))
    return low[low < high]


def pair_keys(a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return one number for each pair of articles."""
    return (a.astype(np.int64) << 32) | b


@dataclass(frozen=True, slots=True)
class _Seen:
    """Pairs as one of their articles sees them: which pair, and which other article.

    They come by article and from the weightiest on; of equal weight are those with equal keys.
    """

    rows: NDArray[np.int64]
    others: NDArray[np.int32]
    keys: NDArray[np.int64]


def _by_weight(pairs: Mapping[str, NDArray[Any]], low: int, high: int) -> _Seen:
    """Return what a range of articles sees."""
    a, b = pairs["a"], pairs["b"]
    first = np.arange(*np.searchsorted(a, [low, high]))
    second = np.flatnonzero((b >= low) & (b < high))
    rows = np.append(first, second)
    others = np.append(b[first], a[second])
    weight = pairs["weight"][rows]
    most = int(weight.max(initial=0))
    keys = np.append(a[first], b[second]) * np.int64(most + 1)
    keys += most - weight
    order = np.argsort(keys)
    return _Seen(rows[order], others[order], keys[order])


def _tell_equals_apart(
    seen: _Seen,
    cuts: NDArray[np.int64],
    pairs: Mapping[str, NDArray[Any]],
    ranks: NDArray[np.int64],
) -> None:
    """Bring pairs of equal weight in order where some of them stand before a cut, some behind."""
    cut = seen.keys[cuts[seen.keys[cuts] == seen.keys[cuts - 1]]]
    begins, ends = (np.searchsorted(seen.keys, cut, side=side) for side in ("left", "right"))
    places = numbers_in(begins, ends - begins)
    rows = seen.rows[places]
    order = np.lexsort((ranks[seen.others[places]], -pairs["shared"][rows], seen.keys[places]))
    seen.rows[places] = rows[order]
