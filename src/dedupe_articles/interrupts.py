"""Ctrl-C: what becomes of it in libraries, and where it has to wait."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_interrupt(error: BaseException) -> bool:
    """Whether an error is Ctrl-C, or what a library in C makes of it.

    DuckDB makes an `ImportError` when it is being imported, a plain `RuntimeError` of a query,
    which names no cause since DuckDB 2.0, and where it calls Python an error that ends with the
    name.
    """
    of_a_query = isinstance(error, RuntimeError) and str(error) == "Query interrupted"
    within_a_query = str(error).rstrip().endswith("KeyboardInterrupt:")
    is_one = KeyboardInterrupt in {type(error), type(error.__cause__)}
    return of_a_query or within_a_query or is_one


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Let a Ctrl-C wait: a thread or a pool that is left half started is not waited for."""
    if threading.current_thread() is not threading.main_thread():  # never interrupted
        yield
        return
    held: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: held.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        for number in held[:1]:
            signal.raise_signal(number)
