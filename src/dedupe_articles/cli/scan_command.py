"""`dedupe scan`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dedupe_articles.cli.engine_options import SparkOptions, engine_options, scan_with_spark
from dedupe_articles.cli.gate import gate_options, open_gate
from dedupe_articles.cli.lists import list_options, write_lists
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
from dedupe_articles.cli.stdin import stdin_stream

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dedupe_articles.candidates import Candidates
    from dedupe_articles.cli.messages import Messages
    from dedupe_articles.model import ArticleRef
    from dedupe_articles.store import Store


@click.command("scan", short_help="Find copied and derived articles in files and folders.")
@path_arguments
@report_options
@gate_options
@list_options
@click.option(
    "--changed-since",
    metavar="REF",
    help="Report only what touches an article changed since the git commit REF.",
)
@engine_options
@settings_options
@console_options
@click.pass_obj
def scan_command(  # noqa: PLR0913 - one for each option
    messages: Messages,
    /,
    *,
    paths: tuple[str, ...],
    files_from: str | None,
    output: Path | None,
    reports: list[Report],
    exit_zero: bool,
    keep_list: Path | None,
    drop_list: Path | None,
    update_baseline: bool,
    changed_since: str | None,
    config_file: Path | None,
    color: str,
    engine: str,
    master: str | None,
    spark_conf: tuple[tuple[str, str], ...],
    work_folder: str | None,
    read_as: str | None,
    tables: str | None,
    tables_format: str | None,
    **settings: Any,  # noqa: ANN401 - click's values, checked by the configuration
) -> int:
    """Find copied and derived articles among PATHS: files, folders, or - for stdin.

    Reads text, Markdown, HTML, JSON, JSON Lines, CSV, Parquet, DOCX, ODT, RTF, EPUB, PDF, RSS and
    Atom, mail and WARC files, also compressed and in zip and tar archives; prints what was found,
    and what was skipped and why.
    """
    if changed_since is not None and (update_baseline or keep_list or drop_list):
        raise click.UsageError(
            "--changed-since finds only a part; --update-baseline, --keep-list and --drop-list"
            " need the whole"
        )
    spark = SparkOptions(master, spark_conf, work_folder, read_as, tables, tables_format)
    _check_engine(engine, spark, changed_since, keep_list)
    config = load_settings(settings, config_file, messages)
    wanted = wanted_reports(config.format, output, reports)
    changed, read = (config.baseline, None) if update_baseline else (None, config.baseline)
    outputs = check_outputs(
        [*(report.path for report in wanted), keep_list, drop_list, changed],
        [*paths, files_from, config.file, read],
        to_stdout=wanted[0].path is None,
    )
    spare_articles(outputs, paths)
    is_part = changed_since is not None
    gate = open_gate(config, exit_zero=exit_zero, update=update_baseline, is_part=is_part)
    apart = no_articles(outputs, [files_from, config.file, config.baseline])
    is_changed = None if changed_since is None else _changed(changed_since, paths)
    articles: list[ArticleRef] = []

    def examine(store: Store, _candidates: Candidates) -> None:
        if keep_list is not None:
            articles.extend(store.all_references())

    with tracked(messages) as progress:
        if engine == "spark":
            result = scan_with_spark(paths, config.settings, spark, progress, apart)
        else:
            from dedupe_articles.scanning import scan  # noqa: PLC0415 - slow to import

            result = scan(
                paths,
                config.settings,
                progress=progress,
                stdin=stdin_stream(),
                is_changed=is_changed,
                examine=examine,
                apart=apart,
            )
    result = gate.judge(result, messages)
    write_reports(wanted, result, color, messages)
    if keep_list is not None or drop_list is not None:
        from dedupe_articles.keep import dropped  # noqa: PLC0415 - only when it is asked for

        gone = dropped(result.findings, result.families, result.settings)
        write_lists(gone, articles, keep_list, drop_list)
    tell_the_rest(wanted, result, messages)
    if not result.summary.articles:
        return tell_no_article(paths, messages)
    return gate.exit_code(result)


def _check_engine(
    engine: str, spark: SparkOptions, changed_since: str | None, keep_list: Path | None
) -> None:
    """Raise `click.UsageError` for options that the engine does not have."""
    if engine == "local" and spark.given():
        raise click.UsageError(f"{', '.join(spark.given())}: only with --engine spark")
    if engine == "spark" and (changed_since is not None or keep_list is not None):
        raise click.UsageError("--changed-since and --keep-list: only with --engine local")


def _changed(ref: str, paths: tuple[str, ...]) -> Callable[[str], bool]:
    from dedupe_articles.changes import changes_since  # noqa: PLC0415 - only where it is asked for

    return changes_since(ref, paths).touch
