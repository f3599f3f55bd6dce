"""The settings: what each means, how it is read, and how an editor can check it."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args

from dedupe_articles.errors import ConfigError
from dedupe_articles.model import Groups, Relation, Representative
from dedupe_articles.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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

# More than any file, memory or corpus has; all that counts bytes and words can count so far.
_MOST: Final = 10**15
_SOME_TEXT: Final = {"type": "string", "minLength": 1}
_GLOBS: Final = "globs, such as *.txt"


class Key(NamedTuple):
    """How a setting is read: `parse` takes the text of an environment variable.

    `check` takes a value as TOML has it and returns it as the setting wants it. Both raise
    ValueError, TypeError or LookupError for what is not `expected`. `schema` is the JSON Schema of
    the value in a file, `meaning` a few words of Markdown.
    """

    expected: str
    parse: Callable[[str], object]
    check: Callable[[object], object]
    schema: Mapping[str, Any]
    meaning: str


def _share(meaning: str) -> Key:
    def check(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise ValueError
        return float(value)

    schema = {"type": "number", "minimum": 0, "maximum": 1}
    return Key("a number from 0 to 1", float, check, schema, meaning)


def _count(low: int, meaning: str) -> Key:
    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= _MOST:
            raise ValueError
        return value

    schema = {"type": "integer", "minimum": low, "maximum": _MOST}
    return Key(f"a whole number from {low} to {_MOST:,}", int, check, schema, meaning)


def _flag(meaning: str) -> Key:
    def parse(text: str) -> bool:
        return {"true": True, "1": True, "false": False, "0": False}[text.lower()]

    def check(value: object) -> bool:
        if not isinstance(value, bool):
            raise TypeError
        return value

    return Key("true or false", parse, check, {"type": "boolean"}, meaning)


def _text(meaning: str) -> Key:
    def check(value: object) -> str:
        if not isinstance(value, str) or not value:
            raise ValueError
        return value

    return Key("a text that is not empty", str, check, _SOME_TEXT, meaning)


def _encoding(meaning: str) -> Key:
    def check(value: object) -> str:
        if not isinstance(value, str):
            raise TypeError
        "".encode(value)
        return value

    return Key("the name of a text encoding, such as cp1252", str, check, _SOME_TEXT, meaning)


def _language(meaning: str) -> Key:
    code = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"

    def check(value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(code, value):
            raise ValueError
        return value

    schema = {"type": "string", "pattern": f"^{code}$"}
    return Key("the code of a language, such as en or pt-BR", str, check, schema, meaning)


def _choice(names: tuple[str, ...], meaning: str) -> Key:
    def check(value: object) -> str:
        if value not in names:
            raise ValueError
        return str(value)

    return Key(f"one of {', '.join(names)}", str, check, {"enum": list(names)}, meaning)


def _representative(meaning: str) -> Key:
    key = _choice(tuple(member.value for member in Representative), meaning)
    return key._replace(check=lambda value: Representative(str(key.check(value))))


def _path(meaning: str) -> Key:
    def check(value: object) -> Path:
        if not isinstance(value, str | Path) or not str(value):
            raise ValueError
        return Path(value)

    return Key("the path of a file", str, check, _SOME_TEXT, meaning)


def _texts(expected: str, meaning: str) -> Key:
    def parse(text: str) -> list[str]:
        return [name.strip() for name in text.split(",")]

    def check(value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(x, str) and x for x in value):
            raise ValueError
        return tuple(value)

    schema = {"type": "array", "items": _SOME_TEXT}
    return Key(f"a list of {expected}", parse, check, schema, meaning)


def _relations(meaning: str) -> Key:
    names = [relation.value for relation in REPORTABLE]
    key = _texts(", ".join(names), meaning)

    def check(value: object) -> tuple[Relation, ...]:
        if not isinstance(value, list) or not set(value) <= set(names):
            raise ValueError
        return tuple(Relation(name) for name in value)

    return key._replace(check=check, schema={"type": "array", "items": {"enum": names}})


KEYS: Final[Mapping[str, Key]] = {
    "min_confidence": _share("least confidence of a finding"),
    "min_score": _share("least score of a finding"),
    "min_words": _count(0, "articles with fewer words are skipped"),
    "relations": _relations("the relations to report; empty means all but the last two"),
    "candidates_per_article": _count(1, "how many pairs of each article are aligned at most"),
    "boilerplate_in": _count(
        0,
        "a line in so many articles that otherwise share little is left out of scores; 0 is never",
    ),
    "group_by": _text("what makes a group of articles: `folder`, `site` or a field"),
    "groups": _choice(GROUPS, "whether articles across groups are compared, or within each"),
    "representative": _representative("which article stands for a family"),
    "prefer": _texts(
        "texts that are not empty", "folders whose articles stand for a family, best first"
    ),
    "id_field": _text("field of a record that names it"),
    "text_field": _text("field of a record that holds its text"),
    "title_field": _text("field of a record that holds its title"),
    "date_field": _text("field of a record that holds its date"),
    "language": _language("language of all articles, instead of what their texts show"),
    "encoding": _encoding("encoding of files that are not UTF-8"),
    "max_file_size": _count(1, "larger files and records are skipped; in bytes"),
    "ignore": _flag("whether `.gitignore` and `.dedupeignore` are honoured"),
    "include": _texts(_GLOBS, "globs that files of folders must match; empty means all"),
    "exclude": _texts(_GLOBS, "globs of files and folders that are not read"),
    "stdin_filename": _text("the name that says in which format stdin is"),
    "workers": _count(0, "number of processes; 0 is one for each core"),
    "memory_limit": _count(
        0, "bytes of memory for the index of a scan, the rest goes to disk; 0 is four fifths of all"
    ),
    "format": _choice(FORMATS, "format of the report of `scan`"),
    "fail_on": _choice(FAIL_ON, "weakest relation that makes the exit code 1"),
    "baseline": _path("the file of accepted findings, from the folder of the configuration file"),
}
"""Every setting by its name, in underscores: the fields of `Settings` and those of `Config`."""


def checked(key: str, value: object, where: str, *, is_text: bool = False) -> object:
    """Return `value` as the setting wants it; `where` says in an error who gave it."""
    setting = KEYS[key]
    try:
        return setting.check(setting.parse(str(value)) if is_text else value)
    except (LookupError, TypeError, ValueError) as error:
        raise ConfigError(f"{where}: expected {setting.expected}, found {value!r}") from error


def dashed(key: str) -> str:
    """Return a setting as it is written in a file: `min-score`."""
    return key.replace("_", "-")


def suggestion(name: str, known: list[str]) -> str:
    """Say which of the known names may be meant."""
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"did you mean {close[0]}?"
    return f"the settings are {', '.join(sorted(known))}"
