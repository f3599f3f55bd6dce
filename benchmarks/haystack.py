"""Known pairs hidden among many articles: what a whole scan finds, and what it should not.

`--corpus en` hides the labelled English pairs in the 36,000 news articles of Wikinews and
Reuters-21578, `zh` polished Chinese abstracts in Chinese Wikipedia, `de` and `ja` translations of
one article by several systems (German ones in the 10kGNAD news, Japanese ones among themselves),
`th` the English pairs and news written as Thai is, see `unspaced.py`.
Findings between different corpora are false by construction, those among the haystack's own
articles are listed by relation only: nothing is known of them but of 400 that were read.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from corpora import (
    Labelled,
    corpus_of,
    evenly,
    read_articles,
    read_chinese,
    read_english,
    read_news,
    read_rows,
    read_translations,
)
from tables import ordered_map, parser, print_table, share
from truth import UNRELATED, Category, Truth, found_by_kind, is_same_text
from unspaced import unspaced, unspaced_article

from dedupe_articles.align import align
from dedupe_articles.candidates import containing_pairs, find_candidates
from dedupe_articles.collecting import collect
from dedupe_articles.engine.local import LocalEngine
from dedupe_articles.model import Article, Finding, Relation, ScanResult, Settings
from dedupe_articles.pipeline import Silent, scan_articles
from dedupe_articles.store import Store
from dedupe_articles.text.tokenise import tokenise
from dedupe_articles.verdict import confidence, measure, relation_of, resemblance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dedupe_articles.rarity import Rarity

CORPORA = ("en", "zh", "de", "ja", "th")
# What this project wants of the share of pairs found, by kind.
AIMS = {
    "detectrl_pairs backtranslation": 0.97,
    "detectrl_pairs dipper": 0.98,
    "detectrl_pairs llm_polish": 0.95,
    "detectrl_pairs perturb_char": 0.99,
    "detectrl_pairs perturb_char_word": 0.99,
    "detectrl_pairs perturb_word": 0.99,
    "hppt_en chatgpt_polish": 0.95,
    "hppt_en llama2_polish": 0.95,
    "hppt_zh chatgpt_polish": 0.95,
    "mixset gpt4_polish_sentence": 0.75,
    "mixset gpt4_polish_token": 0.98,
    "mixset gpt4_rewrite": 0.45,
    "onestop_english adv->ele": 0.97,
    "onestop_english adv->int": 0.97,
    "onestop_english int->ele": 0.97,
    "outfox_dipper dipper": 0.80,
}
MAX_CROSS_FINDINGS = 20

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class TestBed:
    """Labelled pairs and the unlabelled articles around them."""

    labelled: Labelled
    haystack: Sequence[Article]

    @property
    def articles(self) -> list[Article]:
        """All articles, as a scan would see them."""
        return [*self.labelled.articles, *self.haystack]


class StageClock:
    """A `Progress` that measures how long each stage takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stage: str | None = None
        self._began = 0.0

    def stage(self, name: str, total: int | None) -> None:  # noqa: ARG002 - of the protocol
        """End the present stage and begin another one."""
        self.stop()
        self._stage, self._began = name, time.perf_counter()

    def advance(self, steps: int = 1) -> None:
        """Ignore the steps."""

    def stop(self) -> None:
        """End the present stage."""
        if self._stage is not None:
            spent = time.perf_counter() - self._began
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + spent
        self._stage = None


def read_test_bed(corpus: str, sample: int | None, haystack: int | None) -> TestBed:
    """Read `sample` labelled pairs of each kind and `haystack` articles (None for all)."""
    if corpus == "en":
        labelled, around = read_english(sample), read_news()
    elif corpus == "th":
        labelled = unspaced(read_english(sample))
        around = [unspaced_article(article) for article in evenly(read_news(), haystack)]
    elif corpus == "zh":
        labelled, around = read_chinese(sample), list(read_articles("zhwiki_part"))
    else:
        labelled = read_translations(corpus, sample)
        around = list(read_articles("gnad10_test_de")) if corpus == "de" else []
    return TestBed(labelled, evenly(around, haystack))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair of ids that would be aligned, and how rare what it shares is in the test bed."""

    a: str
    b: str
    rarity: Rarity


def find_pairs(
    articles: Sequence[Article], settings: Settings, *, promising: bool = True
) -> list[Candidate]:
    """Run the stages before alignment alone, or give all pairs that share enough."""
    with LocalEngine(settings.workers) as engine, Store() as store:
        collect(articles, settings, engine, store, Silent())
        found = find_candidates(store, settings.candidates_per_article)
        if not promising:
            found = containing_pairs(store, settings.candidates_per_article)
        named = store.references(np.append(found.a, found.b))
    rarities = found.rarities(np.arange(len(found)))
    return [
        Candidate(named[a].id, named[b].id, rarity)
        for a, b, rarity in zip(found.a.tolist(), found.b.tolist(), rarities, strict=True)
    ]


def print_recall(
    labelled: Labelled,
    candidates: Sequence[Candidate],
    findings: Sequence[Finding] | None,
) -> None:
    """Print the share of the labelled pairs that became candidates and findings, by kind."""
    as_candidates = found_by_kind(labelled.pairs, [(c.a, c.b) for c in candidates])
    as_findings = None
    if findings is not None:
        as_findings = found_by_kind(labelled.pairs, [(f.a.id, f.b.id) for f in findings])
    rows = []
    for kind, (hits, total) in sorted(as_candidates.items()):
        found = share(as_findings[kind][0], total) if as_findings else None
        rows.append([kind, total, share(hits, total), found, AIMS.get(kind)])
    print_table(("labelled pairs", "pairs", "candidates", "findings", "aim"), rows)
    print(f"candidate pairs in all: {len(candidates)}\n")


def print_categories(truth: Truth, findings: Iterable[Finding]) -> None:
    """Print how many findings there are by relation, for each thing known of their pairs."""
    counts: Counter[tuple[Category, Relation]] = Counter()
    corpora: Counter[tuple[str, str]] = Counter()
    copies = 0
    for finding in findings:
        a, b = finding.a.id, finding.b.id
        category = truth.category(a, b)
        counts[category, finding.relation] += 1
        if category is Category.CROSS:
            low, high = sorted((corpus_of(a), corpus_of(b)))
            corpora[low, high] += 1
        elif category is Category.HAYSTACK:
            copies += is_same_text(truth.texts[a], truth.texts[b])
    relations = [r for r in Relation if any(relation is r for _, relation in counts)]
    rows: list[Sequence[object]] = []
    for category in Category:
        row = [counts[category, relation] for relation in relations]
        note = "false" if category in UNRELATED else ""
        rows.append([category, *row, sum(row), note])
    print_table(("findings", *relations, "all", ""), rows)
    cross = sum(corpora.values())
    print(f"\nbetween unrelated corpora: {cross} (at most {MAX_CROSS_FINDINGS} wanted)")
    for (low, high), count in corpora.most_common():
        print(f"  {low} and {high}: {count}")
    print(f"haystack findings that share half of their word 5-grams: {copies}")


def print_read(findings: Iterable[Finding]) -> None:
    """Print how many of the news findings that were read are still found, by what they are.

    `news_findings.tsv` has two random samples of what was found at some time, that of 2 after names
    lost in passages counted. No constant was fitted to them.
    """
    found = {frozenset((finding.a.id, finding.b.id)) for finding in findings}
    read: Counter[tuple[str, str]] = Counter()
    kept: Counter[tuple[str, str]] = Counter()
    for row in read_rows(Path(__file__).parent / "news_findings.tsv"):
        what = row["sample"], row["label"]
        read[what] += 1
        kept[what] += frozenset((row["a"], row["b"])) in found
    rows = [(*what, count, kept[what]) for what, count in sorted(read.items())]
    print_table(("sample read", "what it is", "pairs", "found now"), rows)


def print_costs(seconds: Mapping[str, float], articles: int) -> None:
    """Print seconds by stage and the peak memory so far (Linux counts it in KB)."""
    print(f"{articles} articles, {sum(seconds.values()):.1f} s: ", end="")
    print(", ".join(f"{name} {spent:.1f}" for name, spent in seconds.items()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the main process, texts of the test bed included: {peak:.0f} MB\n")


def finding_rows(truth: Truth, findings: Iterable[Finding]) -> Iterator[Row]:
    """Give what is known of each finding and what the product says of it."""
    for finding in findings:
        a, b = finding.a.id, finding.b.id
        yield {
            "a": a,
            "b": b,
            "category": truth.category(a, b),
            "kind": truth.kind(a, b),
            "relation": finding.relation,
            "score": finding.score,
            "confidence": finding.confidence,
            "jaccard": finding.jaccard,
            "a_in_b": finding.containment.a_in_b,
            "b_in_a": finding.containment.b_in_a,
            "coverage_a": finding.coverage_a,
            "coverage_b": finding.coverage_b,
            "longest_run": finding.longest_run,
            "quoted_share": finding.quoted_share,
        }


def feature_rows(truth: Truth, candidates: Sequence[Candidate], workers: int) -> list[Row]:
    """Align every candidate pair and give all its measures: what confidence is fitted on."""

    def row(candidate: Candidate) -> Row:
        a, b = candidate.a, candidate.b
        alignment = align(tokenise(truth.texts[a]), tokenise(truth.texts[b]))
        measures = measure(alignment)
        sure = confidence(measures, candidate.rarity)
        known: Row = {"a": a, "b": b, "category": truth.category(a, b), "kind": truth.kind(a, b)}
        known |= {
            "relation": relation_of(alignment, measures, candidate.rarity),
            "confidence": round(sure, 4),
            "measures": asdict(measures),
            "resemblance": asdict(resemblance(alignment.pair)),
        }
        return known | asdict(candidate.rarity)

    return ordered_map(row, candidates, workers)


def write_rows(rows: Iterable[Row], path: Path) -> None:
    """Write one JSON line for each row."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def scan_all(bed: TestBed, settings: Settings, clock: StageClock) -> ScanResult:
    """Scan everything at once."""
    result = scan_articles(bed.articles, settings, progress=clock)
    clock.stop()
    return result


def main() -> int:
    """Hide, scan, compare with what is known."""
    options = parser(__doc__, "labelled pairs of each kind")
    options.add_argument("--corpus", choices=CORPORA, default="en")
    options.add_argument("--haystack", type=int, metavar="N", help="only N haystack articles")
    options.add_argument("--candidates-only", action="store_true", help="stop before alignment")
    options.add_argument("--dump", type=Path, metavar="FILE", help="write findings as JSON lines")
    options.add_argument(
        "--features",
        type=Path,
        metavar="FILE",
        help="write the measures of every candidate pair, reported or not, as JSON lines",
    )
    arguments = options.parse_args()
    bed = read_test_bed(arguments.corpus, arguments.sample, arguments.haystack)
    settings = Settings(workers=arguments.workers)
    clock = StageClock()
    if arguments.candidates_only:
        clock.stage("candidates", None)
        print_recall(bed.labelled, find_pairs(bed.articles, settings), None)
        clock.stop()
        print_costs(clock.seconds, len(bed.articles))
        return 0
    result = scan_all(bed, settings, clock)
    print_costs(clock.seconds, len(bed.articles))
    candidates = find_pairs(bed.articles, settings)
    truth = Truth(bed.labelled, bed.haystack)
    truth.join_same_texts((finding.a.id, finding.b.id) for finding in result.findings)
    print_recall(bed.labelled, candidates, result.findings)
    print_categories(truth, result.findings)
    if arguments.corpus == "en":
        print_read(result.findings)
    if arguments.dump:
        write_rows(finding_rows(truth, result.findings), arguments.dump)
    if arguments.features:
        write_rows(feature_rows(truth, candidates, arguments.workers), arguments.features)
    return 0


if __name__ == "__main__":
    sys.exit(main())
