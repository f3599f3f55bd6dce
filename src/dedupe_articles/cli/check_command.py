"""`dedupe check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dedupe_articles.cli import exit_codes
from dedupe_articles.cli.gate import gate_options, open_gate
from dedupe_articles.cli.options import console_options, load_settings, settings_options
from dedupe_articles.cli.paths import path_arguments
from dedupe_articles.cli.progress import tracked
from dedupe_articles.cli.reports import (
    Report,
    report_options,
    tell_the_rest,
    wanted_reports,
    write_reports,
)

if TYPE_CHECKING:
    from dedupe_articles.cli.messages import Messages


@click.command("check", short_help="Hold new articles against an archive.")
@path_arguments
@click.option(
    "--against",
    "index",
    required=True,
    type=click.Path(path_type=Path),
    metavar="INDEX",
    help="The archive, as `dedupe index build` has made it.",
)
@report_options
@gate_options
@settings_options
@console_options
@click.pass_obj
def check_command(  # noqa: PLR0913 - one for each option
    messages: Messages,
    /,
    *,
    paths: tuple[str, ...],
    index: Path,
    output: Path | None,
    reports: list[Report],
    exit_zero: bool,
    update_baseline: bool,
    config_file: Path | None,
    color: str,
    **settings: Any,  # noqa: ANN401 - click's values, checked by the configuration
) -> int:
    """Find what articles among PATHS have from those of an archive, or from each other.

    The findings, reports and exit codes are those of `dedupe scan`, without what only concerns
    articles of the archive; its files need not be there.
    """
    if update_baseline:
        raise click.UsageError("a check finds only a part; --update-baseline needs a whole scan")
    config = load_settings(settings, config_file, messages)
    wanted = wanted_reports(config.format, output, reports)
    gate = open_gate(config, exit_zero=exit_zero, update=False, is_part=True)

    from dedupe_articles.index.check import check  # noqa: PLC0415 - slow to import

    with tracked(messages) as progress:
        stdin = None if sys.stdin is None else sys.stdin.buffer
        result = check(paths, index, config.settings, progress=progress, stdin=stdin)
    result = gate.judge(result, messages)
    write_reports(wanted, result, color, messages)
    tell_the_rest(wanted, result, messages)
    if not result.summary.articles:
        places = ", ".join(paths) or "an empty list"
        messages.error(f"no article was collected from {places}; --help says what is read")
        return exit_codes.NO_ARTICLE
    return gate.exit_code(result)
