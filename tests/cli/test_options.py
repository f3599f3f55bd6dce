from __future__ import annotations

from dataclasses import fields

import click
import pytest

from dedupe_articles.cli.app import app
from dedupe_articles.cli.options import settings_options
from dedupe_articles.model import Settings

# No option: whoever changes it does so for a corpus, in its configuration file.
WITHOUT_OPTION = {"candidates_per_article"}


def setting_names() -> set[str]:
    @click.command
    @settings_options
    def command() -> None:
        """Take every setting."""

    return {parameter.name or "" for parameter in command.params}


def test_every_setting_has_its_option() -> None:
    assert setting_names() == {field.name for field in fields(Settings)} - WITHOUT_OPTION


@pytest.mark.parametrize("name", ["scan", "evaluate", "check", "clean", "config"])
def test_commands_that_scan_take_every_setting(name: str) -> None:
    assert {parameter.name for parameter in app.commands[name].params} >= setting_names()


def test_the_help_of_check_has_no_option_that_check_refuses() -> None:
    check = app.commands["check"]
    text = check.get_help(click.Context(check))
    assert "--baseline" in text
    assert not [name for name in ("--group", "--update-baseline") if name in text]


def test_every_option_says_what_it_does() -> None:
    def options(command: click.Command) -> list[click.Option]:
        if isinstance(command, click.Group):
            return [option for each in command.commands.values() for option in options(each)]
        return [each for each in command.params if isinstance(each, click.Option)]

    assert [option.name for option in options(app) if not option.help] == []
