"""How the work of the containment channel grows with a corpus, and what it would be far beyond.

Sketches the news articles once and counts, for samples of growing size, the postings of an article,
those in 2 to 50 articles (which are joined), and the rows of that join. The number of distinct
shingles grows as a power of the number of articles; its exponent, fitted to the larger half of the
samples, and that of the joined rows give the figures at 10 million articles and more. A corpus
drawn from such a distribution of document frequencies, of up to `--simulate` articles, checks that.
"""

from __future__ import annotations

import sys

import numpy as np
from corpora import evenly, read_news
from tables import ordered_map, parser, print_table

from dedupe_articles.candidates import MAX_DF
from dedupe_articles.sketch import BATCH_TEXTS, sketch

SIZES = (1_000, 2_000, 4_000, 8_000, 16_000, 32_000)
BEYOND = (10**7, 10**8, 10**9)


def counted(hashes: np.ndarray, articles: int) -> tuple[float, float, float, float]:
    """Return, for each article, its postings, distinct shingles, rare postings, joined rows."""
    frequencies = np.unique(hashes, return_counts=True)[1]
    rare = frequencies[(frequencies > 1) & (frequencies <= MAX_DF)].astype(np.int64)
    figures = len(hashes), len(frequencies), rare.sum(), (rare * (rare - 1) // 2).sum()
    postings, distinct, joined, rows = (float(figure) / articles for figure in figures)
    return postings, distinct, joined, rows


def drawn(articles: int, exponent: float, seed: int = 1) -> tuple[float, float]:
    """Return rare postings and joined rows, in relation to the distinct shingles, of a made corpus.

    A shingle stands in each article with a rate whose density falls as a power of it: rates of
    1/1000 to 1000 expected occurrences among `articles`, each weighed by how many there are.
    """
    generator = np.random.default_rng(seed)
    edges = np.geomspace(1e-3, 1e3, 400)
    middle = np.sqrt(edges[:-1] * edges[1:])
    weights = edges[:-1] ** -exponent - edges[1:] ** -exponent
    rate = np.minimum(middle / articles, 1.0)
    frequencies = generator.binomial(articles, rate, size=(2_000, len(rate)))
    seen = (weights * (frequencies > 0)).sum()
    rare = np.where((frequencies > 1) & (frequencies <= MAX_DF), frequencies, 0).astype(np.int64)
    return float((weights * rare).sum() / seen), float(
        (weights * rare * (rare - 1) / 2).sum() / seen
    )


def main() -> int:
    """Print the figures of the samples and of the model."""
    options = parser(__doc__, "articles at most").parse_args()
    texts = [article.text for article in read_news()]
    sizes = [size for size in SIZES if size <= min(len(texts), options.sample or len(texts))]
    texts = list(evenly(texts, sizes[-1]))
    batches = [texts[first : first + BATCH_TEXTS] for first in range(0, len(texts), BATCH_TEXTS)]
    sketched = ordered_map(_hashes, batches, options.workers)
    articles = [hashes for batch in sketched for hashes in batch]
    rows = []
    for size in sizes:
        chosen = evenly(articles, size)
        rows.append([size, *counted(np.concatenate(list(chosen)), size)])
    header = ("articles", "postings", "distinct", "rare postings", "joined rows")
    print_table(header, rows)
    half = rows[len(rows) // 2 :]
    logs = np.log([row[0] for row in half])
    distinct, rare, joined = (
        float(np.polyfit(logs, np.log([row[column] for row in half]), 1)[0]) for column in (2, 3, 4)
    )
    print(f"\nper article they grow with the power: distinct {distinct:.3f}, rare {rare:.3f},")
    print(f"joined {joined:.3f}\n")
    last = rows[-1]
    table = []
    for size in BEYOND:
        factor = size / last[0]
        made = drawn(size, 1 + distinct)
        spread = last[2] * factor**distinct
        table.append(
            [
                f"{size:,}",
                spread,
                last[3] * factor**rare,
                last[4] * factor**joined,
                made[0] * spread,
                made[1] * spread,
            ]
        )
    print_table(("articles", "distinct", "rare", "joined", "rare, drawn", "joined, drawn"), table)
    return 0


def _hashes(batch: list[str]) -> list[np.ndarray]:
    found = sketch(batch)
    return np.split(found.shingles, found.bounds[1:-1])


if __name__ == "__main__":
    sys.exit(main())
