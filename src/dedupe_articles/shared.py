"""The part `pairs` of `candidates.sql` in memory: what articles share, pair by pair.

A database groups the pairs in a hash table, which misses the cache with every pair. Here a pair
and the weight of what it shares are one 64-bit key, and numpy sorts the keys: the same answer in
a sixth of the time (measured with benchmarks/peers.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# Pairs that are counted at one time, at some 60 bytes each.
_PAIRS_AT_ONCE: Final = 2_000_000
# A key holds the weight of one shingle, above it article b, above that article a in its slice.
_WEIGHT_BITS: Final = 16
_ARTICLE_BITS: Final = 31
_MOST_ARTICLES_AT_ONCE: Final = 1 << (63 - _WEIGHT_BITS - _ARTICLE_BITS)


def shared_pairs(
    hashes: NDArray[np.int64],
    articles: NDArray[np.int32],
    weights: NDArray[np.int64],
    min_shared: int,
) -> dict[str, NDArray[np.int64]]:
    """Return the pairs of articles that share enough, given a row for each posting.

    The columns are `a` and `b`, the lesser number first, how many hashes they have in common and
    the summed weight of these. An article has a hash once, a weight is below 65,536, and the
    numbers of the articles have no large gaps.
    """
    order = np.argsort(hashes)
    ordered = hashes[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(order)])
    sizes = np.diff(starts, append=len(order))
    # Articles ascend inside the group of a hash, so that the first of a pair is the lesser.
    keys = (np.repeat(np.arange(len(starts)), sizes) << 32) | articles[order]
    keys.sort()
    postings = _Postings(
        articles=keys & 0xFFFFFFFF,
        weights=weights[order],  # one for all postings of a hash
        partners=np.repeat(starts + sizes, sizes) - np.arange(len(order)) - 1,
    )
    found = [_count(postings, low, high, min_shared) for low, high in _slices(postings)]
    columns = [np.concatenate(column) for column in zip(_NOTHING, *found, strict=True)]
    return dict(zip(("a", "b", "shared", "weight"), columns, strict=True))


_NOTHING: Final = tuple(np.zeros(0, dtype=np.int64) for _ in range(4))


@dataclass(frozen=True, slots=True)
class _Postings:
    """Postings by hash and article; `partners` counts those of the same hash that follow."""

    articles: NDArray[np.int64]
    weights: NDArray[np.int64]
    partners: NDArray[np.int64]


def _slices(postings: _Postings) -> Iterator[tuple[int, int]]:
    """Yield ranges of articles whose pairs, as the first of the two, are counted together."""
    pairs = np.cumsum(np.bincount(postings.articles, weights=postings.partners))
    low = 0
    while low < len(pairs):
        done = pairs[low - 1] if low else 0
        high = int(np.searchsorted(pairs, done + _PAIRS_AT_ONCE, side="right"))
        high = min(max(high, low + 1), low + _MOST_ARTICLES_AT_ONCE)
        yield low, high
        low = high


def _count(
    postings: _Postings, low: int, high: int, min_shared: int
) -> tuple[NDArray[np.int64], ...]:
    """Return the pairs whose first article lies in a range."""
    rows = np.flatnonzero((postings.articles >= low) & (postings.articles < high))
    keys = _keys(postings, rows, low)
    keys.sort()
    pairs = keys >> _WEIGHT_BITS
    # Where as many equal keys as needed follow one another; few do.
    enough = np.flatnonzero(pairs[min_shared - 1 :] == pairs[: len(pairs) + 1 - min_shared])
    begins = np.flatnonzero(np.append(-1, pairs[enough[:-1]]) != pairs[enough])
    shared = np.diff(begins, append=len(enough)) + min_shared - 1
    starts = enough[begins]
    sums = np.cumsum(np.append(0, keys & ((1 << _WEIGHT_BITS) - 1)))
    return (
        (pairs[starts] >> _ARTICLE_BITS) + low,
        pairs[starts] & ((1 << _ARTICLE_BITS) - 1),
        shared,
        sums[starts + shared] - sums[starts],
    )


def _keys(postings: _Postings, rows: NDArray[np.int64], low: int) -> NDArray[np.int64]:
    """Return a key for each pair of a row with one of its partners."""
    counts = postings.partners[rows]
    ends = np.cumsum(counts)
    partners = np.repeat(rows + 1 - ends + counts, counts)
    partners += np.arange(len(partners))
    first = (postings.articles[rows] - low) << (_ARTICLE_BITS + _WEIGHT_BITS)
    keys = np.repeat(first | postings.weights[rows], counts)
    keys |= np.take(postings.articles, partners) << _WEIGHT_BITS
    return keys
