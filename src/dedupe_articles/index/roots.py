"""The paths that an index was given: an update looks into them again."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dedupe_articles.errors import InputError
from dedupe_articles.index.files import is_under, places_above, places_of
from dedupe_articles.load.discover import shown
from dedupe_articles.model import STDIN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dedupe_articles.index.store import IndexStore
    from dedupe_articles.load import Source
    from dedupe_articles.model import Skipped


@dataclass(frozen=True, slots=True)
class Root:
    """A path as it was written, and the absolute one that it was in the folder of that time."""

    path: str
    place: str

    @property
    def name(self) -> str:
        """What the names of the files below it begin with."""
        return STDIN if self.path == STDIN else shown(Path(self.path))


def roots_of(paths: Iterable[str | Path]) -> list[Root]:
    """Return paths as an index notes them, which are given in the present folder."""
    return [_root(str(path)) for path in paths]


def _root(path: str) -> Root:
    if path == STDIN:
        return Root(STDIN, STDIN)
    name = str(Path(path))
    return Root(f"./{STDIN}" if name == STDIN else name, os.path.abspath(path))  # noqa: PTH100 - `..` goes, links stay


def known_roots(store: IndexStore) -> list[Root]:
    """Return the paths that an index was given."""
    rows = store.database.execute("SELECT path, place FROM archive.roots ORDER BY ALL").fetchall()
    return [Root(os.fsdecode(path), os.fsdecode(place)) for path, place in rows]


def paths_to_look_into(index: Path, roots: Sequence[Root]) -> list[str]:
    """Return the paths of an index that are there.

    Raises `InputError` for one that was another when it was given, or that is nowhere: nothing
    tells then which of its files are gone. One that lies in another may well be gone.
    """
    roots = [root for root in roots if root.path != STDIN]
    for root in roots:
        here = _root(root.path).place
        if here != root.place:
            raise InputError(
                f"{index} was made of {root.place!r}, but {root.name!r} is {here!r} here; run the"
                " update in the folder where the index was made, or name the paths to look into"
            )
    there = [root.path for root in roots if os.path.exists(root.path)]  # noqa: PTH110 - raises for none
    places = places_of(there)
    for root in roots:
        if not is_under(root.name, places):
            raise InputError(
                f"{root.name!r}, of which {index} was made, is not there; bring it back, or take"
                f" its articles out: dedupe index remove {index} {root.name}"
            )
    return there


def refuse_emptied(
    index: Path,
    paths: Iterable[str | Path],
    found: Iterable[Source | Skipped],
    known: Collection[str],
) -> None:
    """Raise `InputError` for a folder of which the index has files, and in which there are none.

    A disk that is not mounted leaves such a folder. One that lies in another may well be empty.
    """
    left = {place for item in found for place in places_above(item.path)}
    names = {_root(str(path)).name for path in paths}
    for name in sorted(names - left):
        outer = {*places_above(name)} - {name}
        lost = 0 if outer & names else sum(is_under(file, {name}) for file in known)
        if lost:
            raise InputError(
                f"nothing to read is left in {name!r}, and {index} has {lost:,} of its files;"
                " bring them back, or take their articles out:"
                f" dedupe index remove {index} {name}"
            )


def save_roots(store: IndexStore, roots: Iterable[Root], *, moved: bool) -> None:
    """Note further paths; `moved` says that those which were there are now what is given."""
    rows = {(os.fsencode(root.path), os.fsencode(root.place)) for root in roots}
    if moved:
        _forget(store, {path for path, _ in rows})
    known = {(os.fsencode(root.path), os.fsencode(root.place)) for root in known_roots(store)}
    if rows - known:
        store.database.executemany("INSERT INTO archive.roots VALUES (?, ?)", sorted(rows - known))


def forget_roots(store: IndexStore, places: set[str]) -> None:
    """Forget the paths that are some places, or lie in folders that are."""
    _forget(
        store,
        {os.fsencode(root.path) for root in known_roots(store) if is_under(root.name, places)},
    )


def _forget(store: IndexStore, paths: Collection[bytes]) -> None:
    if paths:
        store.database.executemany(
            "DELETE FROM archive.roots WHERE path = ?", [(path,) for path in sorted(paths)]
        )
