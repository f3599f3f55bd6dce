"""Texts to align: made up from a seed, or from a few words so that much agrees by chance."""

from __future__ import annotations

import random
from itertools import product

from hypothesis import strategies as st

from dedupe_articles.align.pair import Pair, pair_texts
from dedupe_articles.text.tokenise import tokenise

FUNCTION_WORDS = (
    *("the", "of", "and", "to", "in", "a", "that", "for", "it", "was", "on", "with", "as", "at"),
    *("by", "from", "they", "this", "have", "or", "had", "but", "were", "which", "their", "an"),
    *("been", "would", "there", "when", "who", "will", "more", "if", "out", "so", "what", "up"),
)
CONTENT_WORDS = tuple(  # no two with the same stem
    "".join(parts)
    for parts in product(
        [a + b for a, b in product("bdklmnrt", "ao")],
        ["bel", "dor", "gan", "kem", "lis", "mun", "per", "rat", "sol", "ven"],
        ["ade", "ett", "ine", "kay", "mis", "orn", "ton", "ust", "vak", "zor"],
    )
)
# Words that share a stem with another, differ in case or accent, and of scripts without spaces.
FEW_WORDS = ("Police", "policing", "monitor", "monitors", "café", "Cafe", "42", "a", "Москва", "東")

few_words = st.lists(st.sampled_from(FEW_WORDS), max_size=60).map(" ".join)


def _sentence(words: list[str]) -> str:
    return " ".join(words).capitalize() + "."


sentences_of_few_words = st.lists(
    st.lists(st.sampled_from(["ash", "birch", "cedar", "elm", "fir", "oak", "42"]), min_size=3)
    .filter(lambda words: len(words) <= 9)
    .map(_sentence),
    max_size=9,
)
"""Sentences that repeat, split, merge and move, since there are seven words in all."""

articles_of_few_words = st.builds(
    lambda sentences, gap: gap.join(sentences), sentences_of_few_words, st.sampled_from([" ", "\n"])
)


def made_up_sentences(seed: int, count: int) -> list[str]:
    """Return sentences of fourteen words that have nothing but a vocabulary in common."""
    generator = random.Random(seed)
    return [
        _sentence(
            [
                word
                for _ in range(7)
                for word in (generator.choice(FUNCTION_WORDS), generator.choice(CONTENT_WORDS))
            ]
        )
        for _ in range(count)
    ]


def made_up(seed: int, count: int) -> str:
    """Return an article of made-up sentences in paragraphs of five."""
    sentences = made_up_sentences(seed, count)
    return "\n\n".join(" ".join(sentences[i : i + 5]) for i in range(0, count, 5))


def pair_of(a: str, b: str) -> Pair:
    """Return two texts as a pair."""
    return pair_texts(tokenise(a), tokenise(b))


@st.composite
def derived_pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Two articles of which one has taken sentences from the other, in any order, and edited."""
    taken = made_up_sentences(draw(st.integers(1, 4)), draw(st.integers(4, 9)))
    words = " ".join(draw(st.permutations(taken)) if draw(st.booleans()) else taken).split()
    for place in draw(st.sets(st.integers(0, len(words) - 1), max_size=len(words) // 5)):
        words[place] = draw(st.sampled_from(["Other", "(words)", "“here”.", "42,"]))
    sides = [" ".join(taken), " ".join(words)]
    for side, seed in enumerate((11, 21)):
        before, behind = (made_up(seed + i, draw(st.integers(0, 6))) for i in range(2))
        joint = draw(st.sampled_from([" ", "\n", "\n\n", "\r\n\t"]))
        sides[side] = joint.join([before, sides[side], behind])
    return sides[0], sides[1]
