"""How the findings of a scan compare with labelled pairs: precision, recall, F and a sweep.

Pure functions. They take all findings of a scan, however weak, and apply the thresholds
themselves, so that one scan serves every threshold.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from dedupe_articles.cluster import components
from dedupe_articles.judging import is_reported, wanted_relations
from dedupe_articles.model import Finding, Relation, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dedupe_articles.evaluate.truth import LabelledPair

# No pair below .5 is related at all, so no threshold on confidence starts lower.
CONFIDENCES: Final = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999)
SCORES: Final = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Counts:
    """What precision, recall and F are made of.

    `met` of the `expected` pairs were found; `right` of the `findings` that count are right. The
    figures are None where nothing is there to measure.
    """

    expected: int
    met: int
    findings: int
    right: int

    @property
    def precision(self) -> float | None:
        """The share of the findings that are right."""
        return self.right / self.findings if self.findings else None

    @property
    def recall(self) -> float | None:
        """The share of the expected pairs that were found."""
        return self.met / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; without any finding it is 0."""
        if self.recall is None:
            return None
        precision = self.precision or 0.0
        total = precision + self.recall
        return 2 * precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class LabelRow:
    """What became of the pairs of one label; `wanted` tells whether they are to be reported."""

    label: str
    wanted: bool
    pairs: int
    found_as: Mapping[Relation, int]

    @property
    def reported(self) -> int:
        """How many of the pairs are reported, as whatever."""
        return sum(self.found_as.values())

    @property
    def recall(self) -> float | None:
        """The share of the pairs that is reported; None if none of them should be."""
        return self.reported / self.pairs if self.wanted else None


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One relation: the pairs that should have it, and the findings that have it."""

    relation: Relation
    counts: Counts


@dataclass(frozen=True, slots=True)
class SweepRow:
    """What a scan with this threshold would come to."""

    threshold: float
    counts: Counts


@dataclass(frozen=True, slots=True)
class Sweep:
    """One setting at several thresholds, the other one as it is.

    `best` has the highest F; it is None if F is 0 or nothing everywhere.
    """

    setting: Literal["min_confidence", "min_score"]
    current: float
    best: float | None
    rows: Sequence[SweepRow]


@dataclass(frozen=True, slots=True)
class DoubtfulFinding:
    """A finding that is false, or of which the truth knows nothing.

    `label` is None if the truth does not name the pair; `joined` tells that related pairs join the
    two articles all the same, through others.
    """

    finding: Finding
    label: str | None
    joined: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """All that can be counted.

    `missed` are the pairs that should be reported and are not, `false` the findings that count
    and are not right, `unlabelled` those that do not count because the truth knows nothing of them.
    """

    overall: Counts
    labels: Sequence[LabelRow]
    relations: Sequence[RelationRow]
    sweeps: Sequence[Sweep]
    missed: Sequence[LabelledPair]
    false: Sequence[DoubtfulFinding]
    unlabelled: Sequence[DoubtfulFinding]


def is_wanted(pair: LabelledPair, settings: Settings) -> bool:
    """Whether a scan with these settings should report a pair.

    Not if it is unrelated, nor if its relation is not among those that are asked for.
    """
    return pair.expected is None or pair.expected in wanted_relations(settings)


def score(
    pairs: Sequence[LabelledPair],
    findings: Sequence[Finding],
    settings: Settings,
    *,
    complete: bool,
) -> Scores:
    """Hold findings against labelled pairs.

    Args:
        pairs: by ids, each pair once.
        findings: all that a scan gives without thresholds, in every relation.
        settings: thresholds and relations of the scan that is judged.
        complete: whether a finding on a pair that is not among `pairs` is false; else it does not
            count.

    """
    labelled = {key_of(pair): pair for pair in pairs}
    wanted = {key for key, pair in labelled.items() if is_wanted(pair, settings)}
    without_thresholds = replace(settings, min_confidence=0.0, min_score=0.0)
    eligible = [f for f in findings if is_reported(f, without_thresholds)]
    reported = [f for f in eligible if is_reported(f, settings)]
    counting = [f for f in reported if complete or finding_key(f) in labelled]
    found = {finding_key(finding) for finding in reported}
    family = _families(pairs)

    def doubtful(finding: Finding) -> DoubtfulFinding:
        pair = labelled.get(finding_key(finding))
        families = [family.get(side.id) for side in (finding.a, finding.b)]
        is_joined = pair is None and families[0] is not None and families[0] == families[1]
        return DoubtfulFinding(finding, None if pair is None else pair.label, is_joined)

    return Scores(
        overall=_overall(wanted, counting),
        labels=_labels(pairs, reported, settings),
        relations=_relations(labelled, counting, settings),
        sweeps=_sweeps(
            wanted, [f for f in eligible if complete or finding_key(f) in labelled], settings
        ),
        missed=[labelled[key] for key in sorted(wanted - found)],
        false=[doubtful(f) for f in counting if finding_key(f) not in wanted],
        unlabelled=[
            doubtful(f) for f in reported if not complete and finding_key(f) not in labelled
        ],
    )


def key_of(pair: LabelledPair) -> Pair:
    """Return the ids of a pair, in order."""
    return (min(pair.a, pair.b), max(pair.a, pair.b))


def finding_key(finding: Finding) -> Pair:
    """Return the ids of a finding, in order."""
    return (min(finding.a.id, finding.b.id), max(finding.a.id, finding.b.id))


def _families(pairs: Sequence[LabelledPair]) -> dict[str, int]:
    """Return for each article the number of the group that related pairs join it to."""
    related = [key_of(pair) for pair in pairs if pair.expected is not Relation.UNRELATED]
    return {member: i for i, group in enumerate(components(related)) for member in group}


def _overall(wanted: set[Pair], counting: Sequence[Finding]) -> Counts:
    right = sum(finding_key(finding) in wanted for finding in counting)
    return Counts(len(wanted), right, len(counting), right)


def _labels(
    pairs: Sequence[LabelledPair], reported: Sequence[Finding], settings: Settings
) -> list[LabelRow]:
    """Return a row for each label: relations by strength, then other labels, unrelated last."""
    relation_of = {finding_key(finding): finding.relation for finding in reported}
    by_label: defaultdict[tuple[str, Relation | None], list[LabelledPair]] = defaultdict(list)
    for pair in pairs:
        by_label[pair.label, pair.expected].append(pair)
    rows = []
    for (label, _), members in by_label.items():
        found_as = Counter(relation_of.get(key_of(pair)) for pair in members)
        by_strength = {r: found_as[r] for r in Relation if found_as[r]}
        rows.append(LabelRow(label, is_wanted(members[0], settings), len(members), by_strength))
    order = [relation.value for relation in Relation if relation is not Relation.UNRELATED]

    def place(row: LabelRow) -> tuple[bool, int, str]:
        is_relation = row.label in order
        last = row.label == Relation.UNRELATED
        return last, order.index(row.label) if is_relation else len(order), row.label

    return sorted(rows, key=place)


def _relations(
    labelled: Mapping[Pair, LabelledPair], counting: Sequence[Finding], settings: Settings
) -> list[RelationRow]:
    """Return a row for each relation that is expected or found.

    A pair that is related in whichever way makes every relation right, and none expected.
    """
    rows = []
    for relation in Relation:
        if relation is Relation.UNRELATED:
            continue
        found = {finding_key(f) for f in counting if f.relation is relation}
        expected = {
            key
            for key, pair in labelled.items()
            if pair.expected is relation and is_wanted(pair, settings)
        }
        of_any = {key for key in found if key in labelled and labelled[key].expected is None}
        right = len(found & expected)
        if found or expected:
            counts = Counts(len(expected), right, len(found), right + len(of_any))
            rows.append(RelationRow(relation, counts))
    return rows


def _sweeps(wanted: set[Pair], eligible: Sequence[Finding], settings: Settings) -> list[Sweep]:
    sure_enough = [f for f in eligible if f.confidence >= settings.min_confidence]
    enough = [f for f in eligible if f.score >= settings.min_score]
    by_confidence = [
        SweepRow(t, _overall(wanted, [f for f in enough if f.confidence >= t]))
        for t in sorted({*CONFIDENCES, settings.min_confidence})
    ]
    by_score = [
        SweepRow(t, _overall(wanted, [f for f in sure_enough if f.score >= t]))
        for t in sorted({*SCORES, settings.min_score})
    ]
    return [
        _sweep("min_confidence", settings.min_confidence, by_confidence),
        _sweep("min_score", settings.min_score, by_score),
    ]


def _sweep(
    setting: Literal["min_confidence", "min_score"], current: float, rows: Sequence[SweepRow]
) -> Sweep:
    """Name the threshold with the highest F: of equal ones the current one, else the lowest."""

    def merit(row: SweepRow) -> tuple[float, bool, float]:
        return row.counts.f1 or 0.0, row.threshold == current, -row.threshold

    best = max(rows, key=merit)
    return Sweep(setting, current, best.threshold if best.counts.f1 else None, rows)
