"""Evaluation: how well a scan finds the pairs that somebody has labelled.

What `dedupe evaluate` calls, and its Python API. The scan runs once, with its thresholds lowered
to nothing; the thresholds of the settings are then applied to what it found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, Final

from dedupe_articles import __version__
from dedupe_articles.evaluate.losses import (
    STAGES,
    Candidacy,
    MissedPair,
    explain_miss,
    find_candidacies,
)
from dedupe_articles.evaluate.names import NamedPairs, NameFinder
from dedupe_articles.evaluate.scores import Scores, finding_key, is_wanted, key_of, score
from dedupe_articles.evaluate.truth import LabelledPair, Truth, read_truth
from dedupe_articles.load import load
from dedupe_articles.model import DEFAULTS, Relation
from dedupe_articles.pipeline import scan_articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from dedupe_articles.candidates import Candidates
    from dedupe_articles.model import Article, Progress, Settings, Skipped
    from dedupe_articles.store import Store

__all__ = ["Evaluation", "LabelledPair", "Truth", "evaluate", "evaluate_articles", "read_truth"]

_REPORTABLE: Final = tuple(relation for relation in Relation if relation is not Relation.UNRELATED)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How a scan with `settings` does on labelled pairs.

    `pairs` counts each once. `complete` tells whether findings on other pairs count as false.
    `missed` is sorted by the stage that lost the pair.
    """

    version: str
    settings: Settings
    complete: bool
    articles: int
    candidates: int
    pairs: int
    scores: Scores
    missed: Sequence[MissedPair]
    skipped: Sequence[Skipped]
    notices: Sequence[str]


def evaluate(  # noqa: PLR0913 - as scan, and the truth
    truth: str | Path,
    paths: Sequence[str | Path],
    settings: Settings = DEFAULTS,
    *,
    complete: bool = False,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
) -> Evaluation:
    """Scan `paths` and hold what is found against the pairs labelled in the file `truth`.

    Raises `InputError` for a file or path that cannot be read, and for a truth that is not
    understood, contradicts itself or names articles that are not there.
    """
    labelled = read_truth(truth)
    articles = load(paths, settings, stdin)
    return evaluate_articles(labelled, articles, settings, complete=complete, progress=progress)


def evaluate_articles(
    truth: Truth,
    articles: Iterable[Article | Skipped],
    settings: Settings = DEFAULTS,
    *,
    complete: bool = False,
    progress: Progress | None = None,
) -> Evaluation:
    """Scan articles from anywhere and hold what is found against labelled pairs.

    Raises `InputError` for names of articles that are not there and for contradicting labels.
    """
    finder = NameFinder(truth)
    candidacies: dict[tuple[str, str], Candidacy] = {}

    def examine(store: Store, candidates: Candidates) -> None:
        pairs = [key_of(pair) for pair in finder.found.pairs if is_wanted(pair, settings)]
        candidacies.update(find_candidacies(store, candidates, pairs, settings))

    result = scan_articles(
        finder.watch(articles),
        replace(settings, min_confidence=0.0, min_score=0.0, relations=_REPORTABLE),
        progress=progress,
        examine=examine,
    )
    named = _with_short(finder.found, result.skipped)
    scores = score(named.pairs, result.findings, settings, complete=complete)
    findings = {finding_key(finding): finding for finding in result.findings}
    missed = [
        explain_miss(
            pair, named, candidacies.get(key_of(pair)), findings.get(key_of(pair)), settings
        )
        for pair in _told(scores.missed, progress)
    ]
    return Evaluation(
        version=__version__,
        settings=settings,
        complete=complete,
        articles=result.summary.articles,
        candidates=result.summary.candidates,
        pairs=len(named.pairs),
        scores=scores,
        missed=sorted(missed, key=lambda miss: STAGES.index(miss.stage)),
        skipped=result.skipped,
        notices=[*truth.notices, *named.notices, *result.notices],
    )


def _with_short(named: NamedPairs, skipped: Sequence[Skipped]) -> NamedPairs:
    """Count the articles that the scan skipped once it had read them among the unread ones."""
    reasons = {(item.path, item.line): item.reason for item in skipped}
    unread = dict(named.unread)
    for article in named.articles.values():
        place = article.place, None if article.record is None else article.line
        if place in reasons:
            unread[article.id] = reasons[place]
    return replace(named, unread=unread)


def _told(pairs: Sequence[LabelledPair], progress: Progress | None) -> Iterator[LabelledPair]:
    if progress is not None:
        progress.stage("explain", len(pairs))
    for pair in pairs:
        yield pair
        if progress is not None:
            progress.advance()
