"""Words of many texts at once, as arrays.

A word is a run of letters, digits and marks; a character of a script without spaces is a word by
itself. Each word has two hashes: of its whole folded spelling, and of its *stem*, the first six
letters, which survives most inflection in most languages and needs no list of any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dedupe_articles.text.disguises import Words, unmask
from dedupe_articles.text.normalise import JOINED, LETTER, SINGLE, Characters, normalise
from dedupe_articles.text.tables import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

STEM_LETTERS: Final = 6
STEM_SYLLABLES: Final = 2  # of Hangul
SPELLING_LETTERS: Final = 64  # longer words are compared by this prefix, or a hostile one stalls us

_LINE_FEED: Final = 0x0A
_HANGUL: Final = (0xAC00, 0xD7A3)
_SYLLABLES: Final = (0x0E00, 0x1800)  # Thai, Lao, Myanmar, Khmer
_ALEF, _LAM = 0x0627, 0x0644
_ARABIC_ARTICLE: Final = 2  # letters
_ARABIC_PREFIXES: Final = (0x0648, 0x0641, 0x0628, 0x0643)  # and, then, in, as
_SHORTEST_ARABIC: Final = 3  # letters of a word before which the article is taken off

_SEED: Final = np.uint64(0x9E3779B97F4A7C15)
_MULTIPLIER: Final = np.uint64(0xFF51AFD7ED558CCD)  # MurmurHash3 finalizer
_MULTIPLIER_2: Final = np.uint64(0xC4CEB9FE1A85EC53)
_SHIFT: Final = np.uint64(33)
_HALF: Final = np.uint64(32)
_PADDING: Final = 16  # so that two times eight bytes can be read around every letter
_BYTE_BITS: Final = np.uint64(3)  # of the number of bits for one of bytes
_WORD_BITS: Final = np.uint64(64)
_TWICE: Final = np.uint64(1 + (1 << 24))  # times two bytes: the second in the upper half too
_TWO_BYTES: Final = np.uint64(0xFFFF)
_LOWEST_BYTES: Final = np.uint64(0x000000FF_000000FF)  # of both halves
# What is kept of an integer by how many letters there are, as bytes and as halves.
_KEPT_BYTES: Final = np.array([(1 << 8 * n) - 1 for n in range(STEM_LETTERS + 1)], dtype=np.uint64)
_KEPT_HALVES: Final = np.array([(1 << 32 * n) - 1 for n in range(3)], dtype=np.uint64)


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


def mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the MurmurHash3 64-bit finalizer of each value, a bijection that spreads bits."""
    shifted = values >> _SHIFT
    mixed = values ^ shifted
    for multiplier in (_MULTIPLIER, _MULTIPLIER_2):
        mixed *= multiplier
        np.right_shift(mixed, _SHIFT, out=shifted)
        mixed ^= shifted
    return mixed


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
    prefixes = _hash_prefixes(chars.points, *_stem_borders(chars, first, last), STEM_LETTERS)
    stems = _in_pairs(prefixes, chars, first, last, single)
    return WordBatch(
        starts=starts - shift,
        ends=ends - shift,
        stems=stems,
        single=single,
        bounds=bounds,
        initials=chars.points[first],
        disguises=disguises,
        spellings=_hash_prefixes(chars.points, first, last, SPELLING_LETTERS)
        if spellings
        else prefixes,
        lines=_line_bounds(chars, starts),
    )


def _line_bounds(chars: Characters, starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the first word of every line that has words, and the number of words last."""
    breaks = np.searchsorted(starts, np.flatnonzero(chars.raw == _LINE_FEED))
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


def _hash_prefixes(
    points: NDArray[np.uint8] | NDArray[np.uint32],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    letters: int,
) -> NDArray[np.uint64]:
    """Return a hash of the first `letters` code points of each word; `letters` is even.

    Two letters are mixed in at a time, those that a word has not are 0. Bytes are the fast case, so
    words that have letters beyond are hashed apart.
    """
    if points.dtype == np.uint8:
        return _hash_letters(points, first, last, letters)
    hashes = _hash_letters(points.astype(np.uint8), first, last, letters)
    beyond = np.searchsorted(first, np.flatnonzero(points >= BLOCK), side="right") - 1
    words = beyond[np.flatnonzero(np.diff(beyond, prepend=-1))]
    hashes[words] = _hash_letters(points, first[words], last[words], letters)
    return hashes


def _hash_letters(
    points: NDArray[np.uint8] | NDArray[np.uint32],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    letters: int,
) -> NDArray[np.uint64]:
    """Hash the words by bytes, or by whole code points; the loop runs over letter positions."""
    hashes = np.full(len(first), _SEED, dtype=np.uint64)
    if not len(first):
        return hashes
    lengths = last - first
    padded = np.append(points, np.zeros(_PADDING, dtype=points.dtype))
    for of_stem in _stem_letters(padded, first, lengths):  # most words are as long: all of them
        _mix_in(hashes, of_stem)
    for position in range(STEM_LETTERS, min(letters, int(lengths.max())), 2):
        longer = np.flatnonzero(lengths > position)
        part = hashes[longer]
        _mix_in(part, _two_letters(padded, first[longer] + position, lengths[longer] - position))
        hashes[longer] = part
    return hashes


def _stem_letters(
    padded: NDArray[np.uint8] | NDArray[np.uint32],
    first: NDArray[np.int64],
    lengths: NDArray[np.int64],
) -> Iterator[NDArray[np.uint64]]:
    """Yield the first two letters of each word, the next two, and the two behind these."""
    if padded.dtype != np.uint8:
        for position in range(0, STEM_LETTERS, 2):
            yield _two_letters(padded, first + position, lengths - position)
        return
    letters = _eight_bytes(padded, first)  # as bytes they are read at once
    letters &= _KEPT_BYTES[np.minimum(lengths, STEM_LETTERS)]
    for _ in range(0, STEM_LETTERS, 2):
        yield _spread(letters & _TWO_BYTES)
        letters >>= np.uint64(16)


def _eight_bytes(padded: NDArray[Any], places: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return eight bytes from each place on as one integer, the first byte lowest.

    Of two neighbouring integers: numpy takes those that lie across twice as long.
    """
    whole = padded[: len(padded) & ~7].view("<u8")
    at = places >> 3
    bits = (places & 7).astype(np.uint64)
    bits <<= _BYTE_BITS
    found = np.take(whole, at)
    found >>= bits
    at += 1
    behind = np.take(whole, at)
    behind <<= _WORD_BITS - bits  # all of them, which leaves 0, if none is needed
    found |= behind
    return found


def _two_letters(
    padded: NDArray[np.uint8] | NDArray[np.uint32],
    places: NDArray[np.int64],
    left: NDArray[np.int64],
) -> NDArray[np.uint64]:
    """Return the letters at some places and behind them, in the halves of one integer.

    `left` counts the letters that the word has from there on; those that it has not are 0.
    """
    if padded.dtype == np.uint8:
        return _spread(_windows(padded, 2)[places] & _KEPT_BYTES[np.clip(left, 0, 2)])
    return _windows(padded, 8)[places] & _KEPT_HALVES[np.clip(left, 0, 2)]


def _windows(values: NDArray[np.uint8] | NDArray[np.uint32], size: int) -> NDArray[np.uint64]:
    """Return the bytes from each value on as one integer, the first value lowest: a view."""
    count = len(values) - size // values.itemsize + 1
    little = values.astype(values.dtype.newbyteorder("<"), copy=False)
    return np.ndarray(count, f"<u{size}", little.data, strides=little.strides)


def _spread(two_bytes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Put the second of two bytes into the upper half of the integer, in place."""
    two_bytes *= _TWICE
    two_bytes &= _LOWEST_BYTES
    return two_bytes


def _mix_in(hashes: NDArray[np.uint64], values: NDArray[np.uint64]) -> None:
    """Mix a value into each hash, in place; the values are used up."""
    hashes ^= values
    hashes *= _MULTIPLIER
    np.right_shift(hashes, _HALF, out=values)
    hashes ^= values
