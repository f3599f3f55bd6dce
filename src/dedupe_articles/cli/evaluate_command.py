"""`dedupe evaluate`."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from dedupe_articles.cli import exit_codes
from dedupe_articles.cli.options import (
    console_options,
    load_settings,
    settings_options,
    text_or_json,
)
from dedupe_articles.cli.output import stdout_page, write_stdout
from dedupe_articles.cli.paths import path_arguments, tell_no_article
from dedupe_articles.cli.progress import tracked
from dedupe_articles.cli.stdin import stdin_stream
from dedupe_articles.report.evaluation_json import render_evaluation_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dedupe_articles.cli.messages import Messages
    from dedupe_articles.evaluate import Evaluation
    from dedupe_articles.evaluate.scores import Counts

_SHARE = click.FloatRange(0, 1)


@click.command("evaluate", short_help="Hold a scan against pairs that you have labelled.")
@click.argument("truth", metavar="TRUTH")
@path_arguments
@click.option(
    "--complete", is_flag=True, help="TRUTH has all related pairs: any other finding is false."
)
@text_or_json("Format of the report.")
@click.option("--min-precision", type=_SHARE, metavar="0..1", help="Exit with 1 below this.")
@click.option("--min-recall", type=_SHARE, metavar="0..1", help="Exit with 1 below this.")
@click.option("--min-f1", type=_SHARE, metavar="0..1", help="Exit with 1 below this.")
@settings_options
@console_options
@click.pass_obj
def evaluate_command(  # noqa: PLR0913 - one for each option
    messages: Messages,
    /,
    *,
    truth: str,
    paths: tuple[str, ...],
    files_from: str | None,  # noqa: ARG001 - nothing is written that could replace it
    complete: bool,
    format_name: str,
    min_precision: float | None,
    min_recall: float | None,
    min_f1: float | None,
    config_file: Path | None,
    color: str,
    **settings: Any,  # noqa: ANN401 - click's values, checked by the configuration
) -> int:
    """Scan PATHS and hold what is found against the pairs labelled in TRUTH.

    TRUTH is separated by tabs or commas and has a header row, or is JSON Lines. Its columns a and
    b name two articles; label is a relation, yes or no.
    """
    config = load_settings(settings, config_file, messages)

    from dedupe_articles.evaluate import evaluate  # noqa: PLC0415 - slow to import

    with tracked(messages) as progress:
        evaluation = evaluate(
            truth,
            paths,
            config.settings,
            complete=complete,
            progress=progress,
            stdin=stdin_stream(),
        )
    if not evaluation.articles:
        messages.note_inputs(evaluation.notices, evaluation.skipped)
        return tell_no_article(paths, messages)
    with suppress(BrokenPipeError):  # whoever read stdout has seen enough
        write_stdout(_render(evaluation, format_name, color))
    least = {"precision": min_precision, "recall": min_recall, "F1": min_f1}
    return _gate(evaluation.scores.overall, least, messages)


def _render(evaluation: Evaluation, format_name: str, color: str) -> str:
    if format_name == "json":
        return render_evaluation_json(evaluation)
    from dedupe_articles.report.evaluation import (  # noqa: PLC0415 - rich is slow to import
        render_evaluation_text,
    )

    return render_evaluation_text(evaluation, stdout_page(color))


def _gate(overall: Counts, least: Mapping[str, float | None], messages: Messages) -> int:
    """Return the exit code, and say which figures are too low; one without a value is."""
    figures = {"precision": overall.precision, "recall": overall.recall, "F1": overall.f1}
    code = exit_codes.NOTHING
    for name, limit in least.items():
        value = figures[name]
        if limit is not None and (value is None or value < limit):
            shown = "cannot be told" if value is None else f"is {value:.3f}"
            messages.note(f"{name} {shown}, --min-{name.lower()} is {limit:g}")
            code = exit_codes.FINDINGS
    return code
