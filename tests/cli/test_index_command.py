from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Run


@pytest.fixture
def archive(run: Run, original: Path, tmp_path: Path) -> Path:
    """Return an index of the original of the seed pair."""
    assert run("index", "build", "archive.dedupe", original).returncode == 0
    return tmp_path / "archive.dedupe"


def test_a_check_finds_what_a_scan_finds(
    run: Run, archive: Path, original: Path, derived: Path
) -> None:
    found, expected = (
        json.loads(run(*command, "--format", "json").stdout)
        for command in (("check", derived, "--against", archive), ("scan", original, derived))
    )
    assert found["findings"] == expected["findings"]
    assert found["findings"][0]["relation"] == "derived"
    assert found["families"] == expected["families"]
    assert found["summary"]["articles"] == 1


def test_a_check_has_the_gate_and_the_exit_codes_of_a_scan(
    run: Run, archive: Path, derived: Path, unrelated: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    against = ("--against", archive)
    assert run("check", derived, *against).returncode == 1
    assert run("check", derived, *against, "--fail-on", "exact").returncode == 0
    assert run("check", derived, *against, "--exit-zero").returncode == 0
    assert run("check", unrelated, *against).returncode == 0
    assert run("check", tmp_path / "empty", *against).returncode == 3
    assert run("check", derived, "--against", "missing").returncode == 2
    assert run("check", derived, *against, "--min-words", "9").returncode == 2


def test_a_check_writes_the_reports_of_a_scan(
    run: Run, archive: Path, derived: Path, tmp_path: Path
) -> None:
    done = run("check", derived, "--against", archive, "-o", "out", "--report", "jsonl=lines")
    assert done.stdout == ""
    assert "1 finding (1 derived)" in done.stderr
    assert "derived" in (tmp_path / "out").read_text()
    assert len((tmp_path / "lines").read_text().splitlines()) == 1


def test_the_report_of_an_earlier_check_is_no_article_of_the_next(
    run: Run, archive: Path, derived: Path, unrelated: Path
) -> None:
    copy = unrelated / "copy.txt"
    copy.write_bytes(derived.read_bytes())
    command = ("check", unrelated, "--against", archive, "-o", unrelated / "report.txt")
    assert run(*command).returncode == 1
    copy.unlink()
    done = run(*command)
    assert done.returncode == 0
    assert "2 articles" in done.stderr


def test_a_preferred_folder_may_be_one_of_the_archive(
    run: Run, archive: Path, original: Path, derived: Path
) -> None:
    command = ("check", derived, "--against", archive, "--format", "json")
    done = run(*command, "--prefer", original.parent, "--prefer", "nowhere")
    (notice,) = json.loads(done.stdout)["notices"]
    assert notice.startswith("--prefer nowhere: no article lies there")


def test_new_articles_are_held_against_each_other_too(
    run: Run, archive: Path, derived: Path
) -> None:
    copy = archive.with_name("copy.txt")
    copy.write_bytes(derived.read_bytes())
    done = run("check", derived, copy, "--against", archive, "--format", "json")
    relations = [finding["relation"] for finding in json.loads(done.stdout)["findings"]]
    assert sorted(relations) == ["derived", "derived", "exact"]


def test_an_index_is_changed_and_described(
    run: Run, archive: Path, derived: Path, unrelated: Path
) -> None:
    assert "2 added, 0 removed, 3 articles now" in run("index", "add", archive, unrelated).stderr
    assert "1 removed" in run("index", "remove", archive, unrelated / "rain.txt").stderr
    (unrelated / "chess.txt").unlink()
    assert "1 removed" in run("index", "update", archive).stderr
    assert run("index", "add", archive, derived).returncode == 0
    assert run("index", "compact", archive).returncode == 0
    assert "2 articles of 2 files" in run("index", "info", archive).stdout
    info = json.loads(run("index", "info", archive, "--format", "json").stdout)
    assert (info["articles"], info["pairs"], info["min_words"]) == (2, 1, 8)
    assert info["scheme"]["permutations"] == "64"
    assert info["languages"] == {"en": 2}


def test_a_damaged_index_is_told(run: Run, archive: Path) -> None:
    assert run("index", "verify", archive).returncode == 0
    data = bytearray(archive.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 200_000] = bytes(200_000)
    archive.write_bytes(data)
    done = run("index", "verify", archive)
    assert done.returncode in {1, 2}
    assert "damaged" in done.stderr


def test_an_index_is_not_replaced_unasked(run: Run, archive: Path, derived: Path) -> None:
    done = run("index", "build", archive, derived)
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert run("index", "build", archive, derived, "--force").returncode == 0


def test_force_replaces_no_article(run: Run, original: Path, derived: Path, tmp_path: Path) -> None:
    """As `index build --force articles/*.txt` would where INDEX was forgotten."""
    article = tmp_path / "article.txt"
    article.write_bytes(original.read_bytes())
    done = run("index", "build", "--force", article, derived)
    assert done.returncode == 2
    assert f"{article} is no index, and --force replaces nothing else" in done.stderr
    assert article.read_bytes() == original.read_bytes()


def test_signatures_are_written(run: Run, archive: Path, tmp_path: Path) -> None:
    assert "1 signature" in run("index", "signatures", archive, "out.npz").stderr
    assert np.load(tmp_path / "out.npz")["signatures"].shape == (1, 64)


def test_what_is_skipped_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text("too short")
    done = run("index", "build", "empty.dedupe", "short.txt")
    assert done.returncode == 3
    assert "skipped short.txt: too short" in done.stderr


@pytest.mark.parametrize("command", [("info",), ("compact",), ("verify",), ("update",)])
def test_a_name_that_no_index_can_have_is_that_of_none(run: Run, command: tuple[str, ...]) -> None:
    done = run("index", *command, "x" * 300)
    assert done.returncode == 2
    assert "there is no such index" in done.stderr
