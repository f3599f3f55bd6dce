"""The pipeline: load, sketch, store, candidates, align, verdict, cluster.

What `dedupe compare` calls, `scanning` with the articles of files, and the Python API.
Orchestration only: every step is a stage of its own module.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from dedupe_articles import __version__
from dedupe_articles.align import align
from dedupe_articles.boilerplate import find_boilerplate
from dedupe_articles.candidates import Candidates, find_candidates
from dedupe_articles.chance import chance_level
from dedupe_articles.cluster import families, idle_preferences
from dedupe_articles.collecting import Collected, collect
from dedupe_articles.engine.local import LocalEngine
from dedupe_articles.errors import InputError
from dedupe_articles.explain import explain, pair_rarity
from dedupe_articles.judging import (
    ALIGNMENT_COST,
    PairBatch,
    is_reported,
    judge_pairs,
    pair_batches,
)
from dedupe_articles.load import load
from dedupe_articles.model import (
    DEFAULTS,
    Article,
    Boilerplate,
    ChanceLevel,
    Comparison,
    Finding,
    Progress,
    Relation,
    ScanResult,
    Settings,
    Skipped,
    Summary,
)
from dedupe_articles.resemblance import BUCKET_CLIQUE
from dedupe_articles.sources import compositions
from dedupe_articles.store import Store, Totals
from dedupe_articles.text.tokenise import tokenise
from dedupe_articles.verdict import judge, measure, resemblance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO


class Silent:
    """Progress told to nobody."""

    def stage(self, name: str, total: int | None) -> None:
        """Ignore a stage."""

    def advance(self, steps: int = 1) -> None:
        """Ignore an advance."""


def scan_articles(  # noqa: PLR0913 - each of them is asked for by some caller
    articles: Iterable[Article | Skipped],
    settings: Settings = DEFAULTS,
    *,
    progress: Progress | None = None,
    is_changed: Callable[[str], bool] | None = None,
    examine: Callable[[Store, Candidates], None] | None = None,
    expected: int = 0,
) -> ScanResult:
    """Find the copied and derived articles among articles from anywhere.

    Raises `InputError` when two have the same id, or one has a text that cannot be encoded.
    `is_changed` is asked of the path of each file: pairs without an article of one that has
    changed are not aligned, and no findings.
    `examine` is shown the candidate pairs, and the store they were found in while it is open.
    `expected` is how many characters are to come, if that is known: workers for so many are started
    at once.
    """
    progress = progress or Silent()
    with (
        LocalEngine(settings.workers, expected) as engine,
        Store(memory_limit=settings.memory_limit) as store,
    ):
        collected = collect(articles, settings, engine, store, progress)
        progress.stage("candidates", None)
        grouping = settings.grouping
        candidates = find_candidates(store, settings.candidates_per_article, grouping)
        boilerplate = find_boilerplate(store, settings.boilerplate_in)
        if examine is not None:
            examine(store, candidates)
        collected.notices.extend(notices_of_copies(candidates.collapsed))
        collected.notices.extend(idle_preferences(settings, store.paths()))
        changed = None if is_changed is None else store.numbers_where(is_changed)
        judged = candidates if changed is None else candidates.touching(changed)
        findings = judge_candidates(judged, settings, engine, store, progress)
        progress.stage("chance", None)
        chance = chance_level(store, candidates, engine, grouping)
        totals = store.totals()
        texts = store.texts_by_id({ref.id for f in findings for ref in (f.a, f.b)})
    return assemble(
        settings,
        collected,
        totals,
        len(judged),
        findings,
        texts,
        chance,
        boilerplate,
        None if changed is None else len(changed),
    )


def assemble(  # noqa: PLR0913, PLR0917 - one for each part of the result
    settings: Settings,
    collected: Collected,
    totals: Totals,
    candidates: int,
    findings: list[Finding],
    texts: Mapping[str, str],
    chance: ChanceLevel | None,
    boilerplate: Boilerplate,
    changed: int | None = None,
) -> ScanResult:
    """Return the result of a scan, with what follows from its findings: families and sources."""
    related = families(findings, settings)
    languages = collected.languages
    counts = {r: sum(f.relation is r for f in findings) for r in Relation}
    return ScanResult(
        version=__version__,
        settings=settings,
        summary=Summary(
            articles=totals.articles,
            words=totals.words,
            candidates=candidates,
            findings={relation: count for relation, count in counts.items() if count},
            families=len(related),
            skipped=len(collected.skipped),
            chance=chance,
            changed=changed,
            languages=dict(sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
            boilerplate=boilerplate,
        ),
        skipped=sorted(collected.skipped, key=lambda s: (s.path, s.line or 0, s.reason)),
        notices=sorted(collected.notices),
        findings=findings,
        families=related,
        texts=texts,
        compositions=compositions(findings, texts),
    )


def notices_of_copies(collapsed: int) -> Iterator[str]:
    """Say that large groups of copies have fewer findings than pairs."""
    if collapsed:
        yield (
            f"{collapsed:,} articles are near-duplicates in groups of more than "
            f"{BUCKET_CLIQUE}: each is compared with one article of its group, not with all"
        )


def judge_candidates(
    candidates: Candidates,
    settings: Settings,
    engine: LocalEngine,
    store: Store,
    progress: Progress,
) -> list[Finding]:
    """Align and judge all candidates; return what is to be reported, in the order of reports."""
    progress.stage("align", len(candidates))
    findings: list[Finding] = []
    sizes: deque[int] = deque()

    def work() -> Iterator[tuple[PairBatch, int]]:
        for batch in pair_batches(candidates, settings, store):
            sizes.append(len(batch.pairs))
            yield batch, ALIGNMENT_COST * sum(map(len, batch.texts.values()))

    for found in engine.map(judge_pairs, work()):
        findings.extend(found)
        progress.advance(sizes.popleft())
    return sorted(findings, key=report_order)


def report_order(finding: Finding) -> tuple[float, float, str, str]:
    """Return a key that sorts findings as reports show them."""
    return -finding.score, -finding.confidence, finding.a.id, finding.b.id


def compare(
    a: str | Path | Article,
    b: str | Path | Article,
    settings: Settings = DEFAULTS,
    *,
    stdin: BinaryIO | None = None,
) -> Comparison:
    """Align two articles and say everything about them, related or not.

    `-` reads `stdin`, as in `scan`. Raises `InputError` for a file that cannot be read or holds no
    article or several.
    """
    articles = [_one_article(side, settings, stdin) for side in (a, b)]
    tokens = [tokenise(article.text) for article in articles]
    ref_a, ref_b = (
        article.reference(
            len(words),
            settings.language or words.language,
            (*words.disguises, *article.disguises),
        )
        for article, words in zip(articles, tokens, strict=True)
    )
    alignment = align(*tokens)
    measures = measure(alignment)
    finding = judge(alignment, measures, ref_a, ref_b, pair_rarity(resemblance(alignment.pair)))
    is_skipped = min(ref_a.words, ref_b.words) < settings.min_words
    return Comparison(
        finding=finding,
        reported=not is_skipped and is_reported(finding, settings),
        explanation=explain(alignment, measures, finding, settings),
        texts={article.id: article.text for article in articles},
    )


def _one_article(
    source: str | Path | Article, settings: Settings, stdin: BinaryIO | None
) -> Article:
    if isinstance(source, Article):
        return source
    found = list(load([source], settings, stdin))
    articles = [item for item in found if isinstance(item, Article)]
    if len(articles) == 1:
        return articles[0]
    if articles:
        raise InputError(
            f"{source}: holds {len(articles)} articles; compare takes one on each side"
        )
    reasons = "; ".join(item.reason for item in found if isinstance(item, Skipped))
    raise InputError(f"{source}: {reasons or 'holds no article'}")
