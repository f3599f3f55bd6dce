"""A Ctrl-C while Spark works: its jobs are cancelled first, and what the scan has kept removed."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_AGAIN: Final = 0.5  # seconds: the next job of a scan may begin after the present one is cancelled


@contextmanager
def interruptible(cancel: Callable[[], None], handler: Any) -> Iterator[None]:  # noqa: ANN401 - as `signal` has it
    """Let a Ctrl-C call `cancel`, until the body ends; raise `KeyboardInterrupt` then.

    Raised at once, it would break off a question to Java, of which nothing could be asked any more:
    not even to remove tables. A second Ctrl-C does not wait. `handler` is what serves the signal
    afterwards.
    """
    if threading.current_thread() is not threading.main_thread():  # never interrupted
        yield
        return
    pressed, over = threading.Event(), threading.Event()

    def interrupt(_number: int, _frame: object) -> None:
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    def work() -> None:
        pressed.wait()
        while not over.is_set():
            with suppress(Exception):  # the body hears of it too
                cancel()
            over.wait(_AGAIN)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    except Exception:
        if pressed.is_set():
            raise KeyboardInterrupt from None
        raise
    else:
        if pressed.is_set():
            raise KeyboardInterrupt
    finally:
        signal.signal(signal.SIGINT, handler)
        over.set()
        pressed.set()
        thread.join()
