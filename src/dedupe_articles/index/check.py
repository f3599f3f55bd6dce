"""New articles against an archive, and against each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import numpy as np

from dedupe_articles.boilerplate import find_boilerplate
from dedupe_articles.candidates import (
    MIN_SHARED,
    Candidates,
    as_candidates,
    both_channels,
    parameters,
    worth_of_one,
)
from dedupe_articles.cluster import idle_preferences
from dedupe_articles.collecting import collect
from dedupe_articles.engine.local import LocalEngine
from dedupe_articles.index.apply import require_new_ids
from dedupe_articles.index.changes import find_changes
from dedupe_articles.index.file import PATIENCE, reading
from dedupe_articles.index.header import Header, as_loaded, require_settings
from dedupe_articles.index.store import IndexStore, unpack
from dedupe_articles.index.texts import texts_in_files
from dedupe_articles.load import load
from dedupe_articles.model import DEFAULTS, Boilerplate
from dedupe_articles.pipeline import Silent, assemble, judge_candidates, notices_of_copies
from dedupe_articles.queries import read_queries
from dedupe_articles.rarity import MIN_PROMISE, promise
from dedupe_articles.resemblance import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from dedupe_articles.model import Article, Progress, ScanResult, Settings, Skipped

# The part of the search for candidates that ranks pairs: the same for a scan and a check.
_RANKING: Final = ("ranked", "backgrounds", "best")


def check(  # noqa: PLR0913 - as scan, and the index
    paths: Sequence[str | Path],
    index: str | Path,
    settings: Settings = DEFAULTS,
    *,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
    apart: Iterable[Path] = (),
    patience: float = PATIENCE,
) -> ScanResult:
    """Find what articles among files and folders have from those of an index or from each other.

    The findings are those that a scan of the archive and the new articles would give, but for the
    ones between two articles of the archive. `settings.min_words` must be that of the index;
    `apart` are as in `scan`.

    Raises `InputError` for a path that does not exist, and for an article whose id the index has
    already; `IndexFileError` for an index that cannot be used.
    """
    found = load(paths, settings, stdin, apart=[*apart, Path(index)])
    return check_articles(found, index, settings, progress=progress, patience=patience)


def check_articles(
    articles: Iterable[Article | Skipped],
    index: str | Path,
    settings: Settings = DEFAULTS,
    *,
    progress: Progress | None = None,
    patience: float = PATIENCE,
) -> ScanResult:
    """Find what articles from anywhere have from those of an index, see `check`."""
    progress = progress or Silent()
    path = Path(index)
    with LocalEngine(settings.workers) as engine, IndexStore(settings.memory_limit) as store:
        header = store.attach(path, write=False, patience=patience)
        require_settings(path, header, settings)
        collected = collect(articles, settings, engine, store, progress)
        progress.stage("candidates", None)
        totals = store.totals()
        with reading(path):
            store.put("leaving", {"article": np.zeros(0, dtype=np.int64)})
            require_new_ids(store, path)
            candidates = find_new_candidates(store, settings.candidates_per_article)
            boilerplate = find_known_boilerplate(store, candidates, settings.boilerplate_in)
            candidates = _bring_texts(store, candidates, settings, header)
            collected.notices.extend(idle_preferences(settings, store.paths()))
        collected.notices.extend(notices_of_copies(candidates.collapsed))
        findings = judge_candidates(candidates, settings, engine, store, progress)
        texts = store.texts_by_id({ref.id for f in findings for ref in (f.a, f.b)})
    return assemble(
        settings, collected, totals, len(candidates), findings, texts, None, boilerplate
    )


def find_new_candidates(store: IndexStore, per_article: int) -> Candidates:
    """Return the candidates of a scan of all articles that have an entering article."""
    entering = store.totals().articles
    resembling = find_changes(store, np.zeros(0, dtype=np.int64))
    articles = entering + store.value("SELECT count(*) FROM archive.articles")
    store.put("relevant", {"article": _relevant(store, articles, resembling)})
    _gather_pairs(store, articles)
    store.put("alike", {"a": resembling[:, 0], "b": resembling[:, 1]})
    given = parameters(articles, per_article, WHOLE, across=False)
    for name, query in read_queries("candidates.sql").items():
        if name in _RANKING:
            store.materialise(name, query.format(**given))
    found = store.arrays(
        "SELECT a, b, shared, weight, background, p.shingles AS of_a, q.shingles AS of_b"
        " FROM best JOIN articles p ON p.no = a JOIN articles q ON q.no = b"
        f" WHERE b >= {store.first}"
        " AND a IN (SELECT article FROM relevant) AND b IN (SELECT article FROM relevant)"
    )
    sizes = (found[name].astype(np.int64) for name in ("of_a", "of_b"))
    found_pairs = both_channels(as_candidates(found, articles), resembling, *sizes)
    collapsed = store.value(f"SELECT count(*) FROM collapsed_now WHERE article >= {store.first}")
    return replace(found_pairs, collapsed=collapsed)


def find_known_boilerplate(store: IndexStore, candidates: Candidates, least: int) -> Boilerplate:
    """Make the table `boilerplate` of the lines of all entering articles and of their candidates.

    Whoever has one of these, in the index or among the entering articles, is looked at.
    """
    if not least:
        return Boilerplate()
    numbers = np.unique(np.concatenate([candidates.a, candidates.b])).astype(np.int64)
    store.put("looked_at", {"article": numbers})
    archived = store.restricted("lines", "article", "looked_at")
    store.materialise(
        "asked_lines", f"SELECT hash FROM {archived} AS archived UNION SELECT hash FROM lines"
    )
    archived = store.restricted("lines", "hash", "asked_lines")
    store.materialise(
        "known_lines",
        f"SELECT hash, article FROM {archived} AS archived"
        " UNION ALL SELECT hash, article FROM lines",
    )
    store.materialise("holders", "SELECT DISTINCT article AS no FROM known_lines")
    archived = store.restricted("articles", "no", "holders")
    store.materialise(
        "known_articles",
        f"SELECT no, id, shingles FROM {archived} AS archived"
        " UNION SELECT no, id, shingles FROM articles",
    )
    store.materialise("collapsed", "SELECT article FROM collapsed_now")
    return find_boilerplate(store, least, "known_lines", "known_articles")


def _relevant(store: IndexStore, articles: int, resembling: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the entering articles, and those of the index whose own pairs decide on one with them.

    Whatever else an article shares, a pair never promises more than it would without that; one that
    promises too little even then, and does not resemble, needs no looking at.
    """
    store.materialise(
        "partners",
        f"SELECT DISTINCT a AS no FROM fresh WHERE a < {store.first} AND b >= {store.first}",
    )
    archived = store.restricted("articles", "no", "partners")
    found = store.arrays(
        "SELECT a, b, shared, logs, p.shingles AS of_a, q.shingles AS of_b FROM fresh"
        f" JOIN {archived} AS p ON p.no = a JOIN articles q ON q.no = b"
    )
    shared, of_a, of_b = (found[name].astype(np.int64) for name in ("shared", "of_a", "of_b"))
    alone = worth_of_one(articles)
    weight = (shared * alone - found["logs"]) / 1000
    promised = promise(shared, weight, np.zeros(len(weight)), alone / 1000, of_a, of_b)
    promising = found["a"][promised >= MIN_PROMISE].astype(np.int64)
    alike = resembling.ravel().astype(np.int64)
    known = np.unique(np.append(promising, alike[alike < store.first]))
    return np.append(known, store.numbers("SELECT no FROM articles"))


def _gather_pairs(store: IndexStore, articles: int) -> None:
    """Make the table `pairs` of all pairs of the relevant articles, and bring in who is in them."""
    store.materialise(
        "pairs",
        f"SELECT a, b, shared, shared * {worth_of_one(articles)} - logs AS weight FROM ("
        " SELECT a, b, shared, logs FROM archive.pairs ANTI JOIN changed USING (a, b)"
        " WHERE a NOT IN (SELECT article FROM gone) AND b NOT IN (SELECT article FROM gone)"
        f" UNION ALL SELECT a, b, shared, logs FROM changed WHERE shared >= {MIN_SHARED}"
        " UNION ALL SELECT a, b, shared, logs FROM recounted"
        " UNION ALL SELECT a, b, shared, logs FROM fresh"
        ") AS present"
        " WHERE a IN (SELECT article FROM relevant) OR b IN (SELECT article FROM relevant)",
    )
    store.materialise(
        "company",
        f"SELECT a AS no FROM pairs WHERE a < {store.first}"
        f" UNION SELECT b AS no FROM pairs WHERE b < {store.first}",
    )
    store.bring("company")


def _bring_texts(
    store: IndexStore, candidates: Candidates, settings: Settings, header: Header
) -> Candidates:
    """Leave in the store the articles that are to be aligned, with their texts.

    Returns the candidates with the numbers that these have then.
    """
    ends = np.unique(np.concatenate([candidates.a, candidates.b]))
    wanted = ends[ends < store.first].astype(np.int64)
    known = store.numbers("SELECT no FROM articles")
    store.put("resembling", {"no": np.setdiff1d(wanted, known)})
    store.bring("resembling")
    rows = store.archived_rows(wanted.tolist())
    if header.with_text:
        store.bring_texts({row[0]: unpack(row[4], row[1]) for row in rows})
    else:
        store.bring_texts(texts_in_files(rows, as_loaded(settings, header)))
    store.keep_only(ends)
    a, b = (np.searchsorted(ends, side).astype(np.int32) for side in (candidates.a, candidates.b))
    return replace(candidates, a=a, b=b)
