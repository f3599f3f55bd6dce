"""Systematic substitutions: words that one text replaces wherever it takes over the other.

Words lost and words gained in the same edit of an aligned sentence are counted together. A pair
is systematic when it happens more than once, when each of the two words hardly ever meets another
partner, and when neither is kept: a word that also stands unchanged was not replaced throughout.
Words are counted by spelling; other forms of a word that are systematic by their stem join it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from dedupe_articles.align.pair import leads
from dedupe_articles.model import Direction, Substitution
from dedupe_articles.verdict.phrases import find_phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from dedupe_articles.align import Ranges
    from dedupe_articles.align.pair import Pair
    from dedupe_articles.text.tokens import Tokens
    from dedupe_articles.verdict.edits import WordEdit

MIN_COUNT: Final = 2
MIN_DICE: Final = 0.5
# A replaced word may be kept in at most this share of the places where it was replaced.
MAX_KEPT: Final = 0.25
# Longer edits are rewritings of a phrase; which word became which is then a guess.
_LONGEST_EDIT: Final = 6


class WordPair(NamedTuple):
    """A word of a, as a spelling hash, and the word of b that stands for it."""

    a: int
    b: int


@dataclass(frozen=True, slots=True)
class Swaps:
    """The systematic substitutions of a pair, and the word pairs behind them with their counts."""

    substitutions: tuple[Substitution, ...]
    counts: dict[WordPair, int]

    def swapped(self) -> Swaps:
        """Return the same substitutions seen from the other side."""
        counts = {WordPair(words.b, words.a): count for words, count in self.counts.items()}
        return Swaps(_turned(self.substitutions), counts)


def find_substitutions(pair: Pair, edits: Sequence[WordEdit], ranges: Sequence[Ranges]) -> Swaps:
    """Return the systematic substitutions among the edits; `ranges` are the words of the matches.

    Where choices are equal the same text has the lead, whichever is a.
    """
    if leads(pair.a.tokens, pair.b.tokens):
        return _find_substitutions(pair, edits, ranges)
    turned = sorted(
        (edit.swapped() for edit in edits), key=lambda edit: (edit.a_start, edit.b_start)
    )
    swapped = [(*of_match[2:], *of_match[:2]) for of_match in ranges]
    return _find_substitutions(pair.swapped(), turned, swapped).swapped()


def _find_substitutions(pair: Pair, edits: Sequence[WordEdit], ranges: Sequence[Ranges]) -> Swaps:
    a, b = pair.a.tokens, pair.b.tokens
    counts = _systematic(a.spellings, b.spellings, edits, ranges)
    by_stem = _systematic(a.stems, b.stems, edits, ranges)
    if by_stem:
        counts |= _other_forms(pair, edits, counts, by_stem)
    return Swaps(find_phrases(pair, edits, counts), counts) if counts else Swaps((), {})


def _systematic(
    a: NDArray[np.uint64],
    b: NDArray[np.uint64],
    edits: Sequence[WordEdit],
    ranges: Sequence[Ranges],
) -> dict[WordPair, int]:
    """Return the systematic pairs of words, known by their spellings or by their stems."""
    together: Counter[WordPair] = Counter()
    level: Counter[WordPair] = Counter()  # of these, at the same place of the edit
    lost: Counter[int] = Counter()
    gained: Counter[int] = Counter()
    for edit in edits:
        old_words = a[edit.a_start : edit.a_end].tolist()
        new_words = b[edit.b_start : edit.b_end].tolist()
        old, new = set(old_words), set(new_words)
        lost.update(old)
        gained.update(new)
        if edit.op == "replace" and max(len(old), len(new)) <= _LONGEST_EDIT:
            together.update(WordPair(u, v) for u in old for v in new if u != v)
            level.update({WordPair(u, v) for u, v in zip(old_words, new_words, strict=False)})
    frequent = {
        words: count
        for words, count in together.items()
        if count >= MIN_COUNT and 2 * count / (lost[words.a] + gained[words.b]) >= MIN_DICE
    }
    if not frequent:
        return {}
    kept = _kept_words(a, b, ranges)
    systematic = {
        words: count
        for words, count in frequent.items()
        if kept[words.a] <= MAX_KEPT * lost[words.a] and kept[words.b] <= MAX_KEPT * gained[words.b]
    }
    return _one_to_one(systematic, level)


def _other_forms(
    pair: Pair,
    edits: Sequence[WordEdit],
    known: Mapping[WordPair, int],
    by_stem: Mapping[WordPair, int],
) -> dict[WordPair, int]:
    """Return the pairs of spellings that are forms of systematic pairs of stems.

    An inflected name has a form for every case, and each may be replaced but once. Words that are
    `known` to be replaced have their partner.
    """
    a, b = pair.a.tokens, pair.b.tokens
    stems: dict[WordPair, WordPair] = {}
    found: Counter[WordPair] = Counter()
    for edit in edits:
        old = set(_forms(a, edit.a_start, edit.a_end))
        new = set(_forms(b, edit.b_start, edit.b_end))
        of_edit = {
            WordPair(u, v): WordPair(of_u, of_v)
            for u, of_u in old
            for v, of_v in new
            if (of_u, of_v) in by_stem
        }
        stems |= of_edit
        found.update(of_edit.keys())
    taken = {words.a for words in known}, {words.b for words in known}
    free = {w: n for w, n in found.items() if w.a not in taken[0] and w.b not in taken[1]}
    forms = _one_to_one(free, Counter())
    totals: Counter[WordPair] = Counter()
    for words, count in (*known.items(), *forms.items()):
        if words in stems:
            totals[stems[words]] += count
    return {words: count for words, count in forms.items() if totals[stems[words]] >= MIN_COUNT}


def _forms(tokens: Tokens, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the spelling and the stem of some words."""
    yield from zip(
        tokens.spellings[first:last].tolist(), tokens.stems[first:last].tolist(), strict=True
    )


def oriented(
    substitutions: Sequence[Substitution], direction: Direction
) -> tuple[Substitution, ...]:
    """Return substitutions from the original's word to the copy's; undecided, from a's to b's."""
    if direction.original != "b":
        return tuple(substitutions)
    return _turned(substitutions)


def _turned(substitutions: Sequence[Substitution]) -> tuple[Substitution, ...]:
    turned = [Substitution(s.target, s.source, s.count, s.kind) for s in substitutions]
    return tuple(sorted(turned, key=lambda s: (-s.count, s.source, s.target)))


def _one_to_one(systematic: dict[WordPair, int], level: Counter[WordPair]) -> dict[WordPair, int]:
    """Keep the commonest partner of each word; of equals the one oftener at the same place.

    "New York" that became "Los Angeles" gives two substitutions, not a choice of four.
    """
    chosen: dict[WordPair, int] = {}
    used_a: set[int] = set()
    used_b: set[int] = set()

    def rank(words: WordPair) -> tuple[int, int, int, int]:
        return -systematic[words], -level[words], words.a, words.b

    for words in sorted(systematic, key=rank):
        if words.a not in used_a and words.b not in used_b:
            chosen[words] = systematic[words]
            used_a.add(words.a)
            used_b.add(words.b)
    return chosen


def _kept_words(
    a: NDArray[np.uint64], b: NDArray[np.uint64], ranges: Iterable[Ranges]
) -> Counter[int]:
    """Count the words that stand on both sides of the given word ranges."""
    kept: Counter[int] = Counter()
    for a_start, a_end, b_start, b_end in ranges:
        kept.update(Counter(a[a_start:a_end].tolist()) & Counter(b[b_start:b_end].tolist()))
    return kept
