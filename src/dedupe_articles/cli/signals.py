"""The signals that end a run from outside: a time limit, a stopped container, a closed terminal."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


@contextmanager
def heard_as_ctrl_c() -> Iterator[None]:
    """Let SIGTERM and SIGHUP do what Ctrl-C does: clean up, and say where the run was.

    By themselves they end the process at once, and leave temporary folders and half an index
    behind. Who ignores them, as `nohup` does, is left alone.
    """
    if threading.current_thread() is not threading.main_thread():  # hears no signals
        yield
        return
    names = ("SIGTERM", "SIGHUP")  # Windows has no SIGHUP
    ends = [getattr(signal, name) for name in names if hasattr(signal, name)]
    ours = [number for number in ends if signal.getsignal(number) is signal.SIG_DFL]

    def interrupt(number: int, frame: FrameType | None) -> None:
        handler = signal.getsignal(signal.SIGINT)  # an engine has its own
        try:
            (handler if callable(handler) else signal.default_int_handler)(number, frame)
        except KeyboardInterrupt:
            for each in ours:  # `timeout` sends it twice; nothing is to break off the cleaning up
                signal.signal(each, signal.SIG_IGN)
            raise

    for number in ours:
        signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number in ours:
            if signal.getsignal(number) is interrupt:
                signal.signal(number, signal.SIG_DFL)
