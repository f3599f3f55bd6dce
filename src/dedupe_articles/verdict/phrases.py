"""Substitutions grown to their full length: "Metropolitan" → "Sofia" is of the Metropolitan Police.

A systematic pair of words takes in its neighbours as long as nearly all of its places have the
same ones: names on one side alone inside the edit, on both sides when they are kept or are
themselves a systematic pair. Then its kind is guessed from its words and what stands before it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rapidfuzz.fuzz import ratio

from dedupe_articles.model import Substitution, SubstitutionKind
from dedupe_articles.verdict.edits import SAME_WORD, has_number
from dedupe_articles.verdict.word_lists import BEFORE_PLACES, CALENDAR, ORGANISATIONS, TITLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from dedupe_articles.align.pair import Pair
    from dedupe_articles.text.tokens import Tokens
    from dedupe_articles.verdict.edits import WordEdit
    from dedupe_articles.verdict.substitutions import WordPair

# The share of the places of a word that must agree on a neighbour for it to belong to the phrase.
AGREEING: Final = 0.8
# The share of the places that must stand behind a title, or a preposition of place, to tell a kind.
TELLING: Final = 0.5
_LONGEST_PHRASE: Final = 6
_LEFT, _RIGHT = -1, 1
_A, _B = 0, 1

_Words = tuple[int, int]
"""First and past-last word of a range."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where words were replaced: on either side those of the edit, and those taken so far."""

    edited: tuple[_Words, _Words]
    words: tuple[_Words, _Words]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of a and the phrase of b that stands for it, in all its places."""

    source: str
    target: str
    places: tuple[_Place, ...]


def find_phrases(
    pair: Pair, edits: Sequence[WordEdit], systematic: Mapping[WordPair, int]
) -> tuple[Substitution, ...]:
    """Return the substitutions that systematic pairs of words belong to, commonest first."""
    grow = _Growth(pair, systematic)
    phrases: dict[tuple[str, str], _Phrase] = {}
    for places in _places(pair, edits, systematic):
        phrase = _phrase(pair, grow(places))
        known = phrases.get((phrase.source, phrase.target))
        if known is None or len(known.places) < len(phrase.places):
            phrases[phrase.source, phrase.target] = phrase
    persons: set[str] = set()
    found = []
    for phrase in sorted(phrases.values(), key=_longest_first):
        kind = _kind(pair, phrase, persons)
        if kind is SubstitutionKind.PERSON:
            persons.update((*phrase.source.split(), *phrase.target.split()))
        found.append(Substitution(phrase.source, phrase.target, len(phrase.places), kind))
    return tuple(sorted(found, key=lambda s: (-s.count, s.source, s.target)))


def _longest_first(phrase: _Phrase) -> tuple[int, str, str]:
    words = len(phrase.source.split()) + len(phrase.target.split())
    return -words, phrase.source, phrase.target


def _places(
    pair: Pair, edits: Sequence[WordEdit], systematic: Mapping[WordPair, int]
) -> list[list[_Place]]:
    """Return the places of each systematic pair: an edit that loses the one, gains the other.

    Pairs of the same two stems are forms of one; where only a spelling was changed each is its own.
    """
    sources = {words.a for words in systematic}
    found: dict[tuple[int, int], list[_Place]] = {}
    a, b = pair.a.tokens.spellings, pair.b.tokens.spellings
    for edit in edits:
        if edit.op != "replace":
            continue
        edited = (edit.a_start, edit.a_end), (edit.b_start, edit.b_end)
        new = {int(b[j]): j for j in reversed(range(edit.b_start, edit.b_end))}
        old = {int(a[i]): i for i in reversed(range(edit.a_start, edit.a_end))}
        for u in sorted(old.keys() & sources):
            for v, j in new.items():
                if (u, v) in systematic:
                    i = old[u]
                    place = _Place(edited, ((i, i + 1), (j, j + 1)))
                    stems = int(pair.a.tokens.stems[i]), int(pair.b.tokens.stems[j])
                    found.setdefault(stems if stems[0] != stems[1] else (u, v), []).append(place)
    return list(found.values())


_Extended = tuple[tuple[int, ...], _Place]
"""The spellings of the words taken in, and the place with them."""


def _agreeing(places: list[_Place], extended: list[_Extended | None]) -> list[_Place] | None:
    """Return the places that take in the commonest neighbours, if nearly all do."""
    seen = Counter(found[0] for found in extended if found)
    if not seen:
        return None
    common, count = min(seen.items(), key=lambda item: (-item[1], item[0]))
    if count < max(2, AGREEING * len(places)):
        return None
    return [found[1] for found in extended if found and found[0] == common]


class _Growth:
    """Extends the words of places by neighbours that are names."""

    def __init__(self, pair: Pair, systematic: Collection[tuple[int, int]]) -> None:
        self._sides = pair.a.tokens, pair.b.tokens
        self._systematic = systematic

    def __call__(self, places: list[_Place]) -> list[_Place]:
        """Return the places with their words extended as far as nearly all of them agree."""
        for way in (_LEFT, _RIGHT):
            for _ in range(_LONGEST_PHRASE):
                wider = (
                    _agreeing(places, [self._both(place, way) for place in places])
                    or _agreeing(places, [self._alone(place, _A, way) for place in places])
                    or _agreeing(places, [self._alone(place, _B, way) for place in places])
                )
                if not wider:
                    break
                places = wider
        return places

    def _both(self, place: _Place, way: int) -> _Extended | None:
        """Take in the next word of both sides: a name that is kept, or a systematic pair."""
        a, b = self._sides
        i, j = _next(a, place.words[_A], way), _next(b, place.words[_B], way)
        if i is None or j is None or not (_is_name(a, i) or _is_name(b, j)):
            return None
        taken = int(a.spellings[i]), int(b.spellings[j])
        if a.stems[i] != b.stems[j] and taken not in self._systematic:
            return None
        words = _with(place.words[_A], i), _with(place.words[_B], j)
        return taken, replace(place, words=words)

    def _alone(self, place: _Place, side: int, way: int) -> _Extended | None:
        """Take in the next word of one side, a name inside the edit."""
        tokens, (first, last) = self._sides[side], place.edited[side]
        i = _next(tokens, place.words[side], way)
        if i is None or not first <= i < last or not _is_name(tokens, i):
            return None
        a, b = place.words
        words = (_with(a, i), b) if side == _A else (a, _with(b, i))
        return (int(tokens.spellings[i]),), replace(place, words=words)


def _is_name(tokens: Tokens, i: int) -> bool:
    return bool(tokens.names[i] or tokens.specific[i])


def _next(tokens: Tokens, words: _Words, way: int) -> int | None:
    """Return the word beside some words of a sentence, with nothing but space between."""
    i = words[0] - 1 if way == _LEFT else words[1]
    edge = words[0] if way == _LEFT else words[1] - 1
    if not 0 <= i < len(tokens) or tokens.sentences[i] != tokens.sentences[edge]:
        return None
    before, after = min(i, edge), max(i, edge)
    between = tokens.text[int(tokens.ends[before]) : int(tokens.starts[after])]
    return i if between in {"-", "\u2011", ". "} or not between.strip() else None


def _with(words: _Words, i: int) -> _Words:
    return min(words[0], i), max(words[1], i + 1)


def _phrase(pair: Pair, places: list[_Place]) -> _Phrase:
    """Return the phrase of some places, in its commonest written form."""
    source = _written(pair.a.tokens, [place.words[_A] for place in places])
    target = _written(pair.b.tokens, [place.words[_B] for place in places])
    return _Phrase(source, target, tuple(places))


def _written(tokens: Tokens, ranges: Iterable[_Words]) -> str:
    forms: Counter[str] = Counter()
    for first, last in ranges:
        start, end = tokens.characters(first, last)
        forms[" ".join(tokens.text[start:end].split())] += 1
    return min(forms, key=lambda form: (-forms[form], form))


def _kind(pair: Pair, phrase: _Phrase, persons: set[str]) -> SubstitutionKind:  # noqa: PLR0911 - one for each kind
    """Guess what a substitution replaces; `persons` are words of longer names of persons."""
    source, target = phrase.source.split(), phrase.target.split()
    folded = {word.casefold().strip(".") for word in source + target}
    old, new = _changed(source, target)
    if folded & CALENDAR and _has_figure(source) and _has_figure(target):
        return SubstitutionKind.DATE
    if has_number(old, pair.a.tokens.language) and has_number(new, pair.b.tokens.language):
        return SubstitutionKind.NUMBER
    if {word.casefold().strip(".") for word in old + new} <= TITLES:
        return SubstitutionKind.TITLE
    if ratio(" ".join(old).casefold(), " ".join(new).casefold()) >= SAME_WORD:
        return SubstitutionKind.RESPELLING
    if not (source[0][:1].isupper() and target[0][:1].isupper()):
        return SubstitutionKind.WORD
    if folded & ORGANISATIONS:
        return SubstitutionKind.ORGANISATION
    before = [
        _word_before(tokens, words)
        for place in phrase.places
        for tokens, words in zip((pair.a.tokens, pair.b.tokens), place.words, strict=True)
    ]
    if folded & TITLES or sum(word in TITLES for word in before) >= TELLING * len(before):
        return SubstitutionKind.PERSON
    if sum(word in BEFORE_PLACES for word in before) >= TELLING * len(before):
        return SubstitutionKind.PLACE
    is_full_name = len(source) > 1 and len(target) > 1
    if is_full_name or persons.issuperset(source) or persons.issuperset(target):
        return SubstitutionKind.PERSON
    return SubstitutionKind.NAME


def _changed(source: list[str], target: list[str]) -> tuple[list[str], list[str]]:
    """Return two phrases without the words that they begin and end with in common."""
    old, new = source, target
    while len(old) > 1 and len(new) > 1 and old[0].casefold() == new[0].casefold():
        old, new = old[1:], new[1:]
    while len(old) > 1 and len(new) > 1 and old[-1].casefold() == new[-1].casefold():
        old, new = old[:-1], new[:-1]
    return old, new


def _has_figure(words: Sequence[str]) -> bool:
    """Whether some of the words are numbers, days or months."""
    return any(word[0].isdigit() or word.casefold().strip(".") in CALENDAR for word in words)


def _word_before(tokens: Tokens, words: _Words) -> str:
    first = words[0]
    if first == 0 or tokens.sentences[first - 1] != tokens.sentences[first]:
        return ""
    return tokens.word(first - 1).casefold()
