"""`dedupe scan`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from dedupe_articles.cli import exit_codes
from dedupe_articles.cli.options import console_options, load_settings, settings_options
from dedupe_articles.cli.output import check_writable, stdout_page, write_file, write_stdout
from dedupe_articles.cli.progress import tracked
from dedupe_articles.config import FAIL_ON, REPORTABLE
from dedupe_articles.errors import OutputError
from dedupe_articles.report import FORMATS, Page, render
from dedupe_articles.report.summary import summary_line

if TYPE_CHECKING:
    from dedupe_articles.cli.messages import Messages
    from dedupe_articles.model import ScanResult

# The formats that list skipped inputs and notices themselves.
_FORMATS_WITH_SKIPPED: Final = ("text", "json")


class _Report(NamedTuple):
    """A report to write: `path` is None for stdout."""

    format_name: str
    path: Path | None


def _parse_reports(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> list[_Report]:
    reports = []
    for value in values:
        format_name, _, path = value.partition("=")
        if format_name not in FORMATS or not path:
            expected = f"expected FORMAT=PATH with one of {', '.join(FORMATS)} as the format"
            raise click.BadParameter(f"{value!r}: {expected}")
        reports.append(_Report(format_name, Path(path)))
    return reports


@click.command("scan", short_help="Find copied and derived articles in files and folders.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", type=click.Choice(FORMATS), help="Format of the report. [default: text]")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the report to FILE instead of stdout.",
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    callback=_parse_reports,
    metavar="FORMAT=PATH",
    help="Write a further report to a file. Repeatable.",
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help="Weakest relation that makes the exit code 1. [default: any]",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@settings_options
@console_options
@click.pass_obj
def scan_command(  # noqa: PLR0913 - one for each option
    messages: Messages,
    /,
    *,
    paths: tuple[str, ...],
    output: Path | None,
    reports: list[_Report],
    exit_zero: bool,
    config_file: Path | None,
    color: str,
    **settings: Any,  # noqa: ANN401 - click's values, checked by the configuration
) -> int:
    """Find copied and derived articles among PATHS: files, folders, or - for stdin.

    Reads .txt, .md and .jsonl files; prints what was found, and what was skipped and why.
    """
    config = load_settings(settings, config_file, messages)
    stdout_or_file = None if output in {None, Path("-")} else output
    wanted = [_Report(config.format, stdout_or_file), *reports]
    _check_targets([report.path for report in wanted if report.path is not None])

    from dedupe_articles.pipeline import scan  # noqa: PLC0415 - slow to import

    with tracked(messages) as progress:
        stdin = None if sys.stdin is None else sys.stdin.buffer
        result = scan(paths, config.settings, progress=progress, stdin=stdin)
    _write_reports(wanted, result, stdout_page(color))
    _tell_the_rest(wanted, result, messages)
    if not result.summary.articles:
        places = ", ".join(paths)
        messages.error(f"no article was collected from {places}; name .txt, .md or .jsonl files")
        return exit_codes.NO_ARTICLE
    return exit_codes.FINDINGS if _fails(result, config.fail_on) and not exit_zero else 0


def _check_targets(paths: list[Path]) -> None:
    """Find out before the scan whether its reports can be written after it."""
    for number, path in enumerate(paths):
        if path in paths[:number]:
            raise click.UsageError(f"two reports would go to {path}; give each its own file")
        check_writable(path)


def _write_reports(wanted: list[_Report], result: ScanResult, page: Page) -> None:
    """Write all reports that can be written, then raise for the first that could not."""
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


def _tell_the_rest(wanted: list[_Report], result: ScanResult, messages: Messages) -> None:
    """Say on stderr what no report says: nothing that was skipped is dropped in silence."""
    if not any(report.format_name in _FORMATS_WITH_SKIPPED for report in wanted):
        for notice in result.notices:
            messages.note(notice)
        for item in result.skipped:
            place = item.path if item.line is None else f"{item.path}, line {item.line}"
            messages.note(f"skipped {place}: {item.reason}")
    if wanted[0] != _Report("text", None):
        messages.note(summary_line(result.summary))


def _fails(result: ScanResult, fail_on: str) -> bool:
    if fail_on == "never":
        return False
    if fail_on == "any":
        return bool(result.findings)
    strong_enough = REPORTABLE[: REPORTABLE.index(fail_on) + 1]
    return any(finding.relation in strong_enough for finding in result.findings)
