"""Fit the coefficients of `dedupe_articles.verdict.confidence` on labelled pairs.

A logistic regression on the features that the product computes. Positive are the labelled pairs
hidden in the news articles and the pairs of PAN 2013 with re-used passages, compared alone and in
one folder. Negative are samples of the pairs that share enough to be candidates: of those that join
texts of different corpora, of those of the folder that have no passage, and of those among the news
articles that resemble each other least, most of which report one event independently; and the
pairs of PAN 2013 without re-use. Of the news articles `news_pairs.tsv` also names pairs that were
read: reuse, or forms of one template. Prints the lines to put into `confidence.py`,
what share of the pairs of each kind passes, and what share of them promises enough to be aligned.

Continuations of a text, and texts disguised beyond what words can show, are left out.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import one_folder
import pan
from corpora import corpus_folder, read_rows, read_text
from haystack import Candidate, find_pairs, read_test_bed
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from tables import ordered_map, parser, print_table
from truth import Category, Truth

from dedupe_articles.align import align
from dedupe_articles.explain import pair_rarity
from dedupe_articles.model import Settings
from dedupe_articles.rarity import MIN_PROMISE
from dedupe_articles.text.tokenise import tokenise
from dedupe_articles.verdict.confidence import features
from dedupe_articles.verdict.measures import measure, resemblance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dedupe_articles.align import Alignment
    from dedupe_articles.rarity import Rarity
    from dedupe_articles.text.tokens import Tokens

# Kinds of labelled pairs that continue a text or disguise it beyond what words can show.
LEFT_OUT = ("complete", "humanize")
# False findings cost more than missed ones: a scan has a thousand times as many unrelated pairs.
# The weights were chosen so that every aim of haystack.py is met with the fewest templates left.
CROSS_WEIGHT = 20.0
PROMPT_WEIGHT = 5.0
NEWS_WEIGHT = 40.0
UNRELATED_PAN_WEIGHT = 6.0
FOLDER_WEIGHT = 3.0
# Each pair that was read stands for many others; by whether it is reuse.
READ_WEIGHTS = {True: 25.0, False: 50.0}
# One of so many pairs that share enough is taken.
CROSS_SAMPLE = 15
NEWS_SAMPLE = 150
FOLDER_SAMPLE = 25
NEWS_MAX_JACCARD = 0.05

READ = "news that were read"
WEIGHTS = {
    Category.LABELLED: 1.0,
    Category.CROSS: CROSS_WEIGHT,
    Category.SAME_PROMPT: PROMPT_WEIGHT,
    Category.HAYSTACK: NEWS_WEIGHT,
}
SAMPLES = {Category.CROSS: CROSS_SAMPLE, Category.HAYSTACK: NEWS_SAMPLE}


@dataclass(frozen=True, slots=True)
class Example:
    """A pair with its features, and how much it counts in the fit."""

    kind: str
    related: bool
    weight: float
    features: dict[str, float]
    promise: float


def as_example(
    kind: str, weight: float, found: Alignment, rarity: Rarity, *, related: bool
) -> Example:
    """Give a pair with its features and its promise."""
    alike = resemblance(found.pair)
    promised = rarity.promise(alike.of_a, alike.of_b)
    return Example(kind, related, weight, features(measure(found), rarity), promised)


def read_news_pairs() -> dict[frozenset[str], bool]:
    """Give the pairs of news articles that were read, and whether one re-uses the other."""
    rows = read_rows(Path(__file__).parent / "news_pairs.tsv")
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
    seen: Counter[Category] = Counter()
    for candidate in find_pairs(bed.articles, Settings(), promising=False):
        category = truth.category(candidate.a, candidate.b)
        kind = truth.kind(candidate.a, candidate.b) or str(category)
        seen[category] += 1
        if frozenset((candidate.a, candidate.b)) in read:
            kind = READ
        if (
            kind == READ
            or category is Category.SAME_PROMPT
            or (category is Category.LABELLED and not any(word in kind for word in LEFT_OUT))
            or (category in SAMPLES and seen[category] % SAMPLES[category] == 0)
        ):
            chosen.append((candidate, category, kind))

    def example(choice: tuple[Candidate, Category, str]) -> Example | None:
        candidate, category, kind = choice
        found = align(tokens(candidate.a), tokens(candidate.b))
        is_reuse = read.get(frozenset((candidate.a, candidate.b)))
        if is_reuse is not None:
            return as_example(
                kind, READ_WEIGHTS[is_reuse], found, candidate.rarity, related=is_reuse
            )
        if category is Category.HAYSTACK and resemblance(found.pair).jaccard >= NEWS_MAX_JACCARD:
            return None
        related = category is Category.LABELLED
        return as_example(kind, WEIGHTS[category], found, candidate.rarity, related=related)

    examples = ordered_map(example, sorted(chosen, key=lambda c: c[0].a), workers)
    return [found for found in examples if found is not None]


def pan_examples(sample: int | None, workers: int) -> list[Example]:
    """Give the pairs of PAN 2013, with and without re-used passages."""
    root = corpus_folder("train")
    pairs = [pair for kind in pan.KINDS for pair in pan.read_kind(kind, sample)]

    def example(pair: pan.Pair) -> Example:
        a = tokenise(read_text(root / "susp" / pair.suspicious))
        b = tokenise(read_text(root / "src" / pair.source))
        found = align(a, b)
        kind = pair.kind if pair.cases else "no re-use"
        weight = 1.0 if pair.cases else UNRELATED_PAN_WEIGHT
        rarity = pair_rarity(resemblance(found.pair))
        return as_example(f"PAN {kind}", weight, found, rarity, related=bool(pair.cases))

    return ordered_map(example, pairs, workers)


def folder_examples(sample: int | None, workers: int) -> list[Example]:
    """Give the pairs of documents that one folder with all of PAN 2013 shows to share enough.

    What has a passage and is no labelled pair is left out: sources are copies of each other.
    """
    articles = one_folder.read_documents(sample)
    texts = {article.id: article.text for article in articles}
    truth = one_folder.read_truth()
    found = find_pairs(articles, Settings(), promising=False)
    labelled = [pair for pair in found if frozenset((pair.a, pair.b)) in truth]
    others = [pair for pair in found if frozenset((pair.a, pair.b)) not in truth]

    def example(pair: Candidate) -> Example | None:
        alignment = align(tokenise(texts[pair.a]), tokenise(texts[pair.b]))
        kind = truth.get(frozenset((pair.a, pair.b)))
        if kind is None and alignment.word_passages:
            return None
        named = f"folder {kind or 'without a passage'}"
        return as_example(named, FOLDER_WEIGHT, alignment, pair.rarity, related=kind is not None)

    examples = ordered_map(example, [*labelled, *others[::FOLDER_SAMPLE]], workers)
    return [found for found in examples if found is not None]


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
        *folder_examples(arguments.sample, arguments.workers),
    ]
    names = sorted(examples[0].features)
    intercept, coefficients = fit(examples, names)
    print(f"INTERCEPT: Final = {intercept:.2f}")
    for name, value in zip(names, coefficients, strict=True):
        print(f'    "{name}": {value:.2f},')
    log_odds = matrix(examples, names) @ coefficients + intercept
    rows = []
    for unrelated, kind in sorted({(not e.related, e.kind) for e in examples}):
        chosen = [i for i, e in enumerate(examples) if (not e.related, e.kind) == (unrelated, kind)]
        passed = np.mean(log_odds[chosen] >= 0)
        promising = np.mean([examples[i].promise >= MIN_PROMISE for i in chosen])
        truth = "unrelated" if unrelated else "related"
        rows.append((kind, truth, len(chosen), f"{passed:.4f}", f"{promising:.4f}"))
    print_table(("kind", "truth", "pairs", "pass .5", "promise enough"), rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
