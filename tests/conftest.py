from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from dedupe_articles.engine import local

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

# A machine that is busy with something else must not fail a test.
settings.register_profile("dedupe", deadline=None)
settings.load_profile("dedupe")


@pytest.fixture(scope="session", autouse=True)
def _interrupts_heard() -> None:
    """Hear interrupts, and let processes hear them that tests start.

    A job that a shell script puts into the background is born deaf to them, and so are its own.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def _all_by_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have even the first piece of work done by workers, and wait until they are up."""
    started = local.LocalEngine._started_pool

    def wait(engine: local.LocalEngine) -> ProcessPoolExecutor | None:
        started(engine)
        return None if engine._pool is None else engine._pool.result()

    monkeypatch.setattr(local, "_WORTH_A_POOL", 0)
    monkeypatch.setattr(local.LocalEngine, "_started_pool", wait)
