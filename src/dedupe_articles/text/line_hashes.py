"""What a line is known by when other articles have it too.

A line is known by the stems of its words, in whatever order. What has fewer words than a shingle is
no line: nothing is compared by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.text.hashes import mix
from dedupe_articles.text.paragraphs import LINE_BREAK
from dedupe_articles.text.shingles import HASH_SHIFT, SHINGLE_WORDS, distinct
from dedupe_articles.text.words import WordBatch, split_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

LINE_WORDS: Final = SHINGLE_WORDS
"""Words of the shortest line."""


@dataclass(frozen=True, slots=True)
class LineHashes:
    """The lines of several texts: the 64-bit hash of each, and its words `first:last`."""

    hashes: NDArray[np.uint64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    @property
    def keys(self) -> NDArray[np.int64]:
        """The hash of each line as databases have it, see `distinct_lines`."""
        return (self.hashes >> HASH_SHIFT).astype(np.int64)

    def among(self, keys: Collection[int]) -> LineHashes:
        """Return the lines that have one of the keys."""
        chosen = np.isin(self.keys, np.array(sorted(keys), dtype=np.int64))
        return LineHashes(self.hashes[chosen], self.first[chosen], self.last[chosen])


def line_hashes(batch: WordBatch) -> LineHashes:
    """Return every line that has enough words, in the order of the texts."""
    first, last = batch.lines[:-1], batch.lines[1:]
    lengths = last - first
    if not len(lengths):
        return LineHashes(np.zeros(0, dtype=np.uint64), first, last)
    sums = np.add.reduceat(batch.stems, first)
    long_enough = lengths >= LINE_WORDS
    hashes = mix(sums[long_enough])
    return LineHashes(hashes, first[long_enough], last[long_enough])


def distinct_lines(batch: WordBatch) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct lines of every text, ascending, and where each text's begin.

    They are hashes of as many bits as those of shingles.
    """
    lines = line_hashes(batch)
    owners = np.searchsorted(batch.bounds, lines.first, side="right") - 1
    return distinct(lines.hashes, owners.astype(np.uint64), len(batch.bounds) - 1)


def line_with(text: str, key: int) -> str:
    """Return the first line of a text that has a key, without the white space around it."""
    batch = split_words([text])
    line = line_hashes(batch).among([key])
    at = int(batch.starts[line.first[0]])
    return (LINE_BREAK.split(text[:at])[-1] + LINE_BREAK.split(text[at:], 1)[0]).strip()
