"""How many postings of a corpus are joined as it grows, and what a model says of far larger ones.

Sketches the news articles once and counts, for samples of growing size, the postings of an article,
its share of the distinct shingles, the postings in 2 to 50 articles, which are joined, and the rows
of that join. The model is a corpus whose shingles have rates that fall as a power, drawn at random;
its exponent is that with which the distinct shingles grow between the two largest samples.
"""

from __future__ import annotations

import sys

import numpy as np
from corpora import evenly, read_news
from tables import ordered_map, parser, print_table

from dedupe_articles.candidates import MAX_DF
from dedupe_articles.postings import BATCH_TEXTS
from dedupe_articles.sketch import sketch

SIZES = (1_000, 2_000, 4_000, 8_000, 16_000, 32_000)
BEYOND = (32_000, 10**7, 10**8, 10**9)


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
    before, last = rows[-2:]
    exponent = float(np.log(last[2] / before[2]) / np.log(last[0] / before[0]))
    table = []
    for size in BEYOND:
        spread = last[2] * (size / last[0]) ** exponent
        rare, joined = drawn(size, 1 + exponent)
        table.append([f"{size:,}", spread, rare * spread, joined * spread])
    print(f"\nexponent of the distinct shingles of an article: {exponent:.3f}\n")
    print_table(("drawn, articles", "distinct", "rare postings", "joined rows"), table)
    return 0


def _hashes(batch: list[str]) -> list[np.ndarray]:
    return sketch(batch).shingles()


if __name__ == "__main__":
    sys.exit(main())
