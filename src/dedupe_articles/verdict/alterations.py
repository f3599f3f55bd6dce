"""Altered statements: numbers, dates, negations and quotations that the two texts give otherwise.

A rewriting that keeps the facts keeps these. What was reordered inside a sentence is not altered,
so that both sides of a whole match are balanced before anything is called out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dedupe_articles.model import Alteration, AlterationKind, Span
from dedupe_articles.verdict.edits import negations
from dedupe_articles.verdict.word_lists import CALENDAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dedupe_articles.align.pair import Pair
    from dedupe_articles.model import Edit, Match
    from dedupe_articles.text.tokens import Tokens
    from dedupe_articles.verdict.edits import WordEdit

# A number with its separators, or a word that may name a day or a month.
_FIGURE: Final = re.compile(r"\d+(?:[.,:’'\u00a0\u202f]\d+)*|[^\W\d_]+")
# Characters before or after a number in which a month makes it a date.
_DATE_REACH: Final = 12

_Place = tuple[tuple[int, int], tuple[int, int]]
"""Characters of a, then of b."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number or the name of a day or month, with what it is compared by."""

    start: int
    end: int
    value: str
    is_date: bool


def find_alterations(
    pair: Pair, matches: Sequence[Match], edits: Sequence[Sequence[WordEdit]]
) -> tuple[Alteration, ...]:
    """Return what the matches alter, in the order of a; `edits` are those of each match."""
    found: set[tuple[_Place, AlterationKind]] = set()
    for match, changes in zip(matches, edits, strict=True):
        if not changes:
            continue
        found.update(_altered_figures(pair, match))
        found.update(_altered_negations(pair, match, changes))
        found.update(_altered_quotations(pair, match, changes))
    lines_a, lines_b = pair.a.tokens.lines, pair.b.tokens.lines
    order = list(AlterationKind)
    return tuple(
        Alteration(kind, lines_a.span(*a), lines_b.span(*b))
        for (a, b), kind in sorted(found, key=lambda item: (item[0], order.index(item[1])))
    )


def _altered_figures(pair: Pair, match: Match) -> Iterator[tuple[_Place, AlterationKind]]:
    """Yield numbers and dates of one side, each with the one of the other that stands for it."""
    figures_a = _figures(pair.a.tokens.text, match.a)
    figures_b = _figures(pair.b.tokens.text, match.b)
    lost = _without(figures_a, figures_b)
    gained = _without(figures_b, figures_a)
    for old, new in _partners(lost, gained, match.edits):
        kind = AlterationKind.DATE if old.is_date and new.is_date else AlterationKind.NUMBER
        yield ((old.start, old.end), (new.start, new.end)), kind


def _figures(text: str, span: Span) -> list[_Figure]:
    words = [(m.start(), m.end(), m.group()) for m in _FIGURE.finditer(text, span.start, span.end)]
    calendar = [
        (start, end)
        for start, end, word in words
        if word[0].isalpha()
        and word.casefold() in CALENDAR
        # "may" and "March" are also other words.
        and (word[0].isupper() or not word.isascii())
    ]
    figures = [
        _Figure(start, end, text[start:end].casefold(), is_date=True) for start, end in calendar
    ]
    for start, end, word in words:
        if word[0].isalpha():
            continue
        near = any(s - end <= _DATE_REACH and start - e <= _DATE_REACH for s, e in calendar)
        figures.append(_Figure(start, end, "".join(filter(str.isdigit, word)), near))
    return sorted(figures, key=lambda figure: figure.start)


def _without(figures: list[_Figure], others: list[_Figure]) -> list[_Figure]:
    """Return the figures that the other side does not have as often."""
    there = Counter(figure.value for figure in others)
    left = []
    for figure in figures:
        if there[figure.value]:
            there[figure.value] -= 1
        else:
            left.append(figure)
    return left


def _partners(
    lost: list[_Figure], gained: list[_Figure], edits: Sequence[Edit]
) -> Iterator[tuple[_Figure, _Figure]]:
    """Pair figures of one edit with each other in their order, then those that are left."""
    rest_a, rest_b = list(lost), list(gained)
    for edit in edits:
        old = [f for f in rest_a if edit.a_start <= f.start and f.end <= edit.a_end]
        new = [f for f in rest_b if edit.b_start <= f.start and f.end <= edit.b_end]
        for pair in zip(old, new, strict=False):
            rest_a.remove(pair[0])
            rest_b.remove(pair[1])
            yield pair
    yield from zip(rest_a, rest_b, strict=False)


def _altered_negations(
    pair: Pair, match: Match, edits: Sequence[WordEdit]
) -> Iterator[tuple[_Place, AlterationKind]]:
    a, b = pair.a.tokens, pair.b.tokens
    changes = [
        negations(a, edit.a_start, edit.a_end) - negations(b, edit.b_start, edit.b_end)
        for edit in edits
    ]
    if sum(changes) == 0:  # moved inside the sentence
        return
    for edit, change in zip(match.edits, changes, strict=True):
        if change:
            yield ((edit.a_start, edit.a_end), (edit.b_start, edit.b_end)), AlterationKind.NEGATION


def _altered_quotations(
    pair: Pair, match: Match, edits: Sequence[WordEdit]
) -> Iterator[tuple[_Place, AlterationKind]]:
    """Yield what lies between the first and the last edit of a quotation that both sides have."""
    a, b = pair.a.tokens, pair.b.tokens
    group: list[int] = []
    for i, edit in enumerate(edits):
        inside = _is_quoted(a, edit.a_start, edit.a_end) and _is_quoted(b, edit.b_start, edit.b_end)
        last = edits[group[-1]] if group else edit
        goes_on = (
            a.quoted[last.a_end : edit.a_start].all() and b.quoted[last.b_end : edit.b_start].all()
        )
        if group and not (inside and goes_on):
            yield _whole(match, group), AlterationKind.QUOTATION
            group = []
        if inside:
            group.append(i)
    if group:
        yield _whole(match, group), AlterationKind.QUOTATION


def _is_quoted(tokens: Tokens, first: int, last: int) -> bool:
    """Whether words stand inside quotation marks; of no words, whether both neighbours do."""
    if first == last:
        first, last = max(first - 1, 0), min(last + 1, len(tokens))
    return bool(tokens.quoted[first:last].all())


def _whole(match: Match, group: Sequence[int]) -> _Place:
    first, last = match.edits[group[0]], match.edits[group[-1]]
    return (first.a_start, last.a_end), (first.b_start, last.b_end)
