"""What every change of an index comes to: articles enter and leave in one transaction."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.candidates import MIN_SHARED
from dedupe_articles.collecting import collect
from dedupe_articles.engine.local import LocalEngine
from dedupe_articles.errors import InputError
from dedupe_articles.index.changes import find_changes
from dedupe_articles.index.file import reading, transaction
from dedupe_articles.index.files import FileState, is_under, places_above, places_of, save_files
from dedupe_articles.index.header import refuse_groups, require_settings
from dedupe_articles.index.roots import Root, forget_roots, known_roots, save_roots
from dedupe_articles.index.rows import save_articles
from dedupe_articles.index.store import IndexStore
from dedupe_articles.index.sums import save_sums
from dedupe_articles.model import DEFAULTS, STDIN
from dedupe_articles.pipeline import Silent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from dedupe_articles.model import Article, Progress, Settings, Skipped


@dataclass(frozen=True, slots=True)
class Change:
    """What was written: how many articles entered and left, how many there are, what was not."""

    added: int
    removed: int
    articles: int
    skipped: Sequence[Skipped] = ()
    notices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What a change is to do beside adding articles.

    `leaving` are files whose articles leave, if they have any; `named` are ids, files and folders,
    each of which has to mean an article or a root. `files` and `roots` are noted, `gone` are files
    to forget; `moved` says that roots of the same paths are where these are.
    """

    leaving: frozenset[str] = frozenset()
    named: Collection[str] = ()
    files: Sequence[FileState] = ()
    gone: Collection[str] = ()
    roots: Sequence[Root] = ()
    moved: bool = False


ONLY_ADD: Final = Order()


def change_index(  # noqa: PLR0913, PLR0917 - of one caller each
    path: Path,
    articles: Iterable[Article | Skipped],
    settings: Settings | None,
    order: Order,
    progress: Progress | None,
    patience: float,
) -> Change:
    """Let articles enter and leave in one transaction; they are sketched before it."""
    progress = progress or Silent()
    given = settings or DEFAULTS
    refuse_groups(given)
    with LocalEngine(given.workers) as engine, IndexStore(given.memory_limit) as store:
        collected = collect(articles, given, engine, store, progress)
        progress.stage("index", None)
        header = store.attach(path, write=True, patience=patience)
        if settings is not None:
            require_settings(path, header, settings)
        if not header.with_text:
            require_files(store)
        with reading(path):
            leaving = _leaving(store, order)
            store.put("leaving", {"article": leaving})
            require_new_ids(store, path)
            find_changes(store, leaving)
        with transaction(store.database, path):
            change = write_changes(store, order, with_text=header.with_text)
    return replace(change, skipped=collected.skipped, notices=collected.notices)


def _leaving(store: IndexStore, order: Order) -> NDArray[np.int64]:
    """Return the numbers of the articles that are to leave."""
    if not (order.leaving or order.named):
        return no_articles()
    rows = store.database.execute("SELECT no, id, path FROM archive.articles").fetchall()
    names = set(order.named)
    places = places_of(names)
    found = [
        no
        for no, id_, path in rows
        if path in order.leaving or id_ in names or is_under(path, places)
    ]
    if order.named:
        ids = {id_ for _, id_, _ in rows}
        files = {path for _, _, path in rows} | {root.name for root in known_roots(store)}
        meant = {place for path in files for place in places_above(path)}
        for name in sorted(order.named):
            if name not in ids and meant.isdisjoint(places_of([name])):
                raise InputError(f"the index has no article {name!r}, and none in such a file")
    return np.array(sorted(found), dtype=np.int64)


def require_new_ids(store: IndexStore, path: Path) -> None:
    """Raise `InputError` where an article enters that the index has and that does not leave."""
    taken = store.database.execute(
        "SELECT id FROM articles SEMI JOIN"
        " (SELECT id FROM archive.articles WHERE no NOT IN (SELECT article FROM leaving))"
        " USING (id) ORDER BY id LIMIT 1"
    ).fetchall()
    if taken:
        raise InputError(
            f"{path} has an article {taken[0][0]!r} already; dedupe index update brings changed"
            " files up to date, dedupe index remove takes articles out"
        )


def require_files(store: IndexStore) -> None:
    """Raise `InputError` where an article enters that its path does not lead back to."""
    rows = store.database.execute("SELECT DISTINCT path FROM articles ORDER BY path").fetchall()
    require_no_stdin(path for (path,) in rows)
    for (path,) in rows:
        if not os.path.exists(path):  # noqa: PTH110 - pathlib raises for some names
            raise _no_file(f"there is none named {path!r}")


def require_no_stdin(paths: Iterable[str]) -> None:
    """Raise `InputError` if standard input is among what an index without texts is made of."""
    if STDIN in paths:
        raise _no_file("standard input is none")


def _no_file(what: str) -> InputError:
    return InputError(
        f"an index without texts reads them again from their files, and {what}; build it with"
        " texts: leave out --no-text"
    )


def write_changes(store: IndexStore, order: Order, *, with_text: bool) -> Change:
    """Write what `find_changes` has found."""
    run = store.run
    leaving = "(SELECT article FROM leaving)"
    run(f"DELETE FROM archive.articles WHERE no IN {leaving}")
    for table in ("signatures", "bands", "postings", "lines"):
        run(f"DELETE FROM archive.{table} WHERE article IN {leaving}")
    save_articles(store, with_text=with_text)
    run("DELETE FROM archive.close_pairs WHERE (a, b) IN (SELECT (a, b) FROM close_lost)")
    run("INSERT INTO archive.close_pairs SELECT a, b FROM close_found")
    run(
        "DELETE FROM archive.collapsed"
        " WHERE (article, is_copy) NOT IN (SELECT (article, is_copy) FROM collapsed_now)"
    )
    run(
        "INSERT INTO archive.collapsed SELECT article, is_copy FROM collapsed_now"
        " WHERE article NOT IN (SELECT article FROM archive.collapsed)"
    )
    run(
        "DELETE FROM archive.pairs WHERE (a, b) IN (SELECT (a, b) FROM changed)"
        " OR a IN (SELECT article FROM gone) OR b IN (SELECT article FROM gone)"
    )
    run(
        "INSERT INTO archive.pairs"
        f" SELECT a, b, shared, logs FROM changed WHERE shared >= {MIN_SHARED}"
        " UNION ALL SELECT a, b, shared, logs FROM recounted"
        " UNION ALL SELECT a, b, shared, logs FROM fresh"
    )
    save_files(store, order.files, order.gone)
    forget_roots(store, places_of(order.named))
    save_roots(store, order.roots, moved=order.moved)
    save_sums(store)
    return Change(
        added=store.totals().articles,
        removed=store.value("SELECT count(*) FROM leaving"),
        articles=store.value("SELECT count(*) FROM archive.articles"),
    )


def no_articles() -> NDArray[np.int64]:
    """Return the numbers of no articles."""
    return np.zeros(0, dtype=np.int64)
