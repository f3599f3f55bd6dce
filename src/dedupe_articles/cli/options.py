"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from dedupe_articles.cli.messages import Messages
from dedupe_articles.cli.output import COLOR_CHOICES

_Command = TypeVar("_Command", bound=Callable[..., Any])


def console_options(command: _Command) -> _Command:
    """Add `--config`, `--color`, `-q` and `-v`; the last two act on the `Messages` themselves."""
    for option in reversed(_CONSOLE_OPTIONS):
        command = option(command)
    return command


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that were given, by name of the setting."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in options.items()
        if value not in (None, ())
    }


def _set_quiet(context: click.Context, _option: click.Parameter, is_set: bool) -> None:  # noqa: FBT001 - click's protocol
    context.ensure_object(Messages).quiet |= is_set


def _set_verbose(context: click.Context, _option: click.Parameter, is_set: bool) -> None:  # noqa: FBT001 - click's protocol
    context.ensure_object(Messages).verbose |= is_set


_CONSOLE_OPTIONS: Final = (
    click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Read settings from FILE instead of the nearest dedupe.toml or pyproject.toml.",
    ),
    click.option(
        "--color",
        type=click.Choice(COLOR_CHOICES),
        default="auto",
        show_default=True,
        help="When to use colour; auto heeds NO_COLOR and FORCE_COLOR.",
    ),
    click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        callback=_set_quiet,
        help="Say nothing on stderr but errors.",
    ),
    click.option(
        "-v",
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=_set_verbose,
        help="Say more on stderr: each stage, and the traceback of an internal error.",
    ),
)
