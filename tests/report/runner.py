"""How the runner of GitHub Actions takes commands from the lines that a step prints.

Rules of `ActionCommand.TryParseV2` and `TryParse` in github.com/actions/runner. Those of any name
count here, registered or not, so that no version of the runner knows more.
"""

from __future__ import annotations

from typing import NamedTuple

_MESSAGE = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
_PROPERTY = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


class Command(NamedTuple):
    """A workflow command as the runner understands it."""

    name: str
    properties: dict[str, str]
    message: str


def commands_in(output: str) -> list[Command]:
    """Return the commands in what a step printed."""
    lines = output.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [command for line in lines if (command := _new_style(line) or _old_style(line))]


def _new_style(line: str) -> Command | None:
    line = line.lstrip()
    if not line.startswith("::"):
        return None
    information, separator, message = line[2:].partition("::")
    if not separator:
        return None
    name, _, listed = information.partition(" ")
    properties = {}
    for item in listed.strip().split(","):
        key, _, value = item.partition("=")
        if key and value:
            properties[key] = _unescaped(value, _PROPERTY)
    return Command(name, properties, _unescaped(message, _MESSAGE))


def _old_style(line: str) -> Command | None:
    """Parse `##[name properties]message`, which counts anywhere in a line; and of other CI."""
    for prefix in ("##[", "##vso[", "##teamcity["):
        _, found, rest = line.partition(prefix)
        if found:
            return Command(found, {}, rest)
    return None


def _unescaped(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for escape, char in escapes:
        text = text.replace(escape, char)
    return text
