"""The lists of what to keep and what to drop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from dedupe_articles.cli.output import write_file
from dedupe_articles.cli.several import Command, with_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.keep import Dropped
    from dedupe_articles.model import ArticleRef


def list_options(command: Command) -> Command:
    """Add `--keep-list` and `--drop-list`."""
    return with_options(command, _LIST_OPTIONS)


def write_lists(
    gone: Sequence[Dropped],
    articles: Sequence[ArticleRef],
    keep_list: Path | None,
    drop_list: Path | None,
) -> None:
    """Write the lists that were asked for: `gone` of `articles`, which are all of the scan."""
    from dedupe_articles.report.decisions import (  # noqa: PLC0415 - only when it is asked for
        render_dropped,
        render_kept,
    )

    if keep_list is not None:
        write_file(keep_list, render_kept(articles, gone))
    if drop_list is not None:
        write_file(drop_list, render_dropped(gone))


_LIST_OPTIONS: Final = (
    click.option(
        "--keep-list",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Write the articles to keep to FILE, one JSON object a line.",
    ),
    click.option(
        "--drop-list",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Write those to drop to FILE, each with the one that is kept for it, and why.",
    ),
)
