"""Texts that a normaliser can stumble over."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

from dedupe_articles.text.folding import SECOND_HALVES

INVISIBLE: Final = (
    "\u00ad",  # soft hyphen
    "\u200b",  # zero-width space
    "\u200d",  # zero-width joiner
    "\u2060",  # word joiner
    "\ufeff",  # byte order mark
    "\ufe0f",  # variation selector
    "\U000e0101",  # supplementary variation selector
    "\u3164",  # Hangul filler
    "\u034f",  # combining grapheme joiner
)
ACCENTS: Final = ("\u0301", "\u0308", "\u0327", "\u05b0", "\u064e")
LIGATURES: Final = ("\ufb01", "\ufb04", "\u00df", "\u01c6", "\u2122", "\u00bd", "\u3392", "\ufdfa")
LINE_BREAKS: Final = ("\n", "\r\n", "\r", "\x85", "\u2028", "\u2029")
BREAKS: Final = (*LINE_BREAKS, " ", "\u00a0", "\t", "-", "\u2019", ".")
WORDS: Final = (
    *(
        "police",
        "Caf\u00e9",
        "caf",
        "recognise",
        "recognised",
        "a",
        "42",
        "na\u00efve",
        "\u0130zmir",
    ),
    *(
        "\u0396\u03b5\u03cd\u03c2",
        "\u041c\u043e\u0441\u043a\u0432\u0430",
        "\u05e9\u05dc\u05d5\u05dd",
    ),
    *(
        "\u6771\u4eac",
        "\u30ab\u30bf\u30ab\u30ca",
        "\u0e44\u0e17\u0e22",
        "\u0e19\u0e49\u0e33",
        "\u0e40\u0e21\u0e37\u0e48\u0e2d",
        "\u0ec0\u0ea1\u0eb7\u0ead\u0e87",
        "\u179a\u17b6\u1787",
        "\u0928\u092e\u0938\u094d\u0924\u0947",
    ),
    *("\ud55c\uad6d", "\U0001d51e\U0001d51f", "\U00010400\U00010428", "\U0001f600", "\U00020000"),
)

# What composes with the character before it is not folded by itself; it has tests of its own.
alone = st.characters(codec="utf-8").filter(lambda char: ord(char) not in SECOND_HALVES)
hostile_texts: st.SearchStrategy[str] = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from((*INVISIBLE, *ACCENTS, *LIGATURES, *BREAKS)),
        st.text(alone, max_size=3),
    ),
    max_size=30,
).map("".join)
"""Words, separators, ligatures, accents and invisible characters in any order."""

unaccented_words: st.SearchStrategy[str] = st.text(alphabet="abcdefgh", min_size=1, max_size=9)
