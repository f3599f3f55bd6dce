"""Texts disguised as tools disguise them: they look the same and have other characters."""

from __future__ import annotations

import random
import re
from typing import Final

CYRILLIC: Final = str.maketrans("aceijopsxyABCEHIKMOPSTXY", "асеіјорѕхуАВСЕНІКМОРЅТХҮ")
MANY: Final = str.maketrans("acdeghilmnopqrsuvwxyz", "ɑⅽԁеցһіӏｍոоρզⲅѕսνԝхуᴢ")
FULL_WIDTH: Final = {point: point + 0xFEE0 for point in range(0x41, 0x7B) if chr(point).isalpha()}
BOLD: Final = {
    **{point: 0x1D400 + point - 0x41 for point in range(0x41, 0x5B)},
    **{point: 0x1D41A + point - 0x61 for point in range(0x61, 0x7B)},
}
HIDDEN: Final = ("\u200b", "\u200c", "\u2060", "\ufeff", "\u200d", "\u00ad", "\u180e", "\u2063")


def some_letters(text: str, table: dict[int, int], share: float, seed: int = 1) -> str:
    """Return a text with a share of its letters replaced."""
    generator = random.Random(seed)
    return "".join(c.translate(table) if generator.random() < share else c for c in text)


def hidden_inside(text: str, hidden: str, share: float = 0.3, seed: int = 1) -> str:
    """Return a text with a character put between letters, so often."""
    generator = random.Random(seed)
    return re.sub(
        r"(?<=[^\W\d_])(?=[^\W\d_])", lambda _: hidden if generator.random() < share else "", text
    )


def reversed_words(text: str) -> str:
    """Return a text whose words stand in it backwards, and are shown as they were."""
    return re.sub(r"[^\W_]+", lambda word: f"\u202e{word[0][::-1]}\u202c", text)


def halves_reversed(text: str) -> str:
    """Return a text of whose words an end stands in it backwards, and is shown as it was."""
    return re.sub(
        r"([^\W_]+?)([^\W_]{2,3})\b", lambda word: f"{word[1]}\u202e{word[2][::-1]}\u202c", text
    )
