"""The engine of one machine: the calling process, and a pool of others when there is enough work.

Workers are started only once the work done in the calling process, or known to come, has reached a
size at which a pool pays for its start, and until they are up it goes on by itself. Results come
back in the order of the work, whatever the workers do.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Final, Self, TypeVar

import numpy as np
from threadpoolctl import threadpool_limits

from dedupe_articles.engine import workers
from dedupe_articles.errors import DedupeError
from dedupe_articles.interrupts import interrupts_held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from types import TracebackType

Work = TypeVar("Work")
Result = TypeVar("Result")

# Pieces of work handed out ahead for each worker: enough to keep it busy, little to throw away.
_AHEAD: Final = 12
# Seconds after which it is seen to it that the workers are alive.
_PATIENCE: Final = 1.0
_PIPE_BYTES: Final = 1 << 20  # what anyone may ask for


class WorkerError(DedupeError):
    """A worker process died."""


class LocalEngine:
    """A context manager; of `count` workers, 0 means one for each processor.

    `expected` is the cost of the work to come, as far as it is known.
    """

    def __init__(self, count: int, expected: int = 0) -> None:
        self._workers = workers.count(count)
        _keep_freed_memory()
        self._done = 0
        self._expected = expected
        self._starter = ThreadPoolExecutor(1)
        self._pool: Future[ProcessPoolExecutor] | None = None
        # Workers end when it is closed: a pool waits even then for pairs that take minutes.
        self._lifeline: Connection | None = None
        self._threads: threadpool_limits | None = None

    def __enter__(self) -> Self:
        self._threads = one_thread()
        self._start_if_worth(self._expected)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            if kind is not None and self._lifeline is not None:
                self._lifeline.close()  # or the start of the pool would be waited for
            # It is said where there is work for it; a signal to all processes breaks off its start.
            with suppress(BrokenProcessPool, EOFError, OSError):
                pool = self._pool.result()
                if kind is not None:
                    self._end_workers(pool)
                pool.shutdown(wait=kind is None, cancel_futures=True)
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
                with interrupts_held():
                    pending.append(pool.submit(function, piece))
                if len(pending) > self._workers * _AHEAD:
                    yield self._result(pending.popleft())
            while pending:
                yield self._result(pending.popleft())
        except BrokenProcessPool as error:
            raise WorkerError(
                "a worker process died, out of memory perhaps; --workers 1 uses none. A script "
                "that calls scan() with workers needs the usual `if __name__ == '__main__':`"
            ) from error

    def _started_pool(self) -> ProcessPoolExecutor | None:
        """Return the pool once it is up; start it when there has been enough work."""
        self._start_if_worth(self._done)
        if self._pool is None or not self._pool.done():
            return None
        return self._pool.result()

    def _result(self, future: Future[Result]) -> Result:
        """Return a result once it is there; raise `BrokenProcessPool` if a worker has died.

        A pool does not see that of one that was killed while it handed over a result.
        """
        while not wait_for([future], _PATIENCE).done:
            pool = self._started_pool()
            processes = getattr(pool, "_processes", None) or {}
            if pool is not None and wait([one.sentinel for one in processes.values()], 0):
                self._end_workers(pool)
        return future.result()

    def _end_workers(self, pool: ProcessPoolExecutor) -> None:
        """Let the workers end, whatever they are amid, and the threads that wait for them.

        A worker that ends while it hands over a result leaves a part of it. The thread that reads
        it waits for the rest as long as anyone could still write, as this process could, and at its
        end the program waits for the thread.
        """
        if self._lifeline is not None:
            self._lifeline.close()
        writer = _result_writer(pool)
        if writer is not None:
            writer.close()

    def _start_if_worth(self, cost: int) -> None:
        """Start the pool, if it is not, when so much work is worth it."""
        # Prepared before a pool has to start a part of it.
        if self._pool is None and workers.pay(self._workers, cost) and workers.prepare():
            context = get_context(workers.METHOD)
            heard, self._lifeline = context.Pipe(duplex=False)
            pool = ProcessPoolExecutor(
                self._workers,
                mp_context=context,
                initializer=_serve_the_parent,
                initargs=(heard,),
            )
            _widen(pool)
            self._pool = self._starter.submit(_start, pool, self._workers)


def _widen(pool: ProcessPoolExecutor) -> None:
    """Let results of up to a megabyte pass to this process in one piece, where that can be asked.

    A pipe holds 64 KB. A worker with more waits until what it holds is read, again and again, and
    the thread that reads waits each time until this process lets go of the interpreter's lock: a
    tenth of the time up to the candidates (benchmarks/peers.py).
    """
    writer = _result_writer(pool)
    if sys.platform == "linux" and writer is not None:
        from fcntl import F_SETPIPE_SZ, fcntl  # noqa: PLC0415 - not everywhere

        with suppress(OSError):  # what all pipes of a user may hold is limited
            fcntl(writer.fileno(), F_SETPIPE_SZ, _PIPE_BYTES)


def _result_writer(pool: ProcessPoolExecutor) -> Connection | None:
    """Return the end of the pipe of results that workers write to, of which this process has one.

    There is no other way to it than by names that are no promise.
    """
    return getattr(getattr(pool, "_result_queue", None), "_writer", None)


def _start(pool: ProcessPoolExecutor, count: int) -> ProcessPoolExecutor:
    """Return the pool when its first worker is up; the start of the others is under way.

    Whoever hands work to a pool waits until a process for it has been started.
    """
    next(as_completed([pool.submit(_be_up) for _ in range(count)])).result()
    return pool


def _be_up() -> None:
    """Do nothing, in a worker."""


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
