"""Characters that end, open and close sentences and lines, as sets of regular expressions."""

from __future__ import annotations

from typing import Final

# End a sentence wherever they stand: Han and Kana, Indic, Arabic, Armenian, Ethiopic, Burmese,
# Khmer, Tibetan, Mongolian, Thai (at the end of a chapter), Sinhala, Hebrew (in scripture).
FULL_STOPS: Final = "。！？｡।॥؟۔։።፧፨။។៕༎།᠃᠉๚๛෴׃"
# End one only before white space: they also stand in numbers, names and abbreviations.
MARKS: Final = ".!?…‼⁇⁈⁉‽．"
INVISIBLE: Final = "\u200b-\u200f\u2060\ufeff\u00ad"
CLOSERS: Final = r"\"'”’»›)\]}」』】〉》〕）］｝＂＇*_" + INVISIBLE
LOW_CLOSERS: Final = "“‘«‹"  # close what „ and » opened; elsewhere they open
OPENERS: Final = r"\"'`“”„‘’‚«»‹›(\[{¿¡「『【〈《〔（［｛＂–—―•·*_#>\-" + INVISIBLE
CJK: Final = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
HANGUL: Final = "\uac00-\ud7af"
LINE_BREAKS: Final = "\n\r\x85\u2028\u2029"
QUESTION_MARKS: Final = "?？؟\u037e՞፧⸮⁇⁈⁉"
# Ask behind a word that ends in two Greek letters. One alone is part of a formula or a name.
GREEK_QUESTION_MARKS: Final = ";\u037e"
_GREEK: Final = "[\u0386\u0388-\u03ff\u1f00-\u1fff]"
GREEK_WORD_END: Final = rf"{_GREEK}[\u0300-\u036f]*+{_GREEK}\W*?"
