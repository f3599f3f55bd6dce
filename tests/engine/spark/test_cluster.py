"""A scan on a real cluster: a master and two workers, of which one is killed on the way."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final
from urllib.request import urlopen

import pytest

from dedupe_articles.report import render
from dedupe_articles.scanning import scan

from .conftest import CONF, missing
from .corpora import skewed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(missing() is not None, reason=missing() or "")

_PATIENCE: Final = 300  # seconds; only a broken cluster needs them


def wait_until(condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.2)


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


class Cluster:
    """Spark's standalone master and workers on the loopback address, as processes of ours."""

    def __init__(self, folder: Path) -> None:
        import pyspark  # noqa: PLC0415 - an extra

        self._folder = folder
        self._home = os.path.dirname(pyspark.__file__)  # noqa: PTH120 - as SPARK_HOME wants it
        self._web, self._port = free_port(), free_port()
        self.url = f"spark://127.0.0.1:{self._port}"
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        ports = ("--port", self._port, "--webui-port", self._web)
        self.processes.append(self._start("master.Master", "--host", "127.0.0.1", *ports))
        wait_until(self._answers, "the master")
        for number in (1, 2):
            folder = self._folder / f"work{number}"
            limits = ("--cores", 1, "--memory", "700m", "--work-dir", folder)
            self.processes.append(
                self._start("worker.Worker", "--host", "127.0.0.1", *limits, self.url)
            )
        wait_until(lambda: self.state()["aliveworkers"] == 2, "two workers")

    def _start(self, role: str, *arguments: object) -> subprocess.Popen[bytes]:
        with (self._folder / f"{role}.log").open("ab") as log:
            return subprocess.Popen(
                [
                    f"{self._home}/bin/spark-class",
                    f"org.apache.spark.deploy.{role}",
                    *map(str, arguments),
                ],
                env={**os.environ, "SPARK_HOME": self._home, "SPARK_LOCAL_IP": "127.0.0.1"},
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that a worker can be killed with its executor
            )

    def state(self) -> dict[str, int]:
        with urlopen(f"http://127.0.0.1:{self._web}/json/") as answer:
            found: dict[str, int] = json.load(answer)
        return found

    def _answers(self) -> bool:
        try:
            return bool(self.state())
        except (OSError, ValueError):  # at first every address has the page for people
            return False

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    cluster = Cluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        for process in reversed(cluster.processes):
            cluster.kill(process)


def test_a_scan_survives_the_loss_of_a_worker(cluster: Cluster, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for article in skewed(copies=24, footers=10, pairs=6):
        (corpus / f"{article.id.replace('/', '-')}.txt").write_text(article.text)
    work = tmp_path / "work"
    conf = {**CONF, "spark.executor.memory": "512m", "spark.executor.cores": "1"}
    command = [sys.executable, "-m", "dedupe_articles", "scan", str(corpus), "--engine", "spark"]
    command += ["--master", cluster.url, "--work-folder", work.as_uri(), "--format", "json"]
    for name, value in conf.items():
        command += ["--spark-conf", f"{name}={value}"]
    with (tmp_path / "log").open("wb") as log, (tmp_path / "found.json").open("wb") as found:
        running = subprocess.Popen(command, stdout=found, stderr=log)
        # The tables of a scan are numbered as they are written: this one is amid the candidates.
        wait_until(
            lambda: running.poll() is not None or any(work.glob("*/*-estimated")),
            "the middle of the scan",
        )
        assert running.poll() is None, (tmp_path / "log").read_text()
        cluster.kill(cluster.processes[2])
        running.wait()
    assert running.returncode == 1, (tmp_path / "log").read_text()
    assert (tmp_path / "log").read_text().startswith("46 articles, "), "Spark is heard"
    assert (tmp_path / "log").read_text().count("\n") == 1
    assert (tmp_path / "found.json").read_text() == render(scan([corpus]), "json")
    assert not list(work.iterdir())
