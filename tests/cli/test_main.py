from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import duckdb
import pytest

from dedupe_articles import __version__
from dedupe_articles.cli import main
from dedupe_articles.cli.app import app

from .conftest import environment

if TYPE_CHECKING:
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
        (["scan", ".", "-o", "x", "--report", "json=x"], "two outputs would go to x"),
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


@pytest.mark.parametrize(
    "arguments",
    [
        ["clean", "c.jsonl", "d.jsonl", "--drop-list", "c.jsonl"],
        ["clean", "c.jsonl", "link.jsonl"],
        ["scan", "c.jsonl", "-o", "c.jsonl", "--format", "json"],
        ["scan", "c.jsonl", "--report", "json=./c.jsonl"],
        ["scan", "c.jsonl", "--keep-list", "link.jsonl"],
        ["scan", "c.jsonl", "--baseline", "b.json", "-o", "b.json"],
        ["scan", "c.jsonl", "--baseline", "b.json", "--update-baseline", "--report", "json=b.json"],
        ["scan", "--files-from", "list", "-o", "list"],
        ["scan", "c.jsonl", "--config", "b.json", "-o", "b.json"],
        ["check", "c.jsonl", "--against", "x.idx", "-o", "x.idx"],
        ["check", "c.jsonl", "--against", "x.idx", "--baseline", "b.json", "-o", "b.json"],
        ["report", "b.json", "-o", "b.json"],
        ["baseline", "accept", "b.json", "a", "--baseline", "b.json"],
        ["baseline", "prune", "b.json", "--baseline", "b.json"],
        ["index", "build", "--force", "c.jsonl", "c.jsonl"],
        ["index", "signatures", "x.idx", "x.idx"],
    ],
)
def test_no_output_replaces_what_is_read_or_another_output(
    run: Run, tmp_path: Path, arguments: list[str]
) -> None:
    contents = {"c.jsonl": '{"text": "x"}\n', "b.json": "", "list": "c.jsonl\n", "x.idx": "index"}
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
    (tmp_path / "link.jsonl").symlink_to("c.jsonl")
    done = run(*arguments)
    assert done.returncode == 2
    assert "would replace the input" in done.stderr or "two outputs would go to" in done.stderr
    assert {name: (tmp_path / name).read_text() for name in contents} == contents


def test_a_report_may_go_into_the_folder_that_is_scanned(run: Run, unrelated: Path) -> None:
    for _ in range(2):
        done = run("scan", unrelated.name, "--format", "json", "-o", f"{unrelated.name}/r.json")
        assert done.returncode == 0
    assert (unrelated / "r.json").exists()


@pytest.mark.parametrize("option", ["-o", "--keep-list", "--drop-list"])
def test_no_output_replaces_an_article_in_a_folder_that_is_scanned(
    run: Run, unrelated: Path, option: str
) -> None:
    article = unrelated / "rain.txt"
    before = article.read_text()
    done = run("scan", unrelated, option, article)
    assert done.returncode == 2
    assert f"{article} would replace a file in {unrelated}" in done.stderr
    assert article.read_text() == before


def test_a_check_replaces_no_article_in_a_folder_that_it_reads(run: Run, unrelated: Path) -> None:
    assert run("index", "build", "archive.dedupe", unrelated).returncode == 0
    done = run("check", unrelated, "--against", "archive.dedupe", "-o", unrelated / "rain.txt")
    assert done.returncode == 2
    assert "that is no earlier report" in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("scan", "unrelated", "-o", "dedupe.toml"),
        ("check", "unrelated", "--against", "missing", "-o", "dedupe.toml"),
        ("report", "missing.json", "-o", "dedupe.toml"),
        ("clean", "missing.toml", "dedupe.toml"),
        ("baseline", "accept", "missing.json", "0a1b2c3d", "--baseline", "dedupe.toml"),
        ("baseline", "prune", "missing.json", "--baseline", "dedupe.toml"),
        ("index", "build", "--force", "dedupe.toml", "unrelated"),
    ],
)
@pytest.mark.usefixtures("unrelated")
def test_no_output_replaces_the_configuration_that_was_found(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "dedupe.toml").write_text("min-words = 5\n")
    done = run(*command)
    assert done.returncode == 2
    assert "dedupe.toml would replace the input" in done.stderr
    assert (tmp_path / "dedupe.toml").read_text() == "min-words = 5\n"


def test_the_report_of_an_earlier_run_is_no_article_of_the_next(run: Run, unrelated: Path) -> None:
    """Else a job would never pass again: the report quotes what it found."""
    copy = unrelated / "copy.txt"
    copy.write_bytes((unrelated / "rain.txt").read_bytes())
    lists = ("--keep-list", unrelated / "keep.jsonl", "--drop-list", unrelated / "drop.jsonl")
    outputs = ("-o", unrelated / "report.txt", "--report", f"csv={unrelated}/report.csv", *lists)
    assert run("scan", unrelated, *outputs).returncode == 1
    copy.unlink()
    done = run("scan", unrelated, *outputs)
    assert done.returncode == 0
    assert "2 articles" in done.stderr
    assert "0 skipped" in done.stderr


def test_what_a_command_reads_beside_the_articles_is_no_article(
    run: Run, unrelated: Path, tmp_path: Path
) -> None:
    """Else every accepted finding would be one more record without a text, in every report."""
    (tmp_path / "dedupe.toml").write_text('baseline = "accepted.json"\n')
    (tmp_path / "list").write_text(f"{unrelated}/rain.txt\n")
    copy = tmp_path / "copy.txt"
    copy.write_bytes((unrelated / "rain.txt").read_bytes())
    assert "1 added" in run("scan", ".", "--update-baseline").stderr
    scanned = run("scan", ".", "--files-from", "list")
    run("index", "build", "index", copy.name)
    copy.unlink()
    checked = run("check", ".", "--files-from", "list", "--against", "index")
    for done in (scanned, checked):
        assert done.returncode == 0
        assert "· 1 accepted · 1 family · 0 skipped" in done.stdout


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


def test_ctrl_c_during_a_query_is_no_internal_error(
    endless_query: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def query() -> None:
        with duckdb.connect(config={"threads": 1}) as database:
            database.execute(endless_query).fetchall()

    monkeypatch.setitem(app.commands, "query", click.Command("query", callback=query))
    assert main(["query"]) == 2
    assert capsys.readouterr().err == "Error: interrupted\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["--help"], ["scan", "--help"], ["--version"]])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_help_onto_a_full_disk_says_that_it_cannot_be_written(
    arguments: list[str], unbuffered: str
) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dedupe_articles", *arguments],
            env=environment(PYTHONUNBUFFERED=unbuffered),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "Error: cannot write to standard output: No space left on device\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["scan", "unrelated", "-o", "{}"],
        ["scan", "unrelated", "-o", "{}/x"],
        ["scan", "unrelated", "--keep-list", "{}"],
        ["scan", "unrelated", "--baseline", "{}", "--update-baseline"],
        ["baseline", "accept", "report", "id", "--baseline", "{}"],
        ["index", "build", "{}", "unrelated"],
        ["index", "signatures", "x.idx", "{}"],
    ],
)
def test_a_name_that_no_file_can_have_cannot_be_written(
    run: Run, unrelated: Path, arguments: list[str]
) -> None:
    assert unrelated.is_dir()
    done = run(*(argument.format("a" * 300) for argument in arguments))
    assert done.returncode == 2
    assert done.stderr.startswith("Error: cannot write aaa")
    assert "internal error" not in done.stderr


def test_help_into_a_closed_pipe_ends_quietly(start: Start, closed_pipe: int) -> None:
    with start("--help", stdout=closed_pipe) as process:
        assert process.communicate()[1] == b""
    assert process.returncode == 0
