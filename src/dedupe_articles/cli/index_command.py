"""`dedupe index`: build an archive to check against, change it, look at it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dedupe_articles.cli import exit_codes
from dedupe_articles.cli.options import (
    console_options,
    load_settings,
    reading_options,
    text_or_json,
)
from dedupe_articles.cli.output import check_outputs, replacing, write_stdout
from dedupe_articles.cli.paths import path_arguments
from dedupe_articles.cli.progress import tracked
from dedupe_articles.cli.stdin import stdin_stream
from dedupe_articles.report.escape import visible
from dedupe_articles.report.summary import plural

if TYPE_CHECKING:
    from dedupe_articles.cli.messages import Messages
    from dedupe_articles.index.apply import Change
    from dedupe_articles.index.describe import Description

_index_argument = click.argument("index", type=click.Path(path_type=Path))


@click.group("index", short_help="Build and look after an archive to check against.")
def index_command() -> None:
    """Look after an archive of articles, for `dedupe check`.

    An INDEX is a file. It has one writer at a time, and readers wait for it; a change is made whole
    or not at all.
    """


@index_command.command("build", short_help="Make an index of articles.")
@_index_argument
@path_arguments
@click.option("--no-text", is_flag=True, help="Hold no texts: a check reads them in the files.")
@click.option("--force", is_flag=True, help="Replace an index that is there.")
@reading_options
@console_options
@click.pass_obj
def build_command(  # noqa: PLR0913 - one for each option
    messages: Messages,
    /,
    *,
    index: Path,
    paths: tuple[str, ...],
    files_from: str | None,
    no_text: bool,
    force: bool,
    config_file: Path | None,
    color: str,  # noqa: ARG001 - nothing is printed but messages
    **settings: Any,  # noqa: ANN401 - click's values, checked by the configuration
) -> int:
    """Make the file INDEX of the articles among PATHS."""
    config = load_settings(settings, config_file, messages)
    check_outputs([index], [*paths, files_from, config.file])

    from dedupe_articles.index.write import build  # noqa: PLC0415 - slow to import

    with tracked(messages) as progress:
        change = build(
            index,
            paths,
            config.settings,
            with_text=not no_text,
            force=force,
            progress=progress,
            stdin=stdin_stream(),
        )
    return _tell(change, index, messages)


@index_command.command("add", short_help="Add articles.")
@_index_argument
@path_arguments
@reading_options
@console_options
@click.pass_obj
def add_command(  # noqa: PLR0913 - one for each option
    messages: Messages,
    /,
    *,
    index: Path,
    paths: tuple[str, ...],
    files_from: str | None,  # noqa: ARG001 - only the index is written
    config_file: Path | None,
    color: str,  # noqa: ARG001 - nothing is printed but messages
    **settings: Any,  # noqa: ANN401 - click's values, checked by the configuration
) -> int:
    """Add the articles among PATHS to INDEX; none of them may be there already."""
    config = load_settings(settings, config_file, messages)

    from dedupe_articles.index.write import add  # noqa: PLC0415 - slow to import

    with tracked(messages) as progress:
        change = add(index, paths, config.settings, progress=progress, stdin=stdin_stream())
    return _tell(change, index, messages)


@index_command.command("remove", short_help="Take articles out.")
@_index_argument
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@console_options
@click.pass_obj
def remove_command(
    messages: Messages,
    *,
    index: Path,
    names: tuple[str, ...],
    config_file: Path | None,  # noqa: ARG001 - nothing is read
    color: str,  # noqa: ARG001 - nothing is printed but messages
) -> int:
    """Take out of INDEX the articles with these ids, and those in these files and folders.

    Where INDEX was made of these files and folders, an update does not look into them again.
    """
    from dedupe_articles.index.write import remove  # noqa: PLC0415 - slow to import

    return _tell(remove(index, names), index, messages)


@index_command.command("update", short_help="Read again what has changed.")
@_index_argument
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@reading_options
@console_options
@click.pass_obj
def update_command(
    messages: Messages,
    /,
    *,
    index: Path,
    paths: tuple[str, ...],
    config_file: Path | None,
    color: str,  # noqa: ARG001 - nothing is printed but messages
    **settings: Any,  # noqa: ANN401 - click's values, checked by the configuration
) -> int:
    """Bring INDEX up to date with the files that it was made of, or those among PATHS.

    Files of the same size and time are not read. What is gone is taken out; the articles of what
    cannot be read stay. Without a PATH it is to be run in the folder in which INDEX was made.
    """
    config = load_settings(settings, config_file, messages)

    from dedupe_articles.index.write import update  # noqa: PLC0415 - slow to import

    with tracked(messages) as progress:
        change = update(index, paths, config.settings, progress=progress)
    return _tell(change, index, messages)


@index_command.command("compact", short_help="Write an index anew, in order and without gaps.")
@_index_argument
@console_options
@click.pass_obj
def compact_command(
    messages: Messages,
    *,
    index: Path,
    config_file: Path | None,  # noqa: ARG001 - nothing is read
    color: str,  # noqa: ARG001 - nothing is printed but messages
) -> int:
    """Write INDEX anew; worth it when a good part of it was added or removed since."""
    from dedupe_articles.index.write import compact  # noqa: PLC0415 - slow to import

    before = compact(index)
    messages.note(f"{index}: {before:,} bytes before, {index.stat().st_size:,} now")
    return exit_codes.NOTHING


@index_command.command("info", short_help="Say what an index holds.")
@_index_argument
@text_or_json("Format of the account.")
@console_options
@click.pass_obj
def info_command(
    _messages: Messages,
    *,
    index: Path,
    format_name: str,
    config_file: Path | None,  # noqa: ARG001 - nothing is read
    color: str,  # noqa: ARG001 - nothing is coloured
) -> int:
    """Say what INDEX holds and what it was made with."""
    from dedupe_articles.index.describe import describe  # noqa: PLC0415 - slow to import

    found = describe(index)
    as_json = format_name == "json"
    with suppress(BrokenPipeError):  # whoever read stdout has seen enough
        write_stdout(json.dumps(asdict(found), indent=2) + "\n" if as_json else _as_text(found))
    return exit_codes.NOTHING


@index_command.command("verify", short_help="Find out whether an index is whole.")
@_index_argument
@console_options
@click.pass_obj
def verify_command(
    messages: Messages,
    *,
    index: Path,
    config_file: Path | None,  # noqa: ARG001 - nothing is read
    color: str,  # noqa: ARG001 - nothing is coloured
) -> int:
    """Read all of INDEX and hold it against its checksums; the exit code is 1 if it is damaged."""
    from dedupe_articles.index.verify import verify  # noqa: PLC0415 - slow to import

    problems = verify(index)
    with suppress(BrokenPipeError):  # whoever read stdout has seen enough
        write_stdout("".join(f"{visible(f'{index}: {problem}')}\n" for problem in problems))
    if problems:
        messages.error(f"{index} is damaged; build it anew: dedupe index build --force {index} ...")
        return exit_codes.FINDINGS
    messages.note(f"{index} is whole")
    return exit_codes.NOTHING


@index_command.command("signatures", short_help="Write the signatures for datasketch.")
@_index_argument
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE")
@console_options
@click.pass_obj
def signatures_command(
    messages: Messages,
    *,
    index: Path,
    target: Path,
    config_file: Path | None,  # noqa: ARG001 - nothing is read
    color: str,  # noqa: ARG001 - nothing is printed but messages
) -> int:
    """Write ids and MinHash signatures of INDEX to FILE (.npz), to be loaded into datasketch."""
    check_outputs([target], [index])
    from dedupe_articles.index.signatures import export_signatures  # noqa: PLC0415 - slow to import

    with replacing(target) as place, place.open("xb") as file:
        count = export_signatures(index, file)
    messages.note(f"{plural(count, 'signature')} in {target}")
    return exit_codes.NOTHING


def _tell(change: Change, index: Path, messages: Messages) -> int:
    """Say on stderr what was written, and what was skipped and why."""
    messages.note_inputs(change.notices, change.skipped)
    messages.note(
        f"{index}: {change.added:,} added, {change.removed:,} removed,"
        f" {plural(change.articles, 'article')} now"
    )
    return exit_codes.NOTHING if change.articles else exit_codes.NO_ARTICLE


def _as_text(found: Description) -> str:
    lines = [
        f"{found.path}: format {found.format}, written by dedupe {found.written_by}",
        f"{plural(found.articles, 'article')} of {plural(found.files, 'file')}",
        plural(found.words, "word"),
        f"{found.bytes:,} bytes, {'with' if found.with_text else 'without'} texts",
        f"{plural(found.postings, 'posting')}, {plural(found.pairs, 'pair')} with rare shingles",
        f"{found.near_duplicates:,} near-duplicates for which another stands",
        *(f"{plural(count, 'article')} in {name}" for name, count in found.languages.items()),
        f"min-words {found.min_words}",
        *(f"{name.replace('_', '-')} {value}" for name, value in found.loading.items() if value),
        *(f"{name.replace('_', ' ')} {value}" for name, value in found.scheme.items()),
        *(f"made of {root}" for root in found.roots),
    ]
    return "".join(f"{visible(line)}\n" for line in lines)
