"""Split text of any language into sentences.

One regular expression finds the places where a sentence may end; a few rules about the word before
and the word behind decide about the ambiguous ones. The same rules and constants serve every
language. Every rule looks at a bounded stretch of text, so the time is linear in its length.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from dedupe_articles.text.abbreviations import (
    BEFORE_NUMBER,
    BEFORE_ORDINAL,
    MONTHS,
    NAME_PARTS,
    NEVER_LAST,
    OFTEN_LAST,
    SELDOM_LAST,
    STARTERS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# End a sentence wherever they stand: Han and Kana, Indic, Arabic, Armenian, Ethiopic, Burmese,
# Khmer, Tibetan, Mongolian, Thai (at the end of a chapter), Sinhala, Hebrew (in scripture).
_FULL_STOPS: Final = "。！？｡।॥؟۔։።፧፨။។៕༎།᠃᠉๚๛෴׃"
# End one only before white space: they also stand in numbers, names and abbreviations.
_MARKS: Final = ".!?…‼⁇⁈⁉‽．"
_INVISIBLE: Final = "\u200b-\u200f\u2060\ufeff\u00ad"
_CLOSERS: Final = r"\"'”’»›)\]}」』】〉》〕）］｝＂＇*_" + _INVISIBLE
_LOW_CLOSERS: Final = "“‘«‹"  # close what „ and » opened; elsewhere they open
_OPENERS: Final = r"\"'`“”„‘’‚«»‹›(\[{¿¡「『【〈《〔（［｛＂–—―•·*_#>\-" + _INVISIBLE
_CJK: Final = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"

# Groups: terminators (". . ." is one), closing punctuation and footnote numbers, white space;
# then, not consumed, what opens the next sentence, and its first word. A repeated group is atomic
# and not possessive: Python before 3.11.5 gives back too little of those (CPython issue 106052).
_CANDIDATE: Final = re.compile(
    rf"([{_MARKS}{_FULL_STOPS}]++(?>(?:[ \xa0][{_MARKS}]++(?!\w))*))"
    rf"((?>(?:[{_CLOSERS}]|[{_LOW_CLOSERS}](?!\w)|\[\d{{1,3}}\])*)(?>(?:\s(?:[»”)\]]|'')(?!\w))?))"
    r"(\s*+)"
    rf"(?=((?>(?:[{_OPENERS}]{{1,4}}+[ \xa0]?+){{0,2}}))([^\W_]{{0,14}}+\.?))"
)
_IN_ADDRESS: Final = frozenset(".:/@")
_COMMAS: Final = frozenset(",;،؛、，；")
_QUOTES: Final = frozenset("\"'”’“‘»›«‹")
_HAS_FULL_STOP: Final = re.compile(f"[{_FULL_STOPS}]")
# A CJK terminator does not end the sentence if a title closes right behind, or if a quotation
# closes with it and a Japanese particle or a Chinese "he said" goes on.
_INSIDE_CJK_TITLE: Final = re.compile(rf"[^《》〈〉{_FULL_STOPS}\n]{{0,30}}+[》〉]")
_GOES_ON: Final = re.compile(
    "[とはがをにのもへ]|って|など|[^，。！？、：“「]{0,6}[说說道问問答喊叫](?:[，。：]|$)"
)
_BETWEEN_CJK: Final = re.compile(rf"(?<=[{_CJK}])[.!?．]{{1,2}}[{_CLOSERS}]*+(?=[{_CJK}“「『])")

# The word before a full stop is looked for in this many characters; no abbreviation is longer.
_WINDOW: Final = 24
_STRIPPED: Final = "\"'`“”„‘’«»‹›([{¿¡—–-*_$€£¥"
_ONE_LETTER_WORDS: Final = frozenset("яéèàòóåø")
_BEFORE_LIST_NUMBER: Final = ("–", "—", "-", "|", ":")
# Glued to the front of a word: text of a script without spaces, an elided article.
_PREFIX: Final = re.compile(rf"^(?:.*[{_CJK}]|[^\W\d_]{{1,2}}['’](?=\w\w))")
_JOINTS: Final = re.compile("[-./]")
_ROMAN: Final = re.compile("[IVXL]{2,6}")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_DOTTED_TAIL: Final = re.compile(r"\W*(?:[^\W\d_]\.)+")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}")
_WITHOUT_VOWEL: Final = re.compile(
    "[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,3}|[б-джзй-нп-тф-щ]{2,4}"
)
_LIST_NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}|[IVXL]{1,6}|[^\W\d_]")

_LINE: Final = re.compile("\\S[^\n\r\x85\u2028\u2029]*+")
_NEWLINE: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_FIRST_LETTERS: Final = re.compile(rf"[{_OPENERS}]{{0,4}}+([^\W_]{{0,2}})")
_FIRST_WORD: Final = re.compile(rf"[{_CJK}]|\S{{1,20}}")
_BULLET: Final = re.compile(r"[-*•·●▪◦‣–—]\s")
_UNFINISHED: Final = re.compile(rf"[^{_MARKS}{_FULL_STOPS}:{_CLOSERS}]")
# A hard-wrapped text has most of its lines in this range of widths, nearly filled: the first word
# of the next line would not have fitted. Many of its line breaks are plainly inside a sentence.
# Chosen on Reuters-21578 (wrapped: 64 of 161,000 breaks before a small letter are taken for the end
# of a sentence) against the sources of PAN 2013 and Wikipedia in English and Chinese (a paragraph a
# line: 12 of 23,000 texts are taken for wrapped).
_NARROWEST_WRAP: Final = 30
_WIDEST_WRAP: Final = 100
_WIDEST_CJK_WRAP: Final = 50
_FILLED: Final = 0.85  # of the usual width
_OVERFULL: Final = 1.3  # a line this much wider than usual is a paragraph
_STRONG: Final = 1.25  # shares of filled lines and of broken sentences, added up

# Scripts without spaces between words use them between phrases; a longer piece is cut there.
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_LONG_PIECE: Final = 300
_SHORTEST_PHRASE: Final = 100
_PHRASE_GAP: Final = re.compile(rf"(?<=[{_UNSPACED}])\s++(?=[{_UNSPACED}])")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text as (start, end) character offsets, end exclusive.

    Sentences are in order, do not overlap, begin and end with a character that is no white space,
    and hold every such character of the text. Headlines and list items are sentences.

    >>> split_sentences("Dr. No came. He left.")
    [(0, 12), (13, 21)]
    """
    sentences: list[tuple[int, int]] = []
    without_capitals = text.islower()
    for start, end in _paragraphs(text):
        for sentence in _split_paragraph(text, start, end, without_capitals=without_capitals):
            if sentence[1] - sentence[0] > _LONG_PIECE:
                sentences.extend(_split_phrases(text, *sentence))
            else:
                sentences.append(sentence)
    return sentences


def _split_paragraph(
    text: str, start: int, end: int, *, without_capitals: bool
) -> Iterator[tuple[int, int]]:
    for candidate in _CANDIDATE.finditer(text, start, end):
        goes_on = candidate.end(4) < end  # a lone quotation mark is no sentence
        if goes_on and _ends_sentence(text, start, candidate, without_capitals=without_capitals):
            yield start, candidate.end(2)
            start = candidate.end()
    yield start, end


def _ends_sentence(
    text: str, start: int, candidate: re.Match[str], *, without_capitals: bool
) -> bool:
    """Whether the sentence that begins at `start` ends at the candidate."""
    marks, closers, gap, openers, word = candidate.groups()
    behind = candidate.end()
    if not openers and text[behind] in _COMMAS:
        return False
    if _HAS_FULL_STOP.search(marks):
        return not (
            _INSIDE_CJK_TITLE.match(text, candidate.end(1))
            or (closers and not gap and _GOES_ON.match(text, behind))
        )
    stop = candidate.start()
    before = text[max(start, stop - _WINDOW) : stop].split()
    if not gap and not _misses_space(before, word):
        return _BETWEEN_CJK.match(text, stop) is not None
    if _begins_small(word) and not without_capitals:
        return False
    if marks != "." or not before:
        return True
    quoted = not _QUOTES.isdisjoint(closers)
    return not _is_list_number(before, stop - start) and _full_stop_ends_sentence(
        before, word, quoted=quoted
    )


def _misses_space(before: Sequence[str], word: str) -> bool:
    """Whether an ordinary word ends and another sentence begins at once, as in "end.The"."""
    return (
        word[:1].isupper()
        and word[1:2].islower()
        and bool(before)
        and before[-1].islower()
        and before[-1][-2:].isalpha()
        and _IN_ADDRESS.isdisjoint(before[-1])
    )


def _is_list_number(before: Sequence[str], length: int) -> bool:
    """Whether all that the sentence holds so far, `length` characters, is "1", "IV" or "a"."""
    if len(before) != 1 or length > _WINDOW:
        return False
    return _LIST_NUMBER.fullmatch(before[0].lstrip(_STRIPPED)) is not None


def _full_stop_ends_sentence(before: Sequence[str], word: str, *, quoted: bool) -> bool:
    """Whether a full stop behind the words `before` and in front of `word` ends a sentence."""
    previous = before[-2] if len(before) > 1 else ""
    last = _PREFIX.sub("", before[-1].lstrip(_STRIPPED))
    if last.isdecimal() or _ROMAN.fullmatch(last):
        return _number_ends_sentence(last, previous, word)
    if len(last) == 1 and _DOTTED_TAIL.fullmatch(previous):
        last = previous.lstrip(_STRIPPED) + last  # "z. B", "U. S"
    if last in NEVER_LAST or _JOINTS.split(last)[-1] in NEVER_LAST:
        return False
    abbreviation = _is_abbreviation(last)
    if word[:1].isdecimal():
        return not (abbreviation or last in BEFORE_NUMBER or last in OFTEN_LAST)
    if not abbreviation or quoted:
        return True
    return _is_starter(word) and not (_INITIALS.fullmatch(last) and word in NAME_PARTS)


def _number_ends_sentence(number: str, previous: str, word: str) -> bool:
    """Whether a number and a full stop end a sentence, or are an ordinal, as in "am 3. Mai"."""
    if word[:1].isdecimal():
        return len(number) > 2
    if len(number) > 3:
        return True
    if word in MONTHS:
        return False
    ordinal = previous.lower() in BEFORE_ORDINAL or previous.endswith(_BEFORE_LIST_NUMBER)
    return not ordinal or _is_starter(word)


def _is_abbreviation(word: str) -> bool:
    """Whether a word with a full stop is likely to stand inside a sentence."""
    if len(word) == 1:
        return word.isalpha() and word not in _ONE_LETTER_WORDS and word < "\u2e80"
    return (
        word in SELDOM_LAST
        or word.endswith("str")  # German street names
        or _WITHOUT_VOWEL.fullmatch(word) is not None
        or _DOTTED.fullmatch(word) is not None
    ) and word not in OFTEN_LAST


def _is_starter(word: str) -> bool:
    return word in STARTERS or word.capitalize() in STARTERS


def _begins_small(word: str) -> bool:
    """Whether a word begins with a small letter; "iPhone" and Georgian do not."""
    first = word[:1]
    return first.islower() and not word[1:2].isupper() and not "\u10d0" <= first <= "\u10ff"


def _split_phrases(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for gap in _PHRASE_GAP.finditer(text, start, end):
        if gap.start() - start >= _SHORTEST_PHRASE:
            yield start, gap.start()
            start = gap.end()
    yield start, end


class _Line(NamedTuple):
    """A line that is not blank, without the white space around it; `width` counts the indent."""

    start: int
    end: int
    indent: int
    width: int
    after_blank: bool


class _Wrap(NamedTuple):
    """How a text is hard-wrapped."""

    width: int
    margin: int
    indents_paragraphs: bool


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text in which no line break ends a sentence by itself."""
    lines = _lines(text)
    if not lines:
        return
    wrap = _find_wrap(text, lines)
    start = lines[0].start
    for line, following in pairwise(lines):
        if following.after_blank or not wrap or not _continues(text, line, following, wrap):
            yield start, line.end
            start = following.start
    yield start, lines[-1].end


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    previous = 0
    for found in _LINE.finditer(text):
        start, stop = found.span()
        indent = newlines = 0
        if text[previous:start] != "\n":
            breaks = list(_NEWLINE.finditer(text, previous, start))
            newlines = len(breaks)
            indent = start - (breaks[-1].end() if breaks else 0)
        end = start + len(found[0].rstrip()) if text[stop - 1].isspace() else stop
        lines.append(_Line(start, end, indent, indent + end - start, newlines > 1))
        previous = stop
    return lines


def _find_wrap(text: str, lines: Sequence[_Line]) -> _Wrap | None:
    """Return how the text is wrapped, or None if each of its lines is a paragraph."""
    narrow = sorted(line.width for line in lines if line.width <= _WIDEST_WRAP)
    if 2 * len(narrow) <= len(lines):
        return None
    width = narrow[len(narrow) * 9 // 10]
    margin = min(line.indent for line in lines)
    inside = [
        (line, following)
        for line, following in pairwise(lines)
        if line.width <= _WIDEST_WRAP and not following.after_blank and following.indent == margin
    ]
    if not inside or width < _NARROWEST_WRAP:
        return None
    filled = sum(_is_filled(text, *pair, width * _FILLED) for pair in inside) / len(inside)
    broken = sum(_is_broken_sentence(text, *pair, width) for pair in inside) / len(inside)
    # Among paragraphs, whose line breaks prove nothing, it takes a stronger case.
    wrapped = broken > 0 and filled + broken >= (1 if len(narrow) == len(lines) else _STRONG)
    return (
        _Wrap(width, margin, any(line.indent > margin for line, _ in inside)) if wrapped else None
    )


def _continues(text: str, line: _Line, following: _Line, wrap: _Wrap) -> bool:
    """Whether the paragraph of a line goes on in the following line of a wrapped text."""
    if line.width > wrap.width * _OVERFULL:
        return False
    if _begins_small(_first_letters(text, following)):
        return True
    left = wrap.margin if wrap.indents_paragraphs else line.indent
    if following.indent > left or _BULLET.match(text, following.start):
        return False
    if _is_filled(text, line, following, wrap.width * _FILLED):
        return True
    return wrap.indents_paragraphs and _UNFINISHED.match(text, line.end - 1) is not None


def _is_filled(text: str, line: _Line, following: _Line, width: float) -> bool:
    """Whether the next word would not have fitted on the line."""
    if line.width >= width:
        return True
    word = _FIRST_WORD.match(text, following.start)
    return line.width + 1 + (len(word[0]) if word else 0) > width


def _is_broken_sentence(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether the sentence at the end of a line plainly goes on in the following line."""
    if not _UNFINISHED.match(text, line.end - 1):
        return False
    letters = _first_letters(text, following)
    if letters[:1].lower() != letters[:1].upper():
        return _begins_small(letters)
    # A digit or a letter of a script without case: only the width can tell.
    if letters > "\u2e80" and line.width > _WIDEST_CJK_WRAP:
        return False
    return bool(letters) and _is_filled(text, line, following, width)


def _first_letters(text: str, line: _Line) -> str:
    """Return the first two letters or digits of a line, behind its quotation mark or bracket."""
    if text[line.start].isalnum():
        return text[line.start : line.start + 2]
    found = _FIRST_LETTERS.match(text, line.start)
    return found[1] if found else ""
