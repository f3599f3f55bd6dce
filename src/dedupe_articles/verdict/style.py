"""Traces of rewriting: what tells a text from one that was made of it, in any language.

Whoever rewords a text, man or machine, leaves traces that show without a word of its language:
words that do not fit the vocabulary of what was kept, other punctuation, numbers that got lost.
None of them is proof. Each is counted on both sides and made one number, its *lead*, positive where
it speaks for side a as the original; `direction` weighs them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz.fuzz import ratio

from dedupe_articles.model import MatchKind
from dedupe_articles.text.punctuation import FULL_STOPS, MARKS
from dedupe_articles.text.tokenise import MAX_SENTENCE_WORDS
from dedupe_articles.text.words import SPELLING_LETTERS
from dedupe_articles.verdict.edits import SAME_WORD
from dedupe_articles.verdict.figures import find_figures
from dedupe_articles.verdict.marks import Trace, lead, punctuation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from dedupe_articles.align import Alignment
    from dedupe_articles.text.tokens import Tokens
    from dedupe_articles.verdict.edits import WordEdit
    from dedupe_articles.verdict.measures import Measures
    from dedupe_articles.verdict.substitutions import Swaps

# Where this share of the matched sentences is verbatim, a text was revised and not reworded. The
# newer version of an article says more than the older one, so it would pass for the original.
REVISED: Final = 0.35
# Texts that share at least this much of each other are compared as a whole; of others only what
# lies inside matches and passages.
_WHOLE: Final = 0.5
# So many characters of each text are looked through for punctuation: more than any article has,
# and a hostile one does not stall us.
_CHARACTERS: Final = 1_000_000
# Shorter words are mostly those that every text has.
_CONTENT_LETTERS: Final = 4
_EXAMPLES: Final = 3
_EXAMPLE_LETTERS: Final = 40

_NUMBER_REACH: Final = 20  # characters of a number to either side of a word
_SENTENCE_END: Final = re.compile(f"[{MARKS}{FULL_STOPS}]")


@dataclass(frozen=True, slots=True)
class _Part:
    """What is compared of one text: some of its words, and their characters."""

    tokens: Tokens
    words: NDArray[np.bool_]
    text: str

    def __len__(self) -> int:
        return int(self.words.sum())


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The distinct words of two texts, with one row for each in all arrays.

    `a` and `b` are the places of every word of the two texts among them. `only_a` counts how much
    oftener a word stands in the part of a than in that of b; words swapped for others
    systematically count on neither side.
    """

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    firsts: NDArray[np.int64]
    stems: NDArray[np.uint64]
    letters: NDArray[np.int64]
    only_a: NDArray[np.int64]
    only_b: NDArray[np.int64]
    common: NDArray[np.bool_]


def find_traces(
    alignment: Alignment, measures: Measures, edits: Sequence[WordEdit], swaps: Swaps
) -> Iterator[Trace]:
    """Yield the traces in which two texts differ; none unless one was reworded throughout."""
    matches = alignment.matches
    verbatim = sum(match.kind is MatchKind.VERBATIM for match in matches)
    if not matches or verbatim >= REVISED * len(matches):
        return
    a, b = _parts(alignment, measures)
    vocabulary = _vocabulary(a, b, swaps)
    for trace in (
        _own_words(vocabulary),
        _lone_spellings(a, b, vocabulary, edits, swaps),
        _numbers(a, b, vocabulary),
        *(() if _is_bare(a) or _is_bare(b) else (_sentences(alignment), *_marks(a, b))),
    ):
        if trace.lead:
            yield trace


def is_of_whole_texts(measures: Measures) -> bool:
    """Whether so much of two texts is shared that they are compared as a whole."""
    return min(measures.a.covered, measures.b.covered) >= _WHOLE


def _parts(alignment: Alignment, measures: Measures) -> tuple[_Part, _Part]:
    is_whole = is_of_whole_texts(measures)
    return _part(alignment, is_whole=is_whole), _part(alignment.swapped(), is_whole=is_whole)


def _part(alignment: Alignment, *, is_whole: bool) -> _Part:
    """Return the part of side a."""
    tokens = alignment.pair.a.tokens
    if is_whole:
        return _Part(tokens, np.ones(len(tokens), dtype=np.bool_), tokens.text[:_CHARACTERS])
    words = np.zeros(len(tokens), dtype=np.bool_)
    for match in alignment.matches:
        words[tokens.bounds[match.a_start] : tokens.bounds[match.a_end]] = True
    for passage in alignment.word_passages:
        words[passage.where.a_start : passage.where.a_end] = True
    edges = np.flatnonzero(np.diff(words.astype(np.int8), prepend=0, append=0)).tolist()
    following = np.append(tokens.starts, len(tokens.text))
    pieces = [
        tokens.text[tokens.starts[first] : following[last]]
        for first, last in zip(edges[::2], edges[1::2], strict=True)
    ]
    return _Part(tokens, words, "\n".join(pieces)[:_CHARACTERS])


def _is_bare(part: _Part) -> bool:
    """Whether a text has lost its punctuation, which rewording does not do."""
    pieces = len(_SENTENCE_END.findall(part.text)) + 1
    return len(part) > MAX_SENTENCE_WORDS * pieces


def _vocabulary(a: _Part, b: _Part, swaps: Swaps) -> _Vocabulary:
    joined = np.concatenate([a.tokens.spellings, b.tokens.spellings])
    spellings, places = np.unique(joined, return_inverse=True)
    places_a, places_b = places[: len(a.tokens)], places[len(a.tokens) :]
    firsts = np.full(len(spellings), len(joined))
    np.minimum.at(firsts, places, np.arange(len(joined)))
    in_a = np.bincount(places_a[a.words], minlength=len(spellings))
    in_b = np.bincount(places_b[b.words], minlength=len(spellings))
    swapped = [spelling for words in swaps.counts for spelling in words]
    counted = ~np.isin(spellings, np.array(swapped, dtype=np.uint64))
    letters = np.zeros(len(spellings), dtype=np.int64)
    lengths = [part.tokens.ends - part.tokens.starts for part in (a, b)]
    np.maximum.at(letters, places, np.concatenate(lengths))
    return _Vocabulary(
        a=places_a,
        b=places_b,
        firsts=firsts,
        stems=np.concatenate([a.tokens.stems, b.tokens.stems])[firsts],
        letters=letters,
        only_a=np.maximum(in_a - in_b, 0) * counted,
        only_b=np.maximum(in_b - in_a, 0) * counted,
        common=(in_a > 0) & (in_b > 0),
    )


def _own_words(vocabulary: _Vocabulary) -> Trace:
    """Compare how many of its words that the other lacks recur, by stem, in what both share.

    An author keeps to his words; who replaces some of them takes others from elsewhere.
    """
    content = vocabulary.letters >= _CONTENT_LETTERS
    recurring = content & np.isin(vocabulary.stems, vocabulary.stems[vocabulary.common & content])
    a = int(vocabulary.only_a[recurring].sum())
    b = int(vocabulary.only_b[recurring].sum())
    detail = f"of what only one side says, {a} words of a and {b} of b recur in what both say"
    return Trace("own words", lead(a, b), detail)


def _lone_spellings(
    a: _Part, b: _Part, vocabulary: _Vocabulary, edits: Sequence[WordEdit], swaps: Swaps
) -> Trace:
    """Compare how many words are spelled as nowhere else, where the other's spelling recurs.

    Slips and disguises are single words, so the count weighs as much as such edits do among all.
    """
    occurs_once = np.bincount(np.concatenate([vocabulary.a, vocabulary.b])) == 1
    once_a, once_b = occurs_once[vocabulary.a].tolist(), occurs_once[vocabulary.b].tolist()
    single = [e for e in edits if e.a_end - e.a_start == 1 == e.b_end - e.b_start]
    lone_a, lone_b = [], []
    for i, j in ((edit.a_start, edit.b_start) for edit in single):
        if once_a[i] == once_b[j]:
            continue
        if (int(a.tokens.spellings[i]), int(b.tokens.spellings[j])) in swaps.counts:
            continue
        of_a, of_b = a.tokens.word(i), b.tokens.word(j)
        if alike(of_a, of_b):
            if once_a[i]:
                lone_a.append(f"“{shortened(of_a)}” for “{shortened(of_b)}”")
            else:
                lone_b.append(f"“{shortened(of_b)}” for “{shortened(of_a)}”")
    weight = len(single) / max(len(edits), 1)
    detail = (
        f"spelled as nowhere else, where the other's spelling recurs: {_listed(lone_a)} in a,"
        f" {_listed(lone_b)} in b"
    )
    return Trace("lone spellings", weight * lead(len(lone_b), len(lone_a)), detail)


def _numbers(a: _Part, b: _Part, vocabulary: _Vocabulary) -> Trace:
    """Compare the numbers of each part that the other text lacks altogether."""
    size = len(vocabulary.firsts)
    absent = [np.bincount(places, minlength=size) == 0 for places in (vocabulary.a, vocabulary.b)]

    def lost(only: NDArray[np.int64], missing: NDArray[np.bool_]) -> list[str]:
        found = {}
        for row in np.flatnonzero((only > 0) & missing).tolist():
            at = int(vocabulary.firsts[row])
            tokens, at = (a.tokens, at) if at < len(a.tokens) else (b.tokens, at - len(a.tokens))
            start, end = tokens.characters(at, at + 1)
            if tokens.text[start].isdigit():
                start, end = _whole_number(tokens, start, end)
                found[start] = shortened(tokens.text[start:end])
        return [number for _, number in sorted(found.items())]

    of_a, of_b = lost(vocabulary.only_a, absent[1]), lost(vocabulary.only_b, absent[0])
    detail = f"numbers that the other lacks: {_listed(of_a)} in a, {_listed(of_b)} in b"
    return Trace("numbers", lead(len(of_a), len(of_b)), detail)


def _whole_number(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Return the characters of the number that a word is a part of: 000 of 70,000."""
    around = max(start - _NUMBER_REACH, 0), end + _NUMBER_REACH
    figures = find_figures(tokens.text, *around, tokens.language)
    inside = next((found for found in figures if found.start <= start < found.end), None)
    return (inside.start, max(inside.end, end)) if inside else (start, end)


def _sentences(alignment: Alignment) -> Trace:
    """Compare how many sentences the matched text has on each side: rewriting splits them."""
    a = sum(match.a_end - match.a_start for match in alignment.matches)
    b = sum(match.b_end - match.b_start for match in alignment.matches)
    return Trace("sentences", lead(b, a), f"what matches is {a} sentences in a, {b} in b")


def _marks(a: _Part, b: _Part) -> Iterator[Trace]:
    return punctuation(a.text, b.text, (max(len(a), 1), max(len(b), 1)))


def _listed(words: Sequence[str]) -> str:
    """Return a count with examples: `4 (“1998”, “42”, …)`."""
    if not words:
        return "none"
    more = ", …" if len(words) > _EXAMPLES else ""
    return f"{len(words)} ({', '.join(words[:_EXAMPLES])}{more})"


def alike(first: str, second: str) -> bool:
    """Whether two words may be spellings of one; no word is this long, and comparing costs."""
    if max(len(first), len(second)) > SPELLING_LETTERS:
        return False
    return ratio(first.casefold(), second.casefold()) >= SAME_WORD


def shortened(word: str) -> str:
    """Return a word as evidence shows it: a hostile one is cut."""
    return word if len(word) <= _EXAMPLE_LETTERS else f"{word[: _EXAMPLE_LETTERS - 1]}…"
