"""`dedupe baseline`: look at a baseline, accept single findings, remove what is no more."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dedupe_articles.baseline import Entry, extended, pruned
from dedupe_articles.baseline.file import read_baseline, read_findings, render_baseline
from dedupe_articles.cli import exit_codes
from dedupe_articles.cli.gate import tell_change
from dedupe_articles.cli.options import console_options, load_settings
from dedupe_articles.cli.output import check_outputs, stdout_page, write_file, write_stdout
from dedupe_articles.cli.stdin import require_stdin
from dedupe_articles.errors import InputError
from dedupe_articles.model import STDIN, Acceptance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.baseline import Change
    from dedupe_articles.cli.messages import Messages

# Fewer characters of a fingerprint could mean several findings.
_LEAST_OF_FINGERPRINT = 6

_baseline_option = click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The baseline. [default: the one in the configuration]",
)


@click.group("baseline", short_help="List, accept and prune accepted findings.")
def baseline_command() -> None:
    """Look after the findings that are accepted.

    `dedupe scan --baseline FILE --update-baseline` accepts all present findings at once.
    """


@baseline_command.command("list", short_help="Print what is accepted, by whom and why.")
@_baseline_option
@console_options
@click.pass_obj
def list_command(
    messages: Messages, *, baseline: Path | None, config_file: Path | None, color: str
) -> int:
    """Print the accepted findings with their reasons and owners."""
    from dedupe_articles.report.baseline import (  # noqa: PLC0415 - rich is slow to import
        render_baseline_text,
    )

    entries = read_baseline(_path(baseline, config_file, messages))
    with suppress(BrokenPipeError):  # whoever read stdout has seen enough
        write_stdout(render_baseline_text(entries, stdout_page(color)))
    return exit_codes.NOTHING


@baseline_command.command("accept", short_help="Accept single findings of a report.")
@click.argument("report")
@click.argument("which", nargs=-1, required=True)
@click.option("--reason", metavar="TEXT", help="Why they are accepted.")
@click.option("--owner", metavar="NAME", help="Who answers for that.")
@_baseline_option
@console_options
@click.pass_obj
def accept_command(  # noqa: PLR0913 - one for each option
    messages: Messages,
    *,
    report: str,
    which: tuple[str, ...],
    reason: str | None,
    owner: str | None,
    baseline: Path | None,
    config_file: Path | None,
    color: str,  # noqa: ARG001 - every command takes it
) -> int:
    """Accept the findings of REPORT that WHICH names, beside those that are accepted.

    REPORT is what `dedupe scan --format json` wrote, or - for stdin. WHICH is a fingerprint, or
    its first characters, or the id of an article, which means all of its findings.
    """
    path = _path(baseline, config_file, messages, report)
    found = _findings(report)
    chosen = sorted({place for name in which for place in _places(name, found, report)})
    entries = read_baseline(path) if path.exists() else []
    _write(path, extended(entries, found, chosen, Acceptance(reason, owner)), messages)
    return exit_codes.NOTHING


@baseline_command.command("prune", short_help="Remove what a report has no finding for.")
@click.argument("report")
@_baseline_option
@console_options
@click.pass_obj
def prune_command(
    messages: Messages,
    *,
    report: str,
    baseline: Path | None,
    config_file: Path | None,
    color: str,  # noqa: ARG001 - every command takes it
) -> int:
    """Remove the accepted findings that REPORT no longer has.

    REPORT is what `dedupe scan --format json` wrote of all articles, or - for stdin.
    """
    path = _path(baseline, config_file, messages, report)
    _write(path, pruned(read_baseline(path), _findings(report)), messages)
    return exit_codes.NOTHING


def _path(
    baseline: Path | None, config_file: Path | None, messages: Messages, report: str | None = None
) -> Path:
    """Return the baseline; with a `report` it is to be changed, and must be no other input."""
    config = load_settings({"baseline": baseline}, config_file, messages)
    if config.baseline is None:
        raise click.UsageError("which baseline? add --baseline FILE, or a setting `baseline`")
    if report is not None:
        check_outputs([config.baseline], [report, config.file])
    return config.baseline


def _findings(report: str) -> list[Entry]:
    try:
        if report != STDIN:
            return read_findings(Path(report).read_text(encoding="utf-8"), report)
        stream = require_stdin("name the file of a report")
        return read_findings(stream.read().decode("utf-8"), "standard input")
    except OSError as error:
        raise InputError(f"cannot read {report}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{report} is not UTF-8: {error}") from error


def _places(name: str, found: Sequence[Entry], report: str) -> list[int]:
    is_prefix = len(name) >= _LEAST_OF_FINGERPRINT
    places = [
        place
        for place, entry in enumerate(found)
        if name in (entry.a, entry.b) or (is_prefix and entry.fingerprint.startswith(name))
    ]
    if not places:
        raise InputError(f"no finding of {report} has the fingerprint or the article {name!r}")
    return places


def _write(path: Path, change: Change, messages: Messages) -> None:
    write_file(path, render_baseline(change.entries))
    tell_change(path, change, messages)
