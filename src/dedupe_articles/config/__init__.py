"""Settings from the configuration file, the environment and the command line.

In rising order: the defaults; `dedupe.toml` or the table `[tool.dedupe]` of `pyproject.toml`, in
the current folder or the nearest one above it up to the root of its git repository; environment
variables `DEDUPE_<SETTING>`; the command line. A key has the name of a field of `Settings`, with
dashes or underscores, or is `format`, `fail-on` or `baseline`. What is misspelled or of the wrong
type is an error that says where it stands.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dedupe_articles.config.files import find_file, read_file
from dedupe_articles.config.keys import (
    FAIL_ON,
    GROUPS,
    KEYS,
    REPORTABLE,
    checked,
    dashed,
    suggestion,
)
from dedupe_articles.errors import ConfigError
from dedupe_articles.model import Settings
from dedupe_articles.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["FAIL_ON", "GROUPS", "REPORTABLE", "Config", "load_config"]

_ENVIRONMENT_PREFIX: Final = "DEDUPE_"
_SETTINGS: Final = tuple(setting.name for setting in fields(Settings))


@dataclass(frozen=True, slots=True)
class Config:
    """What a run of the command line was asked for.

    `format` is one of `report.FORMATS`, `fail_on` one of `FAIL_ON`, `baseline` a file.
    `notices` says what looked like a setting and is none, `origins` where each setting comes from,
    None for a default; `file` is the one that was read.
    """

    settings: Settings = field(default_factory=Settings)
    format: str = FORMATS[0]
    fail_on: str = FAIL_ON[0]
    baseline: Path | None = None
    notices: tuple[str, ...] = ()
    origins: Mapping[str, str | None] = field(default_factory=dict, compare=False)
    file: Path | None = field(default=None, compare=False)

    def values(self) -> dict[str, object]:
        """Return every setting by name, in underscores."""
        return {key: getattr(self.settings if key in _SETTINGS else self, key) for key in KEYS}


def load_config(
    overrides: Mapping[str, Any],
    *,
    file: Path | None = None,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Config:
    """Merge all sources of settings.

    Args:
        overrides: values from the command line by name of the setting, in underscores.
        file: the configuration file, instead of the one that would be found.
        folder: where the search for a file starts; the current folder by default.
        environment: the environment variables; those of this process by default.

    Raises:
        ConfigError: if a key is unknown, a value is not allowed or a file cannot be read.

    """
    variables = os.environ if environment is None else environment
    source = file or find_file(folder or Path.cwd())
    values: dict[str, Any] = {"workers": 0}  # a command uses the machine, a library call does not
    origins: dict[str, str | None] = dict.fromkeys(KEYS)
    for key, written in (read_file(source) if source else {}).items():
        values[key], origins[key] = written
    for key, text in _set_variables(variables):
        origin = origins[key] = f"environment variable {_variable(key)}"
        values[key] = checked(key, text, origin, is_text=True)
    for key, value in overrides.items():
        origins[key] = "command line"
        values[key] = checked(key, value, f"option --{dashed(key)}")
    if "groups" in values and "group_by" not in values:
        raise ConfigError(
            "groups says which groups are compared; say what makes a group too: --group-by"
            " (group-by in the configuration)"
        )
    settings = Settings(**{key: values.pop(key) for key in _SETTINGS if key in values})
    notices = tuple(_unknown_variables(variables))
    return Config(settings, **values, notices=notices, origins=origins, file=source)


def _set_variables(variables: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the settings that have a variable; an empty one counts as none."""
    for key in KEYS:
        text = variables.get(_variable(key), "")
        if text:
            yield key, text


def _variable(key: str) -> str:
    return _ENVIRONMENT_PREFIX + key.upper()


def _unknown_variables(variables: Mapping[str, str]) -> Iterator[str]:
    """Say which variables look like settings and are none.

    No error: the environment belongs to other programs too.
    """
    known = [_variable(key) for key in KEYS]
    for name in sorted(variables):
        if name.startswith(_ENVIRONMENT_PREFIX) and name not in known:
            yield f"ignored the environment variable {name}: {suggestion(name, known)}"
