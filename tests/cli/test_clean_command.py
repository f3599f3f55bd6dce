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


@pytest.mark.parametrize(
    ("dates", "kept", "because"),
    [
        (["Mon, 01 Jan 2024 08:00:00 GMT", "Fri, 05 Dec 2025 08:00:00 GMT"], "a", "dated earlier"),
        ([1700000000, 999999999], "b", "dated earlier"),
        (["2024-01-01T10:00Z", "2024-01-01T11:00+05:00"], "b", "dated earlier"),
        (["2024-01-01", "2024-01-01T10:00Z"], "b", "of the same day, with a time"),
        (["0000-00-00 00:00:00", "2024-01-01"], "b", "the only one with a date"),
        (["01/05/2025", "12/31/2023"], "a", "first by id"),
    ],
)
def test_the_oldest_is_kept_and_the_drop_list_says_what_is_known_of_its_age(
    run: Run, tmp_path: Path, dates: list[object], kept: str, because: str
) -> None:
    articles = [{"id": i, "text": STORY, "pubDate": d} for i, d in zip("ab", dates, strict=True)]
    lines = "".join(f"{json.dumps(article)}\n" for article in articles)
    (tmp_path / "c.jsonl").write_text(lines)
    run("clean", "c.jsonl", "d.jsonl", "--representative", "oldest", "--drop-list", "drop")
    assert [record["id"] for record in records(tmp_path / "d.jsonl")] == [kept]
    assert records(tmp_path / "drop")[0]["kept_because"] == because


def test_of_two_copies_in_a_feed_of_one_day_the_earlier_is_kept(run: Run, tmp_path: Path) -> None:
    times = {"a": "10:00:00 GMT", "b": "11:00:00 +0500"}
    items = "".join(
        f"<item><guid>{name}</guid><pubDate>Mon, 01 Jan 2024 {time}</pubDate>"
        f"<description>{STORY}</description></item>"
        for name, time in times.items()
    )
    (tmp_path / "c.rss").write_text(f"<rss><channel>{items}</channel></rss>")
    run("scan", "c.rss", "--representative", "oldest", "--drop-list", "drop")
    (gone,) = records(tmp_path / "drop")
    assert (gone["record"], gone["kept_because"]) == ("a", "dated earlier")


def test_a_preferred_folder_without_an_article_is_said(run: Run, tmp_path: Path) -> None:
    """Else the copies that were to be kept are dropped, and nobody hears why."""
    for folder in ("wire", "blog"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(STORY)
    lists = ("--drop-list", "drop", "--prefer", "wire", "--prefer", tmp_path / "blog")
    done = run("scan", "wire", "blog", *lists)
    assert f"--prefer {tmp_path}/blog: no article lies there" in " ".join(done.stdout.split())
    assert "--prefer wire" not in done.stdout
    assert records(tmp_path / "drop")[0]["id"] == "blog/a.txt"


def test_what_was_guessed_and_what_is_copied_without_being_looked_at_is_said(
    run: Run, corpus: Path
) -> None:
    corpus.write_text(corpus.read_text().replace('"text"', '"content"'))
    done = run("clean", corpus, "clean.jsonl")
    assert f"{corpus}: guessed the fields of the records: 'content'" in done.stderr
    assert f"skipped {corpus}, line 4: " in done.stderr
    assert run("clean", corpus, "clean.jsonl", "-q").stderr == ""


def test_a_corpus_is_not_replaced_by_what_is_left_of_it(run: Run, corpus: Path) -> None:
    before = corpus.read_bytes()
    done = run("clean", corpus, corpus)
    assert done.returncode == 2
    assert "would replace the input" in done.stderr
    assert corpus.read_bytes() == before


def test_a_missing_corpus_is_named_and_what_is_at_the_other_place_stays(
    run: Run, corpus: Path
) -> None:
    before = corpus.read_bytes()
    done = run("clean", "missing.jsonl", corpus)
    assert done.returncode == 2
    assert "no such file or folder: 'missing.jsonl'" in done.stderr
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


def test_one_record_is_no_records(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(f'{{"text": "{"a word or two " * 10}"}}\n')
    assert "copied 1 record to" in run("clean", "one.jsonl", "kept.jsonl").stderr
