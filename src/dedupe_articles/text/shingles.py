"""Shingles: what articles are indexed and resemble each other by.

A *shingle* is three neighbouring words, as stems, sorted, so that inflection and local reordering
leave it as it is. In scripts without spaces a word of the shingle is a pair of neighbouring
characters. One set of shingles serves both channels of candidates and the reported resemblance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.text.hashes import mix
from dedupe_articles.text.ranges import without_repeats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dedupe_articles.text.words import WordBatch

SHINGLE_WORDS: Final = 3

# A shingle keeps 48 bits of its hash, so that the number of a text or an article fits into one key
# with them, and the hash is a non-negative signed integer in every database. Among the 20 million
# different shingles of 160,000 articles of news one pair is expected to have the same.
HASH_BITS: Final = 48
_TEXT_SHIFT: Final = np.uint64(HASH_BITS)
HASH_SHIFT: Final = np.uint64(64 - HASH_BITS)
_HASH_MASK: Final = np.uint64((1 << HASH_BITS) - 1)


def distinct_shingles(batch: WordBatch) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct shingles of every text, ascending, and where each text's begin."""
    hashes, owners = shingle_hashes(batch)
    return distinct(hashes, owners, len(batch.bounds) - 1)


def distinct(
    hashes: NDArray[np.uint64], owners: NDArray[np.uint64], texts: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct hashes of every text, cut to their bits, and where each text's begin.

    Those of a text ascend. `owners` gives the text of every hash; both arrays are used up.
    """
    # The number of the text above the bits of its hash: one sort groups and removes doubles.
    keys = hashes
    keys >>= HASH_SHIFT
    owners <<= _TEXT_SHIFT
    keys |= owners
    keys.sort()
    keys = without_repeats(keys)
    edges = np.arange(texts + 1, dtype=np.uint64) << _TEXT_SHIFT
    bounds = np.searchsorted(keys, edges).astype(np.int64)
    keys &= _HASH_MASK
    return keys.view(np.int64), bounds


def shingle_hashes(batch: WordBatch) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the 64-bit hash of every shingle and the index of the text it belongs to, by text.

    A text of one or two words has one shingle, of the words it has.
    """
    units = _units(batch)
    texts = np.arange(len(batch.bounds) - 1, dtype=np.uint64)
    owners = np.repeat(texts, np.diff(batch.bounds))
    short, short_owners = _short_shingles(units, batch.bounds)
    if len(units) < SHINGLE_WORDS:
        return short, short_owners
    inside = owners[2:] == owners[:-2]
    hashes = _hash_triples(units[:-2], units[1:-1], units[2:])[inside]
    owners = owners[2:][inside]
    if not len(short):
        return hashes, owners
    places = np.searchsorted(owners, short_owners)
    return np.insert(hashes, places, short), np.insert(owners, places, short_owners)


def _hash_triples(
    first: NDArray[np.uint64], second: NDArray[np.uint64], third: NDArray[np.uint64]
) -> NDArray[np.uint64]:
    """Return a hash of the three units at each place, whatever their order."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    middle = np.minimum(high, third)
    np.maximum(high, third, out=high)
    hashes = np.maximum(low, middle)
    np.minimum(low, middle, out=low)
    hashes *= np.uint64(5)
    hashes += mix(high)
    low *= np.uint64(3)
    low += mix(hashes)
    return mix(low)


def _units(batch: WordBatch) -> NDArray[np.uint64]:
    """Return what stands for each word in a shingle: its stem, or a pair of characters."""
    if not batch.single.any():
        return batch.stems
    units = batch.stems.copy()
    paired = batch.single[:-1] & batch.single[1:]
    borders = batch.bounds[1:-1]  # the last word of a text makes no pair with the next text
    paired[borders[(borders > 0) & (borders < len(units))] - 1] = False
    pairs = np.flatnonzero(paired)
    units[pairs] = mix(batch.stems[pairs] * np.uint64(3) + batch.stems[pairs + 1])
    return units


def _short_shingles(
    units: NDArray[np.uint64], bounds: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    counts = np.diff(bounds)
    owners = np.flatnonzero((counts > 0) & (counts < SHINGLE_WORDS))
    hashes = [np.add.reduce(mix(units[bounds[i] : bounds[i + 1]])) for i in owners]
    return np.array(hashes, dtype=np.uint64), owners.astype(np.uint64)
