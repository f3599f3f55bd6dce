"""Clough-Stevenson short answers: derived or not, and how far (cut, light, heavy, none).

Each of 95 answers is compared with the article its writer had before him. The first figure is the
product's own verdict; the others are cross-validated classifiers that see nothing but what the
product reports. The features were chosen among a dozen sets on these same answers, which flatters
the four classes a little. Highest figures known to us: .968 derived or not, .842 four classes.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from corpora import corpus_folder, evenly, read_rows, read_text
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut, StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from tables import ordered_map, parser, print_table

from dedupe_articles import Article, compare
from dedupe_articles.model import EditLabel, Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LEVEL = "level(cut/light/heavy/non)"
NOT_DERIVED = "non"
FOLDS = 10
SHUFFLES = 5  # ten-fold cross-validation is repeated with so many orders of the answers


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
    "containment of the answer",
    "score over coverage",
    "edits per matched word",
    "edited share of the matches",
    "matches with other words",
    "matches reordered",
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
    return Measured(answer, comparison.reported, features(comparison.finding, answer.text))


def features(finding: Finding, answer: str) -> tuple[float, ...]:
    """Give what the product reports of an answer (b) and its source, as `FEATURES` names it."""
    matches = finding.matches
    matched = "\n".join(answer[match.b.start : match.b.end] for match in matches)
    edits = [edit for match in matches for edit in match.edits]
    labels = Counter(label for match in matches for label in match.labels)
    return (
        finding.confidence,
        finding.score,
        finding.containment.b_in_a,
        finding.score / max(finding.coverage_b, 0.01),
        len(edits) / max(1, len(matched.split())),
        sum(edit.b_end - edit.b_start for edit in edits) / max(1, len(matched)),
        labels[EditLabel.SYNONYM] / max(1, len(matches)),
        labels[EditLabel.REORDERED] / max(1, len(matches)),
    )


def classifiers() -> dict[str, object]:
    """Give the classifiers by name, with settings that were not tuned on these answers."""
    return {
        "logistic regression": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
        "random forest": RandomForestClassifier(100, min_samples_leaf=2, random_state=0),
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
