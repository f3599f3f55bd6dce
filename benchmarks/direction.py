"""Which of two articles is the original: how often the product says so, and how often rightly.

Pairs are compared in both orders of their articles by turns, so that a preference for either side
shows as chance and not as skill.

`--fit` fits the weights of `dedupe_articles.verdict.direction` instead: a logistic regression
without intercept on the leads of the traces. It prints how right the verdicts are on each corpus
with weights from the others, and the lines to put into `direction.py`. Weights that no corpus can
give stay as they are.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from originals import read_directed
from tables import ordered_map, parser, print_table, share

from dedupe_articles import compare
from dedupe_articles.align import align
from dedupe_articles.model import Direction
from dedupe_articles.text.tokenise import tokenise
from dedupe_articles.verdict.direction import DECISIVE, TEXT_AT_MOST, WEIGHTS, text_traces
from dedupe_articles.verdict.edits import word_edits
from dedupe_articles.verdict.measures import measure
from dedupe_articles.verdict.substitutions import find_substitutions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpora import Labelled, LabelledPair
    from numpy.typing import NDArray

AIM_SPOKEN, AIM_RIGHT = 0.5, 0.8
BY_HAND = ("page furniture", "swap residue")
# Kinds that are no examples: versions that people revised, texts taken over as they are or
# continued, swaps of our own making.
LEFT_OUT = re.compile(r"seeds|wiki|swapped|02-no-obfuscation|complete")
# A kind weighs as much as any other, but not with fewer pairs than these.
FULL_KIND = 100
INVERSE_PENALTY = 0.05


@dataclass(frozen=True, slots=True)
class Verdict:
    """The direction found for a pair, and on which side its original stood."""

    kind: str
    original: Literal["a", "b"]
    direction: Direction


@dataclass(frozen=True, slots=True)
class Example:
    """A pair by the leads of its traces, all of them towards the true original."""

    kind: str
    leads: Mapping[str, float]


def judge(labelled: Labelled, workers: int) -> list[Verdict]:
    """Compare every pair, the original on side a and on side b by turns."""
    articles = {article.id: article for article in labelled.articles}

    def verdict(numbered: tuple[int, LabelledPair]) -> Verdict:
        number, pair = numbered
        source, derived = articles[pair.source], articles[pair.derived]
        if number % 2:
            return Verdict(pair.kind, "b", compare(derived, source).finding.direction)
        return Verdict(pair.kind, "a", compare(source, derived).finding.direction)

    return ordered_map(verdict, list(enumerate(labelled.pairs)), workers)


def find_leads(original: str, derived: str) -> dict[str, float]:
    """Give the sum of the leads of each trace."""
    alignment = align(tokenise(original), tokenise(derived))
    pair = alignment.pair
    ranges = alignment.match_words
    edits = [edit for r in ranges for edit in word_edits(pair, r[:2], r[2:])]
    swaps = find_substitutions(pair, edits, ranges)
    leads: dict[str, float] = {}
    for trace in text_traces(alignment, measure(alignment), edits, swaps):
        leads[trace.name] = leads.get(trace.name, 0.0) + trace.lead
    return leads


def find_examples(labelled: Labelled, workers: int) -> list[Example]:
    """Find the traces of every pair."""
    texts = {article.id: article.text for article in labelled.articles}

    def example(pair: LabelledPair) -> Example:
        return Example(pair.kind, find_leads(texts[pair.source], texts[pair.derived]))

    return ordered_map(example, labelled.pairs, workers)


def matrix(examples: Sequence[Example], names: Sequence[str]) -> NDArray[np.float64]:
    """Give the leads as rows, one column for each name."""
    return np.array([[example.leads.get(name, 0.0) for name in names] for example in examples])


def fit(examples: Sequence[Example], names: Sequence[str]) -> NDArray[np.float64]:
    """Give the weight of each name; every kind of pair counts the same.

    Half of the examples are turned round, and there is no intercept, so that the two sides of a
    pair are alike.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - only needed to fit

    rows = matrix(examples, names)
    kinds = Counter(example.kind for example in examples)
    counts = np.array([1 / max(kinds[example.kind], FULL_KIND) for example in examples])
    counts *= len(counts) / counts.sum()
    scale = np.sqrt((rows**2 * counts[:, None]).mean(axis=0)) + 1e-9
    turned = np.where(np.arange(len(rows)) % 2, -1.0, 1.0)
    model = LogisticRegression(C=INVERSE_PENALTY, fit_intercept=False, max_iter=1000)
    model.fit(rows / scale * turned[:, None], turned > 0, sample_weight=counts)
    weights: NDArray[np.float64] = model.coef_[0] / scale
    return weights


def corpus_of_kind(kind: str) -> str:
    """Give the corpus of a kind; two languages of one corpus are one."""
    return re.split(r"[ _/]", kind)[0]


def judge_with(weights: Mapping[str, float], example: Example) -> Verdict:
    """Judge a pair by its text with other weights than the product's."""
    log_odds = sum(weights[name] * value for name, value in example.leads.items())
    log_odds = max(-TEXT_AT_MOST, min(TEXT_AT_MOST, log_odds))
    said: Literal["a", "b"] = "a" if log_odds > 0 else "b"
    confidence = 1 / (1 + math.exp(-abs(log_odds)))
    return Verdict(
        example.kind, "a", Direction(said if abs(log_odds) >= DECISIVE else None, confidence)
    )


def print_fit(examples: Sequence[Example]) -> None:
    """Print the verdicts on each corpus with the weights of the others, then the weights of all."""
    names = sorted(WEIGHTS.keys() - set(BY_HAND))
    usable = [example for example in examples if not LEFT_OUT.search(example.kind)]
    verdicts = []
    for corpus in dict.fromkeys(corpus_of_kind(example.kind) for example in examples):
        others = [example for example in usable if corpus_of_kind(example.kind) != corpus]
        weights = {**WEIGHTS, **dict(zip(names, fit(others, names).tolist(), strict=True))}
        own = [example for example in examples if corpus_of_kind(example.kind) == corpus]
        verdicts += [judge_with(weights, example) for example in own]
    print_accuracy(verdicts)
    print_calibration(verdicts)
    for name, weight in zip(names, fit(usable, names).tolist(), strict=True):
        print(f'    "{name}": {weight:.2f},')


def print_calibration(verdicts: Sequence[Verdict]) -> None:
    """Print how often verdicts of like confidence are right, where pairs are examples."""
    rows: list[Sequence[object]] = []
    for low in (0.70, 0.75, 0.80, 0.85, 0.90, 0.95):
        some = [
            verdict
            for verdict in verdicts
            if verdict.direction.original and not LEFT_OUT.search(verdict.kind)
            if low <= verdict.direction.confidence < low + 0.05
        ]
        right = sum(verdict.direction.original == verdict.original for verdict in some)
        rows.append([f"{low:.2f} to {low + 0.05:.2f}", len(some), share(right, len(some))])
    print_table(("confidence", "pairs", "right"), rows)
    print()


def print_accuracy(verdicts: Sequence[Verdict]) -> None:
    """Print for each kind how often the product speaks, and how often it is right when it does."""
    rows: list[Sequence[object]] = []
    kinds = dict.fromkeys(verdict.kind for verdict in verdicts)
    for kind in (*kinds, "all"):
        some = [verdict for verdict in verdicts if kind in (verdict.kind, "all")]
        spoken = [verdict for verdict in some if verdict.direction.original]
        right = sum(verdict.direction.original == verdict.original for verdict in spoken)
        says_a = sum(verdict.direction.original == "a" for verdict in spoken)
        rows.append(
            [
                kind,
                len(some),
                share(len(spoken), len(some)),
                share(right, len(spoken)),
                share(says_a, len(spoken)),
            ]
        )
    print_table(("pairs", "number", "spoken", "right", "says a"), rows)
    print(f"wanted: spoken {AIM_SPOKEN}, right {AIM_RIGHT}; 'says a' should be near .5\n")


def print_evidence(verdicts: Sequence[Verdict]) -> None:
    """Print for each kind of evidence how often it is brought and how often it points right."""
    brought: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for verdict in verdicts:
        for evidence in verdict.direction.evidence:
            brought[evidence.name] += 1
            right[evidence.name] += evidence.favours == verdict.original
    rows = [[name, count, share(right[name], count)] for name, count in brought.most_common()]
    print_table(("evidence", "brought", "right"), rows)


def main() -> int:
    """Judge all pairs whose original is known."""
    options = parser(__doc__, "pairs of each kind")
    options.add_argument("--fit", action="store_true", help="fit the weights instead")
    arguments = options.parse_args()
    labelled = read_directed(arguments.sample)
    if arguments.fit:
        print_fit(find_examples(labelled, arguments.workers))
        return 0
    verdicts = judge(labelled, arguments.workers)
    print_accuracy(verdicts)
    print_evidence(verdicts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
