from __future__ import annotations

import json
import signal
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Run, Start


def check(record: dict[str, Any], definition: str) -> None:
    """Check a record against a definition of the published schema."""
    text = files("dedupe_articles.report").joinpath("dedupe-v1.schema.json").read_text("utf-8")
    schema = {"$ref": f"#/$defs/{definition}", "$defs": json.loads(text)["$defs"]}
    Draft202012Validator(schema).validate(record)


def test_a_comparison_shows_the_full_alignment(run: Run, original: Path, derived: Path) -> None:
    done = run("compare", original, derived, COLUMNS="80")
    words = set(done.stdout.split())
    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout.startswith("derived · score")
    assert "{+Sofia" in done.stdout
    assert "only in b" in done.stdout
    assert {"Add", "Comment", "Partygate:"} <= words


def test_the_exit_code_is_0_for_unrelated_files(run: Run, unrelated: Path) -> None:
    done = run("compare", unrelated / "rain.txt", unrelated / "chess.txt")
    assert done.returncode == 0
    assert done.stdout


def test_the_explanation_tells_of_any_two_files(
    run: Run, original: Path, derived: Path, unrelated: Path
) -> None:
    for a, b in ((original, derived), (original, unrelated / "rain.txt")):
        report = run("compare", a, b, "--explain").stdout
        assert "What each stage saw" in report
        assert "candidates" in report


def test_json_is_what_the_schema_says(run: Run, original: Path, derived: Path) -> None:
    plain = json.loads(run("compare", original, derived, "--format", "json").stdout)
    check(plain, "comparison")
    assert "explanation" not in plain
    explained = run("compare", original, derived, "--format", "json", "--explain").stdout
    check(json.loads(explained), "comparison")
    assert json.loads(explained)["explanation"]


def test_a_missing_file_exits_with_2_and_is_named(run: Run, original: Path) -> None:
    done = run("compare", original, "missing.txt")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "missing.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_one_of_the_two_articles_may_come_from_stdin(
    run: Run, original: Path, derived: Path
) -> None:
    done = run("compare", "-", derived, stdin=original.read_bytes())
    assert done.returncode == 1
    assert done.stdout.startswith("derived")
    done = run("compare", "-", "-", stdin=original.read_bytes())
    assert done.returncode == 2
    assert "only one of A and B" in done.stderr


def test_listed_pairs_are_compared_line_by_line(
    run: Run, original: Path, derived: Path, unrelated: Path, tmp_path: Path
) -> None:
    rain = unrelated.relative_to(tmp_path) / "rain.txt"
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text(f"{original}\t{derived}\r\n\n{original}\t{rain}\n")
    done = run("compare", "--pairs", "pairs.tsv")
    first, second = map(json.loads, done.stdout.splitlines())
    check(first, "pair")
    check(second, "pair")
    assert done.returncode == 1
    assert (first["relation"], first["reported"]) == ("derived", True)
    assert (second["b"]["path"], second["reported"]) == (str(rain), False)


def test_unrelated_pairs_exit_with_0(run: Run, unrelated: Path) -> None:
    line = f"{unrelated}/rain.txt\t{unrelated}/chess.txt\n"
    assert run("compare", "--pairs", "-", stdin=line.encode()).returncode == 0


def test_a_pair_that_cannot_be_compared_has_its_line_and_the_others_go_on(
    run: Run, original: Path, derived: Path
) -> None:
    lines = f"missing.txt\t{derived}\nonly-one\na\tb\tc\n{original}\t{derived}\n"
    done = run("compare", "--pairs", "-", stdin=lines.encode())
    *failed, last = map(json.loads, done.stdout.splitlines())
    for record in failed:
        check(record, "failed_pair")
    assert done.returncode == 2
    assert [record["a"] for record in failed] == ["missing.txt", "only-one", "a"]
    assert "missing.txt" in failed[0]["error"]
    assert "line 2: expected two paths parted by one tab" in failed[1]["error"]
    assert last["relation"] == "derived"


def test_pairs_with_explain_carry_the_facts(run: Run, original: Path, derived: Path) -> None:
    line = f"{original}\t{derived}\n"
    done = run("compare", "--pairs", "-", "--explain", stdin=line.encode())
    record = json.loads(done.stdout)
    check(record, "pair")
    assert record["explanation"]


def test_each_answer_is_there_before_the_next_pair_is_asked(
    start: Start, original: Path, derived: Path
) -> None:
    """Another program can hold a conversation; Ctrl-C ends it and says how far it came."""
    with start("compare", "--pairs", "-") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(f"{original}\t{derived}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["relation"] == "derived"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    assert process.returncode == 2
    assert b"interrupted during compare, 2 done" in errors
    assert b"Traceback" not in errors


def test_a_closed_pipe_ends_the_pairs_quietly(
    start: Start, original: Path, derived: Path, closed_pipe: int
) -> None:
    with start("compare", "--pairs", "-", stdout=closed_pipe) as process:
        _, errors = process.communicate(f"{original}\t{derived}\n".encode() * 3)
    assert (process.returncode, errors) == (1, b"")


def test_two_copies_that_a_scan_skips_are_shown_and_fail_nothing(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Rain is forecast.")
    done = run("compare", "a.txt", "b.txt", "--format", "json")
    record = json.loads(done.stdout)
    assert (record["relation"], record["reported"]) == ("exact", False)
    assert done.returncode == 0
    done = run("compare", "a.txt", "b.txt", "--explain")
    assert "a scan with these settings does not report this pair" in done.stdout
    assert "3 · needs at least 8 · failed" in " ".join(done.stdout.split())
