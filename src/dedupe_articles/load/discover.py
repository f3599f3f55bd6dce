"""Which files a scan reads, and under which names.

Folders are walked; what is hidden or ignored is passed over; what was named is always read. A
file that several ways lead to is read once. Symbolic links are followed to places inside the
named folders and nowhere else, so that a link cannot pull the rest of the disk into a report.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dedupe_articles.errors import InputError
from dedupe_articles.load.ignore import IgnoreRules
from dedupe_articles.model import STDIN, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dedupe_articles.load.selection import Selection

_SPECIAL_FILES = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read.

    `path` is its name as the user would write it, `file` where it really is (None for standard
    input); `named` tells that the user gave this very path and not only a folder above it.
    """

    path: str
    file: Path | None
    named: bool = False


def discover(
    paths: Iterable[str | Path], *, ignore: bool, selection: Selection | None = None
) -> Sequence[Source | Skipped]:
    """Find what to read under `paths`, sorted by path; `ignore` honours the ignore files.

    `selection` limits what is taken of folders. Raises `InputError` for paths that do not exist.
    """
    arguments = {str(path) for path in paths}
    if "" in arguments:
        raise InputError("a path is empty; write '.' for the present folder")
    named = sorted({Path(argument) for argument in arguments - {STDIN}})
    found: list[Source | Skipped] = list(_find(named, ignore, selection))
    if STDIN in arguments:
        found.append(Source(STDIN, None, named=True))
    return _without_ambiguous(sorted(found, key=lambda item: item.path))


def _find(
    named: Sequence[Path],
    ignore: bool,  # noqa: FBT001 - private
    selection: Selection | None,
) -> Iterable[Source | Skipped]:
    real, skipped = _resolve(named)
    folders = {path: target for path, target in real.items() if target.is_dir()}
    walk = _Walk(folders, IgnoreRules(list(folders.values()), enabled=ignore), selection)
    for path, target in folders.items():
        walk.folder(path, target)
    walk.follow_links()
    for path, target in real.items():
        if path not in folders:
            known = walk.sources.get(target, Source(shown(path), target))
            walk.sources[target] = replace(known, named=True)
    return [*walk.sources.values(), *walk.skipped, *walk.rules.skipped, *skipped]


def _resolve(named: Sequence[Path]) -> tuple[Mapping[Path, Path], Sequence[Skipped]]:
    """Find the real places of named paths; say why of those that are there and of no use."""
    real, skipped, missing = {}, [], []
    for path in named:
        try:
            mode = path.stat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                skipped.append(_special(path, mode))  # that of `<(…)` has no real path
                continue
            real[path] = Path(os.path.realpath(path, strict=True))
        except (FileNotFoundError, NotADirectoryError, ValueError):
            missing.append(path)
        except OSError as error:
            skipped.append(_skipped(path, error))
    if missing:
        names = ", ".join(repr(str(path)) for path in missing)
        raise InputError(f"no such file or folder: {names}; check the spelling")
    return real, skipped


class _Walk:
    """The files below some folders: `sources` by their real place, and what was skipped."""

    def __init__(
        self, roots: Mapping[Path, Path], rules: IgnoreRules, selection: Selection | None
    ) -> None:
        self.rules = rules
        self.sources: dict[Path, Source] = {}
        self.skipped: list[Skipped] = []
        self._roots = roots
        self._selection = selection
        self._visited: set[Path] = set()
        self._links: list[tuple[Path, Path]] = []

    def folder(self, path: Path, real: Path) -> None:
        """Collect the files below a folder; its symbolic links wait for `follow_links`."""
        pending = [(path, real)]
        while pending:
            path, real = pending.pop()
            if real in self._visited:
                continue
            self._visited.add(real)
            try:
                with os.scandir(real) as entries:
                    visible = [entry for entry in entries if not entry.name.startswith(".")]
            except OSError as error:
                self.skipped.append(_skipped(path, error))
                continue
            for entry in visible:
                try:
                    self._entry(entry, path / entry.name, real / entry.name, pending)
                except OSError as error:
                    self.skipped.append(_skipped(path / entry.name, error))

    def _entry(
        self,
        entry: os.DirEntry[str],
        path: Path,
        real: Path,
        folders: list[tuple[Path, Path]],
    ) -> None:
        is_folder = entry.is_dir(follow_symlinks=False)
        if self.rules.ignores(real, is_folder=is_folder):
            return
        if not self._takes(path, is_folder=is_folder):
            return
        if is_folder:
            folders.append((path, real))
        elif entry.is_symlink():
            self._links.append((path, real))
        elif entry.is_file(follow_symlinks=False):
            self.sources.setdefault(real, Source(shown(path), real))
        else:
            self.skipped.append(_special(path, entry.stat(follow_symlinks=False).st_mode))

    def _takes(self, path: Path, *, is_folder: bool) -> bool:
        if self._selection is None:
            return True
        root = next(root for root in self._roots if path.is_relative_to(root))
        return self._selection.takes(path.relative_to(root), is_folder=is_folder)

    def follow_links(self) -> None:
        """Follow the links that were met, and those met on the way.

        It comes after the folders, so that a file is known by its own name where it has one.
        """
        while self._links:
            links, self._links = sorted(self._links), []
            for path, link in links:
                try:
                    self._follow(path, link, Path(os.path.realpath(link, strict=True)))
                except OSError as error:
                    kind = "loop" if error.errno == errno.ELOOP else "that leads nowhere"
                    reason = f"symbolic link {kind}: {error.strerror}"
                    self.skipped.append(Skipped(shown(path), reason))

    def _follow(self, path: Path, link: Path, target: Path) -> None:
        is_folder = target.is_dir()
        if target in link.parents:
            reason = "symbolic link loop: leads back to a folder above it"
            self.skipped.append(Skipped(shown(path), reason))
        elif not any(target.is_relative_to(root) for root in self._roots.values()):
            reason = "symbolic link to a place outside the scanned folders; name that to read it"
            self.skipped.append(Skipped(shown(path), reason))
        elif self.rules.ignores(target, is_folder=is_folder):
            return
        elif is_folder:
            self.folder(path, target)
        elif target.is_file():
            self.sources.setdefault(target, Source(shown(path), target))
        else:
            self.skipped.append(_special(path, target.stat().st_mode))


def _without_ambiguous(found: Sequence[Source | Skipped]) -> Sequence[Source | Skipped]:
    """Skip a file whose path reads as another's, or as that of a record of another.

    `a.jsonl#7` is record 7 of `a.jsonl`, so a file of that name would take its id.
    """
    paths: set[str] = set()
    unambiguous: list[Source | Skipped] = []
    for item in found:  # sorted, so `a.jsonl` comes before `a.jsonl#7`
        starts = (item.path[:end] for end, char in enumerate(item.path) if char == "#")
        if isinstance(item, Skipped):
            unambiguous.append(item)
        elif item.path in paths or ("#" in item.path and not paths.isdisjoint(starts)):
            unambiguous.append(
                Skipped(item.path, "its path reads as that of another article; rename it")
            )
        else:
            paths.add(item.path)
            unambiguous.append(item)
    return unambiguous


def shown(path: Path) -> str:
    r"""Write a path as the user would; bytes that are no UTF-8 are spelled out as `\xe9`."""
    name = os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
    return f"./{STDIN}" if name == STDIN else name


def _special(path: Path, mode: int) -> Skipped:
    kind = next((kind for is_kind, kind in _SPECIAL_FILES if is_kind(mode)), "of another kind")
    return Skipped(shown(path), f"not a regular file: {kind}")


def _skipped(path: Path, error: OSError) -> Skipped:
    return Skipped(shown(path), error.strerror or str(error))
