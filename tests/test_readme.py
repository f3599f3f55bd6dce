"""README.md holds: its lines run as they stand, and CI runs the same."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from tools import docs

if TYPE_CHECKING:
    from pathlib import Path

README = docs.ROOT / "README.md"
NOT_IN_A_CHECKOUT = (".git", ".venv*", ".*_cache", ".hypothesis", "__pycache__", "dist", "build")


def setup_lines() -> tuple[str, str]:
    """Return the two lines for a fresh machine: the one that scans, the one that tests."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    scan_line, test_line = (block.rstrip("\n") for block in blocks)
    return scan_line, test_line


def test_both_set_ups_are_one_line() -> None:
    scan_line, test_line = setup_lines()
    assert "\n" not in scan_line + test_line
    assert scan_line.endswith("dedupe scan seeds/")
    assert test_line.endswith("python -m tools.check")


@pytest.mark.network
def test_the_line_that_scans_works_in_a_clean_checkout(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    shutil.copytree(docs.ROOT, checkout, ignore=shutil.ignore_patterns(*NOT_IN_A_CHECKOUT))
    commands = tmp_path / "commands"
    commands.mkdir()
    environment = docs.environment(commands)
    (commands / "dedupe").unlink()
    del environment["PYTHONPATH"]
    line, _ = setup_lines()
    done = subprocess.run(
        ["bash", "-c", line],  # noqa: S607 - wherever bash is
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout == docs.output_of("dedupe scan seeds/")


def test_ci_runs_the_line_that_tests() -> None:
    _, line = setup_lines()
    script = docs.ROOT / ".ci/run"
    assert script.read_text("utf-8").splitlines()[-1] == line
    assert script.stat().st_mode & 0o111


def test_contributors_are_told_the_same_line() -> None:
    _, line = setup_lines()
    assert line in (docs.ROOT / "CONTRIBUTING.md").read_text("utf-8").splitlines()


def test_the_hosted_ci_runs_it_on_every_supported_python() -> None:
    workflow = yaml.safe_load((docs.ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
    (job,) = workflow["jobs"].values()
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13"]
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]


def test_the_picture_shows_what_a_scan_prints() -> None:
    """Up to white space, which the picture has in other places; python -m tools.docs renews it."""
    shown = docs.text_of_picture(docs.PICTURE.read_text("utf-8"))
    assert shown.split() == docs.text_of_picture(docs.picture()).split()
    path = docs.PICTURE.relative_to(docs.ROOT).as_posix()
    assert f"]({path})" in README.read_text("utf-8")
