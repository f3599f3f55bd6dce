"""Short items: what is found of news of 15 to 40 words that were edited in one place, or cut out.

An item is the beginning of an article of news; it is held against itself with one number, name or
word replaced, or a word left out, by words of other articles. An excerpt is held against the
article that it was cut out of. Both alone and in one folder with 36,000 articles of Wikinews and
Reuters-21578, without those that the items are made of.
"""

from __future__ import annotations

import random
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpora import read_news
from tables import ordered_map, parser, print_table, share

from dedupe_articles.model import Article, Settings
from dedupe_articles.pipeline import compare, scan_articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SIZES: Final = (15, 20, 30, 40)
OF_EACH: Final = 100
# An excerpt is cut out of an article that has so many words beside it.
MORE_WORDS: Final = 60
WORD: Final = re.compile(r"\S+")
# What is replaced, by what it is like: whole words inside a sentence.
PLACES: Final = {
    "number": re.compile(r"(?<= )\d+(?= )"),
    "name": re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?= )"),
    "word": re.compile(r"(?<= )[a-z]{4,}(?= )"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """A pair, how it was made, and the article that it was made of."""

    kind: str
    words: int
    a: Article
    b: Article
    source: str

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the two."""
        return frozenset((self.a.id, self.b.id))


def cut(text: str, first: int, words: int) -> str:
    """Give some words of a text, with the white space between them; nothing if it has fewer."""
    spans = [found.span() for found in WORD.finditer(text)][first : first + words]
    return text[spans[0][0] : spans[-1][1]] if len(spans) == words else ""


def edited(kind: str, item: str, other: str, generator: random.Random) -> str:
    """Give an item with one place edited; itself if it has none that is like that."""
    if kind == "left out":
        words = list(WORD.finditer(item))
        at = generator.choice(words)
        return item[: at.start()].rstrip() + " " + item[at.end() :].lstrip()
    places = list(PLACES[kind].finditer(item))
    others: list[str] = PLACES[kind].findall(other)
    if not places or not others:
        return item
    at = generator.choice(places)
    return item[: at.start()] + generator.choice(others) + item[at.end() :]


def make(kind: str, words: int, source: Article, other: Article, seed: int) -> Made | None:
    """Make a pair of an article, if it has what it takes."""
    generator = random.Random(seed)  # noqa: S311 - no secret
    name = f"made/{source.id}"
    if kind == "excerpt":
        more = len(WORD.findall(source.text)) - words
        if more < MORE_WORDS:
            return None
        excerpt = cut(source.text, generator.randrange(more), words)
        return Made(kind, words, source, Article(name, name, excerpt), "")
    item = cut(source.text, 0, words)
    text = edited(kind, item, other.text, generator) if item else item
    if text == item:
        return None
    a, b = Article(f"{name}/a", name, item), Article(f"{name}/b", name, text)
    return Made(kind, words, a, b, source.id)


def make_all(news: Sequence[Article], of_each: int) -> Iterator[Made]:
    """Make as many pairs of each kind and length, each of an article of its own."""
    order = random.Random(1).sample(range(len(news)), len(news))  # noqa: S311 - no secret
    articles = iter(order)
    for kind in (*PLACES, "left out", "excerpt"):
        for words in SIZES:
            made = 0
            while made < of_each:
                i = next(articles)
                pair = make(kind, words, news[i], news[order[i]], seed=i)
                if pair is not None:
                    made += 1
                    yield pair


def is_found(pair: Made) -> bool:
    """Whether the two are a finding if there is nothing else."""
    return compare(pair.a, pair.b).reported


def folder(news: Iterable[Article], made: Sequence[Made]) -> list[Article]:
    """Give all articles, the items in place of those that they were made of."""
    left_out = {pair.source for pair in made}
    articles = {article.id: article for article in news if article.id not in left_out}
    articles |= {article.id: article for pair in made for article in (pair.a, pair.b)}
    return list(articles.values())


def main() -> int:
    """Make, compare, scan, count."""
    arguments = parser(__doc__, "items of each kind and length").parse_args()
    news = read_news()
    made = list(make_all(news, arguments.sample or OF_EACH))
    alone = ordered_map(is_found, made, arguments.workers)
    result = scan_articles(folder(news, made), Settings(workers=arguments.workers))
    findings = {frozenset((finding.a.id, finding.b.id)) for finding in result.findings}
    counts: dict[tuple[str, int], list[tuple[bool, bool]]] = {}
    for pair, found in zip(made, alone, strict=True):
        counts.setdefault((pair.kind, pair.words), []).append((found, pair.ids in findings))
    rows = [
        (
            f"{kind}, {words} words",
            len(found),
            *(share(sum(row), len(found)) for row in zip(*found, strict=True)),
        )
        for (kind, words), found in counts.items()
    ]
    print_table(("edit", "pairs", "found alone", "in the folder"), rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
