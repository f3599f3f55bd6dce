"""Letters of one alphabet that stand in for those of another, so that a word looks as it was.

Inside a word, or as a whole word of a text in another alphabet, look-alikes are folded to the
alphabet that the word belongs to. A word is never changed for less than that: of "Москва" in an
English text, or "αβγ", some letters look like no Latin ones, so it is what it seems to be.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.text.tables import PointTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

# What looks like a Latin letter, in Greek, Cyrillic and the alphabets that tools for disguise use:
# Armenian, Cherokee, Coptic, Lisu, Canadian syllabics, Deseret, Osage, Tifinagh, Georgian. Taken
# from the confusables of Unicode Technical Standard 39, single letters only.
_LIKE_LATIN: Final = {
    "a": "ΑαАаᎪᗅꓮ",
    "b": "ΒВЬᏏᏴᑲᖯᗷꓐ",
    "c": "ϲϹСсᏟⲤⲥꓚꮯ𐐕𐐽",
    "d": "ԁᎠᏧᑯᗞᗪꓒꓓ",
    "e": "ΕЕеҽᎬⴹꓰ",
    "f": "Ϝքᖴꓝ",
    "g": "ԌցᏀᏳꓖ",
    "h": "ΗНһհᎻᏂᕼⲎꓧ",
    "i": "ΙιІіᎥⲒꓲꙇꭵ",
    "j": "ͿϳЈјᎫᒍꓙ",
    "k": "ΚКᏦⲔꓗ",
    "l": "ӀӏᏞᒪⳐⵏꓡ𐐛",
    "m": "ΜϺМᎷᗰⲘꓟ",
    "n": "ΝոռⲚꓠ",
    "o": "ΟοОоՕօჿⲞⲟⵔꓳ𐐄𐐬𐓂𐓪",
    "p": "ΡρРрᏢᑭⲢⲣꓑ",
    "q": "ԛգզⵕ",
    "r": "гᎡᏒᖇⲅꓣꮁ𐒴",
    "s": "ЅѕՏᏕᏚꓢꮪ𐐠𐑈",
    "t": "ΤТᎢⲦꓔ",
    "u": "υՍսᑌꓴ𐓎𐓶",
    "v": "νѴѵᏙᐯⴸꓦꮩ",
    "w": "ѡԜԝաᎳᏔꓪꮃ",
    "x": "ΧХхᕁᕽⲬⵝꓫ",
    "y": "ΥγУуҮүყᎩᎽⲨꓬ",
    "z": "ΖᏃꓜꮓ",
}
_LATIN_LIKE_CYRILLIC: Final = ("ABCEHIJKMOPSTXYaceijopsxy", "авсеніјкморѕтхуасеіјорѕху")
_LATIN_LIKE_GREEK: Final = ("ABEHIKMNOPTXYZaiknopuvxy", "αβεηικμνορτχυζαικηορυνχγ")

# Alphabets. A letter that nothing else looks like is *distinctive*: it shows which one a text uses.
LATIN: Final = 0
CYRILLIC: Final = 1
GREEK: Final = 2
_OTHER: Final = 3
_ALPHABETS: Final = 4
_LATIN_DISTINCTIVE: Final = frozenset("bdfgklmnqrtuvwz")
_BY_NAME: Final = {
    "LATIN": LATIN,
    "CYRILLIC": CYRILLIC,
    "GREEK": GREEK,
    **dict.fromkeys(
        ("ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "CANADIAN", "DESERET", "OSAGE"), _OTHER
    ),
    **dict.fromkeys(("TIFINAGH", "GEORGIAN"), _OTHER),
}
# Kinds of code points: 0 for no letter of these, else 1 + 2 * alphabet, and 1 more if distinctive.
_FIRST_FOREIGN: Final = 1 + 2 * CYRILLIC


def _targets() -> Mapping[int, Mapping[str, str]]:
    """Return, by alphabet, what each letter of another is folded to."""
    latin = {char: letter for letter, chars in _LIKE_LATIN.items() for char in chars}
    targets = {LATIN: latin}
    for alphabet, (letters, folded) in (
        (CYRILLIC, _LATIN_LIKE_CYRILLIC),
        (GREEK, _LATIN_LIKE_GREEK),
    ):
        into = dict(zip(letters, folded, strict=True))
        own = {char for char in latin if _alphabet(char) == alphabet}
        via_latin = {
            char: into[cased]
            for char, letter in latin.items()
            if char not in own and (cased := letter.upper() if char.isupper() else letter) in into
        }
        targets[alphabet] = {**into, **via_latin}
    return targets


def _alphabet(char: str) -> int | None:
    return _BY_NAME.get(unicodedata.name(char, "").partition(" ")[0])


def _kind(point: int) -> int:
    char = chr(point)
    alphabet = _alphabet(char) if char.isalpha() else None
    if alphabet is None:
        return 0
    looks = char not in _LATIN_DISTINCTIVE if alphabet == LATIN else char in _TARGETS[LATIN]
    return 1 + 2 * alphabet + (not looks)


_TARGETS: Final = _targets()
_kinds = PointTable(np.uint8, _kind)


# The blocks of 256 code points in which there are foreign letters that look like Latin ones.
BLOCKS: Final = np.unique([ord(char) >> 8 for char in _TARGETS[LATIN]])


def kinds_of(points: NDArray[np.uint8] | NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return the kind of each folded code point: 0 unless it is a letter of some alphabet."""
    return _kinds[points]


def is_letter(points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Say of each code point whether it is a letter of some alphabet."""
    return _kinds[points] > 0


def is_foreign(kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Say of each kind whether it is that of letters of another alphabet than the Latin one."""
    return kinds >= _FIRST_FOREIGN


def dominant_alphabet(kinds: NDArray[np.uint8]) -> int:
    """Return the alphabet of a text, by its distinctive letters."""
    counts = np.bincount(kinds, minlength=1 + 2 * _ALPHABETS)
    return int(counts[2::2].argmax())


def foreign_letters(kinds: NDArray[np.uint8], alphabet: int) -> NDArray[np.int64]:
    """Return the places of letters of other alphabets."""
    return np.flatnonzero((kinds > 0) & ((kinds - 1) >> 1 != alphabet))


def unmasked(raw: str, kinds: Sequence[int], alphabet: int) -> list[int] | None:
    """Return the letters that a word seems to have.

    `raw` has the characters of the word, `kinds` the kind of each, `alphabet` is that of the text.
    The answer has, for each character, the folded code point that it looks like, or 0 where it is
    what it is. None if the word is what it seems to be.
    """
    alphabets = {(kind - 1) >> 1 for kind in kinds if kind}
    for target in _possible(alphabets, alphabet):
        folded = [
            0 if not kind or (kind - 1) >> 1 == target else _folded(char, target)
            for char, kind in zip(raw, kinds, strict=True)
        ]
        if None not in folded:
            return [point or 0 for point in folded]
    return None


def _possible(alphabets: set[int], alphabet: int) -> Iterator[int]:
    """Yield the alphabets that a word may belong to: that of the text, then its own."""
    if alphabet in _TARGETS:
        yield alphabet
    if len(alphabets) > 1:
        yield from sorted((alphabets & _TARGETS.keys()) - {alphabet})


def _folded(char: str, target: int) -> int | None:
    targets = _TARGETS[target]
    letter = targets.get(char) or targets.get(unicodedata.normalize("NFD", char)[0])
    return ord(letter) if letter else None
