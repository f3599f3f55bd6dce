"""The engine of one machine: the calling process, and a pool of others when there is enough work.

Workers are started only once the work done in the calling process has reached a size at which a
pool pays for its start; results come back in the order of the work, whatever the workers do.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import (
    forkserver,
    get_all_start_methods,
    get_context,
    parent_process,
    resource_tracker,
)
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Final, Self, TypeVar

from dedupe_articles.errors import DedupeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from types import TracebackType

Work = TypeVar("Work")
Result = TypeVar("Result")

# Cost units done in the calling process before a pool is started. Sketching counts characters,
# alignment words of both sides times a factor; at some 20 million units a second on one core this
# is about half of what the start of two workers takes.
_WORTH_A_POOL: Final = 4_000_000
# What workers run is in these modules.
_PRELOADED: Final = ("dedupe_articles.sketch", "dedupe_articles.judging")
# Pieces of work handed out ahead for each worker: enough to keep it busy, little to throw away.
_AHEAD: Final = 2


class WorkerError(DedupeError):
    """A worker process died."""


class LocalEngine:
    """A context manager; `workers` 0 means one for each processor."""

    def __init__(self, workers: int) -> None:
        self._workers = workers or os.cpu_count() or 1
        self._done = 0
        self._pool: ProcessPoolExecutor | None = None
        # Workers end when it is closed: a pool waits even then for pairs that take minutes.
        self._lifeline: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            if kind is not None and self._lifeline is not None:
                self._lifeline.close()
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def map(
        self,
        function: Callable[[Work], Result],
        work: Iterable[tuple[Work, int]],
    ) -> Iterator[Result]:
        """Yield the result for each piece of work, in order; each comes with its cost."""
        pending: deque[Future[Result]] = deque()
        try:
            for piece, cost in work:
                if not self._use_pool():
                    yield function(piece)
                    self._done += cost
                    continue
                with _interrupts_held():
                    pending.append(self._start().submit(function, piece))
                if len(pending) > self._workers * _AHEAD:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerError(
                "a worker process died, out of memory perhaps; --workers 1 uses none. A script "
                "that calls scan() with workers needs the usual `if __name__ == '__main__':`"
            ) from error

    def _use_pool(self) -> bool:
        return self._workers > 1 and self._done >= _WORTH_A_POOL

    def _start(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Not fork: the database and the progress display run threads in this process.
            method = "spawn"
            if "forkserver" in get_all_start_methods():
                method = "forkserver"
                _start_forkserver()
            context = get_context(method)
            heard, self._lifeline = context.Pipe(duplex=False)
            self._pool = ProcessPoolExecutor(
                self._workers,
                mp_context=context,
                initializer=_serve_the_parent,
                initargs=(heard,),
            )
        return self._pool


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let a Ctrl-C wait: a pool that is left half started waits for its workers for ever."""
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


def _start_forkserver() -> None:
    """Start the process that workers are forked from, deaf to Ctrl-C from its first moment.

    A signal mask is inherited; a handler that it sets itself would come too late.
    """
    resource_tracker.ensure_running()  # or the forkserver starts it first, and that lifts the mask
    # Imported once, before the workers are forked.
    forkserver.set_forkserver_preload(["__main__", *_PRELOADED])
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _serve_the_parent(lifeline: Connection) -> None:
    """Leave interrupts to the parent; end when it says so, and with it even when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        ends = [parent.sentinel, lifeline]
        threading.Thread(target=_end_with, args=(ends,), daemon=True).start()


def _end_with(ends: Sequence[int | Connection]) -> None:
    wait(ends)
    os._exit(1)
