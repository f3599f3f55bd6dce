"""`dedupe compare`."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from dedupe_articles import __version__
from dedupe_articles.cli import exit_codes
from dedupe_articles.cli.options import console_options, load_settings
from dedupe_articles.cli.output import stdout_page, write_stdout
from dedupe_articles.cli.pairs import compare_pairs
from dedupe_articles.cli.progress import tracked
from dedupe_articles.cli.stdin import stdin_stream
from dedupe_articles.model import STDIN
from dedupe_articles.report.json_document import render_comparison_json

if TYPE_CHECKING:
    from pathlib import Path

    from dedupe_articles.cli.messages import Messages
    from dedupe_articles.model import Comparison
    from dedupe_articles.report import Page


@click.command("compare", short_help="Show how two articles are related, sentence by sentence.")
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--explain", is_flag=True, help="Say what each stage of a scan sees of the pair.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    help="Format of the comparison of A and B. [default: text]",
)
@click.option(
    "--pairs",
    "pairs_file",
    metavar="FILE",
    help="Compare the pairs of paths in FILE (- is stdin), one pair a line, parted by a tab;"
    " writes one JSON object a line.",
)
@console_options
@click.pass_obj
def compare_command(  # noqa: PLR0913 - one for each option
    messages: Messages,
    *,
    a: str | None,
    b: str | None,
    explain: bool,
    format_name: str | None,
    pairs_file: str | None,
    config_file: Path | None,
    color: str,
) -> int:
    """Show how the articles in the files A and B are related, and print their full alignment.

    One of the two may be - for stdin.

    The exit code is 1 if a scan with the same settings would report the pair, else 0.
    """
    config = load_settings({}, config_file, messages)
    if pairs_file is not None:
        if a is not None or format_name is not None:
            raise click.UsageError("--pairs takes neither A and B nor --format; give it alone")
        return compare_pairs(pairs_file, config.settings, messages, explain=explain)
    if a is None or b is None:
        raise click.UsageError("give two files to compare, or a list of pairs with --pairs")
    if a == b == STDIN:
        raise click.UsageError("only one of A and B can be standard input")

    from dedupe_articles.pipeline import compare  # noqa: PLC0415 - slow to import

    with tracked(messages) as progress:
        progress.stage("compare", None)
        comparison = compare(a, b, config.settings, stdin=stdin_stream())
        if format_name == "json":
            text = render_comparison_json(comparison, __version__, explain=explain)
        else:
            text = _render_text(comparison, stdout_page(color), explain=explain)
    with suppress(BrokenPipeError):  # whoever read stdout has seen enough
        write_stdout(text)
    return exit_codes.FINDINGS if comparison.reported else exit_codes.NOTHING


def _render_text(comparison: Comparison, page: Page, *, explain: bool) -> str:
    from dedupe_articles.report.text_comparison import (  # noqa: PLC0415 - rich is slow to import
        render_comparison_text,
    )

    return render_comparison_text(comparison, page, explain=explain)
