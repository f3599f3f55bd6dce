"""The command `dedupe` and its subcommands."""

from __future__ import annotations

import click

from dedupe_articles import __version__
from dedupe_articles.cli.baseline_command import baseline_command
from dedupe_articles.cli.check_command import check_command
from dedupe_articles.cli.clean_command import clean_command
from dedupe_articles.cli.compare_command import compare_command
from dedupe_articles.cli.completion_command import completion_command
from dedupe_articles.cli.config_command import config_command
from dedupe_articles.cli.evaluate_command import evaluate_command
from dedupe_articles.cli.index_command import index_command
from dedupe_articles.cli.report_command import report_command
from dedupe_articles.cli.scan_command import scan_command

_EPILOG = (
    "Exit codes: 0 nothing found, 1 findings, 2 usage, configuration, input or internal error,"
    " 3 no article was collected."
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_EPILOG,
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def app() -> None:
    """Find articles that were copied or derived from other articles."""


app.add_command(scan_command)
app.add_command(check_command)
app.add_command(index_command)
app.add_command(compare_command)
app.add_command(clean_command)
app.add_command(report_command)
app.add_command(evaluate_command)
app.add_command(baseline_command)
app.add_command(config_command)
app.add_command(completion_command)
