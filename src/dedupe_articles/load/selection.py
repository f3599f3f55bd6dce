"""Which of the files found in folders are read: the globs of `--include` and `--exclude`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

from dedupe_articles.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Selection:
    """Says of a path below the folder that the user named whether it is taken.

    The globs are written as in a `.gitignore`. Raises `ConfigError` for one that is none.
    """

    def __init__(self, include: Sequence[str], exclude: Sequence[str]) -> None:
        self._include = _compiled(include, "include")
        self._exclude = _compiled(exclude, "exclude")

    def takes(self, path: Path, *, is_folder: bool) -> bool:
        """Tell whether a file is read, or a folder looked into; `path` is below the named one."""
        name = path.as_posix()
        if is_folder:
            return not self._exclude.match_file(f"{name}/")
        is_included = not self._include.patterns or self._include.match_file(name)
        return is_included and not self._exclude.match_file(name)


def _compiled(globs: Sequence[str], option: str) -> GitIgnoreSpec:
    for glob in globs:
        try:
            GitIgnoreSpec.from_lines([glob])
        except (ValueError, re.error) as error:
            raise ConfigError(
                f"--{option} {glob!r} is no glob ({error}); write it as in a .gitignore, like *.txt"
            ) from error
    return GitIgnoreSpec.from_lines(globs)
