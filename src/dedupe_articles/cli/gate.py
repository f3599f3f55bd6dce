"""The gate: which findings fail a run, and which are accepted by the baseline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from dedupe_articles.baseline import Entry, entry_of, updated, with_acceptances
from dedupe_articles.baseline.file import read_baseline, render_baseline
from dedupe_articles.cli import exit_codes
from dedupe_articles.cli.output import write_file
from dedupe_articles.cli.several import Command, with_options
from dedupe_articles.config import FAIL_ON, REPORTABLE
from dedupe_articles.report.summary import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.baseline import Change
    from dedupe_articles.cli.messages import Messages
    from dedupe_articles.config import Config
    from dedupe_articles.model import ScanResult

# How many entries of a baseline are named that came, and that went.
_NAMED: Final = 20


def gate_options(command: Command) -> Command:
    """Add `--fail-on`, `--exit-zero`, `--baseline` and `--update-baseline`."""
    return with_options(command, _GATE_OPTIONS)


@dataclass(frozen=True, slots=True)
class Gate:
    """What makes a run fail; `open_gate` makes one."""

    fail_on: str
    exit_zero: bool
    baseline: Path | None
    update: bool
    entries: Sequence[Entry]
    is_part: bool

    def judge(self, result: ScanResult, messages: Messages) -> ScanResult:
        """Return the result with what the baseline accepts, after updating that if asked to."""
        if self.baseline is None or not result.summary.articles:
            return result
        if not self.update:
            judged = with_acceptances(result, self.entries)
            idle = len(self.entries) - judged.summary.accepted
            if idle and not self.is_part:
                entries = plural(idle, "entry", "entries")
                messages.note(f"baseline {self.baseline}: nothing here belongs to {entries} of it")
            return judged
        change = updated(self.entries, [entry_of(finding) for finding in result.findings])
        write_file(self.baseline, render_baseline(change.entries))
        tell_change(self.baseline, change, messages)
        return with_acceptances(result, change.entries)

    def exit_code(self, result: ScanResult) -> int:
        """Return the exit code for what was found; accepted findings fail nothing."""
        fails = not self.exit_zero and _fails(result, self.fail_on)
        return exit_codes.FINDINGS if fails else exit_codes.NOTHING


def open_gate(config: Config, *, exit_zero: bool, update: bool, is_part: bool) -> Gate:
    """Read the baseline that the configuration names, before any work is done.

    `is_part` says that findings of accepted pairs may be missing because nobody looks for them.

    Raises `click.UsageError` if there is none to update, `InputError` if it cannot be read, and
    `OutputError` if it could not be written.
    """
    path = config.baseline
    if path is None:
        if update:
            raise click.UsageError("--update-baseline needs to know which; add --baseline FILE")
        return Gate(config.fail_on, exit_zero, None, update=False, entries=(), is_part=is_part)
    entries = [] if update and not path.exists() else read_baseline(path)
    return Gate(config.fail_on, exit_zero, path, update, entries, is_part)


def tell_change(path: Path, change: Change, messages: Messages) -> None:
    """Say what a change of a baseline has added and removed."""
    kept = len(change.entries) - len(change.added)
    counts = f"{len(change.added):,} added, {len(change.removed):,} removed, {kept:,} kept"
    messages.note(f"baseline {path}: {counts}")
    for verb, entries in (("added", change.added), ("removed", change.removed)):
        for entry in sorted(entries, key=lambda entry: entry.order)[:_NAMED]:
            messages.note(f"  {verb} {entry.relation}: {entry.a} and {entry.b}")
        if len(entries) > _NAMED:
            messages.note(f"  {verb} {len(entries) - _NAMED:,} more")


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
    click.option(
        "--baseline",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Let the findings that are accepted in FILE fail nothing.",
    ),
    click.option(
        "--update-baseline", is_flag=True, help="Accept the present findings, and only them."
    ),
)
