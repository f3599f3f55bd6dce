"""`dedupe report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dedupe_articles.cli import exit_codes
from dedupe_articles.cli.options import console_options, load_settings
from dedupe_articles.cli.output import check_outputs
from dedupe_articles.cli.reports import (
    Report,
    report_options,
    tell_the_rest,
    wanted_reports,
    write_reports,
)
from dedupe_articles.cli.stdin import require_stdin
from dedupe_articles.errors import InputError
from dedupe_articles.model import STDIN

if TYPE_CHECKING:
    from dedupe_articles.cli.messages import Messages
    from dedupe_articles.model import ScanResult


@click.command("report", short_help="Render the saved result of a scan in another format.")
@click.argument("result_file", metavar="RESULT.json")
@report_options
@console_options
@click.pass_obj
def report_command(  # noqa: PLR0913 - one for each option
    messages: Messages,
    *,
    result_file: str,
    format: str | None,  # noqa: A002 - as the setting is called
    output: Path | None,
    reports: list[Report],
    config_file: Path | None,
    color: str,
) -> int:
    """Render RESULT.json, which dedupe scan --format json wrote (- is stdin), in any format.

    Nothing is scanned again. The exit code is 0 whatever was found: the scan has told.
    """
    config = load_settings({"format": format}, config_file, messages)
    wanted = wanted_reports(config.format, output, reports)
    check_outputs(
        [report.path for report in wanted],
        [result_file, config.file],
        to_stdout=wanted[0].path is None,
    )
    result = _load(result_file)
    write_reports(wanted, result, color, messages)
    tell_the_rest(wanted, result, messages)
    return exit_codes.NOTHING


def _load(name: str) -> ScanResult:
    from dedupe_articles.report.read_json import read_json  # noqa: PLC0415 - of use here alone

    document = require_stdin("name the file of a report").read() if name == STDIN else _read(name)
    try:
        return read_json(document)
    except InputError as error:
        shown = "standard input" if name == STDIN else name
        raise InputError(f"cannot use {shown}: {error}") from error


def _read(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {name}: {error.strerror or error}") from error
