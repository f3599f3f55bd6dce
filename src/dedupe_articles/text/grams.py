"""Grams: six neighbouring words as they are spelled, by which verbatim runs are found."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.text.hashes import mix

if TYPE_CHECKING:
    from numpy.typing import NDArray

GRAM_WORDS: Final = 6  # twice three


class Grams:
    """The hash of the gram that begins at each word, and what a search among them needs."""

    def __init__(self, spellings: NDArray[np.uint64]) -> None:
        of_two = mix(spellings[:-1] * np.uint64(3) + spellings[1:])
        of_three = mix(of_two[:-1] * np.uint64(3) + spellings[2:])
        self.hashes: NDArray[np.uint64] = mix(of_three[:-3] * np.uint64(3) + of_three[3:])

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """The places of the grams by hash, and of equal ones by place."""
        return np.argsort(self.hashes, kind="stable")

    @cached_property
    def ordered(self) -> NDArray[np.uint64]:
        """The hashes in that order."""
        return self.hashes[self.order]

    @cached_property
    def repetitions(self) -> NDArray[np.int64]:
        """How often each gram stood before."""
        repetitions = np.empty(len(self.hashes), dtype=np.int64)
        earlier = np.searchsorted(self.ordered, self.ordered)
        repetitions[self.order] = np.arange(len(self.hashes)) - earlier
        return repetitions
