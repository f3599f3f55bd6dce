"""Which side is the likely original: evidence with weights, and an abstention.

Each piece of evidence is a log-odds in favour of one side. Their sum decides only when it reaches
`DECISIVE`; text alone does not always tell, and then no original is named.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from dedupe_articles.dates import parse_date
from dedupe_articles.model import ArticleRef, Direction, Evidence, Side
from dedupe_articles.text.words import SPELLING_LETTERS
from dedupe_articles.verdict.marks import Trace
from dedupe_articles.verdict.style import (
    alike,
    find_traces,
    is_of_whole_texts,
    shortened,
)
from dedupe_articles.verdict.substitutions import MIN_COUNT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dedupe_articles.align import Alignment
    from dedupe_articles.text.tokens import Tokens
    from dedupe_articles.verdict.edits import WordEdit
    from dedupe_articles.verdict.measures import Measures
    from dedupe_articles.verdict.substitutions import Swaps

DECISIVE: Final = 0.9
# Left out of corpora with known originals in turn, text alone was right in 97 % of the pairs in
# which it was surest: it is not let claim more. A date outranks it with whatever is against.
TEXT_AT_MOST: Final = 3.0
DATE: Final = 4.0

# Log-odds for a trace with a lead of 1; `benchmarks/direction.py --fit --sample 40` prints them.
WEIGHTS: Final[Mapping[str, float]] = {
    "acronym": 0.94,
    "brackets": 1.40,
    "commas": 1.22,
    "lone spellings": 1.32,
    "longer words": 1.58,
    "missing spaces": 0.70,
    "mixed alphabets": 0.91,
    "numbers": 0.70,
    "own words": 0.60,
    "runs of marks": 1.82,
    "sentences": 2.73,
    "swap residue": 1.0,
    "word forms": 0.23,
    # No corpus has enough of these lines to measure them: a guess.
    "page furniture": 0.5,
}
# What weighs less is noise, and is not shown.
LEAST_WEIGHT: Final = 0.05

# A swap of names is a rewriting of few words; more are a new sentence.
_LONGEST_SWAP: Final = 4
# Names left may be so many times those replaced: who replaces “London Bridge” may leave London.
_MOST_LEFT: Final = 2
_MOST_SWAPS: Final = 20
# So many characters of each text are searched for names: more than any article has.
_CHARACTERS: Final = 1_000_000
# An acronym in parentheses, and how far before it the words it stands for may begin.
_ACRONYM: Final = re.compile(r"\(([^\W\d_]{3,10})\)")
_ACRONYM_REACH: Final = 160
_MOST_ACRONYMS: Final = 1000
_WORD: Final = re.compile(r"[^\W\d_]+")
# What a content management system prints around an article and a scraper takes along.
_FURNITURE: Final = re.compile(
    r"(?:add (?:a )?comment|leave a (?:comment|reply)|post a comment|share this(?: article)?"
    r"|read more|continue reading|subscribe(?: now)?|sign up|advertisement|filed under:.*"
    r"|related (?:articles|posts)|more about .{3,60}|kommentar schreiben|mehr zum thema"
    r"|laisser un commentaire|lire aussi|añadir comentario|leer más|добавить комментарий"
    r"|читайте также)\s*[.:]?",
    re.IGNORECASE,
)
_FURNITURE_LINES: Final = 200  # of the head and of the foot of a text
_FURNITURE_LENGTH: Final = 100


def find_direction(
    alignment: Alignment,
    measures: Measures,
    edits: Sequence[WordEdit],
    swaps: Swaps,
    articles: tuple[ArticleRef, ArticleRef],
) -> Direction:
    """Weigh the evidence: that of the texts, and dates in the metadata, which outrank it."""
    a, b = articles
    dates = list(_dates(a.date, b.date))
    text = [
        Evidence(trace.name, "a" if trace.lead > 0 else "b", round(weight, 4), trace.detail)
        for trace in text_traces(alignment, measures, edits, swaps, (a.title, b.title))
        if (weight := abs(WEIGHTS[trace.name] * trace.lead)) >= LEAST_WEIGHT
    ]
    of_text = max(-TEXT_AT_MOST, min(TEXT_AT_MOST, _log_odds(text)))
    log_odds = _log_odds(dates) + of_text
    original: Side | None = None
    if abs(log_odds) >= DECISIVE:
        original = "a" if log_odds > 0 else "b"
    confidence = 1 / (1 + math.exp(-abs(log_odds)))
    ordered = sorted([*dates, *text], key=lambda e: (-e.weight, e.name, e.detail))
    return Direction(original, round(confidence, 4), tuple(ordered))


def _log_odds(evidence: Sequence[Evidence]) -> float:
    """Return the sum of the weights, those for b negative; the same from either side."""
    return math.fsum(e.weight if e.favours == "a" else -e.weight for e in evidence)


def text_traces(
    alignment: Alignment,
    measures: Measures,
    edits: Sequence[WordEdit],
    swaps: Swaps,
    titles: tuple[str | None, str | None] = (None, None),
) -> Iterator[Trace]:
    """Yield what the two texts and their titles tell of the direction, not yet weighed."""
    a, b = alignment.pair.a.tokens, alignment.pair.b.tokens
    yield from _swap_residue(a, b, edits, titles)
    yield from _acronyms(a.text, b.text)
    if is_of_whole_texts(measures):
        yield from _furniture(a.text, b.text)
    yield from find_traces(alignment, measures, edits, swaps)


def _dates(a: str | None, b: str | None) -> Iterator[Evidence]:
    """Yield the earlier day of the metadata."""
    of_a, of_b = parse_date(a), parse_date(b)
    if of_a is None or of_b is None:
        return
    earlier: Side
    for earlier, first, second in (("a", of_a, of_b), ("b", of_b, of_a)):
        if first.is_days_before(second):
            detail = f"{earlier} is dated {first.day}, the other {second.day}"
            yield Evidence("date", earlier, DATE, detail)


def _swap_residue(
    a: Tokens, b: Tokens, edits: Sequence[WordEdit], titles: tuple[str | None, str | None]
) -> Iterator[Trace]:
    """Yield names that were replaced everywhere but in a few forgotten places.

    The text that has both names is the one in which the replacing was done.
    """
    text_a = f"{a.text[:_CHARACTERS]}\n{titles[0] or ''}"
    text_b = f"{b.text[:_CHARACTERS]}\n{titles[1] or ''}"
    swaps = Counter(_swapped_names(a, b, edits))
    common = sorted(swaps.items(), key=lambda swap: (-swap[1], sorted(swap[0])))
    for (of_a, of_b), count in common[:_MOST_SWAPS]:
        if count < MIN_COUNT or _is_word(of_a, text_a) or _is_word(of_b, text_b):
            continue
        left_in_a, left_in_b = _forms(of_b, text_a), _forms(of_a, text_b)
        if bool(left_in_a) == bool(left_in_b) or left_in_a + left_in_b > _MOST_LEFT * count:
            continue
        if left_in_b:
            yield Trace("swap residue", 1, _residue("b", of_a, left_in_b, of_b, count))
        else:
            yield Trace("swap residue", -1, _residue("a", of_b, left_in_a, of_a, count))


def _swapped_names(a: Tokens, b: Tokens, edits: Sequence[WordEdit]) -> Iterator[tuple[str, str]]:
    """Yield words with a capital that stand in one another's place, and are not alike."""
    for edit in edits:
        size = edit.a_end - edit.a_start
        if size != edit.b_end - edit.b_start or size > _LONGEST_SWAP:
            continue
        for i, j in zip(
            range(edit.a_start, edit.a_end), range(edit.b_start, edit.b_end), strict=True
        ):
            if a.text[a.starts[i]].isupper() and b.text[b.starts[j]].isupper():
                of_a, of_b = a.word(i), b.word(j)
                if max(len(of_a), len(of_b)) <= SPELLING_LETTERS and not alike(of_a, of_b):
                    yield of_a, of_b


def _is_word(name: str, text: str) -> bool:
    """Whether a text has a name in lower case: then it is an ordinary word."""
    return re.search(rf"{_beginning_with(name.lower())}(?!\w)", text) is not None


def _forms(name: str, text: str) -> int:
    """Count a name and what begins with it: “Londoners” are a residue of London."""
    return len(re.findall(_beginning_with(name), text))


def _beginning_with(word: str) -> str:
    """Return a pattern for words with this beginning, which comes first so that `re` is fast."""
    return rf"{re.escape(word)}(?<!\w{re.escape(word)})"


def _residue(side: Side, old: str, left: int, new: str, count: int) -> str:
    return (
        f"{side} has “{shortened(new)}” for “{shortened(old)}” {count}×,"
        f" and “{shortened(old)}” left {left}×"
    )


def _explained(text: str) -> dict[str, list[int]]:
    """Return the acronyms that stand in parentheses, with the places where they do."""
    places: dict[str, list[int]] = {}
    for found in itertools.islice(_ACRONYM.finditer(text), _MOST_ACRONYMS):
        if found[1].isupper():
            places.setdefault(found[1], []).append(found.start())
    return places


def _fidelity(acronym: str, text: str, places: Sequence[int]) -> float | None:
    """Return the share of the letters of an acronym that fit, in the best of its places.

    A letter fits when the words before the parenthesis have it as an initial, in order. None if
    there are no words before it.
    """
    shares = []
    for place in places:
        before = re.split(r"[()\n]", text[max(0, place - _ACRONYM_REACH) : place])
        initials = [word[0].upper() for word in _WORD.findall(before[-1])]
        if initials:
            fitting = _common_subsequence(acronym, initials[-2 * len(acronym) :])
            shares.append(fitting / len(acronym))
    return max(shares, default=None)


def _common_subsequence(first: Sequence[str], second: Sequence[str]) -> int:
    row = [0] * (len(second) + 1)
    for x in first:
        previous = 0
        for j, y in enumerate(second, 1):
            previous, row[j] = row[j], previous + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]


def _acronyms(a: str, b: str) -> Iterator[Trace]:
    """Yield acronyms whose letters fit their words better on one side."""
    of_a, of_b = _explained(a), _explained(b)
    for acronym in sorted(of_a.keys() & of_b.keys()):
        first = _fidelity(acronym, a, of_a[acronym])
        second = _fidelity(acronym, b, of_b[acronym])
        if first is not None and second is not None and first != second:
            detail = (
                f"the initials before “({acronym})” give {first:.0%} of its letters in a,"
                f" {second:.0%} in b"
            )
            yield Trace("acronym", 1 if first > second else -1, detail)


def _furniture(a: str, b: str) -> Iterator[Trace]:
    """Yield lines of a web page that only one side carries: a scraper took them along.

    Only where the whole article was taken: a passage leaves its page behind.
    """
    lines_a, lines_b = furniture_lines(a), furniture_lines(b)
    if bool(lines_a) != bool(lines_b):
        carrier = "b" if lines_b else "a"
        detail = f"only {carrier} has “{min(lines_a | lines_b)}”, a line of a website's template"
        yield Trace("page furniture", 1 if lines_b else -1, detail)


def furniture_lines(text: str) -> set[str]:
    """Return the lines at the head and the foot of a text that are parts of a web page."""
    lines = text.splitlines()
    outer = [*lines[:_FURNITURE_LINES], *lines[-_FURNITURE_LINES:]]
    short = (line.strip() for line in outer if len(line) <= _FURNITURE_LENGTH)
    return {line for line in short if _FURNITURE.fullmatch(line)}
