"""Settings from the configuration file, the environment and the command line.

In rising order: the defaults; `dedupe.toml` or the table `[tool.dedupe]` of `pyproject.toml`, in
the current folder or the nearest one above it up to the root of its git repository; environment
variables `DEDUPE_<SETTING>`; the command line. A key has the name of a field of `Settings`, with
dashes or underscores, or is `format`, `fail-on` or `baseline`. What is misspelled or of the wrong
type is an error that says where it stands.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args

from dedupe_articles.errors import ConfigError
from dedupe_articles.model import Groups, Relation, Representative, Settings
from dedupe_articles.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

REPORTABLE: Final = tuple(relation for relation in Relation if relation is not Relation.UNRELATED)
"""The relations that a finding can have, strongest first."""

FAIL_ON: Final = (
    "any",
    *(
        relation.value
        for relation in reversed(REPORTABLE)
        if relation not in (Relation.QUOTES_ONLY, Relation.BOILERPLATE_ONLY)
    ),
    "never",
)
"""What the exit code 1 can be made to mean: this relation and the stronger ones."""

GROUPS: Final = get_args(Groups)
"""Which pairs are compared when articles have groups."""

_FILE: Final = "dedupe.toml"
_PYPROJECT: Final = "pyproject.toml"
_PYPROJECT_TABLE: Final = "tool.dedupe"
_ENVIRONMENT_PREFIX: Final = "DEDUPE_"


@dataclass(frozen=True, slots=True)
class Config:
    """What a run of the command line was asked for.

    `format` is one of `report.FORMATS`, `fail_on` one of `FAIL_ON`, `baseline` a file.
    `notices` says what looked like a setting and is none.
    """

    settings: Settings = field(default_factory=Settings)
    format: str = FORMATS[0]
    fail_on: str = FAIL_ON[0]
    baseline: Path | None = None
    notices: tuple[str, ...] = ()


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
    source = file or _find_file(folder or Path.cwd())
    values: dict[str, Any] = {
        "workers": 0,  # a library call starts no processes unasked, a command uses the machine
        **(_read_file(source) if source else {}),
        **_read_environment(variables),
        **{key: _checked(key, value, _option(key)) for key, value in overrides.items()},
    }
    if "groups" in values and "group_by" not in values:
        raise ConfigError("groups says which groups are compared; say what makes a group: group-by")
    report_format = values.pop("format", FORMATS[0])
    fail_on = values.pop("fail_on", FAIL_ON[0])
    baseline = values.pop("baseline", None)
    notices = tuple(_unknown_variables(variables))
    return Config(Settings(**values), report_format, fail_on, baseline, notices)


class _Key(NamedTuple):
    """How a setting is read: `parse` takes the text of an environment variable.

    `check` takes a value as TOML has it and returns it as the setting wants it. Both raise
    ValueError, TypeError or LookupError for what is not `expected`.
    """

    expected: str
    parse: Callable[[str], object]
    check: Callable[[object], object]


def _share() -> _Key:
    def check(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise ValueError
        return float(value)

    return _Key("a number from 0 to 1", float, check)


def _count(low: int) -> _Key:
    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < low:
            raise ValueError
        return value

    return _Key(f"a whole number, {low} or more", int, check)


def _flag() -> _Key:
    def parse(text: str) -> bool:
        return {"true": True, "1": True, "false": False, "0": False}[text.lower()]

    def check(value: object) -> bool:
        if not isinstance(value, bool):
            raise TypeError
        return value

    return _Key("true or false", parse, check)


def _text() -> _Key:
    def check(value: object) -> str:
        if not isinstance(value, str) or not value:
            raise ValueError
        return value

    return _Key("a text that is not empty", str, check)


def _encoding() -> _Key:
    def check(value: object) -> str:
        if not isinstance(value, str):
            raise TypeError
        "".encode(value)
        return value

    return _Key("the name of a text encoding, such as cp1252", str, check)


def _choice(names: tuple[str, ...]) -> _Key:
    def check(value: object) -> str:
        if value not in names:
            raise ValueError
        return str(value)

    return _Key(f"one of {', '.join(names)}", str, check)


def _representative() -> _Key:
    key = _choice(tuple(Representative))
    return key._replace(check=lambda value: Representative(str(key.check(value))))


def _texts() -> _Key:
    def parse(text: str) -> list[str]:
        return [name.strip() for name in text.split(",")]

    def check(value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(x, str) and x for x in value):
            raise ValueError
        return tuple(value)

    return _Key("a list of texts that are not empty", parse, check)


def _path() -> _Key:
    def check(value: object) -> Path:
        if not isinstance(value, str | Path) or not str(value):
            raise ValueError
        return Path(value)

    return _Key("the path of a file", str, check)


def _relations() -> _Key:
    def parse(text: str) -> list[str]:
        return [name.strip() for name in text.split(",")]

    def check(value: object) -> tuple[Relation, ...]:
        if not isinstance(value, list) or not set(value) <= set(REPORTABLE):
            raise ValueError
        return tuple(Relation(name) for name in value)

    return _Key(f"a list of {', '.join(REPORTABLE)}", parse, check)


def _globs() -> _Key:
    def parse(text: str) -> list[str]:
        return [glob.strip() for glob in text.split(",")]

    def check(value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(g, str) and g for g in value):
            raise ValueError
        return tuple(value)

    return _Key("a list of globs, such as *.txt", parse, check)


_KEYS: Final[Mapping[str, _Key]] = {
    "min_confidence": _share(),
    "min_score": _share(),
    "min_words": _count(0),
    "relations": _relations(),
    "candidates_per_article": _count(1),
    "group_by": _text(),
    "groups": _choice(GROUPS),
    "representative": _representative(),
    "prefer": _texts(),
    "id_field": _text(),
    "text_field": _text(),
    "title_field": _text(),
    "date_field": _text(),
    "encoding": _encoding(),
    "max_file_size": _count(1),
    "ignore": _flag(),
    "include": _globs(),
    "exclude": _globs(),
    "stdin_filename": _text(),
    "workers": _count(0),
    "format": _choice(FORMATS),
    "fail_on": _choice(FAIL_ON),
    "baseline": _path(),
}


def _find_file(folder: Path) -> Path | None:
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


def _read_file(file: Path) -> dict[str, object]:
    table = _table_of(file)
    if table is None:
        raise ConfigError(f"{file} has no table [{_PYPROJECT_TABLE}]; add it or name another file")
    values: dict[str, object] = {}
    for name, value in table.items():
        key = name.replace("-", "_")
        where = _place(file, name)
        if key not in _KEYS:
            known = [setting.replace("_", "-") for setting in _KEYS]
            suggestion = _suggestion(name.replace("_", "-"), known)
            raise ConfigError(f'{where}: unknown setting "{name}"; {suggestion}')
        if key in values:
            raise ConfigError(f'{where}: "{name}" is set twice; remove one of the two')
        checked = _checked(key, value, f'{where}: "{name}"')
        # A path in a file means the same from wherever the command is run.
        values[key] = file.parent / checked if isinstance(checked, Path) else checked
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


def _read_environment(variables: Mapping[str, str]) -> dict[str, object]:
    values: dict[str, object] = {}
    for key in _KEYS:
        name = _ENVIRONMENT_PREFIX + key.upper()
        text = variables.get(name, "")
        if text:
            values[key] = _checked(key, text, f"environment variable {name}", is_text=True)
    return values


def _checked(key: str, value: object, where: str, *, is_text: bool = False) -> object:
    """Return `value` as the setting wants it; `where` says in an error who gave it."""
    setting = _KEYS[key]
    try:
        return setting.check(setting.parse(str(value)) if is_text else value)
    except (LookupError, TypeError, ValueError) as error:
        raise ConfigError(f"{where}: expected {setting.expected}, found {value!r}") from error


def _option(key: str) -> str:
    return f"option --{key.replace('_', '-')}"


def _unknown_variables(variables: Mapping[str, str]) -> Iterator[str]:
    """Say which variables look like settings and are none.

    No error: the environment belongs to other programs too.
    """
    known = [_ENVIRONMENT_PREFIX + key.upper() for key in _KEYS]
    for name in sorted(variables):
        if name.startswith(_ENVIRONMENT_PREFIX) and name not in known:
            yield f"ignored the environment variable {name}: {_suggestion(name, known)}"


def _suggestion(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"did you mean {close[0]}?"
    return f"the settings are {', '.join(sorted(known))}"


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
