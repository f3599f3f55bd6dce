"""Negations: words, and parts of words, whose coming or going turns a statement round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dedupe_articles.verdict.word_lists import (
    NEGATIONS,
    NEGATIONS_BEHIND_NE,
    REPEATED_NEGATIONS,
)

if TYPE_CHECKING:
    from dedupe_articles.text.tokens import Tokens

# Negations that are part of a word, or a character among others. Left out is what looks like one:
# 不仅 “not only”, 不过 “but”, 未来 “future”, 非常 “very”, 少ない “few”, かもしれない “maybe”,
# なければならない “must”.
_INSIDE: Final = re.compile(
    r"""
    [nN不没沒无無未非なま않없]  # looked for first, because that is fast
    (?: (?<= [nN] ) ['’][tT] (?!\w)
      | (?<= 不 ) (?<! 不得不 ) (?! [仅僅但只光過过少断斷久论論管] | 得不 | 同(?!意) )
      | (?<= [没沒] ) (?<! [沉淹埋出吞]. ) (?! 收 )
      | (?<= [无無] ) (?! [论論数數线線疑非] | 人[机機] )
      | (?<= 未 ) (?! [来來] )
      | (?<= 非 ) (?<! [除南东東西北莫无無]. ) (?! [常洲凡议議难難] )
      | (?<= な ) (?<! [少危]. ) (?<! かもしれな ) (?<! だけでな ) (?<! だけではな )
        (?<! ければならな ) (?<! ければいけな ) (?<! くてはならな ) (?<! くてはいけな )
        (?<! ねばならな ) (?<! ざるを得な ) (?<! 違いな ) (?! くては(?:なら|いけ)な ) (?:い|かっ|く)
      | (?<= ま ) せん
      | (?<= [않없] )
    )
    """,
    re.VERBOSE,
)
_REACH: Final = 3  # so many characters of one, or of what looks like one, may be outside a range
_ANY: Final = NEGATIONS | REPEATED_NEGATIONS | NEGATIONS_BEHIND_NE
# “No. 10”
_NUMBER_BEHIND: Final = re.compile(r"\.?\s?\d")
_NO_IS_IN_THE: Final = frozenset({"pt", "gl"})
# So many words before a negation another one makes both the same: “no ha dicho nada”.
_SAME_WITHIN: Final = 6


def negations(tokens: Tokens, first: int, last: int) -> int:
    """Return how many negations stand in a range of words; one of several words counts once."""
    if first == last:
        return 0
    words = sum(
        _is_negation(tokens, i, word)
        for i, word in enumerate(map(str.casefold, tokens.words(first, last)), first)
        if word in _ANY
    )
    start, end = tokens.characters(first, last)
    inside = _INSIDE.finditer(tokens.text, max(start - _REACH, 0), end + _REACH)
    return words + sum(m.start() < end and m.end() > start for m in inside)


def _is_negation(tokens: Tokens, index: int, word: str) -> bool:
    """Whether a word of `_ANY` is a negation, and the first of its statement."""
    if word in NEGATIONS:
        return word != "no" or _is_no(tokens, index)
    first = max(index - _SAME_WITHIN, int(tokens.bounds[tokens.sentences[index]]))
    before = [other.casefold() for other in tokens.words(first, index)]
    if word in NEGATIONS_BEHIND_NE and not {"ne", "n"}.intersection(before):
        return False
    return not any(
        other in REPEATED_NEGATIONS or (other in NEGATIONS and _is_negation(tokens, i, other))
        for i, other in enumerate(before, first)
    )


def _is_no(tokens: Tokens, index: int) -> bool:
    """Whether the word “no” is one: not before a number, nor in a language where it is “in the”."""
    is_numero = _NUMBER_BEHIND.match(tokens.text, int(tokens.ends[index]))
    return not is_numero and tokens.language not in _NO_IS_IN_THE
