from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., "subprocess.Popen[bytes]"]

REPOSITORY = Path(__file__).parents[2]


def environment(**changes: str) -> dict[str, str]:
    """Return the environment of this process without what changes the command line."""
    ours = {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.startswith("DEDUPE_")
    }
    return {**kept, "TERM": "xterm", **changes}


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Start the command line in `tmp_path`; its streams are pipes unless given."""

    def start_process(
        *arguments: object, stdout: int = subprocess.PIPE, stderr: int = subprocess.PIPE
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dedupe_articles", *map(str, arguments)],
            cwd=tmp_path,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=stdout,
            stderr=stderr,
        )

    return start_process


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command line in `tmp_path` to its end; keywords are environment variables."""

    def run_process(
        *arguments: object, stdin: bytes = b"", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "dedupe_articles", *map(str, arguments)],
            cwd=tmp_path,
            env=environment(**variables),
            input=stdin,
            capture_output=True,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run_process


@pytest.fixture
def closed_pipe() -> Iterator[int]:
    """Return the end to write to of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@pytest.fixture
def seeds() -> Path:
    """Return the folder of the two seed articles."""
    return REPOSITORY / "seeds"


@pytest.fixture
def original(seeds: Path) -> Path:
    """Return the seed article that the other one was derived from."""
    return seeds / "000_c5e7cf671d4e869a.txt"


@pytest.fixture
def derived(seeds: Path) -> Path:
    """Return the seed article that was derived from the other one."""
    return seeds / "004_3c6cc98886f52436.txt"


@pytest.fixture
def unrelated(tmp_path: Path) -> Path:
    """Return a folder with two articles that have nothing in common."""
    folder = tmp_path / "unrelated"
    folder.mkdir()
    (folder / "rain.txt").write_text(
        "Heavy rain closed three roads in the north of the valley on Tuesday.\n"
        "Farmers were asked to move their sheep to higher ground before night fell.\n"
    )
    (folder / "chess.txt").write_text(
        "A schoolgirl of eleven beat the national champion at chess over a weekend.\n"
        "Her trainer credits long winters, patient parents and a very old book.\n"
    )
    return folder
