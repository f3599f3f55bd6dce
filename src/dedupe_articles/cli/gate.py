"""The gate: which findings fail a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from dedupe_articles.cli import exit_codes
from dedupe_articles.config import FAIL_ON, REPORTABLE

if TYPE_CHECKING:
    from dedupe_articles.model import ScanResult

_Command = TypeVar("_Command", bound=Callable[..., Any])


def gate_options(command: _Command) -> _Command:
    """Add `--fail-on` and `--exit-zero`."""
    for option in reversed(_GATE_OPTIONS):
        command = option(command)
    return command


def exit_code_of(result: ScanResult, fail_on: str, *, exit_zero: bool) -> int:
    """Return the exit code for what was found; accepted findings fail nothing."""
    return exit_codes.FINDINGS if not exit_zero and _fails(result, fail_on) else exit_codes.NOTHING


def _fails(result: ScanResult, fail_on: str) -> bool:
    standing = [finding.relation for finding in result.findings if finding.accepted is None]
    if fail_on == "never":
        return False
    if fail_on == "any":
        return bool(standing)
    return not set(standing).isdisjoint(REPORTABLE[: REPORTABLE.index(fail_on) + 1])


_GATE_OPTIONS: Final = (
    click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        help="Weakest relation that makes the exit code 1. [default: any]",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings."),
)
