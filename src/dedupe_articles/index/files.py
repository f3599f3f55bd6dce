"""The files that an index was made of: what changed since is read again, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from dedupe_articles.load import Source, find

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from dedupe_articles.index.store import IndexStore
    from dedupe_articles.model import Settings


@dataclass(frozen=True, slots=True)
class FileState:
    """A file by its name, its size, when it was modified (in ns) and what tells its content."""

    path: str
    size: int
    modified: int
    digest: str


_NONE: Final[Mapping[str, FileState]] = {}


def look_at(
    paths: Sequence[str | Path], settings: Settings, known: Mapping[str, FileState] = _NONE
) -> list[FileState]:
    """Return the state of every file among paths; one that looks as it is known is not read.

    Raises `InputError` for a path that does not exist. A file that cannot be read is left out: what
    loads it says why.
    """
    found = find(paths, settings)
    states = (_state(item, known) for item in found if isinstance(item, Source))
    return [state for state in states if state is not None]


def _state(source: Source, known: Mapping[str, FileState]) -> FileState | None:
    if source.file is None:
        return None
    try:
        status = source.file.stat()
        before = known.get(source.path)
        if before and (before.size, before.modified) == (status.st_size, status.st_mtime_ns):
            return before
        with source.file.open("rb") as stream:
            digest = file_digest(stream, "blake2b").hexdigest()[:32]
    except OSError:
        return None
    return FileState(source.path, status.st_size, status.st_mtime_ns, digest)


def known_files(store: IndexStore) -> dict[str, FileState]:
    """Return the files of an index as they were read, by name."""
    query = "SELECT path, size, modified, digest FROM archive.files"
    return {row[0]: FileState(*row) for row in store.database.execute(query).fetchall()}


def known_roots(store: IndexStore) -> list[str]:
    """Return the paths that an index was given."""
    return [row[0] for row in store.database.execute("SELECT path FROM archive.roots").fetchall()]


def save_files(
    store: IndexStore, states: Iterable[FileState], gone: Collection[str], roots: Iterable[str]
) -> None:
    """Note how files were read, which ones are gone, and further paths that were given."""
    rows = [(file.path, file.size, file.modified, file.digest) for file in states]
    forgotten = [(path,) for path in {*gone, *(row[0] for row in rows)}]
    if forgotten:
        store.database.executemany("DELETE FROM archive.files WHERE path = ?", forgotten)
    if rows:
        store.database.executemany("INSERT INTO archive.files VALUES (?, ?, ?, ?)", rows)
    new_roots = sorted(set(roots) - set(known_roots(store)))
    if new_roots:
        store.database.executemany(
            "INSERT INTO archive.roots VALUES (?)", [(root,) for root in new_roots]
        )


def is_under(path: str, places: Iterable[str]) -> bool:
    """Whether a path is one of some places, or in a folder that is one of them."""
    inner = PurePosixPath(path)
    return any(place == path or inner.is_relative_to(PurePosixPath(place)) for place in places)
