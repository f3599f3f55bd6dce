"""The examples run as they stand and do what they say."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

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
Job = Callable[[], tuple[int, str, str]]
"""Exit code, log and summary of a job."""


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


@pytest.fixture
def job(shell: Shell, tmp_path: Path) -> Job:
    """Run the scanning steps of the workflow in `tmp_path`."""
    workflow = yaml.safe_load((EXAMPLES / "ci/flag-copies.yml").read_text("utf-8"))
    (of_workflow,) = workflow["jobs"].values()
    (tmp_path / ".github").mkdir()
    shutil.copy(EXAMPLES / "ci/flag_copies.sh", tmp_path / ".github")
    summary = tmp_path / "summary.md"
    summary.touch()

    def run() -> tuple[int, str, str]:
        done = None
        for step in scanning_steps(of_workflow):
            variables = of_workflow["env"] | {"GITHUB_STEP_SUMMARY": str(summary)}
            done = shell("bash", "-e", "-c", step["run"], **variables)
            if done.returncode:
                break
        assert done is not None
        return done.returncode, done.stdout, summary.read_text("utf-8")

    return run


def scanning_steps(job: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the steps with shell commands, without the one that installs."""
    return [step for step in job["steps"] if "run" in step and "pip install" not in step["run"]]


def test_the_workflow_installs_what_it_checked_out() -> None:
    workflow = yaml.safe_load((EXAMPLES / "ci/flag-copies.yml").read_text("utf-8"))
    steps = workflow["jobs"]["dedupe"]["steps"]
    (path,) = [step["with"]["path"] for step in steps if "repository" in step.get("with", {})]
    (install,) = [step["run"] for step in steps if "pip install" in step.get("run", "")]
    assert install.endswith(f"./{path}")


def test_the_workflow_fails_when_copied_content_comes_in(job: Job, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "articles", tmp_path / "articles")
    code, log, summary = job()
    assert code == 1
    assert "articles/submitted/bridge-rewritten.txt" in log
    assert summary.startswith("<pre>\n")
    assert "articles/submitted/bridge-rewritten.txt" in summary
    findings = json.loads((tmp_path / "dedupe.json").read_text("utf-8"))["findings"]
    assert "derived" in {finding["relation"] for finding in findings}


def test_the_workflow_passes_when_nothing_was_copied(job: Job, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for name in (WIRE, OWN_REPORT):
        shutil.copy(EXAMPLES / "articles" / name, articles / name.replace("/", "-"))
    code, log, _ = job()
    assert code == 0
    assert "no findings" in log


def test_the_workflow_tells_an_empty_folder_from_a_clean_one(job: Job, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    assert job()[0] == 3


def test_an_article_can_neither_command_the_runner_nor_leave_the_summary(
    job: Job, tmp_path: Path
) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    text = (EXAMPLES / "articles" / WIRE).read_text("utf-8")
    for name in ("a.txt", "b.txt"):
        hostile = f"::add-mask::the bridge </pre><script>run()</script> {name} was closed today.\n"
        (articles / name).write_text(hostile + text, encoding="utf-8")
    _, log, summary = job()
    first, *_, last = log.splitlines()
    command, _, word = first.rpartition("::")
    assert command == "::stop-commands"
    assert last == f"::{word}::"
    assert word not in "".join(log.splitlines()[1:-1])
    assert "<script>" not in summary
    assert summary.count("</pre>") == 1


@pytest.mark.parametrize("script", ["terminal.sh", "json_in_shell.sh", "ci/flag_copies.sh"])
def test_shell_examples_can_be_run(script: str) -> None:
    assert os.access(EXAMPLES / script, os.X_OK)
