from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dedupe_articles.engine.spark.session import EngineError, open_session

from .conftest import CONF, missing

with_spark = pytest.mark.skipif(missing() is not None, reason=missing() or "")


def test_a_missing_pyspark_is_one_line_with_the_way_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(EngineError, match=r"pip install 'dedupe-articles\[spark\]'"):
        open_session(None, {}).__enter__()


def test_a_missing_java_is_one_line_with_the_way_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(EngineError, match=r"needs Java 17 .* apt install openjdk-17"):
        open_session(None, {}).__enter__()
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    with pytest.raises(EngineError, match="JAVA_HOME is /nowhere"):
        open_session(None, {}).__enter__()


@with_spark
def test_a_master_that_does_not_answer_is_named() -> None:
    """Spark would try for a minute and a half."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))  # and does not listen
        url = f"spark://[::1]:1,127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(
            EngineError, match=r"no Spark master answers \(\[::1\]:1: .*; 127.* refused"
        ):
            open_session(url, {}).__enter__()
    for odd in ("spark://host", "spark://:7077", "spark://a:7077,b"):
        with pytest.raises(EngineError, match=f"{odd} is no address of a master"):
            open_session(None, {"spark.master": odd}).__enter__()


@with_spark
def test_why_spark_does_not_start_is_one_line_and_the_rest_is_in_its_log() -> None:
    command = [sys.executable, "-m", "dedupe_articles", "scan", "seeds", "--engine", "spark"]
    ended = subprocess.run([*command, "--master", "nonsense"], capture_output=True, check=False)
    assert ended.returncode == 2
    [line] = ended.stderr.decode().splitlines()
    found = re.search(r"does not start: .*Master must .* or local \(its log: (.*)\)", line)
    assert found, line
    log = Path(found[1])
    assert "Exception" in log.read_text()
    log.unlink()


@with_spark
def test_the_end_of_a_trace_of_python_says_why_spark_gave_up(tmp_path: Path) -> None:
    """And a scan that succeeds leaves no log, and says nothing on stderr."""
    (tmp_path / "a.py").write_text(
        "import sys\n"
        "from dedupe_articles.engine.spark.session import open_session\n"
        "def broken(batches):\n"
        "    raise ValueError('one\\ntwo')\n"
        "    yield\n"
        f"with open_session('local[1]', {CONF}) as spark:\n"
        "    spark.range(1).collect()\n"
        "    if sys.argv[1:]:\n"
        "        spark.range(1).mapInArrow(broken, 'a int').collect()\n"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, str(tmp_path / "a.py")]
    quiet = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert (quiet.returncode, quiet.stderr, quiet.stdout) == (0, b"", b"")
    assert not list(tmp_path.glob("*.log"))
    failed = subprocess.run([*command, "fail"], capture_output=True, check=False, env=environment)
    assert b"Spark has given up: ValueError: one (its log: " in failed.stderr
    assert list(tmp_path.glob("*.log"))
