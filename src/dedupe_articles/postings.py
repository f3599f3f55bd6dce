"""Postings in memory: which articles have a shingle."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.text.ranges import without_repeats

if TYPE_CHECKING:
    from numpy.typing import NDArray

BATCH_TEXTS: Final = 200
"""Articles that are sketched together, at most."""
PLACE_BITS: Final = (BATCH_TEXTS - 1).bit_length()
"""Bits that the places of the articles of a batch take."""
_PLACE_MASK: Final = (1 << PLACE_BITS) - 1


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of a few articles, `first` and those behind it.

    A key is a shingle and, in the lowest `PLACE_BITS`, the article's place behind the first. Keys
    ascend.
    """

    first: int
    keys: NDArray[np.int64]

    @property
    def hashes(self) -> NDArray[np.int64]:
        """The shingle of each."""
        return self.keys >> PLACE_BITS

    @property
    def articles(self) -> NDArray[np.int32]:
        """The article of each."""
        return ((self.keys & _PLACE_MASK) + self.first).astype(np.int32)


def posting_keys(shingles: NDArray[np.int64], owners: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the keys of the postings of a batch, whose text `owners[i]` has `shingles[i]`.

    Of at most `BATCH_TEXTS` texts; what a text has several times has one key.
    """
    keys = shingles << PLACE_BITS
    keys |= owners
    keys.sort()
    return without_repeats(keys)


def count_by_text(keys: NDArray[np.int64], texts: int) -> NDArray[np.int64]:
    """Return how many postings each text of a batch has."""
    return np.bincount(keys & _PLACE_MASK, minlength=texts)


def keys_of_some(keys: NDArray[np.int64], keep: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the keys of the texts of a batch that are kept, as of a batch without the others."""
    places = keys & _PLACE_MASK
    kept = keep[places]
    left_out = np.cumsum(~keep)  # up to each place, which moves down by so many
    keys = keys[kept]
    keys -= left_out[places[kept]]
    return keys


def shingles_by_text(keys: NDArray[np.int64], sizes: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Return the shingles of each text of a batch, ascending; `sizes` counts them."""
    by_text = keys[np.argsort(keys & _PLACE_MASK, kind="stable")] >> PLACE_BITS
    return [by_text[begin:end] for begin, end in pairwise([0, *np.cumsum(sizes).tolist()])]
