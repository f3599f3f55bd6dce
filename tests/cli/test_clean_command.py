from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .conftest import Run

STORY = (
    "The harbour master closed the old pier on Monday after divers found cracks in two of its"
    " iron pillars. Ferries to the island will leave from the fish market until spring, and the"
    " town council expects repairs to cost four million crowns."
)
OTHER = (
    "A retired teacher from the hills has catalogued nine hundred apple trees in abandoned"
    " orchards. Volunteers graft the rarest of them each March and give the saplings to schools."
)


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus of two copies of a story, another article and a line that is no record."""
    texts: Sequence[str] = (STORY, OTHER, f"{STORY} More to follow, an official said.")
    lines = [json.dumps({"id": f"r{i}", "text": text}) for i, text in enumerate(texts)]
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join([*lines, "no record"]) + "\n", encoding="utf-8")
    return path


def test_a_corpus_is_copied_without_its_copies(run: Run, corpus: Path, tmp_path: Path) -> None:
    done = run("clean", corpus, tmp_path / "clean.jsonl", "--drop-list", tmp_path / "dropped")
    lines = corpus.read_text().splitlines()
    assert (done.returncode, done.stdout) == (0, "")
    assert "copied 3 records" in done.stderr
    assert (tmp_path / "clean.jsonl").read_text().splitlines() == lines[1:]
    (dropped,) = records(tmp_path / "dropped")
    assert dropped["record"] == "r0"
    assert dropped["kept"]["record"] == "r2"
    assert dropped["kept_because"] == "longer"


def test_the_lists_of_a_scan_say_what_to_keep_and_what_to_drop(
    run: Run, corpus: Path, tmp_path: Path
) -> None:
    lists = ("--keep-list", tmp_path / "keep", "--drop-list", tmp_path / "drop")
    assert run("scan", corpus, *lists).returncode == 1
    assert [record["record"] for record in records(tmp_path / "keep")] == ["r1", "r2"]
    (dropped,) = records(tmp_path / "drop")
    assert dropped["line"] == 1
    assert dropped["relation"] in {"excerpt", "near-duplicate"}
    run("scan", corpus, *lists, "--representative", "first")
    assert [record["record"] for record in records(tmp_path / "keep")] == ["r0", "r1"]


def test_a_corpus_is_not_replaced_by_what_is_left_of_it(run: Run, corpus: Path) -> None:
    before = corpus.read_bytes()
    done = run("clean", corpus, corpus)
    assert done.returncode == 2
    assert "would be replaced" in done.stderr
    assert corpus.read_bytes() == before


def test_a_folder_cannot_be_cleaned(run: Run, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    done = run("clean", "articles", "clean")
    assert done.returncode == 2
    assert "--drop-list" in done.stderr


def test_two_outputs_do_not_go_to_one_file(run: Run, corpus: Path) -> None:
    done = run("scan", corpus, "--keep-list", "x", "--drop-list", "x")
    assert done.returncode == 2
    assert "two outputs would go to x" in done.stderr
