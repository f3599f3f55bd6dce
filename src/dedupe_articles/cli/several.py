"""Several options that are added to a command together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def with_options(command: Command, options: Sequence[Callable[[Command], Command]]) -> Command:
    """Return a command with options, which its help shows in the order given."""
    for option in reversed(options):
        command = option(command)
    return command


def without_help(command: click.Command, names: Collection[str]) -> None:
    """Leave some parameters out of the help of a command, which says why it refuses them."""
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name in names:
            parameter.hidden = True
