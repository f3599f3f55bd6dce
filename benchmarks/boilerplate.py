"""Lines that many articles have: whether those are left out that should be.

Plants what is known into news (Wikinews and Reuters-21578) and counts what is left out.
*Footers*, which should be: one of so many words on each of 5 to 300 articles. *Stories*, which
should not: one article in 12 versions, each with a share of its words replaced, cut at another
place and with a fifth of text of its own; their lines are sentences, or 60 characters long.
`--dump FILE` writes the lines that the news have themselves, to be read.
"""

from __future__ import annotations

import random
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from corpora import evenly, read_news
from tables import parser, print_table, share

from dedupe_articles import boilerplate
from dedupe_articles.boilerplate import find_boilerplate
from dedupe_articles.candidates import find_candidates
from dedupe_articles.collecting import collect
from dedupe_articles.engine.local import LocalEngine
from dedupe_articles.model import Article, Settings
from dedupe_articles.pipeline import Silent
from dedupe_articles.store import Store
from dedupe_articles.text.tokenise import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.model import CommonLine

FOOTER_WORDS = (5, 20, 50, 100)
FOOTER_ARTICLES = (5, 10, 30, 300)
REPLACED = (0.0, 0.05, 0.1, 0.15, 0.2)
VERSIONS = 12
MAX_LISTED = 100_000


def lines_found(texts: Sequence[str], least: int) -> list[CommonLine]:
    """Return the lines that a scan of these texts leaves out."""
    return _found(texts, least)[0]


def words_left_out(texts: Sequence[str], least: int) -> int:
    """Return how many words of these texts a scan of them leaves out."""
    return sum(
        tokenise(text, keys).words_left_out
        for text, keys in zip(texts, _found(texts, least)[1], strict=True)
    )


def _found(texts: Sequence[str], least: int) -> tuple[list[CommonLine], list[list[int]]]:
    articles = [Article(f"{i:06}", f"{i:06}", text) for i, text in enumerate(texts)]
    settings = Settings(min_words=0)
    with LocalEngine(settings.workers) as engine, Store() as store:
        collect(articles, settings, engine, store, Silent())
        find_candidates(store, settings.candidates_per_article)
        lines = list(find_boilerplate(store, least).frequent)
        keys = store.boilerplate(np.arange(len(articles), dtype=np.int32))
        return lines, [keys.get(number, []) for number in range(len(articles))]


def footers(news: Sequence[Article], least: int) -> list[list[object]]:
    """Plant footers, one for each number of words and articles, on articles of their own."""
    chance = random.Random(1)  # noqa: S311 - no secret
    vocabulary = sorted({word for article in evenly(news, 500) for word in article.text.split()})
    rows: list[list[object]] = []
    for words in FOOTER_WORDS:
        row: list[object] = [f"{words} words"]
        for count in FOOTER_ARTICLES:
            footer_sets = 20 if count <= 30 else 3
            found = 0
            for _ in range(footer_sets):
                footer = " ".join(chance.choices(vocabulary, k=words))
                chosen = chance.sample(news, count)
                lines = lines_found([f"{article.text}\n{footer}" for article in chosen], least)
                found += any(line.text == footer for line in lines)
            row.append(share(found, footer_sets))
        rows.append(row)
    return rows


def stories(news: Sequence[Article], least: int, sample: int) -> list[list[object]]:
    """Print articles in versions; count the words of these that are taken for boilerplate."""
    long = [article.text for article in news if 2000 <= len(article.text) <= 6000]
    rows: list[list[object]] = []
    for replaced in REPLACED:
        row: list[object] = [f"{replaced:.0%} replaced"]
        for width in (None, 60):
            taken = total = 0
            for number, text in enumerate(evenly(long, sample)):
                chance = random.Random(number)  # noqa: S311 - no secret
                texts = [_version(text, replaced, width, chance) for _ in range(VERSIONS)]
                total += sum(len(version.split()) for version in texts)
                taken += words_left_out(texts, least)
            row.append(share(taken, total))
        rows.append(row)
    return rows


def _version(text: str, replaced: float, width: int | None, chance: random.Random) -> str:
    words = [
        f"other{chance.randrange(10**6)}" if chance.random() < replaced else word
        for word in text.split()
    ]
    body = " ".join(words[: round(len(words) * chance.uniform(0.6, 1))])
    lines = body.replace(". ", ".\n").split("\n") if width is None else textwrap.wrap(body, width)
    own = " ".join(f"own{chance.randrange(10**6)}" for _ in range(len(words) // 5))
    return "\n".join([*lines, own])


def main() -> int:
    """Plant and count."""
    options = parser(__doc__, "stories")
    options.add_argument("--boilerplate-in", type=int, default=Settings().boilerplate_in)
    options.add_argument("--dump", type=Path, metavar="FILE", help="write the lines of the news")
    arguments = options.parse_args()
    news, least = read_news(), arguments.boilerplate_in
    print("share of the footers that are found, by articles that have one")
    print_table(("footer", *map(str, FOOTER_ARTICLES)), footers(news, least))
    print("\nshare of the words of stories that are taken for boilerplate")
    columns = ("words", "sentences", "60 characters")
    print_table(columns, stories(news, least, arguments.sample or 40))
    if arguments.dump:
        boilerplate.MOST_LISTED = MAX_LISTED  # type: ignore[misc] # all of them, once
        found = lines_found([article.text for article in news], least)
        text = "".join(f"{line.articles}\t{line.text}\n" for line in found)
        arguments.dump.write_text(text, encoding="utf-8")
        print(f"\n{len(found)} lines of {len(news)} articles of news: {arguments.dump}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
