"""`dedupe config`."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from dedupe_articles.cli import exit_codes
from dedupe_articles.cli.options import console_options, load_settings, settings_options
from dedupe_articles.cli.output import write_stdout
from dedupe_articles.config.schema import config_schema
from dedupe_articles.report.settings import render_settings

if TYPE_CHECKING:
    from pathlib import Path

    from dedupe_articles.cli.messages import Messages


@click.command("config", short_help="Print the settings in force and where each comes from.")
@click.option(
    "--schema", is_flag=True, help="Print the JSON Schema of the configuration file instead."
)
@settings_options
@console_options
@click.pass_obj
def config_command(
    messages: Messages,
    /,
    *,
    schema: bool,
    config_file: Path | None,
    color: str,  # noqa: ARG001 - every command takes it
    **settings: Any,  # noqa: ANN401 - click's values, checked by the configuration
) -> int:
    """Print the settings that a scan from this folder would have, and where each comes from.

    The output can serve as a dedupe.toml: what has its default is a comment in it.
    """
    if schema:
        text = json.dumps(config_schema(), indent=2) + "\n"
    else:
        config = load_settings(settings, config_file, messages)
        text = render_settings(config.values(), config.origins)
    with suppress(BrokenPipeError):  # whoever read stdout has seen enough
        write_stdout(text)
    return exit_codes.NOTHING
