"""SQL of this package that every engine runs: files of named queries; and how DuckDB is asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from dedupe_articles.interrupts import interrupts_held

if TYPE_CHECKING:
    from collections.abc import Callable

    from duckdb import DuckDBPyConnection

Answer = TypeVar("Answer")


def read_queries(file: str) -> dict[str, str]:
    """Return the queries of an SQL file of this package by name, in their order.

    Each begins with a line `-- name: …`, and may have parameters in braces.
    """
    text = files("dedupe_articles").joinpath(file).read_text(encoding="utf-8")
    parts = (part.partition("\n") for part in text.split("-- name: ")[1:])
    return {name.strip(): query for name, _, query in parts}


def ask(database: DuckDBPyConnection, question: Callable[[], Answer]) -> Answer:
    """Ask a database something that may take long; Ctrl-C ends it at once.

    DuckDB lets the thread that asks work on the answer too, which hears of Ctrl-C only when it has
    done its part, ten seconds later perhaps; so another one asks.
    """
    with ThreadPoolExecutor(1) as thread:
        try:
            with interrupts_held():
                answer = thread.submit(question)
            return answer.result()
        except KeyboardInterrupt:
            database.interrupt()
            raise
