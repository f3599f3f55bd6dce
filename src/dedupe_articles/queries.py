"""SQL of this package that every engine runs: files of named queries."""

from __future__ import annotations

from importlib.resources import files


def read_queries(file: str) -> dict[str, str]:
    """Return the queries of an SQL file of this package by name, in their order.

    Each begins with a line `-- name: …`, and may have parameters in braces.
    """
    text = files("dedupe_articles").joinpath(file).read_text(encoding="utf-8")
    parts = (part.partition("\n") for part in text.split("-- name: ")[1:])
    return {name.strip(): query for name, _, query in parts}
