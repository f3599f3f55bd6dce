"""Which files have changed since a commit: what a pull request has to answer for.

Asks git, for the repositories that the scanned paths lie in. A file that was only renamed, or made
executable, has not changed.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dedupe_articles.errors import InputError
from dedupe_articles.model import STDIN

if TYPE_CHECKING:
    from collections.abc import Sequence

# Variables that point git elsewhere: set while a hook of some repository runs.
_MISLEADING: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE")
# Added, copied, modified, or of another type now; neither deleted nor renamed as it was.
_WITH_NEW_CONTENT: Final = "--diff-filter=ACMT"


@dataclass(frozen=True, slots=True)
class Changes:
    """The files that have changed, by their real paths."""

    files: frozenset[str]

    def touch(self, path: str) -> bool:
        """Whether the file that an article was read from has changed; stdin always has."""
        return path == STDIN or _shown(os.path.realpath(path)) in self.files


def changes_since(ref: str, paths: Sequence[str | Path]) -> Changes:
    """Find what has changed since the history of `ref` parted from the present one.

    Committed or not, and files that git does not track yet, unless it ignores them.

    Raises `InputError` if none of `paths` lies in a git repository, if one of their repositories
    does not know `ref` or has no history in common with it, or if there is no git.
    """
    named = [Path(path) for path in paths if str(path) != STDIN]
    folders = {path if path.is_dir() else path.parent for path in named}
    roots = sorted({root for folder in folders if (root := _root(folder)) is not None})
    if named and not roots:
        names = ", ".join(str(path) for path in named)
        raise InputError(f"--changed-since: {names} is in no git repository; name paths in one")
    files = [
        _shown(os.path.join(os.path.realpath(root), name))  # noqa: PTH118 - bytes of any kind
        for root in roots
        for name in _changed(root, ref)
    ]
    return Changes(frozenset(files))


def _root(folder: Path) -> str | None:
    """Return the folder of the git repository that a folder lies in."""
    try:
        return _git(str(folder), "rev-parse", "--show-toplevel").removesuffix("\n")
    except _GitError as error:
        if "not a git repository" in str(error):
            return None
        raise InputError(f"--changed-since: {error}") from error


def _changed(root: str, ref: str) -> list[str]:
    """Return the changed files of a repository, relative to its root."""
    try:
        found = _git(
            root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"
        )
    except _GitError as error:
        raise InputError(
            f"--changed-since: {root} knows no commit {ref!r}; check the spelling, or fetch it"
        ) from error
    commit = found.strip()
    try:
        base = _git(root, "merge-base", commit, "HEAD").strip()
    except _GitError as error:
        raise InputError(
            f"--changed-since: HEAD and {ref!r} have no commit in common in {root}; a clone without"
            " the full history needs `git fetch --unshallow`"
        ) from error
    try:
        options = ("--name-only", "-z", "--no-ext-diff", "--find-renames=100%", _WITH_NEW_CONTENT)
        tracked = _git(root, "diff", *options, base, "--")
        others = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    except _GitError as error:
        raise InputError(f"--changed-since: {error}") from error
    return [name for name in (tracked + others).split("\0") if name]


class _GitError(Exception):
    """What git had to say."""


def _git(folder: str, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the ref cannot be an option
            ["git", "-C", folder, *arguments],  # noqa: S607 - wherever git is
            env=environment | {"LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise InputError("--changed-since needs git; install it") from error
    if done.returncode:
        raise _GitError(os.fsdecode(done.stderr).strip() or f"git {arguments[0]} failed")
    return os.fsdecode(done.stdout)


def _shown(path: str) -> str:
    r"""Write a path as the reports do; bytes that are no UTF-8 are spelled out as `\xe9`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
