"""From characters to comparable characters, with the way back to the original.

Normalisation works on code points in numpy arrays. Case, compatibility forms (NFKC) and
diacritics are folded, invisible characters dropped, ligatures spelled out; `Characters.offsets`
leads from normalised code points back to the characters of the original text they came from.

What a code point becomes is taken from `unicodedata`, once for each block of 256 code points that
occurs, so that a scan of Latin text never pays for the rest of Unicode.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Classes of code points. A SINGLE is a word by itself: scripts that put no spaces between words.
SEPARATOR: Final = 0
LETTER: Final = 1
SINGLE: Final = 2
_IGNORABLE: Final = 3
_MARK: Final = 4  # ignorable, but part of the character before
_EXPANDS: Final = 5

_BLOCK: Final = 256
_CLASS_SHIFT: Final = 24
_POINT_BITS: Final = np.uint32((1 << _CLASS_SHIFT) - 1)
_CODE_POINTS: Final = 0x110000

# Han, Hiragana, Thai, Lao, Tibetan, Myanmar, Khmer and their extensions (Unicode blocks).
_UNSPACED: Final = (
    (0x0E00, 0x0EFF),
    (0x0F00, 0x0FFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x3040, 0x309F),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA9E0, 0xA9FF),
    (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF),
    (0x1B000, 0x1B16F),
    (0x20000, 0x3FFFF),
)
# Invisible by the Unicode property Default_Ignorable_Code_Point, but not format characters:
# grapheme joiner, Hangul fillers, Khmer inherent vowels, Mongolian and other variation selectors.
_INVISIBLE: Final = frozenset(
    {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0}
).union(range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Where characters were dropped or spelled out, and how many code points each became."""

    places: NDArray[np.int64]
    lengths: NDArray[np.int64]
    marks: NDArray[np.int64]

    def origins(self, indices: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return where normalised code points, by index, stood in the original."""
        added = np.concatenate([[0], np.cumsum(self.lengths - 1)])
        behind = self.places + 1 + added[1:]  # the first code point that comes after each
        passed = np.searchsorted(behind, indices, side="right")
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

    `points` are bytes where all of them fit. `rewritten` is None when every code point stands at
    the index of the character it came from, which is the common case.
    """

    points: NDArray[np.uint8] | NDArray[np.uint32]
    classes: NDArray[np.uint8]
    rewritten: Rewritten | None = None

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


def _is_dropped(char: str) -> bool:
    """Whether a character is invisible, or an accent or vowel point that a writer may leave out.

    Viramas, nuktas and the vowel signs of Indic and South-East Asian scripts (combining classes
    0 to 9 and 84 to 132) are letters of their own to their readers and stay.
    """
    if unicodedata.category(char) == "Cf" or ord(char) in _INVISIBLE:
        return True
    combining = unicodedata.combining(char)
    return 10 <= combining <= 36 or combining >= 200


def fold_character(char: str) -> str:
    r"""Return what a character is compared as: '' when it is invisible.

    >>> fold_character("É"), fold_character("ﬁ"), fold_character("ß"), fold_character("\u00ad")
    ('e', 'fi', 'ss', '')
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).casefold())
    marks = unicodedata.normalize("NFD", folded)
    return unicodedata.normalize("NFC", "".join(c for c in marks if not _is_dropped(c)))


def _class_of(point: int) -> int:
    char = chr(point)
    if not (char.isalnum() or unicodedata.category(char).startswith("M")):
        return SEPARATOR
    return SINGLE if any(first <= point <= last for first, last in _UNSPACED) else LETTER


class _Tables:
    """Folded code point and, from bit 24 on, class of every code point; filled block by block."""

    def __init__(self) -> None:
        self.expansions: dict[int, str] = {}
        self._packed: NDArray[np.uint32] = np.zeros(_CODE_POINTS, dtype=np.uint32)
        self._filled: NDArray[np.bool_] = np.zeros(_CODE_POINTS // _BLOCK, dtype=np.bool_)

    def look_up(self, points: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
        """Return what code points are folded to, and their classes."""
        self._require(points)
        packed = np.take(self._packed, points)
        return packed & _POINT_BITS, (packed >> _CLASS_SHIFT).astype(np.uint8)

    def _require(self, points: NDArray[np.uint32]) -> None:
        """Fill the blocks that these code points lie in."""
        seen = np.zeros(len(self._filled), dtype=np.bool_)
        seen[0] = True
        seen[points[points >= _BLOCK] >> 8] = True
        for block in np.flatnonzero(seen & ~self._filled):
            first = int(block) * _BLOCK
            for point in range(first, first + _BLOCK):
                self._packed[point] = self._entry(point)
            self._filled[block] = True

    def _entry(self, point: int) -> int:
        folded = fold_character(chr(point))
        if len(folded) == 1:
            return ord(folded) | _class_of(ord(folded)) << _CLASS_SHIFT
        if folded:
            self.expansions[point] = folded
            return _EXPANDS << _CLASS_SHIFT
        is_mark = unicodedata.category(chr(point)).startswith("M")
        return (_MARK if is_mark else _IGNORABLE) << _CLASS_SHIFT


_tables = _Tables()


@cache
def _ascii_tables() -> tuple[bytes, bytes]:
    """Return folded byte and class of every ASCII character, none of which is rewritten."""
    points, classes = _tables.look_up(np.arange(128, dtype=np.uint32))
    return points.astype(np.uint8).tobytes().ljust(_BLOCK), classes.tobytes().ljust(_BLOCK)


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the text as an array of code points (a read-only view)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def normalise(text: str) -> Characters:
    """Return the comparable characters of a text."""
    if text.isascii():
        letters = text.encode("ascii")
        folded, kinds = (letters.translate(table) for table in _ascii_tables())
        return Characters(np.frombuffer(folded, np.uint8), np.frombuffer(kinds, np.uint8))
    raw = code_points(text)
    points, classes = _tables.look_up(raw)
    rewritten = None
    if classes.max() >= _IGNORABLE:
        points, classes, rewritten = _rewrite(raw, points, classes)
    fits_bytes = len(points) > 0 and points.max() < _BLOCK
    return Characters(points.astype(np.uint8) if fits_bytes else points, classes, rewritten)


def _rewrite(
    raw: NDArray[np.uint32], points: NDArray[np.uint32], classes: NDArray[np.uint8]
) -> tuple[NDArray[np.uint32], NDArray[np.uint8], Rewritten]:
    """Drop ignorable characters and spell out ligatures."""
    places = np.flatnonzero(classes >= _IGNORABLE)
    marks = places[classes[places] == _MARK]
    expanding = places[classes[places] == _EXPANDS]
    spelled = [_tables.expansions[int(point)] for point in raw[expanding]]
    lengths = np.zeros(len(places), dtype=np.int64)
    if spelled:
        sizes = [len(letters) for letters in spelled]
        lengths[classes[places] == _EXPANDS] = sizes
        letters, letter_classes = _tables.look_up(code_points("".join(spelled)))
        before = np.repeat(expanding, sizes)
        points = np.insert(points, before, letters)
        classes = np.insert(classes, before, letter_classes)
    kept = classes < _IGNORABLE
    return points[kept], classes[kept], Rewritten(places, lengths, marks)
