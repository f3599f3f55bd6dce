"""What is known of a pair of articles when labelled pairs are hidden in a haystack.

Two texts are of one family when labelled pairs join them, directly or through others. Some data
sets contain a text twice: families that share a text are set apart too. Every other pair with a
labelled article in it is unrelated by construction, and nothing is known of two articles of one
haystack corpus.
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


class Groups:
    """Names that are joined two by two; what is joined is one group."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Give the name that stands for the group of `name`."""
        while (parent := self._parents.get(name, name)) != name:
            name = parent
        return name

    def join(self, a: str, b: str) -> None:
        """Make one group of the groups of two names."""
        low, high = sorted((self.of(a), self.of(b)))
        if low != high:
            self._parents[high] = low


class Truth:
    """The labelled pairs, the families they make, and the texts that several families share."""

    def __init__(self, labelled: Labelled, haystack: Iterable[Article]) -> None:
        self.texts = {article.id: article.text for article in (*labelled.articles, *haystack)}
        self._labelled_ids = {article.id for article in labelled.articles}
        self._kinds = {_key(pair.source, pair.derived): pair.kind for pair in labelled.pairs}
        self._families, self._sharing = Groups(), Groups()
        for pair in labelled.related:
            self._families.join(pair.source, pair.derived)
            self._sharing.join(pair.source, pair.derived)
        for same in _identical(self.texts):
            for other in same[1:]:
                self._sharing.join(same[0], other)

    def join_same_texts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Look for copies of one text among pairs of labelled articles and note whose they are.

        The pairs come from the product, the judgement does not: it is `is_same_text`.
        """
        for a, b in pairs:
            if not {a, b} & self._labelled_ids or self._sharing.of(a) == self._sharing.of(b):
                continue
            if is_same_text(self.texts[a], self.texts[b]):
                self._sharing.join(a, b)

    def kind(self, a: str, b: str) -> str | None:
        """Give the kind of a labelled pair, in either order; None for any other pair."""
        return self._kinds.get(_key(a, b))

    def category(self, a: str, b: str) -> Category:
        """Say what is known of a pair of article ids."""
        if _key(a, b) in self._kinds:
            return Category.LABELLED
        if self._families.of(a) == self._families.of(b):
            return Category.FAMILY
        if corpus_of(a) == corpus_of(b) and not {a, b} & self._labelled_ids:
            return Category.HAYSTACK
        if self._sharing.of(a) == self._sharing.of(b):
            return Category.SAME_TEXT
        if corpus_of(a) != corpus_of(b):
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
