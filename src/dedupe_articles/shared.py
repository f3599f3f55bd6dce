"""The join of `candidates.sql` in memory: what articles share, pair by pair.

A database finds rare hashes and groups pairs in hash tables, which miss the cache with every row.
Here a posting, and then a pair with the weight of what it shares, is one 64-bit key, and numpy
sorts the keys: the same answer in a fraction of the time (measured with benchmarks/peers.py).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# Pairs that a thread counts at one time, at some 60 bytes each; numpy sorts without the lock.
_PAIRS_AT_ONCE: Final = 1_000_000
_THREADS: Final = min(os.cpu_count() or 1, 4)
# A key holds the weight of one shingle, above it article b, above that article a in its slice.
_WEIGHT_BITS: Final = 16
_ARTICLE_BITS: Final = 31
_MOST_ARTICLES_AT_ONCE: Final = 1 << (63 - _WEIGHT_BITS - _ARTICLE_BITS)
KEY_BITS: Final = 63


@dataclass(frozen=True, slots=True)
class RarePostings:
    """Each rare hash: how many articles have it, and which, ascending; one after the other."""

    articles: NDArray[np.int32]
    sizes: NDArray[np.int32]


def rare_postings(
    hashes: NDArray[np.int64], articles: NDArray[np.int32], article_bits: int, most: int
) -> RarePostings:
    """Return the postings of hashes that stand in 2 to `most` articles.

    Hashes are not negative, and have `KEY_BITS` bits together with the numbers of the articles. An
    article has a hash once.
    """
    keys = (hashes << article_bits) | articles
    keys.sort()
    starts = np.flatnonzero(np.diff(keys >> article_bits, prepend=-1))
    sizes = np.diff(starts, append=len(keys))
    rare = (sizes > 1) & (sizes <= most)
    kept = keys[np.repeat(rare, sizes)]
    kept &= (1 << article_bits) - 1
    return RarePostings(kept.astype(np.int32), sizes[rare].astype(np.int32))


def joined(parts: list[RarePostings]) -> RarePostings:
    """Return the postings of hashes that were looked at in parts."""
    return RarePostings(
        np.concatenate([part.articles for part in parts]),
        np.concatenate([part.sizes for part in parts]),
    )


def shared_pairs(
    rare: RarePostings, worth: NDArray[np.int64], min_shared: int
) -> dict[str, NDArray[np.int64]]:
    """Return the pairs of articles that share enough, sorted.

    The columns are `a` and `b`, the lesser number first, how many hashes they have in common and
    the summed weight of these. `worth` is what a hash weighs, below 65,536, by the number of
    articles that have it.
    """
    postings = _Postings(
        articles=rare.articles,
        weights=np.repeat(worth.astype(np.uint16)[rare.sizes], rare.sizes),
        partners=_following(rare.sizes),
    )

    def count(part: tuple[int, NDArray[np.int64]]) -> tuple[NDArray[np.int64], ...]:
        return _count(postings, *part, min_shared)

    threads = ThreadPoolExecutor(_THREADS)
    try:
        found = list(threads.map(count, _slices(postings)))
    finally:
        threads.shutdown(cancel_futures=True)
    columns = [np.concatenate(column) for column in zip(_NOTHING, *found, strict=True)]
    return dict(zip(("a", "b", "shared", "weight"), columns, strict=True))


_NOTHING: Final = tuple(np.zeros(0, dtype=np.int64) for _ in range(4))


@dataclass(frozen=True, slots=True)
class _Postings:
    """Postings by hash and article; `partners` counts those of the same hash that follow."""

    articles: NDArray[np.int32]
    weights: NDArray[np.uint16]
    partners: NDArray[np.int32]


def _following(sizes: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return for each posting how many of the same hash follow."""
    following = np.repeat(np.cumsum(sizes, dtype=np.int32), sizes)
    following -= np.arange(1, len(following) + 1, dtype=np.int32)
    return following


def _slices(postings: _Postings) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Yield ranges of articles whose pairs, as the first of the two, are counted together.

    Each is its first article and the rows of its postings, ascending.
    """
    by_article = np.arange(len(postings.articles))
    by_article |= postings.articles.astype(np.int64) << 32
    by_article.sort()
    pairs = np.cumsum(np.bincount(postings.articles, weights=postings.partners))
    low = 0
    while low < len(pairs):
        done = pairs[low - 1] if low else 0
        high = int(np.searchsorted(pairs, done + _PAIRS_AT_ONCE, side="right"))
        high = min(max(high, low + 1), low + _MOST_ARTICLES_AT_ONCE)
        first, last = np.searchsorted(by_article, [low << 32, high << 32])
        yield low, np.sort(by_article[first:last] & 0xFFFFFFFF)
        low = high


def _count(
    postings: _Postings, low: int, rows: NDArray[np.int64], min_shared: int
) -> tuple[NDArray[np.int64], ...]:
    """Return the pairs whose first article is that of a row; the least of these is `low`."""
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
    keys = np.take(postings.articles, partners).astype(np.int64)
    keys <<= _WEIGHT_BITS
    first = (postings.articles[rows].astype(np.int64) - low) << (_ARTICLE_BITS + _WEIGHT_BITS)
    keys |= np.repeat(first | postings.weights[rows], counts)
    return keys
