"""Text alignment on PAN 2013: plagdet, recall, precision and granularity by obfuscation.

`a` is the suspicious document, `b` the source. `evaluate` takes any detector, so
that variants of the alignment can be compared in an experiment.
"""

from __future__ import annotations

import json
import sys
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from corpora import corpus_folder, evenly, read_text
from plagdet import Annotation, granularity, macro_recall, plagdet
from tables import ordered_map, parser, print_table

from dedupe_articles.align import align
from dedupe_articles.text.tokenise import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dedupe_articles.text.tokens import Tokens

NO_PLAGIARISM = "01-no-plagiarism"
KINDS = (
    NO_PLAGIARISM,
    "02-no-obfuscation",
    "03-random-obfuscation",
    "04-translation-obfuscation",
    "05-summary-obfuscation",
)
# What this project wants to reach; the best published figure over all kinds is .878.
AIMS = {
    "02-no-obfuscation": 0.97,
    "03-random-obfuscation": 0.93,
    "04-translation-obfuscation": 0.92,
    "05-summary-obfuscation": 0.70,
    "overall": 0.93,
}

Offsets = tuple[int, int, int, int]
Prepared = TypeVar("Prepared")


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of documents and its true cases."""

    kind: str
    suspicious: str
    source: str
    cases: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class PairResult:
    """What a detector found in a pair, and the milliseconds of processor time it took.

    `preparation` is the time for what is done to each text alone, such as splitting it.
    """

    pair: Pair
    detections: tuple[Annotation, ...]
    milliseconds: float
    preparation: float


@dataclass(frozen=True, slots=True)
class Score:
    """The measures over a set of pairs. `pairs_detected` counts pairs with any detection."""

    plagdet: float
    recall: float
    precision: float
    granularity: float
    pairs: int
    pairs_detected: int
    cases: int
    detections: int
    milliseconds: float
    preparation: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Measures by kind of obfuscation and over all pairs pooled, with the results behind them."""

    by_kind: Mapping[str, Score]
    overall: Score
    results: tuple[PairResult, ...]


def score(results: Sequence[PairResult]) -> Score:
    """Compute the measures over cases and detections of all given pairs pooled."""
    cases = [case for result in results for case in result.pair.cases]
    detections = [detection for result in results for detection in result.detections]
    recall = macro_recall(cases, detections)
    precision = macro_recall(detections, cases)
    pieces = granularity(cases, detections)
    return Score(
        plagdet=plagdet(recall, precision, pieces),
        recall=recall,
        precision=precision,
        granularity=pieces,
        pairs=len(results),
        pairs_detected=sum(bool(result.detections) for result in results),
        cases=len(cases),
        detections=len(detections),
        milliseconds=sum(r.milliseconds for r in results) / max(1, len(results)),
        preparation=sum(r.preparation for r in results) / max(1, len(results)),
    )


def read_kind(kind: str, sample: int | None = None) -> list[Pair]:
    """Read the pairs of one kind of obfuscation with their true cases."""
    folder = corpus_folder("train") / kind
    lines = (folder / "pairs").read_text(encoding="utf-8").split("\n")
    names = [tuple(line.split()) for line in lines if line.strip()]
    return [_read_pair(folder, suspicious, source) for suspicious, source in evenly(names, sample)]


def _read_pair(folder: Path, suspicious: str, source: str) -> Pair:
    path = folder / f"{Path(suspicious).stem}-{Path(source).stem}.xml"
    cases = []
    for feature in ET.fromstring(path.read_bytes()).iter("feature"):  # noqa: S314 - our own corpus
        if (feature.get("name") or "").endswith("plagiarism"):
            a, a_length = int(feature.attrib["this_offset"]), int(feature.attrib["this_length"])
            b, b_length = int(feature.attrib["source_offset"]), int(feature.attrib["source_length"])
            cases.append(Annotation(suspicious, source, a, a + a_length, b, b + b_length))
    return Pair(folder.name, suspicious, source, tuple(cases))


def detect(
    detector: Callable[[Prepared, Prepared], Iterable[Offsets]],
    prepare: Callable[[str], Prepared],
    pair: Pair,
) -> PairResult:
    """Run a detector on a pair; its passages must not be empty on either side."""
    root = corpus_folder("train")
    a, b = read_text(root / "susp" / pair.suspicious), read_text(root / "src" / pair.source)
    began = time.process_time()
    prepared_a, prepared_b = prepare(a), prepare(b)
    ready = time.process_time()
    passages = list(detector(prepared_a, prepared_b))
    done = time.process_time()
    for a_start, a_end, b_start, b_end in passages:
        if not (0 <= a_start < a_end <= len(a) and 0 <= b_start < b_end <= len(b)):
            raise ValueError(
                f"{pair.suspicious}, {pair.source}: passage {a_start}..{a_end}, "
                f"{b_start}..{b_end} is empty or outside the texts"
            )
    detections = sorted({Annotation(pair.suspicious, pair.source, *p) for p in passages}, key=_key)
    return PairResult(
        pair,
        tuple(detections),
        milliseconds=(done - ready) * 1000,
        preparation=(ready - began) * 1000,
    )


def _key(annotation: Annotation) -> Offsets:
    return annotation.a_start, annotation.a_end, annotation.b_start, annotation.b_end


def evaluate(
    detector: Callable[[str, str], Iterable[Offsets]],
    kinds: Sequence[str] = KINDS,
    sample: int | None = None,
    workers: int = 1,
) -> Scores:
    """Run a detector on `sample` pairs of each kind (all for None) and measure it.

    The detector takes the suspicious and the source text and gives character offsets
    `(a_start, a_end, b_start, b_end)`, end exclusive.
    """
    return evaluate_prepared(detector, str, kinds, sample, workers)


def evaluate_prepared(
    detector: Callable[[Prepared, Prepared], Iterable[Offsets]],
    prepare: Callable[[str], Prepared],
    kinds: Sequence[str] = KINDS,
    sample: int | None = None,
    workers: int = 1,
) -> Scores:
    """Do as `evaluate`, with a detector that takes what `prepare` makes of each text."""
    pairs = [pair for kind in kinds for pair in read_kind(kind, sample)]
    results = ordered_map(lambda pair: detect(detector, prepare, pair), pairs, workers)
    by_kind = {kind: score([r for r in results if r.pair.kind == kind]) for kind in kinds}
    return Scores(by_kind, score(results), tuple(results))


def aligned_passages(a: Tokens, b: Tokens) -> list[Offsets]:
    """Detect with the alignment of the product."""
    return [(p.a.start, p.a.end, p.b.start, p.b.end) for p in align(a, b).passages]


def print_scores(scores: Scores) -> None:
    """Print one line for each kind and one for all together."""
    rows: list[Sequence[object]] = []
    for name, s in [*scores.by_kind.items(), ("overall", scores.overall)]:
        measures: list[object] = [None] * 4
        if s.cases:
            measures = [s.plagdet, s.recall, s.precision, s.granularity]
        counts = [s.pairs, s.pairs_detected, s.cases, s.detections]
        times = [f"{s.preparation:.2f}", f"{s.milliseconds:.2f}"]
        rows.append([name, AIMS.get(name), *measures, *counts, *times])
    header = "kind aim plagdet recall precision granul. pairs detected cases detections"
    print_table([*header.split(), "ms splitting", "ms aligning"], rows)


def write_results(results: Iterable[PairResult], path: Path) -> None:
    """Write one JSON line for each pair: its cases, detections, recall and precision."""
    with path.open("w", encoding="utf-8") as out:
        for result in results:
            pair = result.pair
            row = {
                "kind": pair.kind,
                "suspicious": pair.suspicious,
                "source": pair.source,
                "recall": macro_recall(pair.cases, result.detections),
                "precision": macro_recall(result.detections, pair.cases),
                "cases": [_key(case) for case in pair.cases],
                "detections": [_key(detection) for detection in result.detections],
                "milliseconds": round(result.milliseconds, 3),
            }
            out.write(json.dumps(row) + "\n")


def main() -> int:
    """Measure the alignment of the product."""
    options = parser(__doc__, "pairs of each kind")
    options.add_argument("--kind", action="append", choices=KINDS, help="only this kind")
    options.add_argument("--dump", type=Path, metavar="FILE", help="write results as JSON lines")
    arguments = options.parse_args()
    kinds = arguments.kind or KINDS
    scores = evaluate_prepared(
        aligned_passages, tokenise, kinds, arguments.sample, arguments.workers
    )
    print_scores(scores)
    if arguments.dump:
        write_results(scores.results, arguments.dump)
    return 0


if __name__ == "__main__":
    sys.exit(main())
