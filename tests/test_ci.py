"""The action, the GitLab job and the hook do in a repository of articles what they promise.

Their shell steps run as scripts, as the runner would run them; pre-commit runs for real.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tools import docs

EXAMPLES: Final = docs.ROOT / "examples"
WIRE: Final = "wire/bridge.txt"
COPY: Final = "submitted/bridge-rewritten.txt"
# What pre-commit needs of this repository to install the hook.
INSTALLED: Final = ("src", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")


def loaded(path: Path) -> Any:  # noqa: ANN401 - YAML of any shape
    return yaml.safe_load(path.read_text("utf-8"))


@dataclass(frozen=True)
class Outcome:
    """What a job left behind."""

    code: int
    log: str
    summary: str = ""
    outputs: str = ""


Action = Callable[..., Outcome]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment with `dedupe` on its PATH, and `tmp_path/repository` with articles."""
    commands = tmp_path / "commands"
    commands.mkdir()
    articles = tmp_path / "repository/articles"
    (articles / "wire").mkdir(parents=True)
    (articles / "submitted").mkdir()
    shutil.copy(EXAMPLES / "articles" / WIRE, articles / WIRE)
    return docs.environment(commands)


@pytest.fixture
def repository(environment: dict[str, str], tmp_path: Path) -> Path:
    assert environment
    return tmp_path / "repository"


def take_over(repository: Path) -> None:
    """Put the rewritten article beside its original."""
    shutil.copy(EXAMPLES / "articles" / COPY, repository / "articles" / COPY)


def git(repository: Path, *arguments: str) -> str:
    options = ("-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", "-C", str(repository), *options, *arguments],  # noqa: S607 - wherever git is
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


@pytest.fixture
def action(environment: dict[str, str], tmp_path: Path) -> Action:
    """Run the step of `action.yml` that scans; keywords are inputs, with `_` for `-`."""
    definition = loaded(docs.ROOT / "action.yml")
    (step,) = [step for step in definition["runs"]["steps"] if step.get("id") == "scan"]

    def run(**given: str) -> Outcome:
        inputs = {name: one["default"] for name, one in definition["inputs"].items()}
        inputs |= {name.replace("_", "-"): value for name, value in given.items()}
        variables = {name: filled(value, inputs) for name, value in step["env"].items()}
        files = {name: tmp_path / name for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
        for file in files.values():
            file.write_text("")
        variables |= {name: str(file) for name, file in files.items()}
        variables["RUNNER_TEMP"] = str(tmp_path)
        done = bash(step["run"], environment | variables, tmp_path / "repository")
        summary, outputs = (file.read_text("utf-8") for file in files.values())
        return Outcome(done.returncode, done.stdout + done.stderr, summary, outputs)

    return run


def filled(value: str, inputs: dict[str, str]) -> str:
    """Return a variable of a step with the one input that it names."""
    name = value.removeprefix("${{ inputs.").removesuffix(" }}")
    assert value == f"${{{{ inputs.{name} }}}}"
    return inputs[name]


def bash(
    script: str, environment: dict[str, str], folder: Path
) -> subprocess.CompletedProcess[str]:
    """Run a script as the runners do for `shell: bash`."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],  # noqa: S607
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_action_fails_when_copied_content_comes_in(action: Action, repository: Path) -> None:
    take_over(repository)
    outcome = action(paths="articles", fail_on="derived")
    assert outcome.code == 1
    assert "file=articles/submitted/bridge-rewritten.txt" in outcome.log
    assert "articles/submitted/bridge-rewritten.txt" in outcome.summary
    outputs = dict(line.split("=", 1) for line in outcome.outputs.splitlines())
    assert outputs["exit-code"] == "1"
    report = json.loads(Path(outputs["sarif"]).read_text("utf-8"))
    assert report["runs"][0]["results"]


def test_the_action_passes_when_nothing_was_copied(action: Action) -> None:
    outcome = action(paths="articles\n\n")
    assert (outcome.code, "exit-code=0" in outcome.outputs) == (0, True)


def test_the_action_tells_an_error_and_an_empty_folder_from_a_clean_one(
    action: Action, repository: Path
) -> None:
    assert action(paths="nowhere").code == 2
    (repository / "empty").mkdir()
    assert action(paths="empty").code == 3


def test_the_action_hands_its_inputs_on(action: Action, repository: Path) -> None:
    take_over(repository)
    assert action(fail_on="exact").code == 0
    assert action(paths="articles/wire\narticles/submitted").code == 1
    (repository / "mild.toml").write_text("fail-on = 'never'\n")
    assert action(config="mild.toml").code == 0
    git(repository, "init", "-q")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "first")
    assert action(changed_since="HEAD").code == 0
    assert action(summary="false").summary == ""
    assert action(baseline="none.json").code == 2


def test_what_was_skipped_stands_in_the_summary_or_without_one_in_the_log(
    action: Action, repository: Path
) -> None:
    (repository / "articles/logo.png").write_bytes(b"\0")
    outcome = action(paths="articles")
    assert "articles/logo.png" in outcome.summary
    outcome = action(paths="articles", summary="false")
    assert "skipped articles/logo.png" in outcome.log


@pytest.mark.parametrize("name", ["$(touch hacked)", '"; touch hacked; "', "`touch hacked`", "-v"])
def test_a_path_is_no_part_of_the_script(action: Action, repository: Path, name: str) -> None:
    take_over(repository)
    (repository / "articles").rename(repository / name)
    outcome = action(paths=name)
    assert outcome.code == 1
    assert not (repository / "hacked").exists()


def test_no_step_of_the_action_has_an_expression_in_its_script() -> None:
    steps = loaded(docs.ROOT / "action.yml")["runs"]["steps"]
    scripts = [step["run"] for step in steps if "run" in step]
    assert scripts
    assert not [script for script in scripts if "${{" in script]
    assert all(step["shell"] == "bash" for step in steps if "run" in step)


def test_the_workflow_gives_the_action_inputs_that_it_has() -> None:
    inputs = loaded(docs.ROOT / "action.yml")["inputs"]
    steps = loaded(EXAMPLES / "ci/github.yml")["jobs"]["dedupe"]["steps"]
    (used,) = [step for step in steps if "dedupe-articles" in step["uses"]]
    assert set(used["with"]) <= set(inputs)
    checkout = next(step for step in steps if "checkout" in step["uses"])
    assert checkout["with"]["fetch-depth"] == 0


def test_the_gitlab_job_fails_for_a_copy_and_leaves_its_reports(
    environment: dict[str, str], repository: Path
) -> None:
    job = loaded(EXAMPLES / "ci/gitlab.yml")["dedupe"]
    variables = environment | {name: str(value) for name, value in job["variables"].items()}
    (script,) = job["script"]
    assert bash(script, variables, repository).returncode == 0
    git(repository, "init", "-q")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "first")
    take_over(repository)
    variables["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = git(repository, "rev-parse", "HEAD")
    done = bash(script, variables, repository)
    assert done.returncode == 1
    assert "1 changed" in done.stdout
    reports = job["artifacts"]["reports"]
    assert json.loads((repository / reports["codequality"]).read_text("utf-8"))
    assert (repository / reports["junit"]).exists()


def test_the_hook_is_one_process_and_gets_no_names() -> None:
    (hook,) = loaded(docs.ROOT / ".pre-commit-hooks.yaml")
    assert (hook["pass_filenames"], hook["require_serial"]) == (False, True)
    (used,) = loaded(EXAMPLES / "ci/pre-commit-config.yaml")["repos"]
    assert [one["id"] for one in used["hooks"]] == [hook["id"]]


@pytest.mark.network
def test_the_hook_stops_a_commit_of_a_copy(repository: Path, tmp_path: Path) -> None:
    """From the repository of the hook, through its installation, to the refused commit."""
    source = tmp_path / "source"
    source.mkdir()
    for name in INSTALLED:
        here, there = docs.ROOT / name, source / name
        if here.is_dir():
            shutil.copytree(here, there, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(here, there)
    for folder in (source, repository):
        git(folder, "init", "-q")
        git(folder, "add", ".")
        git(folder, "commit", "-q", "-m", "first")
    config = loaded(EXAMPLES / "ci/pre-commit-config.yaml")
    config["repos"][0] |= {"repo": str(source), "rev": git(source, "rev-parse", "HEAD")}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")

    # Without the source tree in sight: the hook has what pre-commit installs.
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    variables["PRE_COMMIT_HOME"] = str(tmp_path / "home")

    def pre_commit() -> subprocess.CompletedProcess[str]:
        git(repository, "add", ".")
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"],
            cwd=repository,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )

    clean = pre_commit()
    assert clean.returncode == 0, clean.stdout + clean.stderr
    assert "Passed" in clean.stdout
    take_over(repository)
    refused = pre_commit()
    assert refused.returncode == 1
    assert "derived" in refused.stdout
    assert "articles/submitted/bridge-rewritten.txt" in refused.stdout
