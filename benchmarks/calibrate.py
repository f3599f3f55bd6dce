"""Fit the coefficients of `dedupe_articles.verdict.confidence` on labelled pairs.

A logistic regression on the features that the product computes. Positive are the labelled pairs
hidden in the news articles and the pairs of PAN 2013 with re-used passages; negative are the
candidates that join texts of different corpora, and the pairs of PAN 2013 without re-use. Prints
the lines to put into `confidence.py`, and what share of the pairs of each kind passes.

Candidates that join two texts of the haystack itself, and continuations of a text (which hardly
take over any of it), are left out: nobody knows what they are.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
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

NEGATIVE = (Category.CROSS, Category.SAME_PROMPT)
# Kinds of labelled pairs that continue a text or disguise it beyond what words can show.
LEFT_OUT = ("complete", "humanize")


@dataclass(frozen=True, slots=True)
class Example:
    """A pair with its features; `weight` evens out the sizes of the data sets."""

    kind: str
    related: bool
    features: dict[str, float]


def haystack_examples(sample: int | None, workers: int) -> list[Example]:
    """Give the labelled pairs and the false candidates of the English test bed."""
    bed = read_test_bed("en", sample, None)
    truth = Truth(bed.labelled, bed.haystack)

    @lru_cache(2000)
    def tokens(article_id: str) -> Tokens:
        return tokenise(truth.texts[article_id])

    chosen: list[tuple[Candidate, Category, str]] = []
    for candidate in find_pairs(bed.articles, Settings()):
        category = truth.category(candidate.a, candidate.b)
        kind = truth.kind(candidate.a, candidate.b) or str(category)
        if category in NEGATIVE or (
            category is Category.LABELLED and not any(word in kind for word in LEFT_OUT)
        ):
            chosen.append((candidate, category, kind))

    def example(choice: tuple[Candidate, Category, str]) -> Example:
        candidate, category, kind = choice
        found = measure(align(tokens(candidate.a), tokens(candidate.b)))
        return Example(kind, category is Category.LABELLED, features(found, candidate.rarity))

    return ordered_map(example, sorted(chosen, key=lambda c: c[0].a), workers)


def pan_examples(sample: int | None, workers: int) -> list[Example]:
    """Give the pairs of PAN 2013, with and without re-used passages."""
    root = corpus_folder("train")
    pairs = [pair for kind in pan.KINDS for pair in pan.read_kind(kind, sample)]

    def example(pair: pan.Pair) -> Example:
        a = tokenise(read_text(root / "susp" / pair.suspicious))
        b = tokenise(read_text(root / "src" / pair.source))
        found = measure(align(a, b))
        kind = pair.kind if pair.cases else "no re-use"
        return Example(f"PAN {kind}", bool(pair.cases), features(found, pair_rarity(found)))

    return ordered_map(example, pairs, workers)


def matrix(examples: Sequence[Example], names: Sequence[str]) -> NDArray[np.float64]:
    """Give the features as rows, one column for each name."""
    return np.array([[example.features[name] for name in names] for example in examples])


def fit(examples: Sequence[Example], names: Sequence[str]) -> tuple[float, NDArray[np.float64]]:
    """Give the intercept and the coefficient of each feature."""
    scaler = StandardScaler()
    rows = scaler.fit_transform(matrix(examples, names))
    model = LogisticRegression(max_iter=2000)
    model.fit(rows, [example.related for example in examples])
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
