"""From characters to comparable characters, with the way back to the original.

Normalisation works on code points in numpy arrays. Case, compatibility forms (NFKC) and
diacritics are folded, invisible characters dropped, ligatures spelled out; `Characters.starts`
leads from every normalised code point back to the character of the original text it came from.

What a code point becomes is taken from `unicodedata`, once for each block of 256 code points that
occurs, so that a scan of Latin text never pays for the rest of Unicode.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
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
class Characters:
    """Normalised code points of a text, their classes, and where each stood in the original.

    A code point stood at `starts:ends`, with the marks that were dropped behind it. Both are None
    when every code point stands at its own index, which is the common case.
    """

    points: NDArray[np.uint32]
    classes: NDArray[np.uint8]
    starts: NDArray[np.int64] | None = None
    ends: NDArray[np.int64] | None = None


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
    """Folded code point and class of every code point, filled block by block on demand."""

    def __init__(self) -> None:
        self.fold: NDArray[np.uint32] = np.zeros(_CODE_POINTS, dtype=np.uint32)
        self.classes: NDArray[np.uint8] = np.zeros(_CODE_POINTS, dtype=np.uint8)
        self.expansions: dict[int, str] = {}
        self._filled: NDArray[np.bool_] = np.zeros(_CODE_POINTS // _BLOCK, dtype=np.bool_)

    def require(self, points: NDArray[np.uint32]) -> None:
        """Fill the blocks that these code points lie in."""
        seen = np.zeros(len(self._filled), dtype=np.bool_)
        seen[points >> 8] = True
        for block in np.flatnonzero(seen & ~self._filled):
            first = int(block) * _BLOCK
            for point in range(first, first + _BLOCK):
                self._fill(point)
            self._filled[block] = True

    def _fill(self, point: int) -> None:
        folded = fold_character(chr(point))
        if len(folded) == 1:
            self.fold[point] = ord(folded)
            self.classes[point] = _class_of(ord(folded))
        elif folded:
            self.expansions[point] = folded
            self.classes[point] = _EXPANDS
        else:
            is_mark = unicodedata.category(chr(point)).startswith("M")
            self.classes[point] = _MARK if is_mark else _IGNORABLE


_tables = _Tables()


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the text as an array of code points (a read-only view)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def normalise(text: str) -> Characters:
    """Return the comparable characters of a text."""
    raw = code_points(text)
    _tables.require(raw)
    classes = _tables.classes[raw]
    if len(classes) and classes.max() >= _IGNORABLE:
        return _rewrite(raw, classes)
    return Characters(_tables.fold[raw], classes)


def _rewrite(raw: NDArray[np.uint32], classes: NDArray[np.uint8]) -> Characters:
    """Drop ignorable characters and spell out ligatures."""
    lengths = np.ones(len(raw), dtype=np.int64)
    lengths[(classes == _IGNORABLE) | (classes == _MARK)] = 0
    expanding = np.flatnonzero(classes == _EXPANDS)
    spelled = [_tables.expansions[int(point)] for point in raw[expanding]]
    lengths[expanding] = [len(chars) for chars in spelled]
    starts = np.repeat(np.arange(len(raw), dtype=np.int64), lengths)
    points = _tables.fold[raw][starts]
    out_classes = classes[starts]
    if spelled:
        letters = code_points("".join(spelled))
        _tables.require(letters)
        where = out_classes == _EXPANDS
        points[where] = letters
        out_classes[where] = _tables.classes[letters]
    # What is no mark ends where the next character that is no mark begins.
    next_base = np.append(np.flatnonzero(classes != _MARK), len(raw))
    ends = next_base[np.searchsorted(next_base, starts, side="right")]
    return Characters(points, out_classes, starts, ends)
