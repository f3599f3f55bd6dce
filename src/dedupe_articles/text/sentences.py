"""Split text of any language into sentences.

One regular expression finds the places where a sentence may end; a few rules about the word before
and the word behind decide about the ambiguous ones. The same rules and constants serve every
language. Every rule looks at a bounded stretch of text, so the time is linear in its length.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

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
from dedupe_articles.text.paragraphs import begins_small, paragraphs
from dedupe_articles.text.punctuation import (
    CJK,
    CLOSERS,
    FULL_STOPS,
    GREEK_QUESTION_MARKS,
    GREEK_WORD_END,
    HANGUL,
    LOW_CLOSERS,
    MARKS,
    OPENERS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Groups: terminators (". . ." is one) or semicolons, closing punctuation and footnote numbers,
# white space; then, not consumed, what opens the next sentence, and its first word. It begins with
# one set of characters: for one of two sets the search takes three times as long. A repeated group
# is atomic and not possessive: Python before 3.11.5 gives back too little of those (CPython issue
# 106052).
_CANDIDATE: Final = re.compile(
    rf"([{MARKS}{FULL_STOPS}{GREEK_QUESTION_MARKS}]"
    rf"(?:(?<=[{GREEK_QUESTION_MARKS}])[{GREEK_QUESTION_MARKS}]*+"
    rf"|[{MARKS}{FULL_STOPS}]*+(?>(?:[ \xa0][{MARKS}]++(?!\w))*)))"
    rf"((?>(?:[{CLOSERS}]|[{LOW_CLOSERS}](?!\w)|\[\d{{1,3}}\])*)(?>(?:\s(?:[»”)\]]|'')(?!\w))?))"
    r"(\s*+)"
    rf"(?=((?>(?:[{OPENERS}]{{1,4}}+[ \xa0]?+){{0,2}}))([^\W_]{{0,14}}+\.?))"
)
_IN_ADDRESS: Final = frozenset(".:/@")
_COMMAS: Final = frozenset(",;،؛、，；")
_QUOTES: Final = frozenset("\"'”’“‘»›«‹")
_BEHIND_GREEK: Final = re.compile(f"{GREEK_WORD_END}$")
_HAS_FULL_STOP: Final = re.compile(f"[{FULL_STOPS}]")
# A CJK terminator does not end the sentence if a title closes right behind, or if a quotation
# closes with it and a Japanese particle or a Chinese "he said" goes on.
_INSIDE_CJK_TITLE: Final = re.compile(rf"[^《》〈〉{FULL_STOPS}\n]{{0,30}}+[》〉]")
_GOES_ON: Final = re.compile(
    "[とはがをにのもへ]|って|など|[^，。！？、：“「]{0,6}[说說道问問答喊叫](?:[，。：]|$)"
)
# Korean has spaces between sentences; what follows a quotation without one is a particle.
_BETWEEN_CJK: Final = re.compile(
    rf"(?<=[{CJK}])[.!?．]{{1,2}}(?:(?=[{CJK}“「『])|[{CLOSERS}]++(?![{HANGUL}])(?=[{CJK}“「『]))"
)

# The word before a full stop is looked for in this many characters; no abbreviation is longer.
_WINDOW: Final = 24
# Words before a full stop that are remembered with what they are; most come again soon.
_WORDS_KEPT: Final = 4096
_STRIPPED: Final = "\"'`“”„‘’«»‹›([{¿¡—–-*_$€£¥"
_ONE_LETTER_WORDS: Final = frozenset("яéèàòóåø")
_BEFORE_LIST_NUMBER: Final = ("–", "—", "-", "|", ":")
# Glued to the front of a word: text of a script without spaces, an elided article.
_PREFIX: Final = re.compile(rf"^(?:.*[{CJK}]|[^\W\d_]{{1,2}}['’](?=\w\w))")
_JOINTS: Final = re.compile("[-./]")
_ROMAN: Final = re.compile("[IVXL]{2,6}")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_DOTTED_TAIL: Final = re.compile(r"\W*(?:[^\W\d_]\.)+")
_DOUBLED: Final = re.compile(r"([A-Z])\1")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}")
_WITHOUT_VOWEL: Final = re.compile(
    "[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,3}|[б-джзй-нп-тф-щ]{2,4}"
)
_LIST_NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}|[IVXL]{1,6}|[^\W\d_]")

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
    for start, end in paragraphs(text):
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
    if (not openers and text[behind] in _COMMAS) or _is_semicolon(text, candidate.start()):
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
    if begins_small(word) and not without_capitals:
        return False
    if marks != "." or not before:
        return True
    quoted = not _QUOTES.isdisjoint(closers)
    return not _is_list_number(before, stop - start) and _full_stop_ends_sentence(
        before, word, quoted=quoted
    )


def _is_semicolon(text: str, at: int) -> bool:
    """Whether what asks in Greek stands behind a word that is not Greek."""
    return text[at] in GREEK_QUESTION_MARKS and not _BEHIND_GREEK.search(
        text, max(at - _WINDOW, 0), at
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
    last = _bare(before[-1])
    if _is_number(last):
        return _number_ends_sentence(last, previous, word)
    if len(last) == 1 and _DOTTED_TAIL.fullmatch(previous):
        last = previous.lstrip(_STRIPPED) + last  # "z. B", "U. S"
    if _is_never_last(last) or _are_doubled(last, word):
        return False
    abbreviation = _is_abbreviation(last)
    if word[:1].isdecimal():
        return not (abbreviation or last in BEFORE_NUMBER or last in OFTEN_LAST)
    if not abbreviation or quoted:
        return True
    return _is_starter(word) and not (_INITIALS.fullmatch(last) and word in NAME_PARTS)


@lru_cache(_WORDS_KEPT)
def _bare(word: str) -> str:
    """Return a word without what is glued to its front."""
    return _PREFIX.sub("", word.lstrip(_STRIPPED))


@lru_cache(_WORDS_KEPT)
def _is_number(word: str) -> bool:
    return word.isdecimal() or _ROMAN.fullmatch(word) is not None


@lru_cache(_WORDS_KEPT)
def _is_never_last(word: str) -> bool:
    small = word[:1].lower() + word[1:]  # at the start of a sentence, "Ul. Długa"
    return not NEVER_LAST.isdisjoint((word, small, _JOINTS.split(word)[-1]))


def _are_doubled(last: str, word: str) -> bool:
    """Whether two words are those of a plural in Spanish, as in "EE. UU."."""
    return bool(_DOUBLED.fullmatch(last) and _DOUBLED.fullmatch(word.removesuffix(".")))


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


@lru_cache(_WORDS_KEPT)
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


def _split_phrases(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for gap in _PHRASE_GAP.finditer(text, start, end):
        if gap.start() - start >= _SHORTEST_PHRASE:
            yield start, gap.start()
            start = gap.end()
    yield start, end
