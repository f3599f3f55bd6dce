"""Which side is the likely original: evidence with weights, and an abstention.

Each piece of evidence is a log-odds in favour of one side. Their sum decides only when it passes
`DECISIVE`; text alone does not always tell, and then no original is named.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from dedupe_articles.model import ArticleRef, Direction, Evidence, Side, Substitution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dedupe_articles.align import Alignment
    from dedupe_articles.verdict.measures import Measures

DECISIVE: Final = 1.0

_DATES: Final = 4.0
_RESIDUE_OF_SWAP: Final = 1.5
_ACRONYM: Final = 1.0
_PAGE_FURNITURE: Final = 0.7
_PART_OF_WHOLE: Final = 0.8

# An acronym in parentheses after the words it stands for, which are looked for so far before it.
_ACRONYM_AFTER: Final = re.compile(r"\(([A-Z]{3,10})\)")
_WORDS_BEFORE: Final = 160
# What a content management system prints under an article and a scraper takes along.
_FURNITURE: Final = re.compile(
    r"^\s*(?:add (?:a )?comment|leave a (?:comment|reply)|post a comment|share this(?: article)?"
    r"|read more|continue reading|subscribe(?: now)?|sign up|advertisement|filed under:.*"
    r"|related (?:articles|posts)|more about .{3,60}|kommentar schreiben|mehr zum thema"
    r"|laisser un commentaire|lire aussi|añadir comentario|leer más|добавить комментарий"
    r"|читайте также)\s*[.:]?\s*$",
    re.IGNORECASE | re.MULTILINE,
)


def find_direction(
    alignment: Alignment,
    measures: Measures,
    substitutions: Sequence[Substitution],
    a: ArticleRef,
    b: ArticleRef,
) -> Direction:
    """Weigh the evidence."""
    texts = alignment.pair.a.tokens.text, alignment.pair.b.tokens.text
    evidence = [
        *_dates(a.date, b.date),
        *_swap_residue(*texts, substitutions),
        *_acronyms(*texts),
        *_furniture(*texts),
        *_part_of_whole(measures),
    ]
    log_odds = sum(e.weight if e.favours == "a" else -e.weight for e in evidence)
    confidence = 1 / (1 + math.exp(-abs(log_odds)))
    original: Side | None = None
    if abs(log_odds) >= DECISIVE:
        original = "a" if log_odds > 0 else "b"
    ordered = sorted(evidence, key=lambda e: (-e.weight, e.name, e.detail))
    return Direction(original, round(confidence, 4), tuple(ordered))


def _dates(a: str | None, b: str | None) -> Iterator[Evidence]:
    """Yield the earlier date of the metadata; ISO dates compare as text."""
    if a and b and a[:10] != b[:10] and _is_date(a) and _is_date(b):
        earlier: Side = "a" if a < b else "b"
        first, second = sorted([a, b])
        yield Evidence("date", earlier, _DATES, f"{first} is before {second}")


def _is_date(value: str) -> bool:
    return re.match(r"\d{4}-\d{2}-\d{2}", value) is not None


def _count(text: str, word: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE))


def _swap_residue(a: str, b: str, substitutions: Sequence[Substitution]) -> Iterator[Evidence]:
    """Yield words that were replaced everywhere but in a few forgotten places.

    The text that has both words is the one in which the replacing was done.
    """
    for found in substitutions:
        old_in_b, new_in_a = _count(b, found.source), _count(a, found.target)
        if old_in_b and not new_in_a:
            detail = f"“{found.source}” is left {old_in_b}× beside “{found.target}” in the copy"
            yield Evidence("swap residue", "a", _RESIDUE_OF_SWAP, detail)
        elif new_in_a and not old_in_b:
            detail = f"“{found.target}” is left {new_in_a}× beside “{found.source}” in the copy"
            yield Evidence("swap residue", "b", _RESIDUE_OF_SWAP, detail)


def acronym_fidelity(text: str) -> dict[str, float]:
    """Return, for each acronym explained in a text, the share of its letters that fit.

    A letter fits when the words before the parenthesis have it as an initial, in order.
    """
    fidelity: dict[str, float] = {}
    for found in _ACRONYM_AFTER.finditer(text):
        acronym = found[1]
        before = text[max(0, found.start() - _WORDS_BEFORE) : found.start()]
        words = re.split(r"[()\n]", before)[-1]
        initials = [word[0].upper() for word in re.findall(r"[^\W\d_]+", words)]
        window = initials[-2 * len(acronym) :]
        share = _common_subsequence(acronym, window) / len(acronym)
        fidelity[acronym] = max(share, fidelity.get(acronym, 0.0))
    return fidelity


def _common_subsequence(first: Sequence[str], second: Sequence[str]) -> int:
    row = [0] * (len(second) + 1)
    for x in first:
        previous = 0
        for j, y in enumerate(second, 1):
            previous, row[j] = row[j], previous + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]


def _acronyms(a: str, b: str) -> Iterator[Evidence]:
    """Yield acronyms whose letters fit their words on one side only."""
    fits_a, fits_b = acronym_fidelity(a), acronym_fidelity(b)
    for acronym in sorted(fits_a.keys() & fits_b.keys()):
        first, second = fits_a[acronym], fits_b[acronym]
        if first != second:
            side: Side = "a" if first > second else "b"
            detail = (
                f"the words before “{acronym}” give {max(first, second):.0%} of its letters"
                f" there, {min(first, second):.0%} in the other"
            )
            yield Evidence("acronym", side, _ACRONYM, detail)


def _furniture(a: str, b: str) -> Iterator[Evidence]:
    """Yield lines of a web page that only one side carries: a scraper took them along."""
    lines_a = {line.strip().casefold() for line in _FURNITURE.findall(a)}
    lines_b = {line.strip().casefold() for line in _FURNITURE.findall(b)}
    if lines_b and not lines_a:
        detail = f"the copy carries the line “{min(lines_b)}”"
        yield Evidence("page furniture", "a", _PAGE_FURNITURE, detail)
    elif lines_a and not lines_b:
        detail = f"the copy carries the line “{min(lines_a)}”"
        yield Evidence("page furniture", "b", _PAGE_FURNITURE, detail)


def _part_of_whole(measures: Measures) -> Iterator[Evidence]:
    """Yield the side that the other is only a part of."""
    a, b = measures.a, measures.b
    if b.covered - a.covered >= 0.3 and b.covered >= 0.6:
        detail = f"{b.covered:.0%} of the other stands in it, {a.covered:.0%} of it in the other"
        yield Evidence("part of a whole", "a", _PART_OF_WHOLE, detail)
    elif a.covered - b.covered >= 0.3 and a.covered >= 0.6:
        detail = f"{a.covered:.0%} of the other stands in it, {b.covered:.0%} of it in the other"
        yield Evidence("part of a whole", "b", _PART_OF_WHOLE, detail)
