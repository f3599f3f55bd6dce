"""The rules of `.gitignore` and `.dedupeignore`, read as git reads them.

The rules of a folder hold in it and below it; those of the inner folder count before those of
the outer one, the later line before the earlier, and `.dedupeignore` before `.gitignore` of the
same folder. The folders above a named one count too, up to the root of its git repository.
"""

from __future__ import annotations

import os
import re
import stat
import warnings
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

from dedupe_articles.model import Skipped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_IGNORE_FILES = (".gitignore", ".dedupeignore")

_Levels = tuple[tuple[str, GitIgnoreSpec], ...]
"""The rules in force in a folder, outermost first: a path prefix and the rules below it."""


class IgnoreRules:
    """Says of paths below the folders `roots` (real, absolute) whether they are ignored.

    A root that its own repository ignores was named all the same: the rules above it are lifted.
    `skipped` lists the ignore files that could not be read.
    """

    def __init__(self, roots: Sequence[Path], *, enabled: bool) -> None:
        self.skipped: list[Skipped] = []
        self._enabled = enabled
        self._tops = {_top(root, roots) for root in roots}
        self._levels: dict[Path, _Levels] = {}
        if enabled:
            for root in sorted(roots):  # the outer one before those inside it
                if root not in self._tops and self.ignores(root, is_folder=True):
                    self._levels[root] = self._own_level(root)

    def ignores(self, path: Path, *, is_folder: bool) -> bool:
        """Tell whether a file or folder is ignored; asked of folders before what is in them."""
        if not self._enabled:
            return False
        name = path.as_posix() + ("/" if is_folder else "")
        for prefix, spec in reversed(self._levels_in(path.parent)):
            ignored = _decision(spec, name.removeprefix(prefix))
            if ignored is not None:
                return ignored
        return False

    def _levels_in(self, folder: Path) -> _Levels:
        unknown = []
        while folder not in self._levels:
            unknown.append(folder)
            if folder in self._tops or folder == folder.parent:
                break
            folder = folder.parent
        levels = self._levels.get(folder, ())
        for inner in reversed(unknown):
            levels += self._own_level(inner)
            self._levels[inner] = levels
        return levels

    def _own_level(self, folder: Path) -> _Levels:
        lines = [line for name in _IGNORE_FILES for line in self._read_lines(folder / name)]
        if not lines:
            return ()
        return ((folder.as_posix().rstrip("/") + "/", _compile(lines)),)

    def _read_lines(self, file: Path) -> list[str]:
        try:
            if not stat.S_ISREG(file.lstat().st_mode):  # git follows no link here either
                return []
            text = file.read_bytes().decode("utf-8-sig", "surrogateescape")
        except FileNotFoundError:
            return []
        except OSError as error:
            reason = f"its ignore rules are not applied: {error.strerror}"
            self.skipped.append(Skipped(file.as_posix(), reason))
            return []
        return [line.removesuffix("\r") for line in text.split("\n")]


def _top(root: Path, roots: Sequence[Path]) -> Path:
    """Find the outermost folder whose rules hold in `root`."""
    upwards = (root, *root.parents)
    repository = next((folder for folder in upwards if os.path.lexists(folder / ".git")), None)
    if repository is not None:
        return repository
    return next(folder for folder in reversed(upwards) if folder in roots)


def _decision(spec: GitIgnoreSpec, name: str) -> bool | None:
    """Tell what the last pattern says that matches `name` itself; None if there is none.

    `spec.check_file` answers for files alone: it finds the folders ignored in `*`, `!*/`,
    `!*.txt`, and lets `!news` free a `news/drafts` that `drafts` ignores. The walk goes from
    folder to folder as git does, so each pattern is asked for the one name.
    """
    for pattern in reversed(list(spec.patterns)):
        if pattern.regex is not None and _matches_itself(pattern.regex, name):
            return pattern.include
    return None


def _matches_itself(regex: re.Pattern[str], name: str) -> bool:
    """Tell a match of `name` from one of a folder above it.

    The one group of such an expression is the `/` after what the pattern matched. There is
    none in that of `folder/**`, which is for what is in the folder and not for itself.
    """
    if not regex.groups:
        return regex.search(name.rstrip("/")) is not None
    matches = regex.finditer(name)
    return any(match.lastindex is None or match.end(1) == len(name) for match in matches)


def _compile(lines: Sequence[str]) -> GitIgnoreSpec:
    with warnings.catch_warnings(action="ignore"):  # on odd but legal character sets
        return GitIgnoreSpec.from_lines([line for line in lines if _is_pattern(line)])


def _is_pattern(line: str) -> bool:
    """Tell whether a line has a meaning; git passes over one that has none, such as a lone `!`."""
    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True
