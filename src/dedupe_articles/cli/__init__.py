"""The command line: the only part of the package that prints or exits."""

from __future__ import annotations

import os
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from dedupe_articles.cli import exit_codes
from dedupe_articles.cli.app import app
from dedupe_articles.cli.completion_command import COMPLETION_VARIABLE, PROGRAM
from dedupe_articles.cli.messages import Messages, discard
from dedupe_articles.cli.progress import Interrupted
from dedupe_articles.cli.signals import heard_as_ctrl_c
from dedupe_articles.errors import DedupeError
from dedupe_articles.interrupts import is_interrupt

if TYPE_CHECKING:
    from collections.abc import Sequence


@heard_as_ctrl_c()
def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code, one of `exit_codes`.

    No exception leaves it: each becomes a line on stderr. `arguments` default to those of the
    process.
    """
    messages = Messages()
    try:
        return _run(sys.argv[1:] if arguments is None else list(arguments), messages)
    except BrokenPipeError:
        # Only help and version come here; a command keeps the code of what it found.
        discard(sys.stdout)
        return exit_codes.NOTHING
    except click.ClickException as error:
        with suppress(OSError):
            error.show()
    except (DedupeError, Interrupted) as error:
        messages.error(str(error))
    except KeyboardInterrupt:
        messages.error("interrupted")
    except Exception as error:  # noqa: BLE001 - the last resort; nothing is hidden with -v
        if is_interrupt(error):
            messages.error("interrupted")
        elif isinstance(error, OSError) and _is_of_help(error):
            discard(sys.stdout)
            messages.error(f"cannot write to standard output: {error.strerror or error}")
        else:
            _tell_internal_error(error, messages)
    return exit_codes.ERROR


def _run(arguments: list[str], messages: Messages) -> int:
    """Do what click's own `main` does, without its exit codes, which collide with ours."""
    if COMPLETION_VARIABLE in os.environ:
        app.main(arguments, prog_name=PROGRAM)
    try:
        with app.make_context(PROGRAM, arguments, obj=messages) as context:
            return int(app.invoke(context))
    except click.exceptions.Exit as request:
        return request.exit_code


def _is_of_help(error: OSError) -> bool:
    """Whether it was raised where click writes, which is help and the version and nothing else."""
    *_, (frame, _line) = traceback.walk_tb(error.__traceback__)
    return str(frame.f_globals["__name__"]) == "click.utils"


def _tell_internal_error(error: Exception, messages: Messages) -> None:
    messages.error(f"internal error: {type(error).__name__}: {error}")
    if messages.verbose:
        for line in "".join(traceback.format_exception(error)).splitlines():
            messages.detail(line)
    else:
        messages.note("run the command again with -v to see the traceback, and report it please")
