"""What hides a copy from a comparison of characters and is not seen by a reader.

A disguised word is compared as what it looks like, and counted. Of the characters that disguises
are made of most have honest uses too: joiners in Persian and in Indic scripts, Greek letters in
formulas, full-width letters in Japanese. Those are not counted.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.model import Disguise, DisguiseKind
from dedupe_articles.text import lookalikes
from dedupe_articles.text.folding import SINGLE
from dedupe_articles.text.tables import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from dedupe_articles.text.normalise import Characters

# Those that the characters of a text show; a text that was hidden is not there any more.
KINDS: Final = tuple(kind for kind in DisguiseKind if kind is not DisguiseKind.HIDDEN)
_LOOKALIKE, _INVISIBLE, _SOFT_HYPHEN, _OVERRIDE, _STYLED = range(len(KINDS))
# Fewer are a slip of a keyboard, or left over from a page. One override is no accident.
NOTABLE: Final = 3

_SHORTEST: Final = 3  # letters of a word in which disguises count; formulas are shorter
_SOFT: Final = 0x00AD
_OVERRIDES: Final = (0x202D, 0x202E)
_RIGHT_TO_LEFT: Final = 0x202E
# What changes the direction of what follows (embeddings, overrides, isolates), what takes back the
# last of these, and what ends them all (Unicode Standard Annex 9).
_DIRECTIONS: Final = (0x202A, 0x202B, *_OVERRIDES, 0x2066, 0x2067, 0x2068)
_TAKES_BACK: Final = (0x202C, 0x2069)
_ENDS_PARAGRAPH: Final = (0x000A, 0x000D, 0x2029)
# Blocks of 256 code points in which styled letters lie: full-width, mathematical, circled and
# squared ones, small capitals, marks that strike out.
_STYLED_RANGES: Final = (
    (0x0334, 0x0338),
    (0x1D00, 0x1D22),
    (0x24B6, 0x24E9),
    (0xFF21, 0xFF3A),
    (0xFF41, 0xFF5A),
    (0x1D400, 0x1D7CB),
    (0x1F130, 0x1F149),
)
_STYLED_BLOCKS: Final = np.unique(
    [block for low, high in _STYLED_RANGES for block in range(low >> 8, (high >> 8) + 1)]
)


def disguises_of(counts: Sequence[int]) -> tuple[Disguise, ...]:
    """Return what a text hides, of its counts by kind; nothing unless it is notable."""
    if not counts[_OVERRIDE] and sum(counts) < NOTABLE:
        return ()
    return tuple(Disguise(kind, count) for kind, count in zip(KINDS, counts, strict=True) if count)


@dataclass(frozen=True)  # without slots: what is derived is kept once it is asked for
class Words:
    """Words of several texts, as places in their characters.

    Word `i` is `first[i]:last[i]` of `chars` and begins at `starts[i]` of the original. The words
    of text `j` stand at `bounds[j]:bounds[j + 1]`, its characters from `texts[j]` of the original.
    """

    chars: Characters
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    starts: NDArray[np.int64]
    bounds: NDArray[np.int64]
    texts: NDArray[np.int64]

    def at(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the words that begin at or before places of the original, -1 if none does."""
        return np.searchsorted(self.starts, places, side="right") - 1

    def texts_at(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the texts in which places of the original lie."""
        return np.searchsorted(self.texts, places, side="right") - 1

    def texts_of(self, words: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the texts that words belong to."""
        return np.searchsorted(self.bounds, words, side="right") - 1

    def original(self, word: int) -> NDArray[np.uint8] | NDArray[np.uint32]:
        """Return the code points that the letters of a word had."""
        return self.chars.raw[self.origins[self.first[word] : self.last[word]]]

    @cached_property
    def origins(self) -> NDArray[np.int64]:
        """Where every code point stood; those of one word cost as much as those of all."""
        return self.chars.origins(np.arange(len(self.chars.points)))


def unmask(words: Words) -> NDArray[np.int64]:
    """Fold disguised words, in place, to what they look like; count each kind in each text."""
    chars = words.chars
    counts = np.zeros((len(words.bounds) - 1, len(KINDS)), dtype=np.int64)
    if chars.blocks is not None:
        if chars.rewritten is not None and len(chars.rewritten.hidden):
            _count_hidden(words, chars.rewritten.hidden, counts)
        if chars.blocks[_STYLED_BLOCKS].any():
            _count_styled(words, chars.blocks, counts)
        if chars.points.dtype != np.uint8 and chars.blocks[lookalikes.BLOCKS].any():
            _unmask_letters(words, counts)
        if counts[:, _OVERRIDE].any():
            # Last: until here every letter has the place of its original.
            _turn(words)
    return counts


def _count_hidden(words: Words, hidden: NDArray[np.int64], counts: NDArray[np.int64]) -> None:
    """Count invisible characters between two letters of an alphabet, and overrides anywhere."""
    raw = np.append(words.chars.raw, np.uint32(0))  # stands before the first character too
    breaks = np.diff(hidden) != 1
    before = hidden[np.append(True, breaks)] - 1
    behind = hidden[np.append(breaks, True)] + 1
    runs = np.append(0, np.cumsum(breaks))
    around = np.stack([raw[before], raw[behind]])
    inside = np.all(lookalikes.is_letter(around), axis=0)[runs]
    is_override = np.isin(raw[hidden], _OVERRIDES)
    is_soft = raw[hidden] == _SOFT
    owners = words.texts_at(hidden)
    for kind, which in (
        (_OVERRIDE, is_override),
        (_SOFT_HYPHEN, inside & is_soft),
        (_INVISIBLE, inside & ~is_soft & ~is_override),
    ):
        counts[:, kind] += np.bincount(owners[which], minlength=len(counts))


def _turn(words: Words) -> None:
    """Turn letters round that an override shows in the direction that is not their own."""
    points, overrides = words.chars.points, _overrides(words)
    changes = np.flatnonzero(np.diff(overrides)) + 1
    borders = np.unique(np.concatenate([words.first, words.last, changes]))
    overridden = np.flatnonzero(overrides[borders[:-1]])
    for begin, end in zip(borders[overridden], borders[overridden + 1], strict=True):
        if _is_right_to_left(points[begin]) != (overrides[begin] == _RIGHT_TO_LEFT):
            points[begin:end] = points[begin:end][::-1].copy()


def _is_right_to_left(point: int) -> bool:
    return unicodedata.bidirectional(chr(point)) in ("R", "AL")


def _overrides(words: Words) -> NDArray[np.int64]:
    """Return the override that each code point stands in, 0 for none.

    Those side by side have one, whatever ended and began between them.
    """
    raw = words.chars.raw
    places = np.flatnonzero(np.isin(raw, (*_DIRECTIONS, *_TAKES_BACK, *_ENDS_PARAGRAPH)))
    within: list[int] = []
    innermost = [0]
    for point in raw[places].tolist():
        if point in _DIRECTIONS:
            within.append(point if point in _OVERRIDES else 0)
        elif point in _TAKES_BACK:
            del within[-1:]
        else:
            within.clear()
        innermost.append(within[-1] if within else 0)
    edges = words.origins.searchsorted(places)
    return np.repeat(innermost, np.diff(edges, prepend=0, append=len(words.origins)))


def _count_styled(words: Words, blocks: NDArray[np.bool_], counts: NDArray[np.int64]) -> None:
    """Count styled letters in words that also have ordinary ones, or of texts in an alphabet."""
    styled = np.zeros(len(words.chars.raw), dtype=np.bool_)
    for low, high in _STYLED_RANGES:
        if blocks[low >> 8 : (high >> 8) + 1].any():
            styled |= (words.chars.raw >= low) & (words.chars.raw <= high)
    places = np.flatnonzero(styled)
    at = words.at(places)
    # A mark before the first word of a text belongs to no word.
    in_text = (at >= 0) & (words.texts_of(at) == words.texts_at(places))
    affected, numbers = np.unique(at[in_text], return_counts=True)
    unspaced = np.append(0, np.cumsum(words.chars.classes[words.first] == SINGLE))[words.bounds]
    in_alphabet = 2 * np.diff(unspaced) < np.diff(words.bounds)
    texts = words.texts_of(affected)
    for word, number, text in zip(affected.tolist(), numbers.tolist(), texts.tolist(), strict=True):
        if words.last[word] - words.first[word] >= _SHORTEST and (
            in_alphabet[text] or (words.original(word) < 0x80).any()
        ):
            counts[text, _STYLED] += number


def _unmask_letters(words: Words, counts: NDArray[np.int64]) -> None:
    """Fold letters that stand in for those of another alphabet."""
    points = words.chars.points
    beyond = np.flatnonzero(points >= BLOCK)
    foreign = beyond[lookalikes.is_foreign(lookalikes.kinds_of(points[beyond]))]
    texts = np.unique(words.texts_of(np.searchsorted(words.first, foreign, side="right") - 1))
    for text in texts.tolist():
        low, high = words.bounds[text : text + 2].tolist()
        within = slice(int(words.first[low]), int(words.last[high - 1]))
        kinds = lookalikes.kinds_of(points[within])
        alphabet = lookalikes.dominant_alphabet(kinds)
        places = lookalikes.foreign_letters(kinds, alphabet) + within.start
        affected = np.unique(np.searchsorted(words.first, places, side="right") - 1)
        for word, folded in _unmasked(words, affected.tolist(), alphabet):
            replaced = folded > 0
            points[words.first[word] : words.last[word]][replaced] = folded[replaced]
            counts[text, _LOOKALIKE] += _disguised(words.original(word), replaced)


def _unmasked(
    words: Words, affected: Sequence[int], alphabet: int
) -> Iterator[tuple[int, NDArray[np.uint32]]]:
    """Yield the words that are not what they seem to be, with the folded letters.

    A word all of whose letters look like those of another alphabet is left alone beside words of
    its own alphabet: it is part of a quotation.
    """
    found: dict[int, tuple[NDArray[np.uint32], bool]] = {}
    genuine = set()
    for word in affected:
        of_word = lookalikes.kinds_of(words.chars.points[words.first[word] : words.last[word]])
        raw = "".join(map(chr, words.original(word).tolist()))
        folded = lookalikes.unmasked(raw, of_word.tolist(), alphabet)
        if folded is None:
            genuine.add(word)
        else:
            points = np.array(folded, dtype=np.uint32)
            found[word] = points, bool((points[of_word > 0] > 0).all())
    for word, (points, is_whole) in found.items():
        if not (is_whole and ({word - 1, word + 1} & genuine)):
            yield word, points


def _disguised(raw: NDArray[np.uint8] | NDArray[np.uint32], replaced: NDArray[np.bool_]) -> int:
    """Return how many letters of a word are disguised; none in what may be a formula."""
    if len(raw) < _SHORTEST:
        return 0
    small_greek = (raw[replaced] >= 0x3B1) & (raw[replaced] <= 0x3C9)
    plain = [chr(point) for point in raw[~replaced].tolist()]
    if small_greek.all() and not any(char.islower() for char in plain):
        return 0
    return int(replaced.sum())
