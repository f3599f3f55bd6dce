"""`dedupe check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dedupe_articles.cli.gate import gate_options, open_gate
from dedupe_articles.cli.options import console_options, load_settings, settings_options
from dedupe_articles.cli.output import check_outputs, no_articles, spare_articles
from dedupe_articles.cli.paths import path_arguments, tell_no_article
from dedupe_articles.cli.progress import tracked
from dedupe_articles.cli.reports import (
    Report,
    report_options,
    tell_the_rest,
    wanted_reports,
    write_reports,
)
from dedupe_articles.cli.several import without_help
from dedupe_articles.cli.stdin import stdin_stream

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
    files_from: str | None,
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
    beside = [files_from, index, config.file, config.baseline]
    outputs = check_outputs(
        [report.path for report in wanted],
        [*paths, *beside],
        to_stdout=wanted[0].path is None,
    )
    spare_articles(outputs, paths)
    gate = open_gate(config, exit_zero=exit_zero, update=False, is_part=True)

    from dedupe_articles.index.check import check  # noqa: PLC0415 - slow to import

    with tracked(messages) as progress:
        result = check(
            paths,
            index,
            config.settings,
            progress=progress,
            stdin=stdin_stream(),
            apart=no_articles(outputs, beside),
        )
    result = gate.judge(result, messages)
    write_reports(wanted, result, color, messages)
    tell_the_rest(wanted, result, messages)
    if not result.summary.articles:
        return tell_no_article(paths, messages)
    return gate.exit_code(result)


# An index compares all with all, and a check is only a part of what a baseline is about.
without_help(check_command, {"group_by", "groups", "update_baseline"})
