"""How far a run has come: remembered for the message after Ctrl-C, shown where someone watches."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from dedupe_articles.interrupts import is_interrupt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress, TaskID

    from dedupe_articles.cli.messages import Messages

_SECONDS_BETWEEN_REFRESHES: Final = 0.1
_SECONDS_BEFORE_RATE: Final = 1.0  # a rate over less would jump about


class Interrupted(Exception):  # noqa: N818 - no error of the program
    """Ctrl-C ended the run; the message says where."""


@contextmanager
def tracked(messages: Messages) -> Iterator[Tracker]:
    """Follow the work inside the block.

    Raises:
        Interrupted: in place of KeyboardInterrupt, and of what libraries make of it.

    """
    tracker = Tracker(messages, _new_bar() if messages.shows_progress else None)
    try:
        yield tracker
    except BaseException as error:
        if not is_interrupt(error):
            raise
        raise Interrupted(f"interrupted during {tracker.position}") from error
    finally:
        tracker.close()


class Tracker:
    """Implements `dedupe_articles.model.Progress`."""

    def __init__(self, messages: Messages, bar: Progress | None) -> None:
        self._messages = messages
        self._bar = bar
        self._task: TaskID | None = None
        self._refreshed = 0.0
        self._began = time.monotonic()
        self._name = "start"
        self._total: int | None = None
        self._done = 0

    @property
    def position(self) -> str:
        """The stage and what is done of it: `align, 12 of 40 done`."""
        if self._total is not None:
            return f"{self._name}, {self._done:,} of {self._total:,} done"
        return f"{self._name}, {self._done:,} done" if self._done else self._name

    @property
    def rate(self) -> str:
        """How fast the present stage goes on: `1,200/s`."""
        seconds = time.monotonic() - self._began
        return f"{self._done / seconds:,.0f}/s" if seconds > _SECONDS_BEFORE_RATE else ""

    def stage(self, name: str, total: int | None) -> None:
        """Begin a stage of `total` steps, or of an unknown number."""
        self._name, self._total, self._done = name, total, 0
        self._messages.detail(name if total is None else f"{name}: {total:,} to do")
        if self._bar is None:
            return
        self._bar.start()
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._began = time.monotonic()
        self._task = self._bar.add_task(name, total=total, rate="")
        self._refresh()

    def advance(self, steps: int = 1) -> None:
        """Count steps of the present stage as done."""
        self._done += steps
        if self._bar is None or self._task is None:
            return
        self._bar.update(self._task, completed=self._done, rate=self.rate)
        if time.monotonic() - self._refreshed > _SECONDS_BETWEEN_REFRESHES:
            self._refresh()

    def close(self) -> None:
        """Take the bar off the terminal."""
        if self._bar is not None:
            self._bar.stop()

    def _refresh(self) -> None:
        self._refreshed = time.monotonic()
        if self._bar is not None:
            self._bar.refresh()


def _new_bar() -> Progress:
    from rich.console import Console  # noqa: PLC0415 - rich is slow to import
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        # Refreshing by itself takes a thread, and forking beside a thread is not safe.
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
