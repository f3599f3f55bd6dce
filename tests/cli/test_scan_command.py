from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from dedupe_articles.report import FORMATS

if TYPE_CHECKING:
    from .conftest import Run, Start


def load_json(text: str) -> dict[str, Any]:
    """Return a JSON report, checked against the published schema."""
    schema = files("dedupe_articles.report").joinpath("dedupe-v1.schema.json").read_text("utf-8")
    document: dict[str, Any] = json.loads(text)
    Draft202012Validator(json.loads(schema)).validate(document)
    return document


def test_the_seed_pair_is_one_finding_for_a_reader(run: Run, seeds: Path) -> None:
    done = run("scan", seeds)
    report = " ".join(done.stdout.split())
    assert done.returncode == 1
    assert done.stderr == ""
    assert "1 derived · score" in report
    assert "original likely a" in report
    assert "Metropolitan Police → Sofia police" in report
    assert "2 articles" in report
    assert "1 finding (1 derived)" in report


def test_the_seed_pair_is_one_finding_for_a_program(run: Run, seeds: Path) -> None:
    done = run("scan", seeds, "--format", "json")
    document = load_json(done.stdout)
    (finding,) = document["findings"]
    assert done.returncode == 1
    assert finding["relation"] == "derived"
    assert finding["score"] > 0.8
    original = finding["direction"]["original"]
    assert finding[original]["path"].endswith("000_c5e7cf671d4e869a.txt")
    swaps = {(swap["from"], swap["to"]) for swap in finding["substitutions"]}
    assert ("Metropolitan Police", "Sofia police") in swaps


def test_jsonl_has_one_finding_a_line_and_the_summary_on_stderr(run: Run, seeds: Path) -> None:
    done = run("scan", seeds, "--format", "jsonl")
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["relation"] == "derived"
    assert "1 finding (1 derived)" in done.stderr


def test_two_runs_write_the_same_bytes_whatever_the_number_of_workers(
    run: Run, seeds: Path
) -> None:
    one = run("scan", seeds, "--format", "json", "--workers", "1")
    two = run("scan", seeds, "--format", "json", "--workers", "2")
    assert one.stdout == two.stdout


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 1),
        (["--fail-on", "shared-passages"], 1),
        (["--fail-on", "derived"], 1),
        (["--fail-on", "near-duplicate"], 0),
        (["--fail-on", "never"], 0),
        (["--exit-zero"], 0),
        (["--min-score", "1"], 0),
        (["--relation", "exact"], 0),
        (["--relation", "exact", "--relation", "derived"], 1),
    ],
)
def test_the_exit_code_says_whether_a_finding_counts(
    run: Run, seeds: Path, options: list[str], code: int
) -> None:
    assert run("scan", seeds, *options).returncode == code


def test_articles_that_are_not_related_exit_with_0(run: Run, unrelated: Path) -> None:
    done = run("scan", unrelated)
    assert done.returncode == 0
    assert "no findings" in done.stdout


def test_a_folder_without_articles_exits_with_3(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("scan", "empty", "--exit-zero")
    assert done.returncode == 3
    assert "no article was collected from empty" in done.stderr


def test_a_missing_path_exits_with_2_and_is_named(run: Run, seeds: Path) -> None:
    done = run("scan", seeds, "missing", "--exit-zero")
    assert done.returncode == 2
    assert "missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_come_from_the_configuration_file(run: Run, seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "dedupe.toml").write_text('format = "json"\nfail-on = "exact"\nmin-words = 9\n')
    done = run("scan", seeds)
    assert done.returncode == 0
    assert load_json(done.stdout)["settings"]["min_words"] == 9
    done = run("scan", seeds, "--fail-on", "any", DEDUPE_FORMAT="jsonl")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1


def test_output_goes_to_the_file_instead_of_stdout(run: Run, seeds: Path, tmp_path: Path) -> None:
    done = run("scan", seeds, "--format", "json", "-o", "report.json")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "1 finding (1 derived)" in done.stderr
    assert load_json((tmp_path / "report.json").read_text("utf-8"))["findings"]


def test_one_scan_writes_several_reports(run: Run, seeds: Path, tmp_path: Path) -> None:
    done = run("scan", seeds, "--report", "json=a.json", "--report", "text=a.txt")
    assert load_json((tmp_path / "a.json").read_text("utf-8"))["findings"]
    assert (tmp_path / "a.txt").read_text("utf-8") == done.stdout
    assert done.stderr == ""


def test_a_failed_scan_leaves_an_earlier_report_as_it_was(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("earlier")
    assert run("scan", "missing", "-o", "report.json").returncode == 2
    assert (tmp_path / "report.json").read_text() == "earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


@pytest.mark.parametrize("report_format", FORMATS)
def test_no_skipped_file_is_dropped_in_silence(
    run: Run, unrelated: Path, report_format: str
) -> None:
    (unrelated / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    done = run("scan", unrelated, "--format", report_format)
    where = done.stdout if report_format in {"text", "json", "markdown", "html"} else done.stderr
    assert done.returncode == 0
    assert "logo.png" in where


def test_quiet_leaves_stderr_empty(run: Run, seeds: Path) -> None:
    done = run("scan", seeds, "--format", "jsonl", "-q", DEDUPE_UNKNOWN="1")
    assert (done.returncode, done.stderr) == (1, "")


def test_quiet_prints_findings_only(run: Run, seeds: Path, unrelated: Path) -> None:
    (unrelated / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    full = run("scan", seeds, unrelated).stdout
    done = run("scan", seeds, unrelated, "-q", "--report", "text=full.txt")
    assert (done.returncode, done.stderr) == (1, "")
    assert full.startswith(done.stdout)
    assert "1  derived" in done.stdout
    assert not any(word in done.stdout for word in ("Families", "logo.png", "4 articles"))
    assert run("scan", unrelated, "-q").stdout == ""


def test_quiet_leaves_a_report_in_a_file_whole(run: Run, seeds: Path, tmp_path: Path) -> None:
    run("scan", seeds, "-q", "-o", "report.txt")
    assert "1 finding (1 derived)" in (tmp_path / "report.txt").read_text("utf-8")


def test_a_reader_that_takes_one_line_and_goes_ends_the_scan_cleanly(
    start: Start, tmp_path: Path
) -> None:
    """More than a pipe holds is written, and only the first line of it is read."""
    texts = [f"The mayor said that bridge {n} would be closed for weeks. " * 40 for n in range(9)]
    lines = [json.dumps({"id": f"{n}-{side}", "text": texts[n]}) for n in range(9) for side in "ab"]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines))
    with start("scan", "articles.jsonl", "--format", "jsonl", "-q") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
    assert json.loads(first)["relation"] == "exact"
    assert (process.returncode, errors) == (1, b"")


def test_verbose_names_the_stages(run: Run, seeds: Path) -> None:
    done = run("scan", seeds, "-v")
    assert "load" in done.stderr
    assert "align" in done.stderr


@pytest.mark.parametrize(
    ("options", "variables", "color"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour_in_a_pipe_only_when_asked_for(
    run: Run,
    seeds: Path,
    options: list[str],
    variables: dict[str, str],
    color: bool,  # noqa: FBT001 - parametrised
) -> None:
    done = run("scan", seeds, *options, **variables)
    assert ("\x1b[" in done.stdout) == color
    assert ("[-" in done.stdout) != color


def test_a_pipe_is_100_columns_wide_unless_columns_says_otherwise(run: Run, seeds: Path) -> None:
    rule = "─"
    assert rule * 100 in run("scan", seeds).stdout.splitlines()
    assert rule * 72 in run("scan", seeds, COLUMNS="72").stdout.splitlines()


def test_a_terminal_gets_colour_and_progress_that_is_gone_at_the_end(
    start: Start, seeds: Path
) -> None:
    terminal, ours = pty.openpty()
    with start("scan", seeds, stdout=ours, stderr=ours) as process:
        os.close(ours)
        shown = read_terminal(terminal)
    os.close(terminal)
    assert process.returncode == 1
    assert b"\x1b[1m" in shown
    assert b"align" in shown
    erase_line = b"\x1b[2K"
    assert shown.rindex(erase_line) < shown.index("─".encode() * 10)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_run_that_is_ended_exits_with_2_says_where_and_leaves_nothing(
    start: Start, original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """By Ctrl-C, a time limit or a closed terminal.

    The scan waits for stdin, which never ends; it has named the stage before.
    """
    number = signal.Signals[name]
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("the tests were started by nohup or its like")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with start("scan", original, "-", "-v", "-o", "report.txt") as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith(b"load")
        assert list(tmp_path.iterdir())
        process.send_signal(number)
        _, errors = process.communicate()
    assert process.returncode == 2
    assert b"interrupted during load" in errors
    assert b"Traceback" not in errors
    assert not list(tmp_path.iterdir())


def test_sigterm_again_does_not_break_off_the_cleaning_up(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`timeout` sends it to the process, and at once to its whole group."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with start("index", "build", "index", "-", "-v") as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith(b"load")
        while process.poll() is None:
            process.terminate()
            time.sleep(0.001)
    assert process.returncode == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("report_format", FORMATS)
def test_a_closed_pipe_ends_quietly_with_the_code_of_the_findings(
    start: Start, seeds: Path, closed_pipe: int, report_format: str
) -> None:
    arguments = ["scan", seeds, "--format", report_format, "-q"]
    with start(*arguments, stdout=closed_pipe) as process:
        errors = process.communicate()[1]
    assert (process.returncode, errors) == (1, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")  # noqa: PTH110 - no Path before the imports are done
def test_a_full_disk_is_an_error_and_no_traceback(start: Start, seeds: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    with start("scan", seeds, stdout=full) as process:
        errors = process.communicate()[1]
    os.close(full)
    assert process.returncode == 2
    assert b"cannot write to standard output: No space left on device" in errors
    assert b"Traceback" not in errors
    assert b"ignored" not in errors


def test_an_article_from_stdin_is_compared_with_the_files(
    run: Run, original: Path, derived: Path
) -> None:
    done = run("scan", original, "-", "--format", "json", stdin=derived.read_bytes())
    document = load_json(done.stdout)
    assert done.returncode == 1
    assert document["summary"]["articles"] == 2
    assert document["findings"][0]["relation"] == "derived"


def test_a_file_name_cannot_drive_the_terminal(
    run: Run, original: Path, derived: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "\x1b[31m\x1b]8;;http:evil\x07\n.txt").write_bytes(original.read_bytes())
    (folder / "[red]\u202e.txt").write_bytes(derived.read_bytes())
    done = run("scan", folder)
    assert done.returncode == 1
    assert not set(done.stdout) & set("\x1b\x07\u202e")
    assert "␛[31m" in done.stdout
    assert "[red]<U+202E>.txt" in done.stdout


def test_a_file_name_that_is_no_text_is_reported(run: Run, seeds: Path, tmp_path: Path) -> None:
    """On most systems a file name is bytes, which need not be UTF-8."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number, article in enumerate(sorted(seeds.iterdir())):
        (folder / os.fsdecode(b"caf\xe9-%d.txt" % number)).write_bytes(article.read_bytes())
    assert r"caf\xe9-0.txt" in run("scan", folder).stdout
    document = load_json(run("scan", folder, "--format", "json").stdout)
    assert document["findings"][0]["a"]["path"].endswith(r"caf\xe9-0.txt")


@pytest.fixture
def repository(tmp_path: Path, original: Path) -> Path:
    """Return a git repository with one article in its first commit."""
    git = ["git", "-C", str(tmp_path), "-c", "user.name=n", "-c", "user.email=e@example.org"]
    (tmp_path / "news").mkdir()
    shutil.copy(original, tmp_path / "news/original.txt")
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *arguments], check=True)
    return tmp_path


def test_only_what_touches_a_change_is_reported(
    run: Run, repository: Path, original: Path, derived: Path
) -> None:
    done = run("scan", "news", original, "--changed-since", "HEAD")
    assert done.returncode == 0
    assert "2 articles, 1,350 words · 0 changed · no findings" in done.stdout
    shutil.copy(derived, repository / "news/derived.txt")
    done = run("scan", "news", original, "--changed-since", "HEAD", "--format", "json")
    document = load_json(done.stdout)
    assert done.returncode == 1
    assert document["summary"]["changed"] == 1
    assert len(document["findings"]) == 2
    assert all("news/derived.txt" in (f["a"]["id"], f["b"]["id"]) for f in document["findings"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["news", "--changed-since", "nope"], "knows no commit 'nope'; check the spelling"),
        (["/", "--changed-since", "HEAD"], "/ is in no git repository; name paths in one"),
        (
            ["news", "--changed-since", "HEAD", "--update-baseline", "--baseline", "b.json"],
            "--update-baseline, --keep-list and --drop-list need the whole",
        ),
    ],
)
def test_a_change_that_cannot_be_told_is_an_error(
    run: Run, repository: Path, arguments: list[str], message: str
) -> None:
    done = run("scan", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert not (repository / "b.json").exists()


def read_terminal(terminal: int) -> bytes:
    """Return what a process writes to the terminal until it closes it."""
    shown = b""
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other side is closed
            return shown
        if not chunk:
            return shown
        shown += chunk


BAD_ARTICLES = {
    "empty": b"",
    "one word": b"Police",
    "no words": b"\n\n...\n",
    "undecodable": b"caf\xe9 \x81\xff " * 40,
    "binary": bytes(range(256)) * 10,
    "one long line": b"The mayor said that the old bridge would be closed. " * 200_000,
    "one long word": b"a" * 1_000_000,
    "controls": b"\x1b[31mThe mayor\x07 said \xe2\x80\xaethat the bridge would be closed.\n" * 9,
}


@pytest.mark.parametrize("content", BAD_ARTICLES.values(), ids=BAD_ARTICLES)
def test_a_bad_article_is_accounted_for_and_the_others_are_scanned(
    run: Run, unrelated: Path, content: bytes
) -> None:
    (unrelated / "bad.txt").write_bytes(content)
    done = run("scan", unrelated, "--format", "json")
    document = load_json(done.stdout)
    assert done.returncode == 0
    assert document["summary"]["articles"] + len(document["skipped"]) == 3
    assert "Traceback" not in done.stderr


def test_a_loop_of_links_ends(run: Run, unrelated: Path) -> None:
    (unrelated / "loop").symlink_to(unrelated)
    (unrelated / "self.txt").symlink_to(unrelated / "self.txt")
    done = run("scan", unrelated, "--format", "json")
    assert done.returncode == 0
    assert load_json(done.stdout)["summary"]["articles"] == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_in_a_folder_is_skipped_with_its_reason(
    run: Run, unrelated: Path
) -> None:
    (unrelated / "secret.txt").write_text("x")
    (unrelated / "secret.txt").chmod(0)
    document = load_json(run("scan", unrelated, "--format", "json").stdout)
    (skipped,) = document["skipped"]
    assert skipped["path"].endswith("secret.txt")
    assert "ermission denied" in skipped["reason"]


def test_a_report_to_dev_stdout_is_put_behind_what_stands_in_the_file_already(
    start: Start, seeds: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    log.write_text("what came before\n")
    with log.open("a") as stream:
        arguments = ("scan", seeds, "-q", "--format", "csv", "-o", "/dev/stdout")
        start(*arguments, stdout=stream.fileno()).communicate()
    assert log.read_text().startswith("what came before\nfingerprint,")


def test_two_reports_do_not_go_to_stdout(start: Start, seeds: Path, tmp_path: Path) -> None:
    with (tmp_path / "both").open("w") as stream:
        for target in ("/dev/stdout", "both"):
            done = start("scan", seeds, "--report", f"json={target}", stdout=stream.fileno())
            assert b"which has a report already" in done.communicate()[1]
            assert done.returncode == 2
    piped = start("scan", seeds, "--report", "json=/dev/stdout")
    assert b"which has a report already" in piped.communicate()[1]


def test_a_report_that_the_shell_puts_into_the_folder_is_no_article_then_or_later(
    seeds: Path, tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "articles"
    shutil.copytree(seeds, folder)
    report = folder / "report.txt"
    command = [sys.executable, "-m", "dedupe_articles", "scan", str(folder)]
    with report.open("wb") as stdout:
        assert subprocess.run(command, stdout=stdout, check=False, timeout=60).returncode == 1
    assert report.name not in report.read_text("utf-8")
    document = load_json(run("scan", folder, "--format", "json").stdout)
    assert document["summary"]["articles"] == 2
    assert [Path(skipped["path"]).name for skipped in document["skipped"]] == [report.name]
