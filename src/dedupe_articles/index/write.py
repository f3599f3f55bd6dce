"""Building and changing an index."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from dedupe_articles.collecting import collect
from dedupe_articles.engine.local import LocalEngine
from dedupe_articles.errors import IndexFileError, InputError
from dedupe_articles.index.apply import (
    ONLY_ADD,
    Change,
    Order,
    change_index,
    no_articles,
    require_files,
    require_no_stdin,
    write_changes,
)
from dedupe_articles.index.changes import find_changes
from dedupe_articles.index.file import (
    PATIENCE,
    new_file,
    reading,
    require_replaceable,
    without_writer,
)
from dedupe_articles.index.files import compare, known_files, look_at, places_of
from dedupe_articles.index.header import as_loaded, new_header, refuse_groups
from dedupe_articles.index.roots import (
    known_roots,
    paths_to_look_into,
    refuse_emptied,
    roots_of,
)
from dedupe_articles.index.store import IndexStore
from dedupe_articles.load import find, listed, read, refuse_missing_stdin
from dedupe_articles.model import DEFAULTS, STDIN
from dedupe_articles.pipeline import Silent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from dedupe_articles.model import Article, Progress, Settings, Skipped

# The tables that look-ups are made in are kept in the order of what is looked up.
_ORDER: Final = {"bands": "key", "postings": "hash", "lines": "hash", "articles": "no"}


def build(  # noqa: PLR0913 - as scan, and how to write
    index: str | Path,
    paths: Sequence[str | Path],
    settings: Settings = DEFAULTS,
    *,
    with_text: bool = True,
    force: bool = False,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
    patience: float = PATIENCE,
) -> Change:
    """Make an index of the articles that paths lead to; it appears whole or not at all.

    Without texts it points at the files, and raises `InputError` for an article that is not from
    one, or from one whose name is no UTF-8. `force` lets it take the place of another index.
    """
    if not with_text:
        require_no_stdin(map(str, paths))  # before it is read
    articles, order = _articles_of(Path(index), paths, settings, stdin)
    return build_from(
        index,
        articles,
        settings,
        with_text=with_text,
        force=force,
        progress=progress,
        order=order,
        patience=patience,
    )


def build_from(  # noqa: PLR0913 - as build
    index: str | Path,
    articles: Iterable[Article | Skipped],
    settings: Settings = DEFAULTS,
    *,
    with_text: bool = True,
    force: bool = False,
    progress: Progress | None = None,
    order: Order = ONLY_ADD,
    patience: float = PATIENCE,
) -> Change:
    """Make an index of articles from anywhere, see `build`."""
    refuse_groups(settings)
    path = Path(index)
    require_replaceable(path, force=force)
    if not path.parent.is_dir():
        raise IndexFileError(f"cannot write {path}: there is no folder {path.parent}")
    progress = progress or Silent()
    header = new_header(settings, with_text=with_text)
    with LocalEngine(settings.workers) as engine, IndexStore(settings.memory_limit) as store:
        collected = collect(articles, settings, engine, store, progress)
        progress.stage("index", None)
        if not with_text:
            require_files(store)
        with without_writer(path, patience=patience), new_file(store.database, path):
            find_changes(store, no_articles())
            store.database.executemany("INSERT INTO archive.header VALUES (?, ?)", header.rows())
            change = write_changes(store, order, with_text=with_text)
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
    articles, order = _articles_of(Path(index), paths, settings, stdin)
    return change_index(Path(index), articles, settings, order, progress, patience)


def add_articles(
    index: str | Path, articles: Iterable[Article | Skipped], settings: Settings = DEFAULTS
) -> Change:
    """Add articles from anywhere."""
    return change_index(Path(index), articles, settings, ONLY_ADD, None, PATIENCE)


def remove(index: str | Path, names: Collection[str], *, patience: float = PATIENCE) -> Change:
    """Take out the articles with these ids, and those in these files and folders.

    An update brings back none of them until their file changes. A path that the index was given and
    that is one of these, or in a folder that is, is forgotten: no update looks into it again.

    Raises `InputError` for a name that means neither an article nor such a path.
    """
    return change_index(Path(index), (), None, Order(named=names), None, patience)


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
    indexed again. The articles of files that are gone leave. What cannot be read is among the
    skipped, and the articles in it or below it stay.

    Raises `InputError` if no paths are given and one of the index is not what it was then, and for
    a folder of which nothing is left, as of a disk that is not mounted.
    """
    path, paths = Path(index), listed(paths)
    if STDIN in map(str, paths):
        raise InputError(f"an update cannot read {STDIN!r}: it follows files; name those")
    with IndexStore(settings.memory_limit) as store:
        settings = as_loaded(settings, store.attach(path, write=False, patience=patience))
        with reading(path):
            known, roots = known_files(store), known_roots(store)
    looked_in = paths or paths_to_look_into(path, roots)
    found = find(looked_in, settings, [path])
    refuse_emptied(path, looked_in, found, known)
    differences = compare(found, known, places_of(looked_in))
    order = Order(
        leaving=frozenset([*differences.gone, *differences.changed]),
        files=differences.states,
        gone=differences.gone,
        roots=roots_of(paths),
        moved=True,
    )
    return change_index(
        path, read(differences.to_read, settings), settings, order, progress, patience
    )


def compact(index: str | Path, *, patience: float = PATIENCE) -> int:
    """Write an index anew, in order and without the gaps that removed articles left.

    Returns how many bytes it had before.
    """
    path = Path(index)
    with IndexStore() as store:
        store.attach_beside(path, patience=patience)
        before = path.stat().st_size
        with new_file(store.database, path):
            tables = store.database.execute(
                "SELECT table_name FROM duckdb_tables() WHERE database_name = 'archive'"
            ).fetchall()
            for (table,) in sorted(tables):
                order = _ORDER.get(table, "ALL")
                store.run(
                    f"INSERT INTO archive.{table} SELECT * FROM beside.{table} ORDER BY {order}"
                )
    return before


def _articles_of(
    index: Path, paths: Sequence[str | Path], settings: Settings, stdin: BinaryIO | None
) -> tuple[Iterator[Article | Skipped], Order]:
    """Return the articles that paths lead to, and the order to note where they are from."""
    paths = listed(paths)
    found = find(paths, settings, [index])
    refuse_missing_stdin(paths, stdin)
    order = Order(files=look_at(found), roots=roots_of(paths))
    return read(found, settings, stdin), order
