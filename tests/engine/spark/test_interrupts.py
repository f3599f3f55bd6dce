from __future__ import annotations

import os
import signal
import threading

import pytest

from dedupe_articles.engine.spark.interrupts import interruptible


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.parametrize("fails", [True, False])
def test_a_ctrl_c_cancels_and_is_raised_when_the_body_has_ended(*, fails: bool) -> None:
    """A cancelled job of Spark raises an error of its own, which says nothing to the user."""
    before = signal.getsignal(signal.SIGINT)
    cancelled = threading.Event()
    ended = False

    def body() -> None:
        nonlocal ended
        with interruptible(cancelled.set, before):
            press()
            assert cancelled.wait(60)
            ended = True
            if fails:
                raise ValueError("job cancelled")

    with pytest.raises(KeyboardInterrupt):
        body()
    assert ended
    assert signal.getsignal(signal.SIGINT) is before


def test_a_second_ctrl_c_does_not_wait() -> None:
    def broken() -> None:
        raise ValueError("nobody is listening")

    def body() -> None:
        with interruptible(broken, signal.default_int_handler):
            press()
            press()
            pytest.fail("went on")

    with pytest.raises(KeyboardInterrupt):
        body()


def test_without_a_ctrl_c_errors_are_what_they_are() -> None:
    def body() -> None:
        with interruptible(pytest.fail, signal.default_int_handler):
            raise ValueError("as it is")

    with pytest.raises(ValueError, match="as it is"):
        body()
