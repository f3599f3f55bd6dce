"""The join of `candidates.sql` in memory: what articles share, pair by pair.

A database finds rare hashes and groups pairs in hash tables, which miss the cache with every row.
Here a posting, and then a pair with the weight of what it shares, is one 64-bit key, and numpy
sorts the keys: the same answer in a fraction of the time (measured with benchmarks/peers.py).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

from dedupe_articles.postings import PLACE_BITS, Postings
from dedupe_articles.text.ranges import cut_range
from dedupe_articles.text.shingles import HASH_BITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

Part = TypeVar("Part")
Result = TypeVar("Result")

# Postings among which rare ones are looked for at one time, at some 40 bytes each.
_POSTINGS_AT_ONCE: Final = 1_500_000
# Pairs whose postings a thread orders by article together, at some 5 bytes a pair in news.
_PAIRS_IN_BLOCK: Final = 8_000_000
# Pairs that it counts at one time, at some 40 bytes each; numpy sorts without the lock.
_PAIRS_AT_ONCE: Final = 250_000
_THREADS: Final = min(os.cpu_count() or 1, 4)
# Keys of 32 bits are sorted in half the time, but a slice is to have room for 256 articles.
_NARROW_BITS: Final = 24
_KEY_BITS: Final = 63
_LINK_BITS: Final = 8
_LINK_MASK: Final = (1 << _LINK_BITS) - 1
_ROW_BITS: Final = 32
_ROW_MASK: Final = (1 << _ROW_BITS) - 1


@dataclass(frozen=True, slots=True)
class RarePostings:
    """The articles of each rare hash, ascending; one hash after the other.

    The partners of a posting are those of its hash behind it. Its link is their number and, from
    `_LINK_BITS` on, the number of all articles of the hash.
    """

    articles: NDArray[np.int32]
    links: NDArray[np.uint16]


def rare_postings(
    postings: Sequence[Postings], taking_part: NDArray[np.bool_], most: int
) -> RarePostings:
    """Return the postings of hashes that stand in 2 to `most` of the articles that take part.

    `most` is below 256. Hashes are not negative and have `HASH_BITS` bits; an article has a hash
    once.
    """
    article_bits = (len(taking_part) - 1).bit_length()
    count = sum(len(part.keys) for part in postings)
    slice_bits = max(
        (count // _POSTINGS_AT_ONCE).bit_length(), HASH_BITS + article_bits - _KEY_BITS
    )
    hash_bits = HASH_BITS - slice_bits  # that the postings of a slice differ in
    edges = np.arange((1 << slice_bits) + 1) << (hash_bits + PLACE_BITS)
    all_take_part = bool(taking_part.all())
    cuts = [np.searchsorted(part.keys, edges).tolist() for part in postings]

    def rare_of(number: int) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
        keys = [np.zeros(0, dtype=np.int64)]
        for part, cut in zip(postings, cuts, strict=True):
            some = Postings(part.first, part.keys[cut[number] : cut[number + 1]])
            articles, of_part = some.articles, some.hashes
            of_part &= (1 << hash_bits) - 1
            of_part <<= article_bits
            of_part |= articles
            keys.append(of_part if all_take_part else of_part[taking_part[articles]])
        return _rare(np.concatenate(keys), article_bits, most)

    articles, links = (
        list(parts) for parts in zip(*_by_threads(rare_of, range(1 << slice_bits)), strict=True)
    )
    of_all = np.concatenate(articles)
    del articles  # or they are in memory twice
    return RarePostings(of_all, np.concatenate(links))


def _by_threads(function: Callable[[Part], Result], parts: Iterable[Part]) -> list[Result]:
    threads = ThreadPoolExecutor(_THREADS)
    try:
        return list(threads.map(function, parts))
    finally:
        threads.shutdown(cancel_futures=True)


def _rare(
    keys: NDArray[np.int64], article_bits: int, most: int
) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
    """Return articles and links of rare postings; a key is a hash, and below it the article."""
    keys.sort()
    # Most hashes stand in one article; what is looked at are rows with another of the same behind.
    following = np.flatnonzero((keys[1:] ^ keys[:-1]) < (1 << article_bits))
    begins = np.flatnonzero(np.diff(following, prepend=-2) != 1)
    sizes = np.diff(begins, append=len(following)) + 1
    rare = sizes <= most
    begins, sizes = following[begins[rare]], sizes[rare]
    hashes = np.repeat(np.arange(len(sizes)), sizes)
    # Of the hash of each posting, where the postings end, counted without those between.
    ends = np.cumsum(sizes)
    numbers = np.arange(len(hashes))
    links = (ends - 1)[hashes]
    links -= numbers
    links |= (sizes << _LINK_BITS)[hashes]
    numbers += (begins - ends + sizes)[hashes]
    kept = keys[numbers]
    kept &= (1 << article_bits) - 1
    return kept.astype(np.int32), links.astype(np.uint16)


@dataclass(frozen=True, slots=True)
class _Layout:
    """What a key for what two articles share is made of.

    The lowest bits are the number of articles of the hash, above them stands article b, and above
    that article a, counted from the first of its slice.
    """

    size_bits: int
    article_bits: int

    @property
    def dtype(self) -> type[np.unsignedinteger[Any]]:
        """The type of keys: narrow ones where they do."""
        return np.uint32 if self.size_bits + self.article_bits <= _NARROW_BITS else np.uint64

    @property
    def most_articles(self) -> int:
        """How many articles a slice may have."""
        return 1 << (8 * self.dtype().nbytes - self.size_bits - self.article_bits)


def shared_pairs(
    rare: RarePostings, worth: NDArray[np.int64], min_shared: int
) -> dict[str, NDArray[Any]]:
    """Return the pairs of articles that share enough, sorted.

    The columns are `a` and `b`, the lesser number first, how many hashes they have in common and
    the summed weight of these: `worth` is that of one by the number of its articles.
    """
    pairs = _pairs_by_first(rare)
    layout = _Layout(len(worth).bit_length(), len(pairs).bit_length())

    def count(block: tuple[int, int]) -> list[tuple[NDArray[Any], ...]]:
        slices = _slices(rare, pairs, *block, layout.most_articles)
        return [_count(rare, layout, *part, worth, min_shared) for part in slices]

    # Two blocks for each thread, so that none waits long for the last one.
    in_block = min(_PAIRS_IN_BLOCK, int(pairs[-1:].sum()) // (2 * _THREADS) + 1)
    blocks = _by_threads(count, cut_range(pairs, in_block, 0, len(pairs)))
    found = [_NOTHING, *chain.from_iterable(blocks)]
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    return dict(zip(("a", "b", "shared", "weight"), columns, strict=True))


_NOTHING: Final = tuple(
    np.zeros(0, dtype=dtype) for dtype in (np.int32, np.int32, np.int32, np.int64)
)


def _pairs_by_first(rare: RarePostings) -> NDArray[np.int64]:
    """Return for each article how many partners its postings, and those of all before it, have."""
    pairs = np.zeros(int(rare.articles.max(initial=-1)) + 1)
    for first in range(0, len(rare.articles), _POSTINGS_AT_ONCE):  # copies of them all are large
        some = slice(first, first + _POSTINGS_AT_ONCE)
        partners = rare.links[some] & _LINK_MASK
        pairs += np.bincount(rare.articles[some], partners, len(pairs))
    return np.cumsum(pairs).astype(np.int64)


def _slices(
    rare: RarePostings, pairs: NDArray[np.int64], low: int, high: int, most_articles: int
) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Yield ranges of articles whose pairs, as the first of the two, are counted together.

    Each is its first article and a key for each of its postings, ascending: the article and, in
    the lower half, the row.
    """
    of_block = (rare.articles >= low) & (rare.articles < high)
    by_article = rare.articles[of_block].astype(np.int64)
    by_article <<= _ROW_BITS
    by_article |= np.flatnonzero(of_block)
    by_article.sort()
    for first, last in cut_range(pairs, _PAIRS_AT_ONCE, low, high):
        for some in range(first, last, most_articles):
            edges = [some << _ROW_BITS, min(some + most_articles, last) << _ROW_BITS]
            begin, end = np.searchsorted(by_article, edges)
            yield some, by_article[begin:end]


def _count(  # noqa: PLR0913, PLR0917 - of one caller
    rare: RarePostings,
    layout: _Layout,
    low: int,
    of_slice: NDArray[np.int64],
    worth: NDArray[np.int64],
    min_shared: int,
) -> tuple[NDArray[Any], ...]:
    """Return the pairs whose first article is of a slice; the least of these is `low`."""
    keys = _keys(rare, layout, low, of_slice)
    keys.sort()
    pairs = keys >> layout.size_bits
    # Where as many equal keys as needed follow one another; few do.
    more = min_shared - 1
    enough = np.flatnonzero(pairs[more:] == pairs[: len(pairs) - more])
    found = pairs[enough].astype(np.int64)
    begins = np.flatnonzero(np.diff(found, prepend=-1))
    lasts = enough[np.append(begins[1:], len(enough))[: len(begins)] - 1]
    keys &= (1 << layout.size_bits) - 1
    weights = np.add.reduceat(worth[keys[enough]], begins) if len(begins) else found
    for further in range(1, min_shared):
        weights += worth[keys[lasts + further]]
    return (
        ((found[begins] >> layout.article_bits) + low).astype(np.int32),
        (found[begins] & ((1 << layout.article_bits) - 1)).astype(np.int32),
        (np.diff(begins, append=len(enough)) + more).astype(np.int32),
        weights,
    )


def _keys(
    rare: RarePostings, layout: _Layout, low: int, of_slice: NDArray[np.int64]
) -> NDArray[np.unsignedinteger[Any]]:
    """Return a key for each pair of a posting of a slice with one of its partners."""
    rows = of_slice & _ROW_MASK
    links = rare.links[rows]
    partners = links & _LINK_MASK
    # With most partners first, those that have a next one stand before all others.
    order = np.argsort(_LINK_MASK - partners, kind="stable")
    rows = rows[order]
    first = ((of_slice[order] >> _ROW_BITS) - low).astype(layout.dtype)
    first <<= layout.article_bits + layout.size_bits
    first |= links[order] >> _LINK_BITS
    with_more = len(rows) - np.cumsum(np.bincount(partners))
    keys = np.empty(int(with_more.sum()), dtype=layout.dtype)
    done = 0
    for count in with_more[:-1].tolist():
        rows = rows[:count]
        rows += 1
        some = keys[done : done + count]
        some[:] = rare.articles[rows]
        some <<= layout.size_bits
        some |= first[:count]
        done += count
    return keys
