"""Lines common to many articles: footers, navigation, disclaimers, stock phrases.

Such a line says nothing of who has copied from whom. But every line of a story that a dozen papers
print stands in a dozen articles too, and there it is what was copied. So a line is *boilerplate*
when articles that otherwise share little have it: of a sample of those that do, most pairs have
less than half of the shorter one in common.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dedupe_articles.model import Boilerplate, CommonLine
from dedupe_articles.queries import read_queries
from dedupe_articles.resemblance import estimates_of, pairs_of
from dedupe_articles.text.line_hashes import line_with

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dedupe_articles.store import Store

# Articles with a line that are compared, and the share of the shorter one from which two of them
# are held for versions of one text. Measured with benchmarks/boilerplate.py.
SAMPLE: Final = 8
VERSION_SHARE: Final = 0.5
MOST_LISTED: Final = 50
"""Lines of which a result has the text."""


def find_boilerplate(
    store: Store, least: int, lines: str = "lines", articles: str = "articles"
) -> Boilerplate:
    """Make the table `boilerplate` of the lines in `least` articles or more; with 0 of none.

    `lines` and `articles` are the tables to look in; the answer is on the articles of the store's
    own tables. Needs the table `collapsed`.
    """
    if not least:
        return Boilerplate()
    given = parameters(least, lines, articles)
    for name, query in read_queries("boilerplate.sql").items():
        if name == "strangers":
            _estimate_pairs(store)
        store.materialise(name, query.format(**given))
    counts = store.arrays("SELECT lines, articles FROM boilerplate_counts")
    listed = store.arrays("SELECT hash, articles, article FROM frequent_lines")
    texts = store.texts(listed["article"])
    rows = (
        (key, articles, texts[article])
        for key, articles, article in zip(
            *(column.tolist() for column in listed.values()), strict=True
        )
    )
    return Boilerplate(
        lines=int(counts["lines"][0]),
        articles=int(counts["articles"][0]),
        frequent=listed_lines(rows),
    )


def parameters(least: int, lines: str, articles: str) -> dict[str, int | float | str]:
    """Return what stands for the braces of `boilerplate.sql`, for any engine."""
    return {
        "least": least,
        "lines": lines,
        "articles": articles,
        "sample": SAMPLE,
        "share": VERSION_SHARE,
        "listed": MOST_LISTED,
    }


def listed_lines(rows: Iterable[tuple[int, int, str]]) -> tuple[CommonLine, ...]:
    """Return lines, given of each the key, the number of articles and the text of one."""
    lines = (CommonLine(line_with(text, key), articles) for key, articles, text in rows)
    return tuple(sorted(lines, key=lambda line: (-line.articles, line.text)))


def _estimate_pairs(store: Store) -> None:
    pairs = pairs_of(store.arrays("SELECT DISTINCT a, b FROM line_pairs"))
    estimates = estimates_of(pairs, store)
    store.put("estimated_pairs", {"a": pairs[:, 0], "b": pairs[:, 1], "estimate": estimates})
