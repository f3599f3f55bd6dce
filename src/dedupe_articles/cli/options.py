"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from dedupe_articles.cli.messages import Messages
from dedupe_articles.cli.output import COLOR_CHOICES
from dedupe_articles.cli.several import Command, with_options
from dedupe_articles.config import GROUPS, REPORTABLE, Config, load_config
from dedupe_articles.model import DEFAULTS, Representative

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def settings_options(command: Command) -> Command:
    """Add one option for each setting that changes what is read or found.

    The values come to the command by the name of the setting, for `load_settings`.
    """
    return with_options(command, (*_FINDING_OPTIONS, *_READING_OPTIONS))


def reading_options(command: Command) -> Command:
    """Add the options of `settings_options` that change what is read, and no others."""
    return with_options(command, _READING_OPTIONS)


def console_options(command: Command) -> Command:
    """Add `--config`, `--color`, `-q` and `-v`; the last two act on the `Messages` themselves."""
    return with_options(command, _CONSOLE_OPTIONS)


def load_settings(
    options: Mapping[str, Any], config_file: Path | None, messages: Messages
) -> Config:
    """Return the configuration with the options that were given on top; say its notices."""
    config = load_config(_given(options), file=config_file)
    for notice in config.notices:
        messages.note(notice)
    return config


def _given(options: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in options.items()
        if value not in (None, ())
    }


def _set_quiet(context: click.Context, _option: click.Parameter, is_set: bool) -> None:  # noqa: FBT001 - click's protocol
    context.ensure_object(Messages).quiet |= is_set


def _set_verbose(context: click.Context, _option: click.Parameter, is_set: bool) -> None:  # noqa: FBT001 - click's protocol
    context.ensure_object(Messages).verbose |= is_set


def _defaulted(
    option: str, metavar: str, meaning: str, kind: type[Any] = str
) -> Callable[[Command], Command]:
    """Return an option whose help names the default of the setting that it is called after."""
    default = getattr(DEFAULTS, option.removeprefix("--").replace("-", "_"))
    return click.option(option, type=kind, metavar=metavar, help=f"{meaning} [default: {default}]")


def text_or_json(meaning: str) -> Callable[[Command], Command]:
    """Return the `--format` of a command that prints a text or JSON."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help=meaning,
    )


_FINDING_OPTIONS: Final = (
    _defaulted("--min-score", "0..1", "Least score of a finding.", float),
    _defaulted("--min-confidence", "0..1", "Least confidence of a finding.", float),
    click.option(
        "--relation",
        "relations",
        multiple=True,
        type=click.Choice([relation.value for relation in REPORTABLE]),
        help="Report only this relation. Repeatable. [default: all but the last two]",
    ),
    click.option(
        "--group-by",
        metavar="folder|site|FIELD",
        help="Put articles into groups: by folder, by site of their URL, or by a field of records"
        " and front matter, such as author. Only pairs of different groups are compared.",
    ),
    click.option(
        "--groups",
        type=click.Choice(GROUPS),
        help="Compare articles across groups, or within each. [default: across]",
    ),
    _defaulted(
        "--boilerplate-in",
        "N",
        "Leave lines out of scores that N articles have which otherwise share little: footers,"
        " navigation. 0 leaves none out.",
        int,
    ),
    click.option(
        "--representative",
        type=click.Choice([rule.value for rule in Representative]),
        help="Which article stands for a family. [default: original]",
    ),
    click.option(
        "--prefer",
        multiple=True,
        metavar="FOLDER",
        help="Articles in FOLDER stand for a family before others. Repeatable, best first.",
    ),
)

_READING_OPTIONS: Final = (
    _defaulted("--min-words", "N", "Skip articles with fewer words.", int),
    _defaulted("--id-field", "NAME", "Field of a record that names it."),
    _defaulted("--text-field", "NAME", "Field of a record that holds its text."),
    _defaulted("--title-field", "NAME", "Field of a record that holds its title."),
    _defaulted("--date-field", "NAME", "Field of a record that holds its date."),
    click.option(
        "--language", metavar="CODE", help="Language of all articles, instead of what they show."
    ),
    click.option("--encoding", metavar="NAME", help="Encoding of files that are not UTF-8."),
    _defaulted("--max-file-size", "BYTES", "Skip larger files and records.", int),
    click.option(
        "--include",
        multiple=True,
        metavar="GLOB",
        help="Of folders, read only such files; as in a .gitignore. Repeatable.",
    ),
    click.option(
        "--exclude",
        multiple=True,
        metavar="GLOB",
        help="Of folders, do not read such files and folders. Repeatable.",
    ),
    click.option(
        "--stdin-filename",
        metavar="NAME",
        help="Read - as the format of a file of this name. [default: plain text]",
    ),
    click.option(
        "--no-ignore",
        "ignore",
        is_flag=True,
        flag_value=False,
        default=None,
        help="Read what .gitignore and .dedupeignore exclude.",
    ),
    click.option(
        "--workers",
        type=int,
        metavar="N",
        help="Number of processes; 0 is one for each core. [default: 0]",
    ),
    click.option(
        "--memory-limit",
        type=int,
        metavar="BYTES",
        help="Memory for the index of a scan; the rest of it goes to disk. [default: four fifths of"
        " all]",
    ),
)

_CONSOLE_OPTIONS: Final = (
    click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Read settings from FILE instead of the nearest dedupe.toml or pyproject.toml.",
    ),
    click.option(
        "--color",
        type=click.Choice(COLOR_CHOICES),
        default="auto",
        show_default=True,
        help="When to use colour; auto heeds NO_COLOR and FORCE_COLOR.",
    ),
    click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        callback=_set_quiet,
        help="Print findings only: no summary, and nothing on stderr but errors.",
    ),
    click.option(
        "-v",
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=_set_verbose,
        help="Say more on stderr: each stage, and the traceback of an internal error.",
    ),
)
