"""`dedupe clean`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dedupe_articles.cli import exit_codes
from dedupe_articles.cli.lists import list_options, write_lists
from dedupe_articles.cli.options import console_options, load_settings, settings_options
from dedupe_articles.cli.output import check_outputs, replacing
from dedupe_articles.cli.paths import tell_no_article
from dedupe_articles.cli.progress import tracked
from dedupe_articles.report.summary import plural

if TYPE_CHECKING:
    from dedupe_articles.candidates import Candidates
    from dedupe_articles.cli.messages import Messages
    from dedupe_articles.model import ArticleRef
    from dedupe_articles.store import Store


@click.command("clean", short_help="Copy a corpus without its copied and derived articles.")
@click.argument("source", type=click.Path(path_type=Path), metavar="SRC")
@click.argument("target", type=click.Path(path_type=Path), metavar="DEST")
@list_options
@settings_options
@console_options
@click.pass_obj
def clean_command(  # noqa: PLR0913 - one for each option
    messages: Messages,
    /,
    *,
    source: Path,
    target: Path,
    keep_list: Path | None,
    drop_list: Path | None,
    config_file: Path | None,
    color: str,  # noqa: ARG001 - nothing is printed but messages
    **settings: Any,  # noqa: ANN401 - click's values, checked by the configuration
) -> int:
    """Copy the corpus SRC (.jsonl, .ndjson or .parquet) to DEST, of each family what is to keep.

    Dropped are the records that --drop-list of a scan names; --relation and --min-score narrow
    them. Records that are no articles are copied as they are.
    """
    config = load_settings(settings, config_file, messages)
    if source.suffix.lower() != target.suffix.lower():
        raise click.UsageError(f"{source} and {target} differ in format; name DEST like SRC")
    check_outputs([target, keep_list, drop_list], [source, config.file])

    from dedupe_articles.clean import copy_kept, require_cleanable  # noqa: PLC0415 - slow
    from dedupe_articles.keep import dropped  # noqa: PLC0415 - slow to import
    from dedupe_articles.scanning import scan  # noqa: PLC0415 - slow to import

    require_cleanable(source)
    articles: list[ArticleRef] = []

    def examine(store: Store, _candidates: Candidates) -> None:
        if keep_list is not None:
            articles.extend(store.all_references())

    with tracked(messages) as progress:
        result = scan([source], config.settings, progress=progress, examine=examine)
    messages.note_inputs(result.notices, result.skipped)
    if not result.summary.articles:
        return tell_no_article([str(source)], messages)
    gone = dropped(result.findings, result.families, result.settings)
    with replacing(target) as place:
        copied = copy_kept(source, place, {item.article.line for item in gone})
    write_lists(gone, articles, keep_list, drop_list)
    messages.note(f"copied {plural(copied, 'record')} to {target}, dropped {len(gone):,}")
    return exit_codes.NOTHING
