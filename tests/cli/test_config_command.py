from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

from dedupe_articles.config.keys import KEYS
from dedupe_articles.config.schema import config_schema

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Run


def test_every_setting_says_where_it_comes_from(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "dedupe.toml").write_text("# ours\nmin-score = 0.25\nmin-words = 3\n")
    done = run("config", "--min-words", "5", "--no-ignore", DEDUPE_TEXT_FIELD="body")
    lines = dict(line.split("  # ") for line in done.stdout.splitlines())
    origins = {line.rstrip(): origin for line, origin in lines.items()}
    assert (done.returncode, done.stderr, len(origins)) == (0, "", len(KEYS))
    assert origins["min-score = 0.25"] == f"{tmp_path}/dedupe.toml, line 2"
    assert origins["min-words = 5"] == origins["ignore = false"] == "command line"
    assert origins['text-field = "body"'] == "environment variable DEDUPE_TEXT_FIELD"
    assert origins["# encoding is not set"] == origins['# id-field = "id"'] == "default"


def test_the_output_is_a_configuration_file_that_means_the_same(run: Run, tmp_path: Path) -> None:
    options = ["--relation", "exact", "--prefer", 'wi"re\u202e', "--min-score", "0.5"]
    shown = run("config", *options, DEDUPE_BASELINE="b.json").stdout
    assert "\u202e" not in shown
    assert tomllib.loads(shown)["prefer"] == ['wi"re\u202e']
    (tmp_path / "copy.toml").write_text(shown, encoding="utf-8")
    again = run("config", "--config", "copy.toml").stdout
    assert tomllib.loads(again) == tomllib.loads(shown)
    assert "copy.toml, line" in again


def test_a_wrong_file_is_an_error_here_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dedupe.toml").write_text("min-scoer = 1")
    done = run("config")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'line 1: unknown setting "min-scoer"; did you mean min-score?' in done.stderr


def test_the_schema_is_printed_for_editors(run: Run) -> None:
    assert json.loads(run("config", "--schema").stdout) == config_schema()
