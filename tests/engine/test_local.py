from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from importlib import import_module
from multiprocessing import active_children, get_all_start_methods
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.engine.local import _AHEAD, LocalEngine, WorkerError
from dedupe_articles.engine.workers import WORTH_A_POOL
from dedupe_articles.errors import DedupeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

# Workers import what they run by name, so that it cannot stand in a test module.
JOBS = """
import os
import time
from multiprocessing import parent_process

from threadpoolctl import threadpool_info

def double(number):
    return 2 * number

def double_later(work):
    number, seconds = work
    time.sleep(seconds if parent_process() else 0.01)  # until the workers are up
    return 2 * number

def process_of(number):
    return os.getpid()

def process_later(work):
    number, seconds, size = work
    double_later((number, seconds))
    return os.getpid(), bytes(size if parent_process() else 0)

def threads_of_algebra(number):
    libraries = (one for one in threadpool_info() if one["user_api"] == "blas")
    return max((one["num_threads"] for one in libraries), default=1)

def die(number):
    os._exit(1)

def fail(number):
    raise ValueError(f"cannot do {number}")
"""
INTERRUPTED = f"""
import os
import signal
import sys
from dedupe_articles.engine.local import LocalEngine
from engine_jobs import process_later

def work():
    yield (0, 0, 0), {WORTH_A_POOL}
    print("starting", flush=True)
    for number in range(1, 1000):
        yield (number, float(sys.argv[1]), int(sys.argv[2])), 1

if __name__ == "__main__":
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, signal.default_int_handler)  # as the command line has it
    try:
        with LocalEngine(2) as engine:
            for process, _ in engine.map(process_later, work()):
                moment = "begun" if process == os.getpid() else "working"
                sys.stdout.write(moment + " " + str(process) + "\\n")  # whole, or not at all
                sys.stdout.flush()
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""
NESTED = f"""
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from dedupe_articles.engine.local import LocalEngine
from engine_jobs import double

def doubled(numbers):
    with LocalEngine(2, {WORTH_A_POOL}) as engine:
        return list(engine.map(double, ((number, {WORTH_A_POOL}) for number in numbers)))

if __name__ == "__main__":
    assert doubled(range(3)) == [0, 2, 4]
    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        assert pool.submit(doubled, range(3)).result() == [0, 2, 4]
    with get_context("spawn").Pool(1) as pool:
        assert pool.apply(doubled, [range(3)]) == [0, 2, 4]
"""
ALL_OF_IT = WORTH_A_POOL


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that processes import `engine_jobs` from."""
    (tmp_path / "engine_jobs.py").write_text(JOBS)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "engine_jobs", raising=False)
    return tmp_path


@pytest.fixture
def jobs(folder: Path) -> ModuleType:
    """Return the functions that workers can import."""
    assert folder.is_dir()
    return import_module("engine_jobs")


def start_workers(engine: LocalEngine, jobs: ModuleType) -> None:
    """Have work done until others do it."""
    work = ((number, ALL_OF_IT) for number in range(10_000))
    for process in engine.map(jobs.process_of, work):
        if process != os.getpid():
            return
        time.sleep(0.005)
    pytest.fail("no worker came up")


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("cost", [0, 1, ALL_OF_IT])
def test_results_are_the_same_wherever_they_were_made(
    jobs: ModuleType, workers: int, cost: int
) -> None:
    with LocalEngine(workers) as engine:
        results = list(engine.map(jobs.double, ((number, cost) for number in range(20))))
    assert results == [2 * number for number in range(20)]
    assert active_children() == []


def test_results_come_in_the_order_of_the_work(jobs: ModuleType) -> None:
    """Whichever worker is done first."""
    work = [((number, 0.05 * (number % 3 == 1)), ALL_OF_IT) for number in range(12)]
    with LocalEngine(3) as engine:
        start_workers(engine, jobs)
        assert list(engine.map(jobs.double_later, work)) == [2 * n for n in range(12)]


def test_one_worker_is_the_calling_process(jobs: ModuleType) -> None:
    with LocalEngine(1) as engine:
        for process in engine.map(jobs.process_of, ((n, 100 * ALL_OF_IT) for n in range(5))):
            assert process == os.getpid()
            assert active_children() == []


def test_little_work_is_done_in_the_calling_process(jobs: ModuleType) -> None:
    with LocalEngine(4) as engine:
        results = list(engine.map(jobs.process_of, ((n, ALL_OF_IT // 10) for n in range(10))))
        assert results == [os.getpid()] * 10
        assert active_children() == []


def test_much_work_is_done_by_other_processes(jobs: ModuleType) -> None:
    with LocalEngine(2) as engine:
        start_workers(engine, jobs)
        found = list(engine.map(jobs.process_of, [(n, 1) for n in range(10)]))
    assert os.getpid() not in found
    assert len(set(found)) <= 2


@pytest.mark.skipif("fork" not in get_all_start_methods(), reason="forks a process")
def test_a_process_that_can_have_no_workers_does_the_work_itself(folder: Path) -> None:
    """One of a `multiprocessing.Pool`, and one that is forked once there were workers."""
    (folder / "nested.py").write_text(NESTED)
    subprocess.run([sys.executable, "nested.py"], cwd=folder, check=True, timeout=60)


def test_linear_algebra_has_one_thread_for_each_worker(jobs: ModuleType) -> None:
    """More would wait for each other; the calling process has its own back at the end."""
    before = jobs.threads_of_algebra(0)
    with LocalEngine(2) as engine:
        assert list(engine.map(jobs.threads_of_algebra, [(0, 1)])) == [1]
        start_workers(engine, jobs)
        assert set(engine.map(jobs.threads_of_algebra, [(n, 1) for n in range(10)])) == {1}
    assert jobs.threads_of_algebra(0) == before


def test_workers_for_work_that_is_known_to_come_are_started_at_once(jobs: ModuleType) -> None:
    with LocalEngine(2, ALL_OF_IT) as engine:
        work = ((number, 0) for number in iter(int, 1))
        assert any(process != os.getpid() for process in engine.map(jobs.process_of, work))


def test_work_goes_on_while_the_workers_start(jobs: ModuleType) -> None:
    """What was done before the work became much counts, also that of another stage."""
    with LocalEngine(2) as engine:
        first = list(engine.map(jobs.process_of, [(0, ALL_OF_IT // 2), (1, ALL_OF_IT // 2)]))
        second = list(engine.map(jobs.process_of, [(2, 1)]))
        start_workers(engine, jobs)
    assert first + second == [os.getpid()] * 3


def test_work_is_taken_as_results_are_wanted(jobs: ModuleType) -> None:
    """A corpus larger than the memory is never read ahead of the workers."""
    taken = []

    def work() -> Iterator[tuple[int, int]]:
        for number in range(100):
            taken.append(number)
            yield number, ALL_OF_IT

    with LocalEngine(2) as engine:
        for done, _ in enumerate(engine.map(jobs.double, work()), start=1):
            assert len(taken) <= done + 2 * _AHEAD


def test_a_consumer_that_stops_early_leaves_no_process(jobs: ModuleType) -> None:
    with LocalEngine(2) as engine:
        start_workers(engine, jobs)
        results = engine.map(jobs.double, ((number, ALL_OF_IT) for number in range(1000)))
        assert [next(results) for _ in range(3)] == [0, 2, 4]
        assert active_children() != []
    assert active_children() == []


def test_a_worker_that_dies_is_an_error_with_a_way_out(jobs: ModuleType) -> None:
    def run() -> None:
        with LocalEngine(2) as engine:
            start_workers(engine, jobs)
            list(engine.map(jobs.die, [(2, 1)]))

    with pytest.raises(WorkerError, match="--workers 1"):
        run()
    assert issubclass(WorkerError, DedupeError)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_the_work_is_the_error_of_the_caller(jobs: ModuleType, workers: int) -> None:
    def run() -> None:
        with LocalEngine(workers) as engine:
            list(engine.map(jobs.double, [(1, ALL_OF_IT)]))
            list(engine.map(jobs.fail, [(2, 1)]))

    with pytest.raises(ValueError, match="cannot do 2"):
        run()


def start_until(
    moment: str, folder: Path, seconds: float = 0.2, size: int = 0
) -> subprocess.Popen[bytes]:
    """Start a program that uses the engine; return when it says that it is that far.

    Each piece of its work takes so many seconds, and its result has so many bytes.
    """
    (folder / "interrupted.py").write_text(INTERRUPTED)
    process = subprocess.Popen(
        [sys.executable, "interrupted.py", str(seconds), str(size)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.split()[0] == moment.encode():
            break
    return process


@pytest.mark.skipif(os.name != "posix", reason="signals a group of processes")
@pytest.mark.parametrize("delay", [0, 0.05, 0.15, 0.3])
@pytest.mark.parametrize("moment", ["starting", "working"])
@pytest.mark.parametrize("name", ["SIGINT", "SIGHUP"])
def test_an_interrupt_leaves_no_process_and_no_traceback(
    folder: Path, name: str, moment: str, delay: float
) -> None:
    """Ctrl-C and the end of a terminal reach all of its processes; only the calling one answers.

    The streams end when the last process that holds them has ended.
    """
    process = start_until(moment, folder)
    time.sleep(delay)
    os.killpg(process.pid, signal.Signals[name])
    out, err = process.communicate(timeout=60)
    assert err == b""
    assert out.splitlines()[-1] == b"interrupted"
    assert process.returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="signals a group of processes")
@pytest.mark.parametrize("delay", [0.15, 0.3])
def test_a_signal_that_ends_the_workers_too_is_an_interrupt(folder: Path, delay: float) -> None:
    """As `timeout` sends SIGTERM, to all of its group; here while the workers start."""
    process = start_until("starting", folder)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGTERM)
    out, _ = process.communicate(timeout=60)
    assert out.splitlines()[-1] == b"interrupted"
    assert process.returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="signals a group of processes")
@pytest.mark.parametrize("delay", [0, 0.05, 0.15])
def test_an_interrupt_does_not_wait_for_the_rest_of_a_result(folder: Path, delay: float) -> None:
    """Results this large are being handed over nearly all of the time."""
    process = start_until("working", folder, seconds=0, size=30_000_000)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert err == b""
    assert out.splitlines()[-1] == b"interrupted"


@pytest.mark.skipif(os.name != "posix", reason="kills a process")
@pytest.mark.parametrize("delay", [0, 0.05, 0.15])
def test_a_worker_that_is_killed_amid_a_result_is_an_error(folder: Path, delay: float) -> None:
    process = start_until("working", folder, seconds=0, size=30_000_000)
    assert process.stdout is not None
    worker = int(process.stdout.readline().split()[1])
    time.sleep(delay)
    os.kill(worker, signal.SIGKILL)
    _, err = process.communicate(timeout=60)
    assert b"WorkerError: a worker process died" in err


@pytest.mark.skipif(os.name != "posix", reason="signals a group of processes")
def test_an_interrupt_does_not_wait_for_work_that_takes_an_hour(folder: Path) -> None:
    process = start_until("starting", folder, seconds=3600)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    assert out.splitlines()[-1] == b"interrupted"


def test_workers_end_when_the_process_that_started_them_is_killed(folder: Path) -> None:
    """Out of memory, or by a job that ran out of time; again the streams end with the last."""
    process = start_until("working", folder)
    process.kill()
    process.communicate(timeout=60)
    assert process.returncode != 0
