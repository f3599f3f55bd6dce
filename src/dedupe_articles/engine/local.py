"""The engine of one machine: the calling process, and a pool of others when there is enough work.

Workers are started only once the work done in the calling process has reached a size at which a
pool pays for its start, and until they are up it goes on by itself. Results come back in the order
of the work, whatever the workers do.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import (
    forkserver,
    get_all_start_methods,
    get_context,
    parent_process,
    resource_tracker,
)
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Final, Self, TypeVar

import numpy as np
from threadpoolctl import threadpool_limits

from dedupe_articles.errors import DedupeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from types import TracebackType

Work = TypeVar("Work")
Result = TypeVar("Result")

# Cost units done in the calling process before a pool is started. Sketching counts characters,
# alignment those of the texts times a factor; at some 20 million units a second on one core this
# is about half of what the start of two workers takes.
_WORTH_A_POOL: Final = 4_000_000
# What workers run is in these modules.
_PRELOADED: Final = ("dedupe_articles.sketch", "dedupe_articles.judging")
# Pieces of work handed out ahead for each worker: enough to keep it busy, little to throw away.
_AHEAD: Final = 12
_PIPE_BYTES: Final = 1 << 20  # what anyone may ask for


class WorkerError(DedupeError):
    """A worker process died."""


class LocalEngine:
    """A context manager; `workers` 0 means one for each processor."""

    def __init__(self, workers: int) -> None:
        self._workers = workers or os.cpu_count() or 1
        _keep_freed_memory()
        self._done = 0
        self._starter = ThreadPoolExecutor(1)
        self._pool: Future[ProcessPoolExecutor] | None = None
        # Workers end when it is closed: a pool waits even then for pairs that take minutes.
        self._lifeline: Connection | None = None
        self._threads: threadpool_limits | None = None

    def __enter__(self) -> Self:
        self._threads = one_thread()
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
            with suppress(BrokenProcessPool):  # it is said where there is work for it
                self._pool.result().shutdown(wait=kind is None, cancel_futures=True)
        self._starter.shutdown()
        if self._threads is not None:
            self._threads.restore_original_limits()

    def map(
        self,
        function: Callable[[Work], Result],
        work: Iterable[tuple[Work, int]],
    ) -> Iterator[Result]:
        """Yield the result for each piece of work, in order; each comes with its cost."""
        pending: deque[Future[Result]] = deque()
        try:
            for piece, cost in work:
                pool = self._started_pool()
                if pool is None:
                    yield function(piece)
                    self._done += cost
                    continue
                with _interrupts_held():
                    pending.append(pool.submit(function, piece))
                if len(pending) > self._workers * _AHEAD:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerError(
                "a worker process died, out of memory perhaps; --workers 1 uses none. A script "
                "that calls scan() with workers needs the usual `if __name__ == '__main__':`"
            ) from error

    def _started_pool(self) -> ProcessPoolExecutor | None:
        """Return the pool once it is up; start it when there has been enough work."""
        if self._workers == 1 or self._done < _WORTH_A_POOL:
            return None
        if self._pool is None:
            # Not fork: the database and the progress display run threads in this process.
            has_forkserver = "forkserver" in get_all_start_methods()
            context = get_context("forkserver" if has_forkserver else "spawn")
            heard, self._lifeline = context.Pipe(duplex=False)
            pool = ProcessPoolExecutor(
                self._workers,
                mp_context=context,
                initializer=_serve_the_parent,
                initargs=(heard,),
            )
            _widen(pool)
            self._pool = self._starter.submit(_start, pool, self._workers)
        return self._pool.result() if self._pool.done() else None


def _widen(pool: ProcessPoolExecutor) -> None:
    """Let results of up to a megabyte pass to this process in one piece, where that can be asked.

    A pipe holds 64 KB. A worker with more waits until what it holds is read, again and again, and
    the thread that reads waits each time until this process lets go of the interpreter's lock: a
    tenth of the time up to the candidates (benchmarks/peers.py).
    """
    writer = getattr(getattr(pool, "_result_queue", None), "_writer", None)
    if sys.platform == "linux" and writer is not None:
        from fcntl import F_SETPIPE_SZ, fcntl  # noqa: PLC0415 - not everywhere

        with suppress(OSError):  # what all pipes of a user may hold is limited
            fcntl(writer.fileno(), F_SETPIPE_SZ, _PIPE_BYTES)


def _start(pool: ProcessPoolExecutor, workers: int) -> ProcessPoolExecutor:
    """Return the pool when its first worker is up; the start of the others is under way.

    Whoever hands work to a pool waits until a process for it has been started.
    """
    if "forkserver" in get_all_start_methods():
        _start_forkserver()
    next(as_completed([pool.submit(_be_up) for _ in range(workers)])).result()
    return pool


def _be_up() -> None:
    """Do nothing, in a worker."""


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


def _keep_freed_memory() -> None:
    """Let the C library keep what is freed for the next arrays instead of giving it back.

    That of Linux (glibc) takes a freed block of up to 32 MB for a sign of what is to come, see
    mallopt(3), M_MMAP_THRESHOLD. Until it has seen one, every large array is made of new pages:
    100,000 page faults for 50 MB of text, a tenth of the time that sketching takes.
    """
    np.empty(31 << 20, dtype=np.uint8)


def one_thread() -> threadpool_limits:
    """Let libraries of linear algebra use no threads but the one that calls them.

    They start one for each processor. Those of two workers on two processors wait for each other
    most of the time: a scan takes half as long again (benchmarks/peers.py).
    """
    return threadpool_limits(1, user_api="blas")


def _serve_the_parent(lifeline: Connection) -> None:
    """Leave interrupts to the parent; end when it says so, and with it even when it is killed."""
    _keep_freed_memory()
    one_thread()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        ends = [parent.sentinel, lifeline]
        threading.Thread(target=_end_with, args=(ends,), daemon=True).start()


def _end_with(ends: Sequence[int | Connection]) -> None:
    wait(ends)
    os._exit(1)
