"""Postings in memory: which articles have a shingle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

import numpy as np

from dedupe_articles.sketch import BATCH_TEXTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dedupe_articles.sketch import SketchBatch

PLACE_BITS: Final = (BATCH_TEXTS - 1).bit_length()
"""Bits that the places of the articles of a batch take."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of a few articles, `first` and those behind it.

    A key is a shingle and, in the lowest `PLACE_BITS`, the article's place behind the first. Keys
    ascend.
    """

    first: int
    keys: NDArray[np.int64]

    @classmethod
    def of(cls, first: int, sketch: SketchBatch) -> Self:
        """Return those of a batch of articles."""
        places = np.arange(len(sketch.bounds) - 1, dtype=np.int64)
        keys = sketch.shingles << PLACE_BITS
        keys |= np.repeat(places, np.diff(sketch.bounds))
        keys.sort()
        return cls(first, keys)

    @property
    def hashes(self) -> NDArray[np.int64]:
        """The shingle of each."""
        return self.keys >> PLACE_BITS

    @property
    def articles(self) -> NDArray[np.int32]:
        """The article of each."""
        places = self.keys & ((1 << PLACE_BITS) - 1)
        return (places + self.first).astype(np.int32)
