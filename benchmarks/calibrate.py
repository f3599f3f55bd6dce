"""Fit the coefficients of `dedupe_articles.verdict.confidence` on labelled pairs.

A logistic regression on the features that the product computes. Positive are the labelled pairs
hidden in the news articles and the pairs of PAN 2013 with re-used passages. Negative are the
candidates that join texts of different corpora, the pairs of PAN 2013 without re-use, and a sample
of the candidates among the news articles themselves that resemble each other least: most of those
report one event independently. Of the news articles `news_pairs.tsv` also names pairs that were
read: reuse, or forms of one template. Prints the lines to put into `confidence.py`, and what share
of the pairs of each kind passes.

Continuations of a text, and texts disguised beyond what words can show, are left out.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pan
from corpora import corpus_folder, read_text
from haystack import Candidate, find_pairs, read_test_bed
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from tables import ordered_map, parser, print_table
from truth import Category, Truth

from dedupe_articles.align import align
from dedupe_articles.explain import pair_rarity
from dedupe_articles.model import Settings
from dedupe_articles.text.tokens import Tokens, tokenise
from dedupe_articles.verdict.confidence import features
from dedupe_articles.verdict.measures import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


# Kinds of labelled pairs that continue a text or disguise it beyond what words can show.
LEFT_OUT = ("complete", "humanize")
# False findings cost more than missed ones: a scan has a thousand times as many unrelated pairs.
# The weights were chosen so that every aim of haystack.py is met with the fewest templates left.
CROSS_WEIGHT = 5.0
NEWS_WEIGHT = 12.0
UNRELATED_PAN_WEIGHT = 6.0
# Each pair that was read stands for many others.
READ_WEIGHT = 25.0
NEWS_SAMPLE = 31  # one of so many candidates among the news articles
NEWS_MAX_JACCARD = 0.05


@dataclass(frozen=True, slots=True)
class Example:
    """A pair with its features, and how much it counts in the fit."""

    kind: str
    related: bool
    weight: float
    features: dict[str, float]


def read_news_pairs() -> dict[frozenset[str], bool]:
    """Give the pairs of news articles that were read, and whether one re-uses the other."""
    with (Path(__file__).parent / "news_pairs.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {frozenset((row["a"], row["b"])): row["label"] == "reuse" for row in rows}


def haystack_examples(sample: int | None, workers: int) -> list[Example]:
    """Give the labelled pairs and the false candidates of the English test bed."""
    bed = read_test_bed("en", sample, None)
    truth = Truth(bed.labelled, bed.haystack)

    @lru_cache(2000)
    def tokens(article_id: str) -> Tokens:
        return tokenise(truth.texts[article_id])

    read = read_news_pairs()
    chosen: list[tuple[Candidate, Category, str]] = []
    news = 0
    for candidate in find_pairs(bed.articles, Settings()):
        category = truth.category(candidate.a, candidate.b)
        kind = truth.kind(candidate.a, candidate.b) or str(category)
        if category is Category.HAYSTACK:
            news += 1
            if frozenset((candidate.a, candidate.b)) in read:
                kind = "news that were read"
        if (
            kind == "news that were read"
            or category in (Category.CROSS, Category.SAME_PROMPT)
            or (category is Category.LABELLED and not any(word in kind for word in LEFT_OUT))
            or (category is Category.HAYSTACK and news % NEWS_SAMPLE == 0)
        ):
            chosen.append((candidate, category, kind))

    def example(choice: tuple[Candidate, Category, str]) -> Example | None:
        candidate, category, kind = choice
        found = measure(align(tokens(candidate.a), tokens(candidate.b)))
        named = features(found, candidate.rarity)
        is_reuse = read.get(frozenset((candidate.a, candidate.b)))
        if is_reuse is not None:
            return Example(kind, is_reuse, READ_WEIGHT, named)
        if category is Category.HAYSTACK and found.jaccard >= NEWS_MAX_JACCARD:
            return None
        weights = {Category.LABELLED: 1.0, Category.HAYSTACK: NEWS_WEIGHT}
        weight = weights.get(category, CROSS_WEIGHT)
        return Example(kind, category is Category.LABELLED, weight, named)

    examples = ordered_map(example, sorted(chosen, key=lambda c: c[0].a), workers)
    return [found for found in examples if found is not None]


def pan_examples(sample: int | None, workers: int) -> list[Example]:
    """Give the pairs of PAN 2013, with and without re-used passages."""
    root = corpus_folder("train")
    pairs = [pair for kind in pan.KINDS for pair in pan.read_kind(kind, sample)]

    def example(pair: pan.Pair) -> Example:
        a = tokenise(read_text(root / "susp" / pair.suspicious))
        b = tokenise(read_text(root / "src" / pair.source))
        found = measure(align(a, b))
        kind = pair.kind if pair.cases else "no re-use"
        named = features(found, pair_rarity(found))
        weight = 1.0 if pair.cases else UNRELATED_PAN_WEIGHT
        return Example(f"PAN {kind}", bool(pair.cases), weight, named)

    return ordered_map(example, pairs, workers)


def matrix(examples: Sequence[Example], names: Sequence[str]) -> NDArray[np.float64]:
    """Give the features as rows, one column for each name."""
    return np.array([[example.features[name] for name in names] for example in examples])


def fit(examples: Sequence[Example], names: Sequence[str]) -> tuple[float, NDArray[np.float64]]:
    """Give the intercept and the coefficient of each feature."""
    scaler = StandardScaler()
    rows = scaler.fit_transform(matrix(examples, names))
    model = LogisticRegression(max_iter=2000)
    weights = [example.weight for example in examples]
    model.fit(rows, [example.related for example in examples], sample_weight=weights)
    coefficients = model.coef_[0] / scaler.scale_
    return float(model.intercept_[0] - coefficients @ scaler.mean_), coefficients


def main() -> int:
    """Fit and print."""
    options = parser(__doc__, "labelled pairs of each kind")
    arguments = options.parse_args()
    examples = [
        *haystack_examples(arguments.sample, arguments.workers),
        *pan_examples(arguments.sample, arguments.workers),
    ]
    names = sorted(examples[0].features)
    intercept, coefficients = fit(examples, names)
    print(f"INTERCEPT: Final = {intercept:.2f}")
    for name, value in zip(names, coefficients, strict=True):
        print(f'    "{name}": {value:.2f},')
    log_odds = matrix(examples, names) @ coefficients + intercept
    passed: Counter[tuple[str, bool]] = Counter()
    total: Counter[tuple[str, bool]] = Counter()
    for example, value in zip(examples, log_odds.tolist(), strict=True):
        total[example.kind, example.related] += 1
        passed[example.kind, example.related] += value >= 0
    rows = [
        (
            kind,
            "related" if related else "unrelated",
            count,
            passed[kind, related],
            f"{passed[kind, related] / count:.4f}",
        )
        for (kind, related), count in sorted(total.items())
    ]
    print_table(("kind", "truth", "pairs", "pass .5", "share"), rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
