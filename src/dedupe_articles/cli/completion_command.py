"""`dedupe completion`."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

import click
from click.shell_completion import get_completion_class

from dedupe_articles.cli import exit_codes
from dedupe_articles.cli.output import write_stdout

PROGRAM: Final = "dedupe"
"""The name that completion is for."""

COMPLETION_VARIABLE: Final = "_DEDUPE_COMPLETE"
"""The environment variable in which a completion script asks for candidates."""

_SHELLS: Final = ("bash", "zsh", "fish")


@click.command("completion", short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(_SHELLS), metavar="SHELL")
@click.pass_context
def completion_command(context: click.Context, shell: str) -> int:
    """Print a script that lets SHELL (bash, zsh or fish) complete commands, options and files.

    bash:  eval "$(dedupe completion bash)" in ~/.bashrc

    zsh:   eval "$(dedupe completion zsh)" in ~/.zshrc

    fish:  dedupe completion fish > ~/.config/fish/completions/dedupe.fish
    """
    found = get_completion_class(shell)
    if found is None:  # click knows all of them
        raise click.UsageError(f"no completion for {shell}")
    complete = found(context.find_root().command, {}, PROGRAM, COMPLETION_VARIABLE)
    script = complete.source_template % complete.source_vars()
    with suppress(BrokenPipeError):  # whoever read stdout has seen enough
        write_stdout(script)
    return exit_codes.NOTHING
