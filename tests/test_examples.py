"""The examples run as they stand and do what they say."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pytest

from dedupe_articles import Relation, scan
from tools import docs

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES: Final = docs.ROOT / "examples"
WIRE: Final = "wire/bridge.txt"
OWN_REPORT: Final = "submitted/bridge-own-report.txt"
REWRITTEN: Final = "submitted/bridge-rewritten.txt"
EXCERPT: Final = "submitted/bridge-excerpt.txt"

Shell = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run a command in `tmp_path`, with `dedupe` on the PATH; keywords are variables."""
    commands = tmp_path / "commands"
    commands.mkdir()
    environment = docs.environment(commands)

    def run(
        *command: object, stdin: str = "", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(part) for part in command],
            cwd=tmp_path,
            env=environment | variables,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


def test_the_articles_are_what_the_readme_of_the_examples_says() -> None:
    result = scan([EXAMPLES / "articles"])
    related = {
        frozenset(ref.path.partition("/articles/")[2] for ref in (finding.a, finding.b)): finding
        for finding in result.findings
    }
    assert related[frozenset({WIRE, REWRITTEN})].relation is Relation.DERIVED
    assert related[frozenset({WIRE, EXCERPT})].relation is Relation.EXCERPT
    assert not any(OWN_REPORT in pair for pair in related)


def test_the_terminal_example_runs_through(shell: Shell) -> None:
    done = shell(EXAMPLES / "terminal.sh")
    assert (done.returncode, done.stderr) == (0, "")
    first, second, third, fourth = done.stdout.split("\n== ")
    assert "excerpt · score" in first
    assert "excerpt · score" not in second
    assert "only in b" in third
    assert fourth.count("· failed") >= 2


def test_the_terminal_example_ends_at_a_real_error(shell: Shell, tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "terminal.sh", tmp_path)
    done = shell(tmp_path / "terminal.sh")
    assert done.returncode != 0
    assert "no such file or folder: 'articles'" in done.stderr


def test_json_in_plain_shell(shell: Shell) -> None:
    done = shell(EXAMPLES / "json_in_shell.sh")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert '1 "relation": "excerpt"' in lines
    assert lines[-3:] == [
        f"yes articles/{EXCERPT}",
        f"no  articles/{OWN_REPORT}",
        f"yes articles/{REWRITTEN}",
    ]


def trusted(shell: Shell, report: str, folder: object) -> subprocess.CompletedProcess[str]:
    return shell(sys.executable, EXAMPLES / "trusted_originals.py", folder, stdin=report)


@pytest.fixture
def report(shell: Shell) -> str:
    """Return the JSON report of a scan of the example articles."""
    done = shell("dedupe", "scan", EXAMPLES / "articles", "--format", "json", "--quiet")
    assert (done.returncode, done.stderr) == (1, "")
    return done.stdout


def test_what_is_derived_from_trusted_articles_is_listed(shell: Shell, report: str) -> None:
    done = trusted(shell, report, EXAMPLES / "articles/wire")
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    articles = EXAMPLES / "articles"
    assert done.returncode == 1
    assert {tuple(row[1:]) for row in rows} == {
        ("excerpt", str(articles / EXCERPT), str(articles / WIRE)),
        ("derived", str(articles / REWRITTEN), str(articles / WIRE)),
    }
    assert rows == sorted(rows, key=lambda row: -float(row[0]))


def test_nothing_is_listed_for_a_folder_that_nobody_took_from(shell: Shell, report: str) -> None:
    done = trusted(shell, report, EXAMPLES / "articles/elsewhere")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_trusted_article_that_is_the_likely_copy_is_not_listed(shell: Shell, report: str) -> None:
    """The rewrite is the likely copy of the wire's article, whomever one trusts."""
    done = trusted(shell, report, EXAMPLES / "articles/submitted")
    assert REWRITTEN not in done.stdout


def test_a_hostile_name_cannot_drive_the_terminal_or_forge_a_line(
    shell: Shell, report: str
) -> None:
    document = json.loads(report)
    for finding in document["findings"]:
        for side in ("a", "b"):
            finding[side]["id"] += "\x1b[2J\n1.00\tforged"
    done = trusted(shell, json.dumps(document), EXAMPLES / "articles/wire")
    assert "\x1b" not in done.stdout
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize("wrong", ["", "no JSON", "[]", '{"schema": "dedupe/v9"}'])
def test_what_is_no_report_is_refused(shell: Shell, wrong: str) -> None:
    done = trusted(shell, wrong, "wire")
    assert (done.returncode, done.stdout) == (2, "")
    assert "expected a JSON report" in done.stderr


@pytest.mark.parametrize("script", ["terminal.sh", "json_in_shell.sh"])
def test_shell_examples_can_be_run(script: str) -> None:
    assert os.access(EXAMPLES / script, os.X_OK)
