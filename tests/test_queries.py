from __future__ import annotations

import os
import signal
import threading

import duckdb
import pytest

from dedupe_articles.queries import ask


def test_an_interrupt_ends_a_query_and_leaves_the_database() -> None:
    """DuckDB by itself hears of it when the thread that asks has done its part of the work."""
    with duckdb.connect(config={"threads": 2}) as database:

        def long_query() -> None:
            query = "SELECT hash(range) AS h, count(*) AS n FROM range(50_000_000) GROUP BY ALL"
            threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
            ask(database, lambda: database.execute(f"CREATE TABLE long AS {query}"))

        with pytest.raises(KeyboardInterrupt):
            long_query()
        assert database.execute("SHOW TABLES").fetchall() == []


def test_a_query_that_fails_says_why() -> None:
    with duckdb.connect() as database, pytest.raises(duckdb.CatalogException, match="missing"):
        ask(database, lambda: database.execute("SELECT * FROM missing"))
