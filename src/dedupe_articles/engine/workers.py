"""The process that workers are forked from, and when it pays. What is here imports next to nothing.

Before it can fork a worker that process imports for most of a second. Whoever knows early that
there is much to do starts it first, and imports what he needs himself meanwhile.
"""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from multiprocessing import current_process, forkserver, get_all_start_methods, resource_tracker
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# Cost units done in the calling process before a pool is started, or known to come. Sketching
# counts characters, alignment those of the texts times a factor; at some 20 million units a second
# on one core this is about half of what the start of two workers takes.
WORTH_A_POOL: Final = 4_000_000
# The linear algebra of numpy starts its threads when it is imported; a worker uses none.
_ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1"}
# Not fork: the database and the progress display run threads in the process that scans.
METHOD: Final = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
# What workers run is in these modules.
_PRELOADED: Final = ("dedupe_articles.sketch", "dedupe_articles.judging")


def count(workers: int) -> int:
    """Return how many workers are meant; 0 means one for each processor."""
    return workers or os.cpu_count() or 1


def pay(workers: int, cost: int) -> bool:
    """Whether a pool of workers pays for its start with so much work, and may be started.

    A daemonic process, as a `multiprocessing.Pool` has them, may start none.
    """
    return count(workers) > 1 and cost >= WORTH_A_POOL and not current_process().daemon


def prepare() -> bool:
    """Start the process that workers are forked from, where there is such a thing.

    False where workers cannot be had: after a fork, from the process that its parent has started.

    It is deaf to Ctrl-C and to the end of a terminal from its first moment: a signal mask is
    inherited, and a handler that it sets itself would come too late.
    """
    if METHOD != "forkserver":
        return True
    # Imported once, before the workers are forked.
    forkserver.set_forkserver_preload(["__main__", *_PRELOADED])
    with _deaf():  # or the forkserver starts it first, and that lifts the mask
        resource_tracker.ensure_running()
    with _deaf(), _environment(**_ONE_THREAD):
        try:
            forkserver.ensure_running()
        except ChildProcessError:
            return False
    return True


@contextmanager
def _deaf() -> Iterator[None]:
    """Let processes that are started meanwhile leave signals to the one that starts them.

    All of a terminal's processes get them. One that ends by itself is missed by the others, which
    say so.
    """
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@contextmanager
def _environment(**variables: str) -> Iterator[None]:
    """Let processes that are started meanwhile have variables that are not set."""
    added = {name: value for name, value in variables.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]
