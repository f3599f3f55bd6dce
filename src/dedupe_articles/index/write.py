"""Building and changing an index."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import numpy as np

from dedupe_articles.candidates import MIN_SHARED
from dedupe_articles.collecting import collect
from dedupe_articles.engine.local import LocalEngine
from dedupe_articles.errors import IndexFileError, InputError
from dedupe_articles.index.changes import find_changes
from dedupe_articles.index.file import PATIENCE, attach_beside, new_file, transaction
from dedupe_articles.index.files import (
    FileState,
    is_under,
    known_files,
    known_roots,
    look_at,
    save_files,
)
from dedupe_articles.index.header import as_loaded, new_header, refuse_groups, require_settings
from dedupe_articles.index.rows import save_articles
from dedupe_articles.index.store import IndexStore
from dedupe_articles.index.sums import save_sums
from dedupe_articles.load import find, load, read
from dedupe_articles.pipeline import DEFAULTS, Silent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from dedupe_articles.model import Article, Progress, Settings, Skipped

# The tables that look-ups are made in are kept in the order of what is looked up.
_ORDER: Final = {"bands": "key", "postings": "hash", "lines": "hash", "articles": "no"}


@dataclass(frozen=True, slots=True)
class Change:
    """What was written: how many articles entered and left, how many there are, what was not."""

    added: int
    removed: int
    articles: int
    skipped: Sequence[Skipped] = ()
    notices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Order:
    """What a change is to do beside adding articles.

    `leaving` are names of articles, files and folders, `unknown_names` whether they may be of
    nothing; `files` and `roots` are noted, `gone` are files to forget.
    """

    leaving: Collection[str] = ()
    unknown_names: bool = False
    files: Sequence[FileState] = ()
    gone: Collection[str] = ()
    roots: Sequence[str] = ()


def build(  # noqa: PLR0913 - as scan, and how to write
    index: str | Path,
    paths: Sequence[str | Path],
    settings: Settings = DEFAULTS,
    *,
    with_text: bool = True,
    force: bool = False,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
) -> Change:
    """Make an index of the articles that paths lead to; it appears whole or not at all.

    Without texts it points at the files. `force` lets it take the place of one that is there.
    """
    files = look_at(paths, settings)
    roots = [str(path) for path in paths]
    found = load(paths, settings, stdin)
    return build_from(
        index, found, settings, with_text=with_text, force=force, progress=progress,
        order=_Order(files=files, roots=roots),
    )  # fmt: skip


def build_from(  # noqa: PLR0913 - as build
    index: str | Path,
    articles: Iterable[Article | Skipped],
    settings: Settings = DEFAULTS,
    *,
    with_text: bool = True,
    force: bool = False,
    progress: Progress | None = None,
    order: _Order = _Order(),
) -> Change:
    """Make an index of articles from anywhere, see `build`."""
    refuse_groups(settings)
    path = Path(index)
    if path.exists() and not force:
        raise IndexFileError(f"{path} exists; add to it or update it, or replace it with --force")
    if not path.parent.is_dir():
        raise IndexFileError(f"cannot write {path}: there is no folder {path.parent}")
    progress = progress or Silent()
    header = new_header(settings, with_text=with_text)
    with LocalEngine(settings.workers) as engine, IndexStore() as store:
        collected = collect(articles, settings, engine, store, progress)
        progress.stage("index", None)
        with new_file(store.database, path):
            find_changes(store, _no_articles())
            store.database.executemany("INSERT INTO archive.header VALUES (?, ?)", header.rows())
            change = _apply(store, order, with_text=with_text)
    return replace(change, skipped=collected.skipped, notices=collected.notices)


def add(  # noqa: PLR0913 - as scan, and the index
    index: str | Path,
    paths: Sequence[str | Path],
    settings: Settings = DEFAULTS,
    *,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
    patience: float = PATIENCE,
) -> Change:
    """Add the articles that paths lead to; raise `InputError` for one that is there already."""
    order = _Order(files=look_at(paths, settings), roots=[str(path) for path in paths])
    found = load(paths, settings, stdin)
    return _change(Path(index), found, settings, order, progress, patience)


def add_articles(
    index: str | Path, articles: Iterable[Article | Skipped], settings: Settings = DEFAULTS
) -> Change:
    """Add articles from anywhere."""
    return _change(Path(index), articles, settings, _Order(), None, PATIENCE)


def remove(index: str | Path, names: Collection[str], *, patience: float = PATIENCE) -> Change:
    """Take out the articles with these ids, and those in these files and folders.

    An update brings back none of them until their file changes. Raises `InputError` for a name that
    means no article.
    """
    return _change(Path(index), (), None, _Order(leaving=names), None, patience)


def update(
    index: str | Path,
    paths: Sequence[str | Path] = (),
    settings: Settings = DEFAULTS,
    *,
    progress: Progress | None = None,
    patience: float = PATIENCE,
) -> Change:
    """Bring an index up to date with the files it was made of, or with those among `paths`.

    A file whose size and time are the same is not read; one whose content is the same is not
    indexed again. The articles of files that are gone leave.
    """
    path = Path(index)
    with IndexStore() as store:
        settings = as_loaded(settings, store.attach(path, write=False, patience=patience))
        known, roots = known_files(store), known_roots(store)
    looked_in = [str(place) for place in paths] or roots
    there = [place for place in looked_in if paths or Path(place).exists()]
    present = {file.path: file for file in look_at(there, settings, known)}
    gone = [name for name in known if name not in present and is_under(name, looked_in)]
    changed = {
        name
        for name, file in present.items()
        if name not in known or known[name].digest != file.digest
    }
    order = _Order(
        leaving=[*gone, *(changed & known.keys())],
        unknown_names=True,
        files=[file for name, file in present.items() if known.get(name) != file],
        gone=gone,
        roots=[str(place) for place in paths],
    )
    found = (item for item in find(there, settings) if item.path in changed) if changed else ()
    return _change(path, read(list(found), settings), settings, order, progress, patience)


def compact(index: str | Path, *, patience: float = PATIENCE) -> None:
    """Write an index anew, in order and without the gaps that removed articles left."""
    path = Path(index)
    with IndexStore() as store:
        attach_beside(store.database, path, patience=patience)
        with new_file(store.database, path):
            tables = store.database.execute(
                "SELECT table_name FROM duckdb_tables() WHERE database_name = 'archive'"
            ).fetchall()
            for (table,) in sorted(tables):
                order = _ORDER.get(table, "ALL")
                store.database.execute(
                    f"INSERT INTO archive.{table} SELECT * FROM beside.{table} ORDER BY {order}"
                )
            store.database.execute("DETACH beside")


def _change(  # noqa: PLR0913, PLR0917 - of one caller each
    path: Path,
    articles: Iterable[Article | Skipped],
    settings: Settings | None,
    order: _Order,
    progress: Progress | None,
    patience: float,
) -> Change:
    """Let articles enter and leave in one transaction; they are sketched before it."""
    progress = progress or Silent()
    reading = settings or DEFAULTS
    refuse_groups(reading)
    with LocalEngine(reading.workers) as engine, IndexStore() as store:
        collected = collect(articles, reading, engine, store, progress)
        progress.stage("index", None)
        header = store.attach(path, write=True, patience=patience)
        if settings is not None:
            require_settings(path, header, settings)
        leaving = _named(store, order)
        store.put("leaving", {"article": leaving})
        require_new_ids(store, path)
        find_changes(store, leaving)
        with transaction(store.database, path):
            change = _apply(store, order, with_text=header.with_text)
    return replace(change, skipped=collected.skipped, notices=collected.notices)


def _named(store: IndexStore, order: _Order) -> NDArray[np.int64]:
    """Return the numbers of the articles whose id, file or folder is named."""
    if not order.leaving:
        return _no_articles()
    rows = store.database.execute("SELECT no, id, path FROM archive.articles").fetchall()
    names = set(order.leaving)
    known = {name for _, id_, path in rows for name in (id_, path)}
    folders = names - known
    found = [
        no for no, id_, path in rows if id_ in names or path in names or is_under(path, folders)
    ]
    if not order.unknown_names:
        for name in sorted(folders):
            if not any(is_under(path, [name]) for _, _, path in rows):
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


def _apply(store: IndexStore, order: _Order, *, with_text: bool) -> Change:
    """Write what `find_changes` has found."""
    run = store.database.execute
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
    save_files(store, order.files, order.gone, order.roots)
    save_sums(store)
    return Change(
        added=store.totals().articles,
        removed=store.value("SELECT count(*) FROM leaving"),
        articles=store.value("SELECT count(*) FROM archive.articles"),
    )


def _no_articles() -> NDArray[np.int64]:
    return np.zeros(0, dtype=np.int64)
