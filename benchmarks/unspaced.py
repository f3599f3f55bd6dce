"""English written as Thai is: no spaces between words, vowels before, above and behind consonants.

There is no corpus of labelled Thai pairs. What the English ones have to tell of scripts without
spaces, they tell in Thai letters: every letter becomes one or two Thai ones, as a transcription
would have it, and of all white space and punctuation only that between phrases is left.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpora import Labelled

    from dedupe_articles.model import Article

_CONSONANTS = dict(zip("bcdfghjklmnpqrstvwxyz", "บคดฟกหจขลมนปฆรสตวฑฉยซ", strict=True))
_LEADING = {"e": "เ", "o": "โ"}
_FOLLOWING = {"a": "า", "i": "\u0e34", "u": "\u0e38"}
_BARE = "อ"  # carries a vowel that has no consonant before it
_SYLLABLE = re.compile("([b-df-hj-np-tv-z])([aeiou]?)|([aeiou])|.")
_PHRASE_END = re.compile(r"[^\w\s'’]+\s*|\n+")


def unspaced(labelled: Labelled) -> Labelled:
    """Return labelled pairs with their texts written as Thai is."""
    return replace(labelled, articles=tuple(map(unspaced_article, labelled.articles)))


def unspaced_article(article: Article) -> Article:
    """Return an article with its text written as Thai is."""
    lines = article.text.lower().split("\n")
    return replace(article, text="\n".join(map(_line, lines)))


def _line(line: str) -> str:
    phrases = _PHRASE_END.split(line)
    return " ".join("".join(map(_word, phrase.split())) for phrase in phrases)


def _word(word: str) -> str:
    return _SYLLABLE.sub(_syllable, word.replace("'", "").replace("’", ""))


def _syllable(found: re.Match[str]) -> str:
    consonant, vowel = found[1], found[2] or found[3] or ""
    if not consonant and not vowel:
        return found[0]
    carrier = _CONSONANTS[consonant] if consonant else _BARE
    return _LEADING.get(vowel, "") + carrier + _FOLLOWING.get(vowel, "")
