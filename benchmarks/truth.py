"""What is known of a pair of articles when labelled pairs are hidden in a haystack.

Two texts are of one family when labelled pairs join them, directly or through others, or when
they are the same text under two names. Every other pair with a labelled article in it is
unrelated by construction; nothing is known of two articles of one haystack corpus.
"""

from __future__ import annotations

import re
from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING

from corpora import Labelled, LabelledPair, corpus_of, prompt_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dedupe_articles.model import Article

# CJK characters count as words of their own, so that one measure serves every script.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
SHINGLE_WORDS = 5
# Independent texts of the labelled corpora share at most .13 of the smaller one's word 5-grams
# (measured over all their cross-corpus pairs); half of them is a copy beyond doubt.
SAME_TEXT_CONTAINMENT = 0.5
SAME_TEXT_MIN_SHINGLES = 20


class Category(StrEnum):
    """What is known of a pair."""

    LABELLED = "labelled"
    FAMILY = "same family"
    SAME_TEXT = "same text"
    SAME_PROMPT = "same prompt"
    SAME_CORPUS = "same corpus"
    CROSS = "cross"
    HAYSTACK = "haystack"


#: Categories whose pairs are unrelated: a finding there is false.
UNRELATED = (Category.SAME_PROMPT, Category.SAME_CORPUS, Category.CROSS)


class Truth:
    """The labelled pairs, the families they make, and the texts to compare in doubt."""

    def __init__(self, labelled: Labelled, haystack: Iterable[Article]) -> None:
        self.texts = {article.id: article.text for article in (*labelled.articles, *haystack)}
        self.labelled_ids = {article.id for article in labelled.articles}
        self._kinds = {_key(pair.source, pair.derived): pair.kind for pair in labelled.pairs}
        self._family: dict[str, str] = {}
        for pair in labelled.pairs:
            self._join(pair.source, pair.derived)
        for same in _identical(self.texts):
            for other in same[1:]:
                self._join(same[0], other)

    def _root(self, article_id: str) -> str:
        while (parent := self._family.get(article_id, article_id)) != article_id:
            article_id = parent
        return article_id

    def _join(self, a: str, b: str) -> None:
        low, high = sorted((self._root(a), self._root(b)))
        if low != high:
            self._family[high] = low

    def kind(self, a: str, b: str) -> str | None:
        """Give the kind of a labelled pair, in either order; None for any other pair."""
        return self._kinds.get(_key(a, b))

    def category(self, a: str, b: str) -> Category:
        """Say what is known of a pair of article ids."""
        if _key(a, b) in self._kinds:
            return Category.LABELLED
        if self._root(a) == self._root(b):
            return Category.FAMILY
        same_corpus = corpus_of(a) == corpus_of(b)
        if same_corpus and a not in self.labelled_ids and b not in self.labelled_ids:
            return Category.HAYSTACK
        if is_same_text(self.texts[a], self.texts[b]):
            return Category.SAME_TEXT
        if not same_corpus:
            return Category.CROSS
        same_prompt = corpus_of(a) == "outfox_dipper" and prompt_of(a) == prompt_of(b)
        return Category.SAME_PROMPT if same_prompt else Category.SAME_CORPUS


def found_by_kind(
    pairs: Iterable[LabelledPair], found: Iterable[tuple[str, str]]
) -> Mapping[str, tuple[int, int]]:
    """Count, for each kind of labelled pair, those that were found and all of them."""
    keys = {_key(a, b) for a, b in found}
    counts: dict[str, tuple[int, int]] = {}
    for pair in pairs:
        hits, total = counts.get(pair.kind, (0, 0))
        counts[pair.kind] = (hits + (_key(pair.source, pair.derived) in keys), total + 1)
    return counts


def is_same_text(a: str, b: str) -> bool:
    """Say whether half of the shorter text's word 5-grams stand in the other one too."""
    shingles_a, shingles_b = _shingles(a), _shingles(b)
    smaller = min(len(shingles_a), len(shingles_b))
    shared = len(shingles_a & shingles_b)
    return smaller >= SAME_TEXT_MIN_SHINGLES and shared >= SAME_TEXT_CONTAINMENT * smaller


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.casefold())
    return set(zip(*(words[start:] for start in range(SHINGLE_WORDS)), strict=False))


def _identical(texts: Mapping[str, str]) -> list[list[str]]:
    """Group the ids of texts that differ in nothing but case, punctuation and white space."""
    groups: dict[str, list[str]] = defaultdict(list)
    for article_id, text in texts.items():
        groups[" ".join(WORD.findall(text.casefold()))].append(article_id)
    return [sorted(group) for group in groups.values() if len(group) > 1]


def _key(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)
