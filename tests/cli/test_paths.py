"""Paths come from the command line and from lists; what makes a list is said by `-0`."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Run


def articles(run: Run, *arguments: object, stdin: bytes = b"") -> int:
    done = run("scan", *arguments, "--format", "json", "-q", "--exit-zero", stdin=stdin)
    assert done.returncode == 0, done.stderr
    count: int = json.loads(done.stdout)["summary"]["articles"]
    return count


def test_a_list_of_lines_names_files(run: Run, original: Path, derived: Path) -> None:
    both = f"{original}\n{derived}\n".encode()
    assert articles(run, "--files-from", "-", stdin=both) == 2
    assert articles(run, original, "--files-from", "-", stdin=f"{derived}".encode()) == 2


def test_empty_lines_and_windows_line_ends_do_not_matter(
    run: Run, original: Path, derived: Path, tmp_path: Path
) -> None:
    (tmp_path / "list").write_bytes(f"\r\n{original}\r\n\n{derived}\r\n".encode())
    assert articles(run, "--files-from", "list") == 2


def test_a_list_separated_by_nul_takes_any_name(run: Run, original: Path, tmp_path: Path) -> None:
    """As `find -print0` and `git ls-files -z` write it; also names that are no UTF-8."""
    names = [b"with\nline.txt", b"caf\xe9.txt", b"end\r"]
    for name in names:
        (tmp_path / os.fsdecode(name)).write_bytes(original.read_bytes())
    assert articles(run, "--files-from", "-", "-0", stdin=b"\0".join([*names, b""])) == 3


def test_an_empty_list_is_no_clean_pass(run: Run) -> None:
    """What has nothing to read has found nothing out: the exit code says so."""
    done = run("scan", "--files-from", "-")
    assert done.returncode == 3
    assert "no article was collected from an empty list" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Missing argument 'PATH...'; or name a list with --files-from"),
        ([".", "-0"], "-0 says how the list of --files-from is separated"),
        (["-", "--files-from", "-"], "stdin cannot be both"),
        (["--files-from", "none"], "cannot read the list of files none: No such file"),
        (["--files-from", "-"], "no such file or folder: 'lost.txt'"),
    ],
)
def test_a_list_that_cannot_be_is_an_error(run: Run, arguments: list[str], message: str) -> None:
    done = run("scan", *arguments, stdin=b"lost.txt\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_stdin_cannot_be_an_article_of_its_own_list(run: Run) -> None:
    assert "stdin cannot be both" in run("scan", "--files-from", "-", stdin=b"-\n").stderr
