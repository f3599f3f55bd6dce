"""A corpus that is as uneven as a real one, made from nothing."""

from __future__ import annotations

import random

from dedupe_articles.model import Article

_WORDS = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "emer", "ist", "olan", "uns", "ery")]
_FOOTER = "subscribe to our letter for more stories like this one and follow us on every channel"


def skewed(copies: int, footers: int, pairs: int) -> list[Article]:
    """Return a story with exact and edited copies, articles with one footer, and true rewrites."""
    chance = random.Random(9)

    def text(words: int) -> str:
        sentences = []
        while words > 0:
            count = chance.randint(8, 16)
            chosen = (chance.choice(_WORDS) + chance.choice(_WORDS) for _ in range(count))
            sentences.append(" ".join(chosen).capitalize() + ".")
            words -= count
        return " ".join(sentences)

    def edited(source: str, every: int) -> str:
        words = source.split(" ")
        return " ".join(
            chance.choice(_WORDS) if place % every == offset else word
            for offset in [chance.randrange(every)]
            for place, word in enumerate(words)
        )

    story = text(120)
    found = {f"wire/{n:05}": story for n in range(copies // 2)}
    found |= {f"edited/{n:05}": edited(story, 40 + n % 30) for n in range(copies - copies // 2)}
    found |= {f"footer/{n:05}": f"{text(60)}\n{_FOOTER}." for n in range(footers)}
    for number in range(pairs):
        source = text(90)
        found[f"source/{number:05}"] = source
        found[f"rewrite/{number:05}"] = edited(source, 7)
    ids = list(found)
    chance.shuffle(ids)
    return [Article(id_, id_, found[id_], group=id_.partition("/")[0]) for id_ in ids]
