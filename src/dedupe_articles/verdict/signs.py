"""Signs of numbers: a minus, the symbol of a currency, and the half of the day.

They are no part of what a number is worth; yet -5 is not 5, £5 are not $5, and 5 a.m. not 5 p.m.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dedupe_articles.verdict.balance import unbalanced
from dedupe_articles.verdict.figures import find_figures
from dedupe_articles.verdict.hours import half_of_day, mentions_half

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dedupe_articles.model import Match, Span
    from dedupe_articles.text.tokens import Tokens

# All that Unicode calls a symbol of a currency, but for those of dead scripts.
_CURRENCY: Final = (
    r"[$¢-¥\u058f\u060b\u09f2\u09f3\u09fb\u0af1\u0bf9\u0e3f\u17db\u20a0-\u20c0\ufdfc\ufe69"
    r"\uff04\uffe0\uffe1\uffe5\uffe6]"
)
_MINUS: Final = "[-\u2212]"  # no dash, which stands in ranges and results
_ANY: Final = re.compile(rf"{_CURRENCY}|(?<!\w){_MINUS}(?={_CURRENCY}?\d)")
_BEFORE: Final = re.compile(
    rf"(?P<minus>(?<!\w){_MINUS})?(?:(?P<symbol>{_CURRENCY})[ \u00a0]?(?P<inner>{_MINUS})?)?$"
)
_BEHIND: Final = re.compile(rf"[ \u00a0]?(?P<symbol>{_CURRENCY})(?!{_CURRENCY}|\d)")
_REACH: Final = 4  # characters before a number that may be its signs


@dataclass(frozen=True, slots=True)
class _Signed:
    """A number with its signs: their characters, and what they are."""

    start: int
    end: int
    is_negative: bool
    currency: str
    half: str

    def contradicts(self, other: _Signed) -> bool:
        """Whether two numbers of one value differ; only one side may say a currency or a half."""
        return (
            self.is_negative != other.is_negative
            or (bool(self.currency and other.currency) and self.currency != other.currency)
            or (bool(self.half and other.half) and self.half != other.half)
        )


def altered_signs(
    a: Tokens, b: Tokens, match: Match
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the characters of numbers that both sides of a match have, with other signs."""
    if _symbols(a, match.a) == _symbols(b, match.b) and not any(
        edit.op == "replace"
        and mentions_half(a.text, edit.a_start, edit.a_end)
        and mentions_half(b.text, edit.b_start, edit.b_end)
        for edit in match.edits
    ):
        return
    numbers_a, numbers_b = _by_value(a, match.a), _by_value(b, match.b)
    for value in numbers_a.keys() & numbers_b.keys():
        lost, gained = unbalanced(numbers_a[value], numbers_b[value], _signs)
        for old, new in zip(lost, gained, strict=False):
            if old.contradicts(new):
                yield (old.start, old.end), (new.start, new.end)


def _symbols(tokens: Tokens, span: Span) -> list[str]:
    return _ANY.findall(tokens.text, span.start, span.end)


def _by_value(tokens: Tokens, span: Span) -> Mapping[str, list[_Signed]]:
    found: defaultdict[str, list[_Signed]] = defaultdict(list)
    for figure in find_figures(tokens.text, span.start, span.end, tokens.language):
        found[figure.readings[0]].append(_signed(tokens.text, figure.start, figure.end))
    return found


def _signed(text: str, start: int, end: int) -> _Signed:
    """Return the number at `start:end` with its signs, before or behind it."""
    first = max(start - _REACH, 0)
    before = _BEFORE.search(text[first:start])
    behind = _BEHIND.match(text, end)
    symbol = (before and before["symbol"]) or ""
    half, start_of_half, end_of_half = half_of_day(text, start, end)
    return _Signed(
        start=min(first + before.start() if before else start, start_of_half),
        end=max(behind.end() if behind and not symbol else end, end_of_half),
        is_negative=bool(before and (before["minus"] or before["inner"])),
        currency=symbol or (behind["symbol"] if behind else ""),
        half=half,
    )


def _signs(number: _Signed) -> tuple[bool, str, str]:
    return number.is_negative, number.currency, number.half
