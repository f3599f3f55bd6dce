"""Hashes of words, many at once: numpy has none, and Python's differ from run to run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dedupe_articles.text.tables import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

STEM_LETTERS: Final = 6

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


def mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the MurmurHash3 64-bit finalizer of each value, a bijection that spreads bits."""
    shifted = values >> _SHIFT
    mixed = values ^ shifted
    for multiplier in (_MULTIPLIER, _MULTIPLIER_2):
        mixed *= multiplier
        np.right_shift(mixed, _SHIFT, out=shifted)
        mixed ^= shifted
    return mixed


def hash_prefixes(
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
