from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dedupe_articles import __version__

from .conftest import environment

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Run, Start

SLOW_MODULES = {"numpy", "scipy", "duckdb", "datasketch", "rapidfuzz", "rich", "pathspec"}


@pytest.mark.parametrize("arguments", [["--help"], ["scan", "--help"], ["compare", "-h"]])
def test_help_is_a_result_and_needs_no_slow_module(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "dedupe_articles", *arguments],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    imported = {
        line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()
    }
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: dedupe")
    assert "click" in imported
    assert not imported & SLOW_MODULES


def test_version_is_a_result(run: Run) -> None:
    done = run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"dedupe {__version__}\n", "")


def test_help_names_the_exit_codes(run: Run) -> None:
    text = " ".join(run("--help").stdout.split())
    assert "Exit codes: 0 nothing found, 1 findings, 2 usage" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Usage: dedupe"),
        (["scna"], "No such command 'scna'"),
        (["scan"], "Missing argument 'PATH...'"),
        (["scan", ".", "--frobnicate"], "No such option"),
        (["scan", ".", "--format", "xml"], "'xml' is not one of 'text', 'json', 'jsonl'"),
        (["scan", ".", "--fail-on", "unrelated"], "'unrelated' is not one of"),
        (["scan", ".", "--min-score", "7"], "option --min-score: expected a number from 0 to 1"),
        (["scan", ".", "--encoding", "utf-99"], "option --encoding: expected the name of"),
        (["scan", ".", "--report", "json"], "expected FORMAT=PATH"),
        (["scan", ".", "--report", "xml=x"], "expected FORMAT=PATH"),
        (["scan", ".", "-o", "x", "--report", "json=x"], "two reports would go to x"),
        (["scan", ".", "-o", "no/x"], "there is no folder no; create it first"),
        (["scan", ".", "-o", "."], "it is a folder"),
        (["scan", ".", "--config", "no.toml"], "cannot read the configuration file no.toml"),
        (["compare"], "give two files to compare"),
        (["compare", "a"], "give two files to compare"),
        (["compare", "a", "b", "--pairs", "c"], "--pairs takes neither A and B"),
        (["compare", "--pairs", "no.tsv"], "cannot read the list of pairs no.tsv"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_why_on_stderr(
    run: Run, arguments: list[str], message: str
) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_an_error_in_the_configuration_exits_with_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dedupe.toml").write_text("min-scoer = 1")
    done = run("scan", ".")
    assert done.returncode == 2
    assert 'line 1: unknown setting "min-scoer"; did you mean min-score?' in done.stderr


def test_an_error_message_shows_what_a_terminal_would_obey(run: Run) -> None:
    done = run("scan", ".", "--config", "\x1b[31m\n.toml")
    assert done.returncode == 2
    assert "\x1b" not in done.stderr
    assert "␛[31m␊.toml" in done.stderr


def test_help_into_a_closed_pipe_ends_quietly(start: Start, closed_pipe: int) -> None:
    with start("--help", stdout=closed_pipe) as process:
        assert process.communicate()[1] == b""
    assert process.returncode == 0
