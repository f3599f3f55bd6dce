from __future__ import annotations

import time

import duckdb
import pytest

from dedupe_articles.cli.messages import Messages
from dedupe_articles.cli.progress import Interrupted, Tracker, tracked


def interrupted_work() -> None:
    """Do 12 of 1,400 steps of a stage until Ctrl-C comes."""
    with tracked(Messages()) as progress:
        progress.stage("load", None)
        progress.advance(3)
        progress.stage("align", 1400)
        progress.advance(10)
        progress.advance(2)
        raise KeyboardInterrupt


def test_the_message_after_ctrl_c_says_how_far_the_work_had_come() -> None:
    with pytest.raises(Interrupted, match=r"^interrupted during align, 12 of 1,400 done$"):
        interrupted_work()


def test_ctrl_c_during_a_query_is_one_too(endless_query: str) -> None:
    """DuckDB makes an error of it that looks like a fault of the program."""

    def work() -> None:
        with duckdb.connect(config={"threads": 1}) as database, tracked(Messages()) as progress:
            progress.stage("candidates", None)
            database.execute(endless_query).fetchall()

    with pytest.raises(Interrupted, match=r"^interrupted during candidates$"):
        work()


def test_ctrl_c_during_an_import_is_one_too() -> None:
    """What the module of DuckDB raises, written in C."""
    with pytest.raises(Interrupted, match=r"^interrupted during start$"), tracked(Messages()):
        raise ImportError("while initializing the extension") from KeyboardInterrupt()


def test_ctrl_c_where_the_database_calls_python_is_one_too() -> None:
    with pytest.raises(Interrupted, match=r"^interrupted during start$"), tracked(Messages()):
        raise duckdb.Error("KeyboardInterrupt: ")


def test_another_error_says_what_it_said() -> None:
    with pytest.raises(RuntimeError, match="broken"), tracked(Messages()):
        raise RuntimeError("broken")


@pytest.mark.parametrize(("steps", "position"), [(0, "load"), (7, "load, 7 done")])
def test_a_stage_of_unknown_length_says_what_is_done(steps: int, position: str) -> None:
    tracker = Tracker(Messages(), bar=None)
    tracker.stage("load", None)
    tracker.advance(steps)
    assert tracker.position == position


def test_stages_are_named_on_stderr_only_when_verbose(capsys: pytest.CaptureFixture[str]) -> None:
    with tracked(Messages()) as progress:
        progress.stage("load", None)
    assert capsys.readouterr().err == ""
    with tracked(Messages(verbose=True)) as progress:
        progress.stage("load", None)
        progress.stage("align", 12)
    assert capsys.readouterr().err == "load\nalign: 12 to do\n"


def test_a_stage_that_takes_a_while_has_a_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    tracker = Tracker(Messages(), bar=None)
    tracker.stage("align", 10_000)
    tracker.advance(2400)
    assert tracker.rate == ""
    began = time.monotonic()
    monkeypatch.setattr("dedupe_articles.cli.progress.time.monotonic", lambda: began + 2)
    assert tracker.rate == "1,200/s"
