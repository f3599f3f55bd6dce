"""The paths that a command reads: its arguments, and a list of them in a file or on stdin."""

from __future__ import annotations

import os
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from dedupe_articles.cli import exit_codes
from dedupe_articles.cli.several import with_options
from dedupe_articles.cli.stdin import require_stdin
from dedupe_articles.errors import InputError
from dedupe_articles.model import STDIN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dedupe_articles.cli.messages import Messages


def path_arguments(command: Callable[..., int]) -> Callable[..., int]:
    """Add PATH..., `--files-from` and `-0`; the command gets all paths as `paths`.

    `files_from` comes to it too: a file that it reads.
    """

    @wraps(command)
    def with_paths(
        *arguments: Any,  # noqa: ANN401 - what click passes on
        paths: tuple[str, ...],
        files_from: str | None,
        null: bool,
        **options: Any,  # noqa: ANN401 - what click passes on
    ) -> int:
        found = _all_paths(paths, files_from, null=null)
        return command(*arguments, paths=found, files_from=files_from, **options)

    return with_options(with_paths, _PATH_ARGUMENTS)


def tell_no_article(paths: Sequence[str], messages: Messages) -> int:
    """Say that nothing was found to read; return the exit code for that."""
    places = ", ".join(paths) or "an empty list"
    messages.error(f"no article was collected from {places}; dedupe scan --help says what is read")
    return exit_codes.NO_ARTICLE


def _all_paths(paths: tuple[str, ...], files_from: str | None, *, null: bool) -> tuple[str, ...]:
    if files_from is None:
        if null:
            raise click.UsageError("-0 says how the list of --files-from is separated; add that")
        if not paths:
            raise click.UsageError("Missing argument 'PATH...'; or name a list with --files-from")
        return paths
    listed = _read_list(files_from).split(b"\0" if null else b"\n")
    names = listed if null else [name.removesuffix(b"\r") for name in listed]
    # Bytes that are no UTF-8 come back as they were when the file is opened.
    found = (*paths, *(os.fsdecode(name) for name in names if name))
    if files_from == STDIN and STDIN in found:
        raise click.UsageError("stdin cannot be both an article and the list of --files-from")
    return found


def _read_list(name: str) -> bytes:
    if name == STDIN:
        return require_stdin("name a file after --files-from").read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"cannot read the list of files {name}: {reason}") from error


_PATH_ARGUMENTS: Final = (
    click.argument("paths", nargs=-1, type=click.Path(), metavar="PATH..."),
    click.option(
        "--files-from",
        type=click.Path(),
        metavar="FILE",
        help="Read the paths that FILE lists too, one a line; - is stdin.",
    ),
    click.option("-0", "--null", is_flag=True, help="That list is separated by NUL characters."),
)
