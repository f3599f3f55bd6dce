"""From characters to comparable characters, with the way back to the original.

Normalisation works on code points in numpy arrays: each is folded (see `folding`), invisible ones
are dropped, ligatures spelled out, two that one character stands for composed.
`Characters.offsets` leads from normalised code points back to the characters of the original text
they came from.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dedupe_articles.text.folding import (
    COMPOSES,
    EXPANDS,
    IGNORABLE,
    JOINED,
    LETTER,
    MARK,
    SEPARATOR,
    SINGLE,
    UNSPACED,
    entries_of,
    expansion,
    is_unspaced,
)
from dedupe_articles.text.tables import BLOCK, blocks_of

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    Points: TypeAlias = NDArray[np.uint8] | NDArray[np.uint32]

_ASCII: Final = 128
_SPACE: Final = 32
_DROPPED: Final = 1  # stands for ASCII characters that are dropped

_LEADING_VOWELS: Final = (*range(0x0E40, 0x0E45), *range(0x0EC0, 0x0EC5))  # of Thai and Lao
_JOINING_BLOCKS: Final = np.unique(
    [block for low, high in UNSPACED for block in range(low >> 8, (high >> 8) + 1)]
)
# A character that is dropped and belongs to the one before it.
_DROPPED_MARK: Final = 0x034F  # the grapheme joiner


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Where characters were dropped or spelled out, and how many code points each became.

    Of those that were dropped `marks` belong to the character before, `hidden` to none.
    """

    places: NDArray[np.int64]
    lengths: NDArray[np.int64]
    marks: NDArray[np.int64]
    hidden: NDArray[np.int64]

    def origins(self, indices: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return where normalised code points, by ascending index, stood in the original."""
        added = np.concatenate([[0], np.cumsum(self.lengths - 1)])
        behind = self.places + 1 + added[1:]  # the first code point that comes after each
        # There are few places and many indices: look up the few among the many.
        edges = np.searchsorted(indices, behind)
        passed = np.repeat(
            np.arange(len(behind) + 1), np.diff(edges, prepend=0, append=len(indices))
        )
        limits = np.append(self.places, np.iinfo(np.int64).max)
        origins: NDArray[np.int64] = np.minimum(indices - added[passed], limits[passed])
        return origins

    def past_marks(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return places of the original, moved behind the dropped marks that stand there."""
        if not len(self.marks):
            return places
        last = np.flatnonzero(np.diff(self.marks, append=-1) != 1)  # of each run of marks
        run_ends = self.marks[np.repeat(last, np.diff(last, prepend=-1))] + 1
        at = np.minimum(np.searchsorted(self.marks, places), len(self.marks) - 1)
        return np.where(self.marks[at] == places, run_ends[at], places)


@dataclass(frozen=True, slots=True)
class Characters:
    """Normalised code points of a text and their classes.

    `points` are bytes where all of them fit, and 0 for what separates words. `rewritten` is None
    when every code point stands at the index of the character it came from, which is the common
    case. `raw` has the code points of the original, and `blocks` says in which blocks of 256 there
    are any; it is None for ASCII.
    """

    raw: Points
    points: Points
    classes: NDArray[np.uint8]
    rewritten: Rewritten | None = None
    blocks: NDArray[np.bool_] | None = None

    def origins(self, indices: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return where normalised code points, by ascending index, stood in the original."""
        return indices if self.rewritten is None else self.rewritten.origins(indices)

    def offsets(
        self, first: NDArray[np.int64], last: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where stretches of code points, `last` exclusive, begin and end in the original.

        The marks that were dropped behind the last code point belong to the stretch.
        """
        if self.rewritten is None:
            return first, last
        ends = self.rewritten.origins(last - 1) + 1
        return self.rewritten.origins(first), self.rewritten.past_marks(ends)


@cache
def _ascii_table() -> bytes:
    """Return what every ASCII character is folded to, `_DROPPED` if it is dropped."""
    points, classes = entries_of(np.arange(_ASCII, dtype=np.uint32))
    points[classes == IGNORABLE] = _DROPPED
    return points.astype(np.uint8).tobytes().ljust(BLOCK)


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the text as an array of code points (a read-only view)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def normalise(text: str) -> Characters:
    """Return the comparable characters of a text."""
    if text.isascii():
        letters = text.encode("ascii")
        folded, classes = _ascii(letters)
        if not len(classes) or classes.max() < IGNORABLE:  # no control characters
            return Characters(np.frombuffer(letters, np.uint8), folded, classes)
    raw = code_points(text)
    blocks = blocks_of(raw)
    spelled = raw
    points, classes = _look_up(raw)
    highest = classes.max()
    if highest == COMPOSES:
        spelled = _compose(raw, classes)
        blocks |= blocks_of(spelled)
        points, classes = _look_up(spelled)
        left = np.flatnonzero(classes == COMPOSES)
        classes[left] = _uncomposed(spelled[left])
    rewritten = None
    if highest >= IGNORABLE:
        points, classes, rewritten = _rewrite(spelled, points, classes)
    if blocks[_JOINING_BLOCKS].any():
        classes = _join(points, classes)
    if points.dtype != np.uint8:  # a character may be folded to one of another block, µ to mu
        blocks |= blocks_of(points)
    return Characters(raw, points, classes, rewritten, blocks)


def _ascii(letters: bytes) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return what ASCII characters are folded to, and their classes."""
    folded = letters.translate(_ascii_table())
    points = np.frombuffer(folded, np.uint8)
    classes = (points > 0).view(np.uint8)  # SEPARATOR or LETTER
    if _DROPPED in folded:
        classes[points == _DROPPED] = IGNORABLE
    return points, classes


def _look_up(raw: NDArray[np.uint32]) -> tuple[Points, NDArray[np.uint8]]:
    """Return what code points are folded to, and their classes.

    Most characters of most texts are ASCII, and only the others are looked up one by one.
    """
    places = np.flatnonzero(raw >= _ASCII)
    letters = raw.astype(np.uint8)
    letters[places] = _SPACE
    of_ascii, classes = _ascii(letters.tobytes())
    folded, folded_kinds = entries_of(raw[places])
    points = _with_room(of_ascii.copy(), folded)
    points[places] = folded
    classes[places] = folded_kinds
    return points, classes


def _with_room(points: Points, added: NDArray[np.uint32]) -> Points:
    """Return code points in a type that holds those to be added."""
    return points if added.max(initial=0) < BLOCK else points.astype(np.uint32)


def _uncomposed(points: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return the classes of second halves that have found no first one."""
    return np.where(is_unspaced(points), JOINED, LETTER).astype(np.uint8)


def _compose(raw: NDArray[np.uint32], classes: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Put one character for two that it stands for, and a dropped mark for the second."""
    composed = raw.copy()
    for place in np.flatnonzero(classes == COMPOSES).tolist():
        before = place - 1
        while before >= 0 and (composed[before] == _DROPPED_MARK or classes[before] == MARK):
            before -= 1
        if before < 0:
            continue
        whole = unicodedata.normalize("NFKC", chr(composed[before]) + chr(composed[place]))
        if len(whole) == 1:
            composed[before], composed[place] = ord(whole), _DROPPED_MARK
    return composed


def _rewrite(
    raw: NDArray[np.uint32], points: Points, classes: NDArray[np.uint8]
) -> tuple[Points, NDArray[np.uint8], Rewritten]:
    """Drop ignorable characters and spell out ligatures."""
    places = np.flatnonzero(classes >= IGNORABLE)
    kinds = classes[places]
    expanding = places[kinds == EXPANDS]
    spelled = [expansion(int(point)) for point in raw[expanding]]
    lengths = np.zeros(len(places), dtype=np.int64)
    if spelled:
        sizes = [len(letters) for letters in spelled]
        lengths[kinds == EXPANDS] = sizes
        added = code_points("".join(spelled))
        letters, letter_classes = entries_of(added)
        # Behind a space, in a voiced sound mark that stands alone.
        left = letter_classes == COMPOSES
        letter_classes[left] = _uncomposed(added[left])
        before = np.repeat(expanding, sizes)
        inserted: NDArray[Any] = np.insert(_with_room(points, letters), before, letters)
        points = inserted
        classes = np.insert(classes, before, letter_classes)
    kept = classes < IGNORABLE
    rewritten = Rewritten(places, lengths, places[kinds == MARK], places[kinds == IGNORABLE])
    return points[kept], classes[kept], rewritten


def _join(points: Points, classes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Let what joins a word of letters be a letter, and what has nothing to join separate.

    A consonant joins the vowel that is written before it.
    """
    leading = np.isin(points, _LEADING_VOWELS)
    if leading.any():
        classes = classes.copy()
        classes[1:][leading[:-1] & (classes[1:] == SINGLE)] = JOINED
    joined = classes == JOINED
    if not joined.any():
        return classes
    bases = np.maximum.accumulate(np.where(joined, -1, np.arange(len(classes))))
    of_base = np.where(bases >= 0, classes[bases], SEPARATOR)
    return np.where(joined & (of_base != SINGLE), of_base, classes).astype(np.uint8)
