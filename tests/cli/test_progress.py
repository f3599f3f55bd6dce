from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.cli.messages import Messages
from dedupe_articles.cli.progress import Interrupted, Tracker, tracked

if TYPE_CHECKING:
    from dedupe_articles.model import Progress


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


@pytest.mark.parametrize(("steps", "position"), [(0, "load"), (7, "load, 7 done")])
def test_a_stage_of_unknown_length_says_what_is_done(steps: int, position: str) -> None:
    tracker = Tracker(Messages(), bar=None)
    tracker.stage("load", None)
    tracker.advance(steps)
    assert tracker.position == position


def test_a_tracker_is_what_the_pipeline_reports_to() -> None:
    progress: Progress = Tracker(Messages(), bar=None)
    progress.stage("load", 1)
    progress.advance()


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
