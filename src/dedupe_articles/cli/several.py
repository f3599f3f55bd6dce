"""Several options that are added to a command together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Command = TypeVar("Command", bound=Callable[..., Any])


def with_options(command: Command, options: Sequence[Callable[[Command], Command]]) -> Command:
    """Return a command with options, which its help shows in the order given."""
    for option in reversed(options):
        command = option(command)
    return command
