"""What a character is compared as, and whether it belongs to a word.

Case, compatibility forms (NFKC), diacritics and spellings of one letter are folded, invisible
characters dropped. What a code point becomes is taken from `unicodedata` when it occurs for the
first time, so that a scan never pays for the rest of Unicode.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.text.tables import PointTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Classes of code points. A SINGLE is a word by itself, with every JOINED behind it: scripts that
# put no spaces between words.
SEPARATOR: Final = 0
LETTER: Final = 1
SINGLE: Final = 2
JOINED: Final = 3
IGNORABLE: Final = 4
MARK: Final = 5  # ignorable, but part of the character before
EXPANDS: Final = 6
COMPOSES: Final = 7  # may be one character with the one before

_CLASS_SHIFT: Final = 24
_POINT_BITS: Final = np.uint32((1 << _CLASS_SHIFT) - 1)
# Han, Hiragana, Thai, Lao, Myanmar, Khmer and their extensions (Unicode blocks).
UNSPACED: Final = (
    (0x0E00, 0x0EFF),
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
# Thai and Lao vowels that stand behind their consonant and are no marks.
TRAILING_VOWELS: Final = frozenset({0x0E30, 0x0E32, 0x0E33, 0x0E45, 0x0EB0, 0x0EB2, 0x0EB3})
# Invisible by the Unicode property Default_Ignorable_Code_Point, but not format characters:
# grapheme joiner, Hangul fillers, Khmer inherent vowels, Mongolian and other variation selectors.
_INVISIBLE: Final = frozenset(
    {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0}
).union(range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
# Letters to Unicode, that are written for an apostrophe and the other way round: Ukrainian, Uzbek.
_APOSTROPHES: Final = range(0x02BB, 0x02C0)
_WHITE_SPACE: Final = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85")
# Letters that are written for one another: without a keyboard for the one, on one for another
# language, or by fonts. Persian and Urdu forms of Arabic letters; small capitals and their like.
_SAME: Final = str.maketrans(
    {
        **dict(zip("łøđðħŧıɑɡɩʋ", "loddhtiagiu", strict=True)),
        **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
        **dict(zip("کیىہٱةۃ", "كييهاهه", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ـ": "",  # tatweel stretches a word and is no letter
    }
)
# The second of two characters that one character stands for as well: vowels and final consonants
# of Hangul, voicing marks of kana, halves of Indic vowel signs, nuktas.
SECOND_HALVES: Final = frozenset(
    {0x3099, 0x309A, 0xFF9E, 0xFF9F, 0x093C, 0x09BE, 0x09D7, 0x0B3E, 0x0B56, 0x0B57, 0x0BBE}
).union(
    {0x0BD7, 0x0C56, 0x0CC2, 0x0CD5, 0x0CD6, 0x0D3E, 0x0D57, 0x0DCA, 0x0DCF, 0x0DDF, 0x102E},
    {0x1B35, 0x11930, 0x110BA, 0x11127, 0x1133E, 0x11357, 0x114B0, 0x114BA, 0x114BD, 0x115AF},
    range(0x1161, 0x1176),
    range(0x11A8, 0x11C3),
)


def _is_dropped(char: str) -> bool:
    """Whether a character is invisible, or a mark that a writer may leave out.

    So are accents and vowel points, and what strikes out or encloses a letter. Viramas, nuktas and
    the vowel signs of Indic and South-East Asian scripts (combining classes 0, 7 to 9 and 84 to
    132) are letters of their own to their readers and stay.
    """
    category = unicodedata.category(char)
    if category in ("Cf", "Me") or ord(char) in _INVISIBLE:
        return True
    if category == "Cc":
        return char not in _WHITE_SPACE
    combining = unicodedata.combining(char)
    return combining == 1 or 10 <= combining <= 36 or combining >= 200


def fold_character(char: str) -> str:
    r"""Return what a character is compared as: '' when it is invisible.

    >>> fold_character("É"), fold_character("ﬁ"), fold_character("ß"), fold_character("\u00ad")
    ('e', 'fi', 'ss', '')
    >>> fold_character("Ł"), fold_character("٤"), fold_character("ᴋ")
    ('l', '4', 'k')
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).casefold())
    marks = unicodedata.normalize("NFD", folded)
    letters = "".join(c for c in marks if not _is_dropped(c)).translate(_SAME)
    digits = (str(unicodedata.decimal(c, c)) for c in letters)
    return unicodedata.normalize("NFC", "".join(digits))


def _class_of(point: int) -> int:
    char = chr(point)
    is_mark = unicodedata.category(char).startswith("M")
    if point in _APOSTROPHES or not (char.isalnum() or is_mark):
        return SEPARATOR
    if not any(first <= point <= last for first, last in UNSPACED):
        return LETTER
    return JOINED if is_mark or point in TRAILING_VOWELS else SINGLE


_expansions: dict[int, str] = {}  # of the code points that have occurred


def _entry(point: int) -> int:
    """Return what a code point is folded to, 0 for what separates, and from bit 24 on its class."""
    folded = fold_character(chr(point))
    if point in SECOND_HALVES:
        return ord(folded) | COMPOSES << _CLASS_SHIFT
    kinds = [_class_of(ord(char)) for char in folded]
    if folded and not any(kinds):  # one dot separates as well as the three of an ellipsis
        return SEPARATOR << _CLASS_SHIFT
    if len(folded) == 1:
        return ord(folded) | kinds[0] << _CLASS_SHIFT
    if folded:
        _expansions[point] = folded
        return EXPANDS << _CLASS_SHIFT
    is_mark = unicodedata.category(chr(point)).startswith("M")
    return (MARK if is_mark else IGNORABLE) << _CLASS_SHIFT


_entries: Final = PointTable(np.uint32, _entry)


def entries_of(points: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Return what code points are folded to, and their classes."""
    packed = _entries[points]
    return packed & _POINT_BITS, (packed >> _CLASS_SHIFT).astype(np.uint8)


def expansion(point: int) -> str:
    """Return what a code point of the class `EXPANDS` is spelled out as."""
    return _expansions[point]


def is_unspaced(points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Say of each code point whether it is of a script that puts no spaces between words."""
    found = np.zeros(len(points), dtype=np.bool_)
    for first, last in UNSPACED:
        found |= (points >= first) & (points <= last)
    return found
