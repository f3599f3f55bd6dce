"""What the command line says beside its results: always on stderr, at the asked loudness."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from dedupe_articles.report.escape import inert, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dedupe_articles.model import Skipped


@dataclass(slots=True)
class Messages:
    """Says what has to be said on stderr: `quiet` leaves only errors, `verbose` adds details."""

    quiet: bool = False
    verbose: bool = False

    def error(self, text: str) -> None:
        """Say what went wrong; this is said even when quiet."""
        _say(f"Error: {text}")

    def note(self, text: str) -> None:
        """Say what the reader of a report should know besides."""
        if not self.quiet:
            _say(text)

    def note_inputs(self, notices: Iterable[str], skipped: Iterable[Skipped]) -> None:
        """Say what a reader should know of the inputs, and what of them was skipped and why."""
        for notice in notices:
            self.note(notice)
        for item in skipped:
            self.note(f"skipped {item.place}: {item.reason}")

    def detail(self, text: str) -> None:
        """Say how the work goes on."""
        if self.verbose:
            _say(text)

    @property
    def shows_progress(self) -> bool:
        """Whether someone watches and wants to: details are lines, and would break a bar."""
        is_watched = sys.stderr is not None and sys.stderr.isatty()
        return is_watched and not self.quiet and not self.verbose


def discard(stream: TextIO | None) -> None:
    """Let all further output to a stream vanish, so that flushing it at exit cannot fail."""
    if stream is None:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _say(text: str) -> None:
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{inert(visible(text))}\n")
        sys.stderr.flush()
    except OSError:
        # Nobody is left to hear it; the exit code still tells.
        discard(sys.stderr)
