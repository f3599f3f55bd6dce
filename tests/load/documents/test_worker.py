"""The process apart bounds what a document may cost, and survives it."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.documents.document import Task
from dedupe_articles.load.documents.worker import CPU_SECONDS, MEMORY_BYTES, Worker

from ..inputs import docx, page  # noqa: TID252 - the tests of readers share their files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Start = Callable[..., Worker]

TEXT = "The committee met on Monday to discuss the new bridge across the river."
GOOD = Task(page([TEXT]), None, 1_000_000)


def large_page(size: int) -> Task:
    return Task(page(["\n".join([TEXT] * (size // len(TEXT)))]), None, 100_000_000)


@pytest.fixture
def workers() -> Iterator[Start]:
    started: list[Worker] = []

    def start(memory: int = MEMORY_BYTES, seconds: int = CPU_SECONDS) -> Worker:
        started.append(Worker(memory, seconds))
        return started[-1]

    yield start
    for worker in started:
        worker.close()


@pytest.fixture
def worker(workers: Start) -> Worker:
    return workers()


def text_of(worker: Worker, task: Task) -> str:
    (document,) = worker.documents("html", task)
    return document.text


def test_a_crash_costs_one_document(worker: Worker) -> None:
    assert TEXT in text_of(worker, GOOD)
    assert worker._process is not None
    os.kill(worker._process.handle.pid, signal.SIGSEGV)
    with pytest.raises(UnreadableError, match="ended with exit code -11"):
        text_of(worker, GOOD)
    assert TEXT in text_of(worker, GOOD)


def test_a_document_that_takes_too_long_is_given_up(workers: Start) -> None:
    worker = workers(seconds=1)
    with pytest.raises(UnreadableError, match="takes more than 1 seconds"):
        text_of(worker, large_page(8_000_000))
    assert TEXT in text_of(worker, GOOD)


def test_a_document_that_takes_too_much_memory_is_given_up(workers: Start) -> None:
    worker = workers(memory=200_000_000)
    with pytest.raises(UnreadableError, match="takes more memory"):
        worker.documents("docx", Task(docx(["x" * 80_000_000]), None, 100_000_000))


def test_a_text_beyond_the_limit_is_no_article(worker: Worker) -> None:
    task = Task(GOOD.raw, None, 10)
    with pytest.raises(UnreadableError, match="--max-file-size"):
        text_of(worker, task)


def test_closing_ends_the_process_and_it_starts_again(worker: Worker) -> None:
    assert TEXT in text_of(worker, GOOD)
    assert worker._process is not None
    handle = worker._process.handle
    worker.close()
    assert handle.poll() == 0
    worker.close()
    assert TEXT in text_of(worker, GOOD)


def test_nothing_is_imported_from_the_current_folder(
    worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be the folder that is scanned, and hostile."""
    for name in ("json", "lxml", "trafilatura", "dedupe_articles"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    assert TEXT in text_of(worker, GOOD)
    assert not (tmp_path / "ran").exists()


def test_an_interrupt_ends_the_process_and_the_next_document_has_its_own_answer(
    worker: Worker,
) -> None:
    def interrupt(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(KeyboardInterrupt):
            text_of(worker, large_page(8_000_000))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert text_of(worker, GOOD).endswith(TEXT)
