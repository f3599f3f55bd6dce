from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.report import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Run, Start


@pytest.fixture
def saved(run: Run, seeds: Path, tmp_path: Path) -> Path:
    """Return a saved result of the seed pair."""
    run("scan", seeds, "--format", "json", "-o", "result.json")
    return tmp_path / "result.json"


def test_every_format_of_a_saved_result_is_that_of_the_scan(
    run: Run, seeds: Path, saved: Path, tmp_path: Path
) -> None:
    """Byte for byte, and without the articles."""
    reports = [f"--report={name}={{}}.{name}" for name in FORMATS]
    run("scan", seeds, *(report.format("scan") for report in reports))
    done = run("report", saved, *(report.format("saved") for report in reports))
    assert done.returncode == 0
    for name in FORMATS:
        expected = (tmp_path / f"scan.{name}").read_bytes()
        assert (tmp_path / f"saved.{name}").read_bytes() == expected, name


def test_the_report_goes_to_stdout_in_the_format_asked_for(run: Run, saved: Path) -> None:
    done = run("report", saved, "--format", "markdown")
    assert done.returncode == 0
    assert done.stdout.startswith("## dedupe\n")
    assert "1 finding (1 derived)" in done.stderr
    assert "1 finding (1 derived)" in run("report", saved).stdout


def test_a_saved_result_comes_through_a_pipe(run: Run, saved: Path) -> None:
    done = run("report", "-", "--format", "csv", "-q", stdin=saved.read_bytes())
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>", "cannot use result.json: it is no JSON"),
        (b'{"schema": "dedupe/v9"}', "newer than dedupe/v1; upgrade dedupe"),
        (b'{"findings": []}', "cannot use result.json: it is JSON, but no report"),
        (None, "cannot read result.json: No such file or directory"),
    ],
)
def test_what_is_no_saved_result_exits_with_2_and_the_reason(
    run: Run, tmp_path: Path, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / "result.json").write_bytes(content)
    (tmp_path / "report.md").write_text("earlier")
    done = run("report", "result.json", "--format", "markdown", "-o", "report.md")
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "report.md").read_text() == "earlier"


def test_a_saved_result_cannot_drive_the_terminal(run: Run, saved: Path) -> None:
    record = json.loads(saved.read_text("utf-8"))
    record["findings"][0]["relation"] = "\x1b[31m::error::"
    done = run("report", "-", stdin=json.dumps(record).encode())
    assert done.returncode == 2
    assert "\x1b" not in done.stderr


def test_a_closed_pipe_ends_quietly(start: Start, saved: Path, closed_pipe: int) -> None:
    with start("report", saved, "-q", stdout=closed_pipe) as process:
        errors = process.communicate()[1]
    assert (process.returncode, errors) == (0, b"")
