from __future__ import annotations

import signal

import pytest
from hypothesis import settings

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
