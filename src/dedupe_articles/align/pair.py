"""Two texts made comparable: shared word numbers, word weights, sentence overlap.

Words are compared by their stems. A word weighs ln((S + 1) / s), where S counts the sentences of
both texts and s those that contain it: the inverse sentence frequency that the best systems of the
PAN text alignment task use (Sanchez-Perez et al., 2014). The one more keeps a word of every
sentence from weighing nothing: two texts of one sentence would have no other words in common. No
other corpus is needed, so the same holds for two files and for a million.

Weights and their squares are whole multiples of a small power of two: sums of them are exact, in
whatever order they are added. Libraries of linear algebra have an order of their own, which changes
with the shape of a matrix, the processor and the number of threads, so that a cell at a threshold
would pass here and fail there.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dedupe_articles.text.ranges import numbers_in, without_repeats
from dedupe_articles.text.tokens import SENTENCES_AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from dedupe_articles.text.tokens import Tokens

# Of weights and their squares: small beside both, yet sums of 2**33 take no more than the 53 bits
# of a double.
_UNIT: Final = 2.0**-20
# Up to so many cells and words of a block all words are multiplied as matrices; beyond that those
# that meet in more than this share of the cells.
_SMALL: Final = 1_000_000
_COMMON: Final = 0.01
# Overlaps that differ by less than this count as equal: a sentence and its repetitions.
_TIE: Final = 1e-3
_BELOW: Final = -1.0
_TINY: Final = 1e-9  # in place of a denominator of 0
# Cells above the level, in the number wanted of each row, up to which all of them are looked at.
_FEW: Final = 4


@dataclass(frozen=True, slots=True)
class Text:
    """One side of a pair: its tokens and the number, common to both sides, of every word.

    `vocabulary` holds the distinct numbers, in the order of the tokens' own vocabulary.
    """

    tokens: Tokens
    words: NDArray[np.int64]
    vocabulary: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.words)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts; word numbers run from 0.

    Of every word its weight, the square of that, and whether both texts have it.
    """

    a: Text
    b: Text
    weights: NDArray[np.float64]
    squares: NDArray[np.float64]
    shared: NDArray[np.bool_]

    def swapped(self) -> Pair:
        """Return the same pair seen from the other side."""
        return Pair(self.b, self.a, self.weights, self.squares, self.shared)


@dataclass(frozen=True, slots=True)
class Seeds:
    """Cells of the sentence matrix whose overlap passes a level, in the order of `a`, then `b`."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    overlap: NDArray[np.float32]

    def swapped(self) -> Seeds:
        """Return the same cells seen from the other side."""
        order = np.lexsort((self.a, self.b))
        return Seeds(self.b[order], self.a[order], self.overlap[order])

    def select(self, keep: NDArray[np.bool_]) -> Seeds:
        """Return the cells marked in `keep`."""
        return Seeds(self.a[keep], self.b[keep], self.overlap[keep])


def leads(a: Tokens, b: Tokens) -> bool:
    """Whether the first of two texts is the one that decides where choices are equal.

    It is always the longer one, so that no answer depends on the order of the two.
    """
    return (len(a), a.text) >= (len(b), b.text)


def pair_texts(a: Tokens, b: Tokens) -> Pair:
    """Return two texts with their words numbered and weighed."""
    distinct = np.concatenate([a.vocabulary[0], b.vocabulary[0]])
    distinct.sort()
    distinct = without_repeats(distinct)
    sides, frequencies = [], []
    for tokens in (a, b):
        numbers = distinct.searchsorted(tokens.vocabulary[0])
        sides.append(Text(tokens, numbers[tokens.vocabulary[1]], numbers))
        of_side = np.zeros(len(distinct), dtype=np.int64)
        of_side[numbers] = tokens.frequencies
        frequencies.append(of_side)
    sentences = len(a.spans) + len(b.spans)
    weights = _in_units(np.log((sentences + 1) / (frequencies[0] + frequencies[1])))
    shared = (frequencies[0] > 0) & (frequencies[1] > 0)
    return Pair(sides[0], sides[1], weights, _in_units(weights * weights), shared)


def _in_units(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.rint(values / _UNIT) * _UNIT


@dataclass(frozen=True, slots=True)
class _Block:
    """Some sentences of a side: the words they have of those that both sides have.

    Each distinct word of each sentence is an entry, by word; the words are numbered among the
    shared ones. `weight` sums over all words of a sentence, `norm` is the length of the vector of
    their weights.
    """

    first: int
    words: NDArray[np.int64]
    rows: NDArray[np.int64]
    weight: NDArray[np.float64]
    norm: NDArray[np.float64]

    def counts(self, width: int) -> NDArray[np.int64]:
        """Return for each word how many of the sentences have it."""
        return np.bincount(self.words, minlength=width)

    def matrix(self, words: NDArray[np.int64], width: int) -> NDArray[np.float64]:
        """Return, for each sentence and each of some words, 1 where it has it."""
        places = np.full(width, -1, dtype=np.int64)
        places[words] = np.arange(len(words))
        columns = places[self.words]
        known = columns >= 0
        matrix = np.zeros((len(self.weight), len(words)))
        matrix[self.rows[known], columns[known]] = 1
        return matrix


def _blocks(side: Text, pair: Pair, columns: NDArray[np.int64]) -> list[_Block]:
    """Cut a side into blocks; `columns` numbers the words that both sides have."""
    sentences, places = side.tokens.sentence_stems
    words = side.vocabulary[places]
    count = len(side.tokens.spans)
    weight = np.maximum(np.bincount(sentences, pair.weights[words], count), _TINY)
    norm = np.maximum(np.sqrt(np.bincount(sentences, pair.squares[words], count)), _TINY)
    known = pair.shared[words].nonzero()[0]
    sentences, numbers = sentences[known], columns[words[known]]
    firsts = range(0, count, SENTENCES_AT_ONCE)
    edges = [*(sentences // SENTENCES_AT_ONCE).searchsorted(range(len(firsts))), len(sentences)]
    return [
        _Block(
            first=first,
            words=numbers[low:high],
            rows=sentences[low:high] - first,
            weight=weight[first : first + SENTENCES_AT_ONCE],
            norm=norm[first : first + SENTENCES_AT_ONCE],
        )
        for first, (low, high) in zip(firsts, pairwise(edges), strict=True)
    ]


def overlap_blocks(pair: Pair) -> Iterator[tuple[int, int, NDArray[np.float32]]]:
    """Yield blocks of the sentence matrix: first sentence of a, of b, and their overlap.

    The overlap of two sentences is the mean of two measures over their distinct words: the
    weighted Dice coefficient and the cosine of the weight vectors.
    """
    measures = pair.weights[pair.shared], pair.squares[pair.shared]
    columns = pair.shared.cumsum() - 1
    blocks_b = _blocks(pair.b, pair, columns)
    for a in _blocks(pair.a, pair, columns):
        for b in blocks_b:
            dice, cosine = _shared_sums(a, b, measures)
            dice /= (a.weight[:, None] + b.weight) / 2
            cosine /= a.norm[:, None]
            cosine /= b.norm
            dice += cosine
            dice /= 2
            yield a.first, b.first, dice.astype(np.float32)


def _shared_sums(
    a: _Block, b: _Block, measures: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return, for each measure of words, its sum over the words that two sentences share.

    Words of many sentences are multiplied as matrices; the others, nearly all words of long texts,
    are added where they occur. The sums are exact, so that it makes no difference which is which.
    """
    width = len(measures[0])
    cells = len(a.weight) * len(b.weight)
    if cells * width <= _SMALL:
        common, rare = np.arange(width), np.zeros(0, dtype=np.int64)
    else:
        together = a.counts(width) * b.counts(width)
        common = np.flatnonzero(together > _COMMON * cells)
        rare = np.flatnonzero((together > 0) & (together <= _COMMON * cells))
    rows, transposed = a.matrix(common, width), b.matrix(common, width).T
    sums = [(rows * measure[common]) @ transposed for measure in measures]
    if len(rare):
        words, places = _meetings(a, b, rare, width)
        for total, measure in zip(sums, measures, strict=True):
            np.add(total, np.bincount(places, measure[words], cells).reshape(total.shape), total)
    return sums[0], sums[1]


def _meetings(
    a: _Block, b: _Block, words: NDArray[np.int64], width: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return every meeting of two sentences in one of some words: the word, and their cell."""
    wanted = np.zeros(width, dtype=np.bool_)
    wanted[words] = True
    entries = np.flatnonzero(wanted[a.words])
    counts_b = b.counts(width)
    starts_b = np.cumsum(counts_b) - counts_b
    of_entry = a.words[entries]
    counts = counts_b[of_entry]
    others = numbers_in(starts_b[of_entry], counts)
    cells = np.repeat(a.rows[entries] * len(b.weight), counts) + b.rows[others]
    return np.repeat(of_entry, counts), cells


def find_seeds(pair: Pair, level: float, per_sentence: int) -> Seeds:
    """Return the cells above a level, at most `per_sentence` best for each sentence of a.

    Of equals those nearest the diagonal, so that a line that stands many times in both texts
    meets its own repetition and not always the first.
    """
    places_a, places_b = (_places(len(side.tokens.spans)) for side in (pair.a, pair.b))
    none = np.zeros(0, dtype=np.int64)
    found = [(none, none, np.zeros(0, dtype=np.float32))]
    for first_a, blocks in groupby(overlap_blocks(pair), key=itemgetter(0)):
        cells = []
        for _, first_b, block in blocks:
            near_a = places_a[first_a : first_a + len(block)]
            near_b = places_b[first_b : first_b + block.shape[1]]
            for rows, columns in _candidate_cells(block, near_a, near_b, level, per_sentence):
                overlap = block[rows, columns]
                rank = overlap - np.abs(near_a[rows] - near_b[columns])
                cells.append((rows + first_a, columns + first_b, overlap, rank))
        found.append(_best(cells, per_sentence))
    return Seeds(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _best(
    cells: Sequence[tuple[NDArray[Any], ...]], per_sentence: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Return the best of the cells of each sentence of a, in the order of `a`, then `b`."""
    a, b, overlap, ranks = (np.concatenate(parts) for parts in zip(*cells, strict=True))
    if np.bincount(a).max(initial=0) > per_sentence:
        best = np.lexsort((b, -ranks, a))
        starts = np.searchsorted(a[best], a[best])  # where the row of each cell begins
        best = best[np.arange(len(best)) - starts < per_sentence]
        a, b, overlap = a[best], b[best], overlap[best]
    order = np.lexsort((b, a))
    return a[order], b[order], overlap[order]


def _places(sentences: int) -> NDArray[np.float32]:
    """Return for each sentence how far into the text it stands, in shares of a tie."""
    return (np.arange(sentences) * (_TIE / max(sentences, 1))).astype(np.float32)


def _candidate_cells(
    block: NDArray[np.float32],
    places_a: NDArray[np.float32],
    places_b: NDArray[np.float32],
    level: float,
    per_sentence: int,
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield rows and columns of cells above a level: of each row the best, and some more of few.

    Texts that repeat themselves have millions of cells above the level; of these only the best
    leave the block.
    """
    above = block > level
    if np.count_nonzero(above) <= _FEW * per_sentence * len(block):
        rows, columns = np.divmod(np.flatnonzero(above), block.shape[1])
        yield rows, columns
        return
    left = np.where(above, block - np.abs(places_a[:, None] - places_b), _BELOW)
    i = np.arange(len(block))
    for _ in range(min(per_sentence, block.shape[1])):
        best = left.argmax(axis=1)
        rows = np.flatnonzero(left[i, best] > _BELOW)
        if not len(rows):
            return
        yield rows, best[rows]
        left[rows, best[rows]] = _BELOW
