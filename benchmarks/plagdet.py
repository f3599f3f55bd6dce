"""Measures of text alignment: recall, precision, granularity and plagdet.

After Potthast et al., An Evaluation Framework for Plagiarism Detection (COLING 2010). Cases and
detections are annotations of pairs of documents; those of all pairs are pooled.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Annotation:
    """A passage of a suspicious document and the passage of a source it corresponds to."""

    suspicious: str
    source: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int

    def overlaps(self, other: Annotation) -> bool:
        """Say whether both annotations share characters on both sides."""
        return (
            self.suspicious == other.suspicious
            and self.source == other.source
            and self.a_start < other.a_end
            and other.a_start < self.a_end
            and self.b_start < other.b_end
            and other.b_start < self.b_end
        )


def coverage(target: Annotation, others: Iterable[Annotation]) -> float:
    """Give the share of a target's characters, both sides together, that others cover.

    An annotation counts only when it overlaps the target on both sides.
    """
    overlapping = [other for other in others if target.overlaps(other)]
    covered = _union(
        (max(o.a_start, target.a_start), min(o.a_end, target.a_end)) for o in overlapping
    ) + _union((max(o.b_start, target.b_start), min(o.b_end, target.b_end)) for o in overlapping)
    return covered / (target.a_end - target.a_start + target.b_end - target.b_start)


def _union(spans: Iterable[tuple[int, int]]) -> int:
    """Count the positions that at least one of the spans covers."""
    covered = reached = 0
    for start, end in sorted(spans):
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered


def macro_recall(cases: Iterable[Annotation], detections: Iterable[Annotation]) -> float:
    """Give the mean coverage of the cases by the detections; swapped, the macro precision.

    1 when both are empty, 0 when only one of them is.
    """
    cases, detections = set(cases), set(detections)
    if not cases or not detections:
        return float(cases == detections)
    by_pair = _by_pair(detections)
    return math.fsum(
        coverage(case, by_pair.get((case.suspicious, case.source), ())) for case in cases
    ) / len(cases)


def granularity(cases: Iterable[Annotation], detections: Iterable[Annotation]) -> float:
    """Give the mean number of detections that overlap a detected case; 1 when none is."""
    by_pair = _by_pair(set(detections))
    counts = [
        sum(case.overlaps(d) for d in by_pair.get((case.suspicious, case.source), ()))
        for case in set(cases)
    ]
    detected = [count for count in counts if count]
    return sum(detected) / len(detected) if detected else 1.0


def plagdet(recall: float, precision: float, granularity: float) -> float:
    """Give the harmonic mean of recall and precision, lowered for split detections."""
    if recall + precision == 0:
        return 0.0
    return 2 * recall * precision / (recall + precision) / math.log2(1 + granularity)


def _by_pair(annotations: Iterable[Annotation]) -> Mapping[tuple[str, str], list[Annotation]]:
    by_pair: dict[tuple[str, str], list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        by_pair[annotation.suspicious, annotation.source].append(annotation)
    return by_pair
