"""The files that an index was made of: what changed since is read again, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dedupe_articles.load import Source
from dedupe_articles.load.discover import shown
from dedupe_articles.model import STDIN, Skipped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from dedupe_articles.index.store import IndexStore


@dataclass(frozen=True, slots=True)
class FileState:
    """A file by its name, its size, when it was modified (in ns) and what tells its content."""

    path: str
    size: int
    modified: int
    digest: str


@dataclass(frozen=True, slots=True)
class Differences:
    """What has become of the files of an index.

    `to_read` are files that are new or changed, and whatever cannot be read, which says why;
    `changed` and `gone` are known ones; `states` are to be noted.
    """

    to_read: Sequence[Source | Skipped]
    changed: Sequence[str]
    gone: Sequence[str]
    states: Sequence[FileState]


_NONE: Final[Mapping[str, FileState]] = {}


def look_at(
    found: Iterable[Source | Skipped], known: Mapping[str, FileState] = _NONE
) -> list[FileState]:
    """Return the state of every file that was found; one that looks as it is known is not read.

    A file that cannot be read is left out: what loads it says why.
    """
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


def compare(
    found: Sequence[Source | Skipped], known: Mapping[str, FileState], places: set[str]
) -> Differences:
    """Hold what was found in some places against the files of an index.

    What is skipped, or cannot be read now, says nothing of the files in it or below it: these are
    not gone.
    """
    present = {file.path: file for file in look_at(found, known)}
    unread = {item.path for item in found if item.path not in present}
    changed = {
        name
        for name, file in present.items()
        if name not in known or known[name].digest != file.digest
    }
    return Differences(
        to_read=[
            item
            for item in found
            if isinstance(item, Skipped) or item.path in changed or item.path in unread
        ],
        changed=[name for name in known if name in changed],
        gone=[
            name
            for name in known
            if name not in present and is_under(name, places) and not is_under(name, unread)
        ],
        states=[file for name, file in present.items() if known.get(name) != file],
    )


def known_files(store: IndexStore) -> dict[str, FileState]:
    """Return the files of an index as they were read, by name."""
    query = "SELECT path, size, modified, digest FROM archive.files"
    return {row[0]: FileState(*row) for row in store.database.execute(query).fetchall()}


def save_files(store: IndexStore, states: Iterable[FileState], gone: Collection[str]) -> None:
    """Note how files were read, and which ones are gone."""
    rows = [(file.path, file.size, file.modified, file.digest) for file in states]
    forgotten = [(path,) for path in {*gone, *(row[0] for row in rows)}]
    if forgotten:
        store.database.executemany("DELETE FROM archive.files WHERE path = ?", forgotten)
    if rows:
        store.database.executemany("INSERT INTO archive.files VALUES (?, ?, ?, ?)", rows)


def places_of(names: Iterable[str | Path]) -> set[str]:
    """Return paths as they are written, and as the files of an index are; see `is_under`.

    An empty one is no place.
    """
    written = {str(name) for name in names} - {""}
    return written | {shown(Path(name)) for name in written - {STDIN}}


def is_under(path: str, places: set[str]) -> bool:
    """Whether a file is one of some places, or in a folder that is one of them."""
    return any(place in places for place in places_above(path))


def places_above(path: str) -> Iterator[str]:
    """Yield a path and the folders that it is in, from the inside out."""
    top = "/" if path.startswith("/") else "."
    yield path
    while path:
        path, _, name = path.rpartition("/")
        if name == "..":  # leads out of that folder
            return
        yield path or top
