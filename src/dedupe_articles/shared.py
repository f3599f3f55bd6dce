"""The join of `candidates.sql` in memory: what articles share, pair by pair.

A database finds rare hashes and groups pairs in hash tables, which miss the cache with every row.
Here a posting, and then a pair with the weight of what it shares, is one 64-bit key, and numpy
sorts the keys: the same answer in a fraction of the time (measured with benchmarks/peers.py).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from dedupe_articles.text.ranges import numbers_in
from dedupe_articles.text.shingles import HASH_BITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

Part = TypeVar("Part")
Result = TypeVar("Result")

# Postings among which rare ones are looked for at one time, at some 50 bytes each.
_POSTINGS_AT_ONCE: Final = 2_000_000
# Pairs that a thread counts at one time, at some 60 bytes each; numpy sorts without the lock.
_PAIRS_AT_ONCE: Final = 250_000
_THREADS: Final = min(os.cpu_count() or 1, 4)
# A key holds the weight of one shingle, above it article b, above that article a in its slice.
_WEIGHT_BITS: Final = 16
_ARTICLE_BITS: Final = 31
_MOST_ARTICLES_AT_ONCE: Final = 1 << (63 - _WEIGHT_BITS - _ARTICLE_BITS)
_KEY_BITS: Final = 63
_LINK_BITS: Final = np.uint32(16)
_LINK_MASK: Final = np.uint32(0xFFFF)
_ROW_BITS: Final = 32
_ROW_MASK: Final = (1 << _ROW_BITS) - 1


@dataclass(frozen=True, slots=True)
class RarePostings:
    """Each rare hash: how many articles have it, and which, ascending; one after the other."""

    articles: NDArray[np.int32]
    sizes: NDArray[np.int32]


def rare_postings(
    postings: Sequence[tuple[NDArray[np.int64], NDArray[np.int32]]], most: int
) -> RarePostings:
    """Return the postings of hashes that stand in 2 to `most` articles.

    Postings come in parts, each of hashes and their articles. Hashes are not negative and have
    `HASH_BITS` bits. An article has a hash once.
    """
    article_bits = max((int(a.max(initial=0)).bit_length() for _, a in postings), default=0)
    count = sum(len(hashes) for hashes, _ in postings)
    slice_bits = max(
        (count // _POSTINGS_AT_ONCE).bit_length(), HASH_BITS + article_bits - _KEY_BITS
    )
    hash_bits = HASH_BITS - slice_bits  # that the postings of a slice differ in

    def rare_of(number: int) -> RarePostings:
        keys = [np.zeros(0, dtype=np.int64)]
        for hashes, articles in postings:
            rows = np.flatnonzero(hashes >> hash_bits == number)
            keys.append(hashes[rows] & ((1 << hash_bits) - 1))
            keys[-1] <<= article_bits
            keys[-1] |= articles[rows]
        return _rare(np.concatenate(keys), article_bits, most)

    parts = _by_threads(rare_of, range(1 << slice_bits))
    return RarePostings(
        np.concatenate([part.articles for part in parts]),
        np.concatenate([part.sizes for part in parts]),
    )


def _by_threads(function: Callable[[Part], Result], parts: Iterable[Part]) -> list[Result]:
    threads = ThreadPoolExecutor(_THREADS)
    try:
        return list(threads.map(function, parts))
    finally:
        threads.shutdown(cancel_futures=True)


def _rare(keys: NDArray[np.int64], article_bits: int, most: int) -> RarePostings:
    """Return the rare postings among keys: each a hash, and below it the article."""
    keys.sort()
    # Most hashes stand in one article; what is looked at are rows with another of the same behind.
    following = np.flatnonzero((keys[1:] ^ keys[:-1]) < (1 << article_bits))
    begins = np.flatnonzero(np.diff(following, prepend=-2) != 1)
    sizes = np.diff(begins, append=len(following)) + 1
    rare = sizes <= most
    kept = keys[numbers_in(following[begins[rare]], sizes[rare])]
    kept &= (1 << article_bits) - 1
    return RarePostings(kept.astype(np.int32), sizes[rare].astype(np.int32))


def shared_pairs(
    rare: RarePostings, worth: NDArray[np.int64], min_shared: int
) -> dict[str, NDArray[np.int64]]:
    """Return the pairs of articles that share enough, sorted.

    The columns are `a` and `b`, the lesser number first, how many hashes they have in common and
    the summed weight of these. `worth` is what a hash weighs, below 65,536, by the number of
    articles that have it.
    """
    links = np.repeat(worth.astype(np.uint32)[rare.sizes], rare.sizes)
    links <<= _LINK_BITS
    links |= _following(rare.sizes)
    postings = _Postings(rare.articles, links)

    def count(part: tuple[int, NDArray[np.int64]]) -> tuple[NDArray[np.int64], ...]:
        return _count(postings, *part, min_shared)

    found = _by_threads(count, _slices(postings))
    columns = [np.concatenate(column) for column in zip(_NOTHING, *found, strict=True)]
    return dict(zip(("a", "b", "shared", "weight"), columns, strict=True))


_NOTHING: Final = tuple(np.zeros(0, dtype=np.int64) for _ in range(4))


@dataclass(frozen=True, slots=True)
class _Postings:
    """Postings by hash and article, each with a link to its partners: those of the hash behind it.

    The link is their number and, from `_LINK_BITS` on, what sharing the hash is worth.
    """

    articles: NDArray[np.int32]
    links: NDArray[np.uint32]


def _following(sizes: NDArray[np.int32]) -> NDArray[np.uint32]:
    """Return for each posting how many of the same hash follow."""
    following = np.repeat(np.cumsum(sizes, dtype=np.uint32), sizes)
    following -= np.arange(1, len(following) + 1, dtype=np.uint32)
    return following


def _slices(postings: _Postings) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Yield ranges of articles whose pairs, as the first of the two, are counted together.

    Each is its first article and a key for each of its postings that have partners, ascending: the
    article and, in the lower half, the row.
    """
    by_article = np.flatnonzero(postings.links & _LINK_MASK)
    pairs = np.zeros(int(postings.articles.max(initial=-1)) + 1)
    for first in range(0, len(by_article), _POSTINGS_AT_ONCE):  # copies of them all are large
        some = by_article[first : first + _POSTINGS_AT_ONCE]
        articles = postings.articles[some]
        partners = postings.links[some] & _LINK_MASK
        pairs += np.bincount(articles, weights=partners, minlength=len(pairs))
        some |= articles.astype(np.int64) << _ROW_BITS
    by_article.sort()
    pairs = np.cumsum(pairs)
    low = 0
    while low < len(pairs):
        done = pairs[low - 1] if low else 0
        high = int(np.searchsorted(pairs, done + _PAIRS_AT_ONCE, side="right"))
        high = min(max(high, low + 1), low + _MOST_ARTICLES_AT_ONCE)
        first, last = np.searchsorted(by_article, [low << _ROW_BITS, high << _ROW_BITS])
        yield low, by_article[first:last]
        low = high


def _count(
    postings: _Postings, low: int, of_slice: NDArray[np.int64], min_shared: int
) -> tuple[NDArray[np.int64], ...]:
    """Return the pairs whose first article is of a slice; the least of these is `low`."""
    keys = _keys(postings, low, of_slice)
    keys.sort()
    pairs = keys >> _WEIGHT_BITS
    # Where as many equal keys as needed follow one another; few do.
    more = min_shared - 1
    enough = np.flatnonzero(pairs[more:] == pairs[: len(pairs) - more])
    found = pairs[enough]
    begins = np.flatnonzero(np.diff(found, prepend=-1))
    lasts = enough[np.append(begins[1:], len(enough))[: len(begins)] - 1]
    weights = np.add.reduceat(_weights(keys[enough]), begins) if len(begins) else found
    for further in range(1, min_shared):
        weights += _weights(keys[lasts + further])
    return (
        (found[begins] >> _ARTICLE_BITS) + low,
        found[begins] & ((1 << _ARTICLE_BITS) - 1),
        np.diff(begins, append=len(enough)) + more,
        weights,
    )


def _weights(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    return keys & ((1 << _WEIGHT_BITS) - 1)


def _keys(postings: _Postings, low: int, of_slice: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return a key for each pair of a posting of a slice with one of its partners."""
    rows = of_slice & _ROW_MASK
    links = postings.links[rows]
    partners = (links & _LINK_MASK).astype(np.int64)
    keys = np.take(postings.articles, numbers_in(rows + 1, partners)).astype(np.int64)
    keys <<= _WEIGHT_BITS
    first = (of_slice >> _ROW_BITS) - low
    first <<= _ARTICLE_BITS + _WEIGHT_BITS
    first |= links >> _LINK_BITS
    keys |= np.repeat(first, partners)
    return keys
