"""Words of many texts at once, as arrays.

A word is a run of letters, digits and marks; a character of a script without spaces is a word by
itself. Each word has two hashes: of its whole folded spelling, and of its *stem*, the first six
letters, which survives most inflection in most languages and needs no list of any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.text.disguises import Words, unmask
from dedupe_articles.text.folding import JOINED, LETTER, SINGLE
from dedupe_articles.text.hashes import STEM_LETTERS, hash_prefixes, mix
from dedupe_articles.text.normalise import Characters, normalise
from dedupe_articles.text.punctuation import LINE_BREAKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

STEM_SYLLABLES: Final = 2  # of Hangul
SPELLING_LETTERS: Final = 64  # longer words are compared by this prefix, or a hostile one stalls us

_HANGUL: Final = (0xAC00, 0xD7A3)
_SYLLABLES: Final = (0x0E00, 0x1800)  # Thai, Lao, Myanmar, Khmer
_ALEF, _LAM = 0x0627, 0x0644
_ARABIC_ARTICLE: Final = 2  # letters
_ARABIC_PREFIXES: Final = (0x0648, 0x0641, 0x0628, 0x0643)  # and, then, in, as
_SHORTEST_ARABIC: Final = 3  # letters of a word before which the article is taken off


@dataclass(frozen=True, slots=True)
class WordBatch:
    """The words of several texts, one after the other.

    `starts` and `ends` are characters of the word's own text; the words of text `i` stand at
    `bounds[i]:bounds[i + 1]`. `single` marks words of scripts without spaces. `initials` has the
    first folded code point of each word. `disguises` counts for each text what `disguises.KINDS`
    names. Of the lines of all texts that have words line `i` has `lines[i]:lines[i + 1]`.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    stems: NDArray[np.uint64]
    single: NDArray[np.bool_]
    bounds: NDArray[np.int64]
    initials: NDArray[np.uint8] | NDArray[np.uint32]
    disguises: NDArray[np.int64]
    spellings: NDArray[np.uint64]
    lines: NDArray[np.int64]

    def part(self, text: int) -> WordBatch:
        """Return the words of one of the texts."""
        first, last = self.bounds[text : text + 2].tolist()
        words = slice(first, last)
        low, high = np.searchsorted(self.lines, [first, last], side="right").tolist()
        inner = self.lines[low:high] - first
        return WordBatch(
            starts=self.starts[words],
            ends=self.ends[words],
            stems=self.stems[words],
            single=self.single[words],
            bounds=np.array([0, last - first]),
            initials=self.initials[words],
            disguises=self.disguises[text : text + 1],
            spellings=self.spellings[words],
            lines=np.append(0, inner),
        )


def split_words(texts: Sequence[str], *, spellings: bool = False) -> WordBatch:
    """Return the words of all texts; `spellings` asks for the hash of the whole word too."""
    joined = "\n".join(texts)
    chars = normalise(joined)
    first, last = _word_borders(chars.classes)
    starts, ends = chars.offsets(first, last)
    text_starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
    bounds = np.searchsorted(starts, text_starts)
    disguises = unmask(Words(chars, first, last, starts, bounds, text_starts))
    shift = np.repeat(text_starts[:-1], np.diff(bounds))
    single = np.take(chars.classes, first) == SINGLE
    prefixes = hash_prefixes(chars.points, *_stem_borders(chars, first, last), STEM_LETTERS)
    stems = _in_pairs(prefixes, chars, first, last, single)
    return WordBatch(
        starts=starts - shift,
        ends=ends - shift,
        stems=stems,
        single=single,
        bounds=bounds,
        initials=chars.points[first],
        disguises=disguises,
        spellings=hash_prefixes(chars.points, first, last, SPELLING_LETTERS)
        if spellings
        else prefixes,
        lines=_line_bounds(joined, chars.raw, starts),
    )


def _line_bounds(
    text: str, raw: NDArray[np.uint8] | NDArray[np.uint32], starts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the first word of every line that has words, and the number of words last."""
    is_break = np.zeros(len(raw), dtype=np.bool_)
    for line_break in LINE_BREAKS:
        if line_break in text:  # all but one are rare, and to search a string is faster
            is_break |= raw == ord(line_break)
    breaks = np.searchsorted(starts, np.flatnonzero(is_break))
    bounds = np.empty(len(breaks) + 2, dtype=np.int64)
    bounds[0], bounds[1:-1], bounds[-1] = 0, breaks, len(starts)
    return np.concatenate([bounds[:1], bounds[1:][bounds[1:] > bounds[:-1]]])


def _word_borders(classes: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return first and past-last index of every word in a row of character classes."""
    if not len(classes):
        empty = np.zeros(0, dtype=np.int64)
        return empty, empty
    letter = classes == LETTER
    single = classes == SINGLE
    if not single.any():
        changes = np.empty(len(letter) + 1, dtype=np.bool_)
        changes[0], changes[-1] = letter[0], letter[-1]
        np.not_equal(letter[1:], letter[:-1], out=changes[1:-1])
        edges = np.flatnonzero(changes)
        return edges[::2].copy(), edges[1::2].copy()
    run_starts = letter.copy()
    run_starts[1:] &= ~letter[:-1]
    run_ends = letter.copy()
    run_ends[:-1] &= ~letter[1:]
    joined = classes == JOINED
    single_ends = single | joined
    single_ends[:-1] &= ~joined[1:]
    return np.flatnonzero(run_starts | single), np.flatnonzero(run_ends | single_ends) + 1


def _stem_borders(
    chars: Characters, first: NDArray[np.int64], last: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the borders of what is left of each word without what languages glue to it.

    Korean particles follow the stem at once, and a syllable is one character; before Arabic nouns
    stand the article and one-letter conjunctions.
    """
    if chars.blocks is None:
        return first, last
    if chars.blocks[_HANGUL[0] >> 8 : (_HANGUL[1] >> 8) + 1].any():
        initials = chars.points[first]
        hangul = (initials >= _HANGUL[0]) & (initials <= _HANGUL[1])
        last = np.where(hangul, np.minimum(last, first + STEM_SYLLABLES), last)
    if chars.blocks[_ALEF >> 8] and len(chars.points) > 1:
        first = first.copy()
        for before in (0, 1):
            at = np.minimum(first + before, len(chars.points) - 2)
            article = (chars.points[at] == _ALEF) & (chars.points[at + 1] == _LAM)
            if before:
                article &= np.isin(chars.points[first], _ARABIC_PREFIXES)
            article &= last - at >= _ARABIC_ARTICLE + _SHORTEST_ARABIC
            first[article] = at[article] + _ARABIC_ARTICLE
    return first, last


def _in_pairs(
    stems: NDArray[np.uint64],
    chars: Characters,
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    single: NDArray[np.bool_],
) -> NDArray[np.uint64]:
    """Let the stems of scripts that write syllables without spaces be those of two neighbours.

    A syllable of Thai says far less than a character of Chinese. With one a stem, 30 pairs of
    unrelated articles were findings where with two there are none (`haystack.py --corpus th`).
    """
    if chars.blocks is None or not chars.blocks[_SYLLABLES[0] >> 8 : _SYLLABLES[1] >> 8].any():
        return stems
    initials = chars.points[first]
    syllables = single & (initials >= _SYLLABLES[0]) & (initials < _SYLLABLES[1])
    paired = np.flatnonzero(syllables[:-1] & syllables[1:] & (first[1:] == last[:-1]))
    both = stems.copy()
    both[paired] = mix(stems[paired] * np.uint64(3) + stems[paired + 1])
    return both
