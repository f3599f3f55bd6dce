from __future__ import annotations

import os
import signal
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import settings

from dedupe_articles.engine import local, workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import ProcessPoolExecutor
    from contextlib import AbstractContextManager

_NOBODY: Final = 65534
# They start Spark, or install from PyPI.
_SLOW: Final = ("test_wheel.py", "test_readme.py", "engine/spark/", "test_ci.py")

# A machine that is busy with something else must not fail a test.
settings.register_profile("dedupe", deadline=None)
settings.load_profile("dedupe")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest."""
    items.sort(key=lambda item: not any(slow in item.path.as_posix() for slow in _SLOW))


@pytest.fixture(scope="session", autouse=True)
def _interrupts_heard() -> None:
    """Hear interrupts, and let processes hear them that tests start.

    A job that a shell script puts into the background is born deaf to them, and so are its own.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def endless_query() -> Iterator[str]:
    """Return a query for DuckDB that comes to no end; Ctrl-C is pressed while it runs.

    It needs a single thread: with several, some versions of DuckDB hear of it when they are done.
    """
    pressing = threading.Timer(0.5, signal.raise_signal, [signal.SIGINT])
    pressing.start()
    yield "SELECT count(*) FROM range(1_000_000_000_000) WHERE hash(range) = 1"
    pressing.cancel()


@pytest.fixture
def _all_by_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have even the first piece of work done by workers, and wait until they are up."""
    started = local.LocalEngine._started_pool

    def wait(engine: local.LocalEngine) -> ProcessPoolExecutor | None:
        started(engine)
        return None if engine._pool is None else engine._pool.result()

    monkeypatch.setattr(workers, "WORTH_A_POOL", 0)
    monkeypatch.setattr(local.LocalEngine, "_started_pool", wait)


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """Return a fresh folder in which a user may work who may not read everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


@pytest.fixture
def as_nobody() -> Callable[[], AbstractContextManager[None]]:
    """Return what lets a test go on as such a user, even if started by root."""

    @contextmanager
    def go_on() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(_NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)

    return go_on


@pytest.fixture
def files_up_to() -> Callable[[int], AbstractContextManager[None]]:
    """Return what limits the size of files, which does to a writer what a full disk does."""
    resource = pytest.importorskip("resource")

    @contextmanager
    def limited(size: int) -> Iterator[None]:
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    return limited
