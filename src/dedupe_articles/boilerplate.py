"""Lines common to many articles: footers, navigation, disclaimers, stock phrases.

Such a line says nothing of who has copied from whom. But every line of a story that a dozen papers
print stands in a dozen articles too, and there it is what was copied. So a line is *boilerplate*
when articles that otherwise share little have it: of a sample of those that do, most pairs have
less than half of the shorter one in common.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.model import Boilerplate, CommonLine
from dedupe_articles.queries import read_queries
from dedupe_articles.resemblance import estimates_of
from dedupe_articles.text.line_hashes import find_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dedupe_articles.store import Store

# Articles with a line that are compared, and the share of the shorter one from which two of them
# are held for versions of one text. Measured with benchmarks/boilerplate.py.
SAMPLE: Final = 8
VERSION_SHARE: Final = 0.5
MOST_LISTED: Final = 50
"""Lines of which a result has the text."""


def find_boilerplate(
    store: Store, least: int, lines: str = "lines", articles: str = "articles"
) -> None:
    """Make the table `boilerplate` of the lines in `least` articles or more; 0 leaves it empty.

    `lines` and `articles` are the tables to look in. Needs the table `collapsed`.
    """
    if not least:
        store.materialise("boilerplate", "SELECT 0::BIGINT AS hash, 0 AS articles WHERE FALSE")
        return
    given = parameters(least, lines, articles)
    for name, query in read_queries("boilerplate.sql").items():
        if name == "strangers":
            _estimate_pairs(store)
        store.materialise(name, query.format(**given))


def parameters(least: int, lines: str, articles: str) -> dict[str, int | float | str]:
    """Return what stands for the braces of `boilerplate.sql`, for any engine."""
    return {
        "least": least,
        "lines": lines,
        "articles": articles,
        "sample": SAMPLE,
        "share": VERSION_SHARE,
    }


def _estimate_pairs(store: Store) -> None:
    found = store.arrays("SELECT DISTINCT a, b FROM line_pairs")
    pairs = np.stack([found["a"], found["b"]], axis=1).astype(np.int32)
    estimates = estimates_of(pairs, store)
    store.put("estimated_pairs", {"a": pairs[:, 0], "b": pairs[:, 1], "estimate": estimates})


def summarise(store: Store) -> Boilerplate:
    """Return what there is of boilerplate in the articles of a store.

    Lines that only other articles have, those of an index that is asked, do not count.
    """
    counted = store.arrays(
        "SELECT count(DISTINCT hash) AS lines, count(DISTINCT article) AS articles"
        " FROM lines SEMI JOIN boilerplate USING (hash)"
    )
    listed = store.arrays(LISTED)
    ...
