"""The reports of a scan: which ones were asked for, and writing them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from dedupe_articles.cli.output import stdout_page, write_file, write_stdout
from dedupe_articles.cli.several import Command, with_options
from dedupe_articles.errors import OutputError
from dedupe_articles.report import FORMATS, render
from dedupe_articles.report.summary import summary_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.cli.messages import Messages
    from dedupe_articles.model import ScanResult

# The formats that show skipped inputs and notices to their readers.
_FORMATS_WITH_SKIPPED: Final = ("text", "json", "markdown", "html")


class Report(NamedTuple):
    """A report to write: `path` is None for stdout."""

    format_name: str
    path: Path | None


def report_options(command: Command) -> Command:
    """Add `--format`, `-o` and `--report`; the last one comes as `reports`, a list of `Report`."""
    return with_options(command, _REPORT_OPTIONS)


def wanted_reports(
    format_name: str, output: Path | None, reports: Sequence[Report]
) -> list[Report]:
    """Return the reports to write, that of `format_name` first."""
    stdout_or_file = None if output in {None, Path("-")} else output
    return [Report(format_name, stdout_or_file), *reports]


def write_reports(
    wanted: Sequence[Report], result: ScanResult, color: str, messages: Messages
) -> None:
    """Write all reports that can be written, then raise for the first that could not.

    When quiet, a text report on stdout has the findings only.
    """
    page = replace(stdout_page(color), findings_only=messages.quiet)
    first_error: OutputError | None = None
    for report in wanted:
        try:
            if report.path is not None:
                write_file(report.path, render(result, report.format_name))
            else:
                write_stdout(render(result, report.format_name, page))
        except BrokenPipeError:
            continue  # whoever read stdout has seen enough
        except OutputError as error:
            first_error = first_error or error
    if first_error is not None:
        raise first_error


def tell_the_rest(wanted: Sequence[Report], result: ScanResult, messages: Messages) -> None:
    """Say on stderr what no report says: nothing that was skipped is dropped in silence."""
    if not any(report.format_name in _FORMATS_WITH_SKIPPED for report in wanted):
        messages.note_inputs(result.notices, result.skipped)
    if wanted[0] != Report("text", None):
        messages.note(summary_line(result.summary))


def _parse_reports(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> list[Report]:
    reports = []
    for value in values:
        format_name, _, path = value.partition("=")
        if format_name not in FORMATS or not path:
            expected = f"expected FORMAT=PATH with one of {', '.join(FORMATS)} as the format"
            raise click.BadParameter(f"{value!r}: {expected}")
        reports.append(Report(format_name, Path(path)))
    return reports


_REPORT_OPTIONS: Final = (
    click.option(
        "--format", type=click.Choice(FORMATS), help="Format of the report. [default: text]"
    ),
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Write the report to FILE instead of stdout.",
    ),
    click.option(
        "--report",
        "reports",
        multiple=True,
        callback=_parse_reports,
        metavar="FORMAT=PATH",
        help="Write a further report to a file. Repeatable.",
    ),
)
