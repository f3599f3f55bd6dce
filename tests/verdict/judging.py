"""Findings about two texts, without files or a store, and made-up texts to judge."""

from __future__ import annotations

import random
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from dedupe_articles.align import align_texts
from dedupe_articles.explain import pair_rarity
from dedupe_articles.model import ArticleRef, EditLabel, Finding
from dedupe_articles.verdict import judge, measure, resemblance

if TYPE_CHECKING:
    from dedupe_articles.rarity import Rarity
    from dedupe_articles.verdict.measures import Measures

COMMON = (
    *("the", "of", "and", "to", "in", "a", "that", "for", "it", "was", "on", "with", "as", "at"),
    *("by", "from", "they", "this", "have", "or", "had", "but"),
)
SYLLABLES = ["".join(letters) for letters in product("bdklmnrt", "ao")]

few_words = st.lists(
    st.lists(
        st.sampled_from(["Ash", "birch", "cedar", "“elm", "fir”", "oak", "42"]),
        min_size=3,
        max_size=9,
    ).map(lambda words: " ".join(words) + "."),
    max_size=8,
).map(" ".join)
"""Texts in which much agrees by chance, some of it in quotation marks."""


def made_up_sentences(seed: int, count: int) -> list[str]:
    """Return sentences of fourteen words, every other one of them common."""
    generator = random.Random(seed)

    def words() -> list[str]:
        return [generator.choice(COMMON), "".join(generator.choices(SYLLABLES, k=3))]

    sentences = [[word for _ in range(7) for word in words()] for _ in range(count)]
    return [" ".join(sentence).capitalize() + "." for sentence in sentences]


def unlike_any(seed: int, count: int) -> list[str]:
    """Return sentences of words that hardly any other text has."""
    generator = random.Random(seed)
    return [
        " ".join("".join(generator.choices(SYLLABLES, k=3)) for _ in range(12)).capitalize() + "."
        for _ in range(count)
    ]


def made_up(seed: int, count: int) -> str:
    return " ".join(made_up_sentences(seed, count))


def around(seed: int, passage: str) -> str:
    """Return a passage with twelve sentences before it and twelve behind it."""
    return f"{made_up(seed, 12)}\n\n{passage}\n\n{made_up(seed + 1, 12)}"


def rewritten(sentences: list[str], *, share: float) -> list[str]:
    """Return the sentences with a share of their words replaced."""
    generator = random.Random(7)
    result = []
    for sentence in sentences:
        words = sentence.lower().rstrip(".").split()
        for place in generator.sample(range(len(words)), round(share * len(words))):
            words[place] = "".join(generator.choices(SYLLABLES, k=3))
        result.append(" ".join(words).capitalize() + ".")
    return result


def measured(a: str, b: str) -> Measures:
    return measure(align_texts(a, b))


def judged(
    a: str,
    b: str,
    rarity: Rarity | None = None,
    *,
    names: tuple[str, str] = ("a.txt", "b.txt"),
    dates: tuple[str | None, str | None] = (None, None),
) -> Finding:
    """Judge two texts; without a rarity as if they were all there is."""
    alignment = align_texts(a, b)
    measures = measure(alignment)
    refs = [
        ArticleRef(name, name, side.words, date=date)
        for name, side, date in zip(names, (measures.a, measures.b), dates, strict=True)
    ]
    rarity = rarity or pair_rarity(resemblance(alignment.pair))
    return judge(alignment, measures, refs[0], refs[1], rarity)


def labels(a: str, b: str) -> set[EditLabel]:
    """Return the labels of the one match of two texts."""
    (match,) = judged(a, b).matches
    return set(match.labels)
