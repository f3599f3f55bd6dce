"""The configuration file: which one counts, and what it says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Final, NamedTuple

from dedupe_articles.config.keys import KEYS, checked, dashed, suggestion
from dedupe_articles.errors import ConfigError

_FILE: Final = "dedupe.toml"
_PYPROJECT: Final = "pyproject.toml"
_PYPROJECT_TABLE: Final = "tool.dedupe"


class Written(NamedTuple):
    """A value of a configuration file, and the file and line where it stands."""

    value: object
    place: str


def find_file(folder: Path) -> Path | None:
    """Return the nearest configuration file from `folder` upward, within its git repository."""
    start = folder.resolve()
    for place in (start, *start.parents):
        if (place / _FILE).is_file():
            return place / _FILE
        if (place / _PYPROJECT).is_file() and _table_of(place / _PYPROJECT) is not None:
            return place / _PYPROJECT
        if (place / ".git").exists():
            return None
    return None


def read_file(file: Path) -> dict[str, Written]:
    """Return the settings of a file by name, in underscores.

    Raises `ConfigError` for what is unknown, wrong or set twice, with the line where it stands.
    """
    table = _table_of(file)
    if table is None:
        raise ConfigError(f"{file} has no table [{_PYPROJECT_TABLE}]; add it or name another file")
    values: dict[str, Written] = {}
    for name, value in table.items():
        key = name.replace("-", "_")
        where = _place(file, name)
        if key not in KEYS:
            guess = suggestion(dashed(name), [dashed(known) for known in KEYS])
            raise ConfigError(f'{where}: unknown setting "{name}"; {guess}')
        if key in values:
            raise ConfigError(f'{where}: "{name}" is set twice; remove one of the two')
        meant = checked(key, value, f'{where}: "{name}"')
        # A path in a file means the same from wherever the command is run.
        values[key] = Written(file.parent / meant if isinstance(meant, Path) else meant, where)
    return values


def _table_of(file: Path) -> dict[str, object] | None:
    """Return the settings in `file`, or None if it is a pyproject.toml without any."""
    document = _read_toml(file)
    if file.name != _PYPROJECT:
        return document
    tools = document.get("tool", {})
    table = tools.get("dedupe") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{file}: tool.dedupe is {table!r}; make it a table [{_PYPROJECT_TABLE}]")
    return table


def _read_toml(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigError(f"cannot read the configuration file {file}: {reason}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file} is not UTF-8, which TOML must be: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file} is not valid TOML: {error}") from error


def _place(file: Path, name: str) -> str:
    """Return the file and, where it is written plainly, the line of a key of ours."""
    table = _PYPROJECT_TABLE if file.name == _PYPROJECT else ""
    assignment = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*[=.]""")
    current = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        header = re.match(r"\s*\[+([^\]]*)\]", line)
        if header:
            current = header[1].replace(" ", "")
        if (current == table and assignment.match(line)) or current == f"{table}.{name}".strip("."):
            return f"{file}, line {number}"
    return str(file)
