"""From characters to comparable characters, with the way back to the original.

Normalisation works on code points in numpy arrays. Case, compatibility forms (NFKC), diacritics
and spellings of one letter are folded, invisible characters dropped, ligatures spelled out;
`Characters.offsets` leads from normalised code points back to the characters of the original text
they came from.

What a code point becomes is taken from `unicodedata` when it occurs for the first time, so that a
scan never pays for the rest of Unicode.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dedupe_articles.text.tables import BLOCK, PointTable, blocks_of

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    Points: TypeAlias = NDArray[np.uint8] | NDArray[np.uint32]

# Classes of code points. A SINGLE is a word by itself, with every JOINED behind it: scripts that
# put no spaces between words.
SEPARATOR: Final = 0
LETTER: Final = 1
SINGLE: Final = 2
JOINED: Final = 3
_IGNORABLE: Final = 4
_MARK: Final = 5  # ignorable, but part of the character before
_EXPANDS: Final = 6
_COMPOSES: Final = 7  # may be one character with the one before

_CLASS_SHIFT: Final = 24
_POINT_BITS: Final = np.uint32((1 << _CLASS_SHIFT) - 1)
_ASCII: Final = 128
_SPACE: Final = 32
_DROPPED: Final = 1  # stands for ASCII characters that are dropped

# Han, Hiragana, Thai, Lao, Myanmar, Khmer and their extensions (Unicode blocks).
_UNSPACED: Final = (
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
_LEADING_VOWELS: Final = (0x0E40, 0x0E44)  # of Thai
_JOINING_BLOCKS: Final = np.unique(
    [block for low, high in _UNSPACED for block in range(low >> 8, (high >> 8) + 1)]
)
# Thai and Lao vowels that stand behind their consonant and are no marks.
_TRAILING_VOWELS: Final = frozenset({0x0E30, 0x0E32, 0x0E33, 0x0E45, 0x0EB0, 0x0EB2, 0x0EB3})
# Invisible by the Unicode property Default_Ignorable_Code_Point, but not format characters:
# grapheme joiner, Hangul fillers, Khmer inherent vowels, Mongolian and other variation selectors.
_INVISIBLE: Final = frozenset(
    {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0}
).union(range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_WHITE_SPACE: Final = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85")
# A character that is dropped and belongs to the one before it.
_DROPPED_MARK: Final = 0x034F  # the grapheme joiner

# Letters that are written for one another: without a keyboard for the one, on one for another
# language, or by fonts. Persian and Urdu forms of Arabic letters; small capitals and their like.
_SAME: Final = str.maketrans(
    {
        **dict(zip("łøđðħŧıɑɡɩʋ", "loddhtiagiu", strict=True)),
        **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
        **dict(zip("کیىہٱ", "كييها", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ـ": "",  # tatweel stretches a word and is no letter
    }
)
# The second of two characters that one character stands for as well: vowels and final consonants
# of Hangul, voicing marks of kana, halves of Indic vowel signs.
_SECOND_HALVES: Final = frozenset(
    {0x3099, 0x309A, 0xFF9E, 0xFF9F, 0x09BE, 0x09D7, 0x0B3E, 0x0B56, 0x0B57, 0x0BBE, 0x0BD7}
).union(
    {0x0C56, 0x0CC2, 0x0CD5, 0x0CD6, 0x0D3E, 0x0D57, 0x0DCA, 0x0DCF, 0x0DDF, 0x102E},
    range(0x1161, 0x1176),
    range(0x11A8, 0x11C3),
)


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
    if not (char.isalnum() or is_mark):
        return SEPARATOR
    if not any(first <= point <= last for first, last in _UNSPACED):
        return LETTER
    return JOINED if is_mark or point in _TRAILING_VOWELS else SINGLE


_expansions: dict[int, str] = {}


def _entry(point: int) -> int:
    """Return what a code point is folded to, 0 for what separates, and from bit 24 on its class."""
    folded = fold_character(chr(point))
    if point in _SECOND_HALVES:
        return ord(folded) | _COMPOSES << _CLASS_SHIFT
    kinds = [_class_of(ord(char)) for char in folded]
    if folded and not any(kinds):  # one dot separates as well as the three of an ellipsis
        return SEPARATOR << _CLASS_SHIFT
    if len(folded) == 1:
        return ord(folded) | kinds[0] << _CLASS_SHIFT
    if folded:
        _expansions[point] = folded
        return _EXPANDS << _CLASS_SHIFT
    is_mark = unicodedata.category(chr(point)).startswith("M")
    return (_MARK if is_mark else _IGNORABLE) << _CLASS_SHIFT


_entries: Final = PointTable(np.uint32, _entry)


def _entries_of(points: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Return what code points are folded to, and their classes."""
    packed = _entries[points]
    return packed & _POINT_BITS, (packed >> _CLASS_SHIFT).astype(np.uint8)


@cache
def _ascii_table() -> bytes:
    """Return what every ASCII character is folded to, `_DROPPED` if it is dropped."""
    points, classes = _entries_of(np.arange(_ASCII, dtype=np.uint32))
    points[classes == _IGNORABLE] = _DROPPED
    return points.astype(np.uint8).tobytes().ljust(BLOCK)


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the text as an array of code points (a read-only view)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def normalise(text: str) -> Characters:
    """Return the comparable characters of a text."""
    if text.isascii():
        letters = text.encode("ascii")
        folded, classes = _ascii(letters)
        if not len(classes) or classes.max() < _IGNORABLE:  # no control characters
            return Characters(np.frombuffer(letters, np.uint8), folded, classes)
    raw = code_points(text)
    blocks = blocks_of(raw)
    spelled = raw
    points, classes = _look_up(raw)
    highest = classes.max()
    if highest == _COMPOSES:
        spelled = _compose(raw, classes)
        blocks |= blocks_of(spelled)
        points, classes = _look_up(spelled)
        left = np.flatnonzero(classes == _COMPOSES)
        classes[left] = _uncomposed(spelled[left])
    rewritten = None
    if highest >= _IGNORABLE:
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
        classes[points == _DROPPED] = _IGNORABLE
    return points, classes


def _look_up(raw: NDArray[np.uint32]) -> tuple[Points, NDArray[np.uint8]]:
    """Return what code points are folded to, and their classes.

    Most characters of most texts are ASCII, and only the others are looked up one by one.
    """
    places = np.flatnonzero(raw >= _ASCII)
    letters = raw.astype(np.uint8)
    letters[places] = _SPACE
    of_ascii, classes = _ascii(letters.tobytes())
    folded, folded_kinds = _entries_of(raw[places])
    points = _with_room(of_ascii.copy(), folded)
    points[places] = folded
    classes[places] = folded_kinds
    return points, classes


def _with_room(points: Points, added: NDArray[np.uint32]) -> Points:
    """Return code points in a type that holds those to be added."""
    return points if added.max(initial=0) < BLOCK else points.astype(np.uint32)


def _uncomposed(points: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return the classes of second halves that have found no first one."""
    return np.where(_unspaced(points), JOINED, LETTER).astype(np.uint8)


def _unspaced(points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Say of each code point whether it is of a script that puts no spaces between words."""
    found = np.zeros(len(points), dtype=np.bool_)
    for first, last in _UNSPACED:
        found |= (points >= first) & (points <= last)
    return found


def _compose(raw: NDArray[np.uint32], classes: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Put one character for two that it stands for, and a dropped mark for the second."""
    composed = raw.copy()
    for place in np.flatnonzero(classes == _COMPOSES).tolist():
        before = place - 1
        while before >= 0 and (composed[before] == _DROPPED_MARK or classes[before] == _MARK):
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
    places = np.flatnonzero(classes >= _IGNORABLE)
    kinds = classes[places]
    expanding = places[kinds == _EXPANDS]
    spelled = [_expansions[int(point)] for point in raw[expanding]]
    lengths = np.zeros(len(places), dtype=np.int64)
    if spelled:
        sizes = [len(letters) for letters in spelled]
        lengths[kinds == _EXPANDS] = sizes
        added = code_points("".join(spelled))
        letters, letter_classes = _entries_of(added)
        # Behind a space, in a voiced sound mark that stands alone.
        left = letter_classes == _COMPOSES
        letter_classes[left] = _uncomposed(added[left])
        before = np.repeat(expanding, sizes)
        inserted: NDArray[Any] = np.insert(_with_room(points, letters), before, letters)
        points = inserted
        classes = np.insert(classes, before, letter_classes)
    kept = classes < _IGNORABLE
    rewritten = Rewritten(places, lengths, places[kinds == _MARK], places[kinds == _IGNORABLE])
    return points[kept], classes[kept], rewritten


def _join(points: Points, classes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Let what joins a word of letters be a letter, and what has nothing to join separate.

    A consonant joins the vowel that is written before it.
    """
    leading = (points >= _LEADING_VOWELS[0]) & (points <= _LEADING_VOWELS[1])
    if leading.any():
        classes = classes.copy()
        classes[1:][leading[:-1] & (classes[1:] == SINGLE)] = JOINED
    joined = classes == JOINED
    if not joined.any():
        return classes
    bases = np.maximum.accumulate(np.where(joined, -1, np.arange(len(classes))))
    of_base = np.where(bases >= 0, classes[bases], SEPARATOR)
    return np.where(joined & (of_base != SINGLE), of_base, classes).astype(np.uint8)
