"""Altered statements: numbers, dates, negations and quotations that the two texts give otherwise.

A rewriting that keeps the facts keeps these. What was reordered inside a sentence is not altered,
so that both sides of a whole match are balanced before anything is called out.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

from dedupe_articles.model import Alteration, AlterationKind, EditLabel
from dedupe_articles.verdict.balance import unbalanced
from dedupe_articles.verdict.edits import changes_negations
from dedupe_articles.verdict.figures import FIGURE_REACH, find_figures
from dedupe_articles.verdict.signs import altered_signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dedupe_articles.align.pair import Pair
    from dedupe_articles.model import Match
    from dedupe_articles.text.tokens import Tokens
    from dedupe_articles.verdict.edits import WordEdit
    from dedupe_articles.verdict.figures import Figure

_Place = tuple[tuple[int, int], tuple[int, int]]
"""Characters of a, then of b."""


def find_alterations(
    pair: Pair, matches: Sequence[Match], edits: Sequence[Sequence[WordEdit]]
) -> tuple[Alteration, ...]:
    """Return what the matches alter, in the order of a; `edits` are those of each match."""
    found: set[tuple[_Place, AlterationKind]] = set()
    for match, changes in zip(matches, edits, strict=True):
        for place in altered_signs(pair.a.tokens, pair.b.tokens, match):
            found.add((place, AlterationKind.NUMBER))
        if not changes:
            continue
        found.update(_altered_figures(pair, match))
        if EditLabel.NEGATION in match.labels:
            found.update(_altered_negations(pair, match, changes))
        if EditLabel.QUOTATION in match.labels:
            found.update(_altered_quotations(pair, changes))
    lines_a, lines_b = pair.a.tokens.lines, pair.b.tokens.lines
    order = list(AlterationKind)
    return tuple(
        Alteration(kind, lines_a.span(*a), lines_b.span(*b))
        for (a, b), kind in sorted(found, key=lambda item: (item[0], order.index(item[1])))
    )


def _altered_figures(pair: Pair, match: Match) -> Iterator[tuple[_Place, AlterationKind]]:
    """Yield numbers and dates of one side, each with the one of the other that stands for it."""
    a, b = pair.a.tokens, pair.b.tokens
    edited_a = [_with_neighbours(edit.a_start, edit.a_end) for edit in match.edits]
    edited_b = [_with_neighbours(edit.b_start, edit.b_end) for edit in match.edits]
    if not (_has_figures(a, edited_a) or _has_figures(b, edited_b)):
        return
    figures_a = find_figures(a.text, match.a.start, match.a.end, a.language)
    figures_b = find_figures(b.text, match.b.start, match.b.end, b.language)
    # Those that no edit touches come first, so that they are what the other side has too: of
    # “340 to 350” that became “350 to 350” the first is altered.
    figures_a = [figure for group in _by_edit(figures_a, edited_a) for figure in group]
    figures_b = [figure for group in _by_edit(figures_b, edited_b) for figure in group]
    lost, gained = unbalanced(figures_a, figures_b, _likeliest)
    lost, gained = _unlike(lost, gained), _unlike(gained, lost)
    for sort in ("number", "name", "ordinal"):
        _, *of_a = _by_edit([f for f in lost if f.sort == sort], edited_a)
        _, *of_b = _by_edit([f for f in gained if f.sort == sort], edited_b)
        for olds, news in zip(of_a, of_b, strict=True):
            for old, new in zip(olds, news, strict=False):
                kind = AlterationKind.DATE if old.is_date and new.is_date else AlterationKind.NUMBER
                yield ((old.start, old.end), (new.start, new.end)), kind


def _with_neighbours(start: int, end: int) -> tuple[int, int]:
    """Return the characters of an edit, or of the words beside it: 4.2 has the 2 that was there."""
    return (start - 1, end + 2) if start == end else (start, end)


def _has_figures(tokens: Tokens, edited: Sequence[tuple[int, int]]) -> bool:
    return any(
        find_figures(tokens.text, max(start - FIGURE_REACH, 0), end + FIGURE_REACH, tokens.language)
        for start, end in edited
    )


def _likeliest(figure: Figure) -> str:
    return figure.readings[0]


def _unlike(figures: list[Figure], others: list[Figure]) -> list[Figure]:
    """Return the figures that cannot be read like any of the others."""
    there = {reading for other in others for reading in other.readings}
    return [figure for figure in figures if there.isdisjoint(figure.readings)]


def _by_edit(figures: list[Figure], edited: Sequence[tuple[int, int]]) -> list[list[Figure]]:
    """Return the figures that no edit touches, then those of each edit."""
    ends = [end for _, end in edited]
    groups: list[list[Figure]] = [[] for _ in range(len(edited) + 1)]
    for figure in figures:
        i = bisect_right(ends, figure.start)
        is_touched = i < len(edited) and edited[i][0] < figure.end
        groups[i + 1 if is_touched else 0].append(figure)
    return groups


def _altered_negations(
    pair: Pair, match: Match, edits: Sequence[WordEdit]
) -> Iterator[tuple[_Place, AlterationKind]]:
    for edit, words in zip(match.edits, edits, strict=True):
        if changes_negations(pair, words):
            yield ((edit.a_start, edit.a_end), (edit.b_start, edit.b_end)), AlterationKind.NEGATION


def _altered_quotations(
    pair: Pair, edits: Sequence[WordEdit]
) -> Iterator[tuple[_Place, AlterationKind]]:
    """Yield what lies between the first and the last edit of a quotation that both sides have.

    What an edit changes before or behind the quotation is left out.
    """
    a, b = pair.a.tokens, pair.b.tokens
    group: list[_Place] = []
    last: WordEdit | None = None
    for edit in edits:
        place = _quoted_place(pair, edit)
        goes_on = (
            last is not None
            and a.quoted[_between(last.a_start, last.a_end, edit.a_start, edit.a_end)].all()
            and b.quoted[_between(last.b_start, last.b_end, edit.b_start, edit.b_end)].all()
        )
        if group and not (place and goes_on):
            yield _whole(group), AlterationKind.QUOTATION
            group = []
        if place:
            group.append(place)
        last = edit
    if group:
        yield _whole(group), AlterationKind.QUOTATION


def _between(start: int, end: int, next_start: int, next_end: int) -> slice:
    """Return the words from the last of one range to the first of the next."""
    return slice(max(end - 1, start), min(next_start + 1, next_end))


def _quoted_place(pair: Pair, edit: WordEdit) -> _Place | None:
    """Return what an edit changes of a quotation, None if it changes none that both sides have."""
    of_a = pair.a.tokens, edit.a_start, edit.a_end
    of_b = pair.b.tokens, edit.b_start, edit.b_end
    old, new = _quoted_part(*of_a), _quoted_part(*of_b)
    if old or new:
        old, new = old or _beside_quotation(*of_a), new or _beside_quotation(*of_b)
    return (old, new) if old and new else None


def _quoted_part(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """Return the characters from the first to the last of some words that are quoted."""
    quoted = np.flatnonzero(tokens.quoted[first:last]).tolist()
    return tokens.characters(first + quoted[0], first + quoted[-1] + 1) if quoted else None


def _beside_quotation(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """Return the place where a quotation ends before some words, or else begins behind them."""
    if first > 0 and tokens.quoted[first - 1]:
        place = int(tokens.ends[first - 1])
    elif last < len(tokens) and tokens.quoted[last]:
        place = int(tokens.starts[last])
    else:
        return None
    return place, place


def _whole(group: Sequence[_Place]) -> _Place:
    (a_start, _), (b_start, _) = group[0]
    (_, a_end), (_, b_end) = group[-1]
    return (a_start, a_end), (b_start, b_end)
