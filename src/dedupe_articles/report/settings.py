"""The settings in force, as TOML that says in comments where each comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dedupe_articles.report.escape import escape_json, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

_WIDEST: Final = 40


def render_settings(values: Mapping[str, object], origins: Mapping[str, str | None]) -> str:
    """Return a line for each setting, by name; what has no origin is a comment as a whole."""
    lines = {key: _line(key, value, origins[key]) for key, value in values.items()}
    width = max((len(line) for line in lines.values() if len(line) <= _WIDEST), default=0)
    return "".join(
        f"{line:{width}}  # {visible(origins[key] or 'default')}\n"
        for key, line in sorted(lines.items())
    )


def _line(key: str, value: object, origin: str | None) -> str:
    name = key.replace("_", "-")
    if value is None:
        return f"# {name} is not set"
    assignment = f"{name} = {toml_value(value)}"
    return assignment if origin else f"# {assignment}"


def toml_value(value: object) -> str:
    """Return a value as TOML has it: a text, number, truth value or list of texts."""
    if isinstance(value, Path):
        value = value.as_posix()
    return escape_json(json.dumps(value, ensure_ascii=False))
