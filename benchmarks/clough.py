"""Clough-Stevenson short answers: derived or not, and how far (cut, light, heavy, none).

Each of 95 answers is compared with the article its writer had before him. The first figure is the
product's own verdict; the others are cross-validated classifiers that see nothing but the
measures the product reports. Highest figures known to us: .968 derived or not, .842 four classes.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from corpora import corpus_folder, evenly, read_rows, read_text
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut, StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier
from tables import ordered_map, parser, print_table

from dedupe_articles import Article, compare
from dedupe_articles.model import Finding, MatchKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LEVEL = "level(cut/light/heavy/non)"
NOT_DERIVED = "non"
FOLDS = 10
SHUFFLES = 10  # ten-fold cross-validation is repeated with so many orders of the answers


@dataclass(frozen=True, slots=True)
class Answer:
    """A short answer, the article it may have been taken from, and how."""

    source: str
    text: str
    level: str
    task: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What the product says of an answer."""

    answer: Answer
    reported: bool
    features: tuple[float, ...]


FEATURES = (
    "confidence",
    "score",
    "coverage of the answer",
    "coverage of the source",
    "containment of the answer",
    "jaccard",
    "longest run, share of the answer",
    "verbatim share of the matches",
    "mean match score",
)


def read_answers(sample: int | None = None) -> list[Answer]:
    """Read the answers with the texts of their sources; the files' encodings are mixed."""
    folder = corpus_folder("clough_stevenson")
    return [
        Answer(
            source=read_text(folder / row["source"]),
            text=read_text(folder / row["answer"]),
            level=row[LEVEL],
            task=row["task"],
        )
        for row in evenly(read_rows(folder / "pairs.tsv"), sample)
    ]


def measure(answer: Answer) -> Measured:
    """Compare an answer (b) with its source (a)."""
    comparison = compare(
        Article(id="source", path="source", text=answer.source),
        Article(id="answer", path="answer", text=answer.text),
    )
    return Measured(answer, comparison.reported, features(comparison.finding))


def features(finding: Finding) -> tuple[float, ...]:
    """Give the product's own measures, in the order of `FEATURES`."""
    lengths = [match.b.end - match.b.start for match in finding.matches]
    matched = max(1, sum(lengths))
    pairs = list(zip(lengths, finding.matches, strict=True))
    verbatim = sum(length for length, match in pairs if match.kind is MatchKind.VERBATIM)
    return (
        finding.confidence,
        finding.score,
        finding.coverage_b,
        finding.coverage_a,
        finding.containment.b_in_a,
        finding.jaccard,
        finding.longest_run / max(1, finding.b.words),
        verbatim / matched,
        math.fsum(length * match.score for length, match in pairs) / matched,
    )


def classifiers() -> dict[str, object]:
    """Give the classifiers by name; fixed in advance, not tuned on these answers."""
    return {
        "logistic regression": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
        "decision tree": DecisionTreeClassifier(max_depth=4, min_samples_leaf=4, random_state=0),
    }


def cross_validated(
    classifier: object, x: NDArray[np.float64], labels: NDArray[np.str_], tasks: NDArray[np.str_]
) -> tuple[float, float]:
    """Give the accuracy of stratified ten-fold and of leave-one-task-out cross-validation."""
    folds = []
    for seed in range(SHUFFLES):
        split = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
        folds.append(np.mean(cross_val_predict(classifier, x, labels, cv=split) == labels))
    by_task = cross_val_predict(classifier, x, labels, groups=tasks, cv=LeaveOneGroupOut())
    return float(np.mean(folds)), float(np.mean(by_task == labels))


def print_levels(measured: Sequence[Measured]) -> None:
    """Print the mean of every measure by level."""
    levels = ("cut", "light", "heavy", NOT_DERIVED)
    rows: list[Sequence[object]] = []
    for number, name in enumerate(FEATURES):
        means = [
            float(np.mean([m.features[number] for m in measured if m.answer.level == level]))
            for level in levels
        ]
        rows.append([name, *means])
    reported = [
        float(np.mean([m.reported for m in measured if m.answer.level == level]))
        for level in levels
    ]
    print_table(("mean by level", *levels), [*rows, ["share reported", *reported]])


def main() -> int:
    """Measure all answers and classify them."""
    arguments = parser(__doc__, "answers (the classifiers need all)").parse_args()
    measured = ordered_map(measure, read_answers(arguments.sample), arguments.workers)
    print_levels(measured)
    x = np.array([m.features for m in measured])
    levels = np.array([m.answer.level for m in measured])
    tasks = np.array([m.answer.task for m in measured])
    derived = np.where(levels == NOT_DERIVED, "no", "yes")
    verdict = np.array(["yes" if m.reported else "no" for m in measured])
    rows: list[Sequence[object]] = [["verdict, untrained", float(np.mean(verdict == derived))]]
    rows[0] = [*rows[0], None, None, None]
    if arguments.sample is None:
        for name, classifier in classifiers().items():
            two = cross_validated(classifier, x, derived, tasks)
            four = cross_validated(classifier, x, levels, tasks)
            rows.append([name, *two, *four])
    print()
    header = ("accuracy", "derived?", "by task", "four classes", "by task")
    print_table(header, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
