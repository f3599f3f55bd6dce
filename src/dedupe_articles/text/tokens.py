"""One text as the aligner reads it: words, sentences, shingles, quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.text.disguises import disguises_of
from dedupe_articles.text.grams import Grams
from dedupe_articles.text.lines import Lines
from dedupe_articles.text.normalise import code_points
from dedupe_articles.text.punctuation import (
    GREEK_QUESTION_MARKS,
    GREEK_WORD_END,
    QUESTION_MARKS,
)
from dedupe_articles.text.quotations import quoted_words
from dedupe_articles.text.ranges import without_repeats
from dedupe_articles.text.shingles import distinct_shingles

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from dedupe_articles.model import Disguise
    from dedupe_articles.text.words import WordBatch

# Sentences that are compared with those of another text at one time: bounds the memory for long
# articles.
SENTENCES_AT_ONCE: Final = 1024
_ASCII: Final = 128
_ASKING: Final = re.compile(f"[{QUESTION_MARKS}]|{GREEK_WORD_END}[{GREEK_QUESTION_MARKS}]")


@dataclass(frozen=True)  # without slots: what is derived is kept once it is asked for
class Tokens:
    """Words of a text with the characters they stand at, and the sentences they form.

    The words of sentence `i` are `bounds[i]:bounds[i + 1]`, its characters with all punctuation
    `spans[i]`; `sentences` gives the sentence of every word. There is no sentence without words.
    Lines of boilerplate are left out: `left_out` gives the characters of each, `words_left_out`
    counts their words. `language` is that of the whole text, see `languages_of`.
    """

    text: str
    batch: WordBatch
    bounds: NDArray[np.int64]
    spans: NDArray[np.int64]
    sentences: NDArray[np.int64]
    language: str | None
    left_out: tuple[tuple[int, int], ...] = ()
    words_left_out: int = 0

    def __len__(self) -> int:
        return len(self.batch.starts)

    @property
    def starts(self) -> NDArray[np.int64]:
        """The first character of every word."""
        return self.batch.starts

    @property
    def ends(self) -> NDArray[np.int64]:
        """The character after every word."""
        return self.batch.ends

    @property
    def stems(self) -> NDArray[np.uint64]:
        """What a word is compared by."""
        return self.batch.stems

    @property
    def spellings(self) -> NDArray[np.uint64]:
        """What tells one form of a word from another."""
        return self.batch.spellings

    @cached_property
    def vocabulary(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """The distinct stems, ascending, and the place of every word among them."""
        distinct, places = np.unique(self.batch.stems, return_inverse=True)
        return distinct, places

    @cached_property
    def sentence_stems(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Each distinct stem of each sentence: the sentences, and the stems' places.

        By stem, within each `SENTENCES_AT_ONCE`.
        """
        distinct, places = self.vocabulary
        block, row = np.divmod(self.sentences, SENTENCES_AT_ONCE)
        keys = (block * len(distinct) + places) * SENTENCES_AT_ONCE + row
        keys.sort()
        keys, row = np.divmod(without_repeats(keys), SENTENCES_AT_ONCE)
        block, places = np.divmod(keys, max(len(distinct), 1))
        return block * SENTENCES_AT_ONCE + row, places

    @cached_property
    def frequencies(self) -> NDArray[np.int64]:
        """How many sentences have each distinct stem."""
        distinct, _ = self.vocabulary
        return np.bincount(self.sentence_stems[1], minlength=len(distinct))

    @cached_property
    def shingles(self) -> NDArray[np.int64]:
        """The distinct shingles, ascending."""
        return distinct_shingles(self.batch)[0]

    @cached_property
    def grams(self) -> Grams:
        """The grams of the text."""
        return Grams(self.batch.spellings)

    @cached_property
    def disguises(self) -> tuple[Disguise, ...]:
        """What the text hides, see `disguises_of`."""
        return disguises_of(self.batch.disguises[0].tolist())

    @cached_property
    def lines(self) -> Lines:
        """Where the lines of the text begin."""
        return Lines(self.text)

    @cached_property
    def quoted(self) -> NDArray[np.bool_]:
        """Whether each word stands inside quotation marks."""
        return quoted_words(self.text, self.batch.starts)

    @cached_property
    def asked(self) -> NDArray[np.bool_]:
        """Whether each word stands in a question."""
        last_words = self.starts[self.bounds[1:] - 1].tolist()
        tails = zip(last_words, self.spans[:, 1].tolist(), strict=True)
        marked = [_ASKING.search(self.text, *tail) is not None for tail in tails]
        return np.array(marked, dtype=np.bool_)[self.sentences]

    @cached_property
    def numeric(self) -> NDArray[np.bool_]:
        """Whether each word begins or ends with a digit."""
        points = code_points(self.text)
        first, last = points[self.starts], points[self.ends - 1]
        return _among(str.isdigit, first) | _among(str.isdigit, last)

    @cached_property
    def specific(self) -> NDArray[np.bool_]:
        """Whether each word names something: it is numeric, or has a capital inside a sentence.

        Rewriting keeps names and numbers and changes the words between them; in a template they
        are what changes. Scripts without capitals have their numbers only.
        """
        inside = self.capital.copy()
        inside[self.bounds[:-1]] = False
        return inside | self.numeric

    @cached_property
    def sorts(self) -> NDArray[np.int64]:
        """0 for each word that is a name, 1 for a number, 2 for any other."""
        return np.where(self.numeric, 1, np.where(self.specific, 0, 2))

    @cached_property
    def names(self) -> NDArray[np.bool_]:
        """Whether each word has a capital, and not merely because a sentence begins.

        A word at the start of a sentence does if it is written so elsewhere too.
        """
        inside = self.spellings[self.capital & self.specific]
        return self.capital & np.isin(self.spellings, inside)

    @cached_property
    def capital(self) -> NDArray[np.bool_]:
        """Whether each word begins with a capital."""
        return _among(str.isupper, code_points(self.text)[self.starts])

    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        """The characters where every word starts and ends; lists are faster to look one up in."""
        return self.starts.tolist(), self.ends.tolist()

    def words(self, first: int, last: int) -> list[str]:
        """Return the words `first:last` as they stand in the text."""
        starts, ends = self._edges
        edges = zip(starts[first:last], ends[first:last], strict=True)
        return [self.text[start:end] for start, end in edges]

    def word(self, index: int) -> str:
        """Return a word as it stands in the text."""
        start, end = self.characters(index, index + 1)
        return self.text[start:end]

    def stem_of(self, spelling: int) -> int:
        """Return the stem of a spelling that the text has."""
        return int(self.stems[(self.spellings == np.uint64(spelling)).argmax()])

    def sentence_characters(self, first: int, last: int) -> tuple[int, int]:
        """Return the character offsets of the sentences `first:last`, which must not be empty."""
        return int(self.spans[first, 0]), int(self.spans[last - 1, 1])

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """Return the character offsets of the words `first:last`, which must not be empty."""
        return self._edges[0][first], self._edges[1][last - 1]


def _among(test: Callable[[str], bool], points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Say of code points whether they pass a test of characters."""
    if len(points) and points.max() < _ASCII:
        return np.take(_ascii_flags(test), points)
    distinct, places = np.unique(points, return_inverse=True)
    passed = np.array([test(chr(point)) for point in distinct.tolist()], dtype=np.bool_)
    return passed[places]


@cache
def _ascii_flags(test: Callable[[str], bool]) -> NDArray[np.bool_]:
    return np.array([test(chr(point)) for point in range(_ASCII)], dtype=np.bool_)
