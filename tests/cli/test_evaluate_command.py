from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Run

NAMES = "000_c5e7cf671d4e869a.txt\t004_3c6cc98886f52436.txt"


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    """Return a truth that labels the seed pair as derived."""
    file = tmp_path / "truth.tsv"
    file.write_text(f"a\tb\tlabel\n{NAMES}\tderived\n")
    return file


def test_the_seed_pair_is_found_as_derived(run: Run, truth: Path, seeds: Path) -> None:
    done = run("evaluate", truth, seeds)
    report = " ".join(done.stdout.split())
    assert done.returncode == 0
    assert done.stderr == ""
    assert "1 labelled pair · 2 articles, 1 pair of them compared" in report
    assert "precision 1.000 1 of 1 finding" in report
    assert "derived 1 1 1.000 1.000 1.000" in report
    assert "the highest F1 is at --min-confidence 0.5" in report


def test_the_json_is_what_its_schema_describes(run: Run, truth: Path, seeds: Path) -> None:
    done = run("evaluate", truth, seeds, "--format", "json", "--min-score", "0.99")
    name = "dedupe-evaluation-v1.schema.json"
    schema = files("dedupe_articles.report").joinpath(name).read_text("utf-8")
    document = json.loads(done.stdout)
    Draft202012Validator(json.loads(schema)).validate(document)
    assert done.returncode == 0
    assert document["overall"]["recall"] == 0
    (missed,) = document["missed"]
    assert missed["stage"] == "verdict"
    assert "at least 0.99 needed" in missed["reason"]
    assert missed["aligned"]["relation"] == "derived"


def test_options_of_a_scan_decide_what_is_read(run: Run, tmp_path: Path) -> None:
    line = "The council of the northern valley closed three roads after heavy rain on Tuesday."
    records = [{"name": name, "body": line} for name in ("one", "two")]
    (tmp_path / "c.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    (tmp_path / "truth.csv").write_text("a,b,label\none,two,exact\n")
    fields = ("--text-field", "body", "--id-field", "name")
    done = run("evaluate", "truth.csv", "c.jsonl", *fields, "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["overall"]["f1"] == 1


@pytest.mark.parametrize("option", ["--min-recall", "--min-precision", "--min-f1"])
def test_a_figure_that_is_too_low_makes_the_exit_code_1(
    run: Run, truth: Path, seeds: Path, option: str
) -> None:
    assert run("evaluate", truth, seeds, option, "1").returncode == 0
    done = run("evaluate", truth, seeds, option, "1", "--min-score", "0.99")
    assert done.returncode == 1
    assert f"{option} is 1" in done.stderr
    assert "labelled pair" in done.stdout


def test_unknown_articles_are_an_error_that_shows_what_ids_look_like(
    run: Run, tmp_path: Path, seeds: Path
) -> None:
    (tmp_path / "truth.csv").write_text("a,b\nnowhere.txt,elsewhere\x1b[31m.txt\n")
    done = run("evaluate", "truth.csv", seeds)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "truth.csv: line 2: there is no article 'nowhere.txt'" in done.stderr
    assert f"'{seeds}/000_c5e7cf671d4e869a.txt'" in done.stderr
    assert "\x1b" not in done.stderr


def test_a_truth_that_is_not_there_is_an_error(run: Run, seeds: Path) -> None:
    done = run("evaluate", "none.tsv", seeds)
    assert done.returncode == 2
    assert "cannot read the labelled pairs in none.tsv" in done.stderr


def test_a_share_out_of_range_is_an_error(run: Run, truth: Path, seeds: Path) -> None:
    assert run("evaluate", truth, seeds, "--min-f1", "1.5").returncode == 2
    assert run("evaluate", truth, seeds, "--min-score", "1.5").returncode == 2


def test_without_an_article_the_exit_code_is_3(run: Run, truth: Path, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/logo.png").write_bytes(b"\0")
    done = run("evaluate", truth, "pictures")
    assert done.returncode == 3
    assert done.stdout == ""
    assert "skipped pictures/logo.png" in done.stderr
    assert "no article was collected from pictures" in done.stderr


def test_without_an_article_the_lines_that_were_skipped_and_all_notices_are_said(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "truth.csv").write_text("a,b\none,two\n")
    (tmp_path / "c.jsonl").write_text("no record\n")
    done = run("evaluate", "truth.csv", "c.jsonl")
    assert done.returncode == 3
    assert "skipped c.jsonl, line 1: invalid JSON" in done.stderr
    assert "no column has labels: every pair counts as related" in done.stderr


def test_stdin_can_be_one_of_the_articles(run: Run, tmp_path: Path, original: Path) -> None:
    (tmp_path / "truth.csv").write_text(f"a,b,label\n-,{original},exact\n")
    done = run("evaluate", "truth.csv", "-", original, stdin=original.read_bytes())
    assert done.returncode == 0
    assert "recall     1.000" in done.stdout


def test_the_settings_of_the_configuration_count(run: Run, truth: Path, seeds: Path) -> None:
    done = run("evaluate", truth, seeds, DEDUPE_MIN_SCORE="0.99")
    assert "recall     0.000" in done.stdout
