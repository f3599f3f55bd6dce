from __future__ import annotations

import os
import signal
import threading
import time

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


def test_an_interrupt_while_the_query_begins_does_not_leave_it_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A thread whose start is broken off is one that nobody waits for."""
    start = threading.Thread.start

    def start_amid_an_interrupt(thread: threading.Thread) -> None:
        start(thread)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(threading.Thread, "start", start_amid_an_interrupt)
    ended: list[bool] = []

    def question() -> None:
        time.sleep(0.2)
        ended.append(True)

    with duckdb.connect() as database, pytest.raises(KeyboardInterrupt):
        ask(database, question)
    assert ended


def test_a_query_that_fails_says_why() -> None:
    with duckdb.connect() as database, pytest.raises(duckdb.CatalogException, match="missing"):
        ask(database, lambda: database.execute("SELECT * FROM missing"))
