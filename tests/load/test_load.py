"""The stage as the pipeline sees it: paths in, articles and reasons out."""

from __future__ import annotations

import io
import os
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.errors import ConfigError, InputError
from dedupe_articles.load import bytes_of, find, load
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager


def articles(*paths: str | Path, settings: Settings | None = None) -> list[Article]:
    found = load(paths, settings or Settings())
    return [item for item in found if isinstance(item, Article)]


def only_skipped(*paths: str | Path, settings: Settings | None = None) -> Skipped:
    (item,) = load(paths, settings or Settings())
    assert isinstance(item, Skipped)
    return item


def test_a_text_file_is_one_article_under_the_path_the_user_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("seeds").mkdir()
    Path("seeds/000.txt").write_text("Some words.\n")
    assert list(load(["seeds/"], Settings())) == [
        Article(id="seeds/000.txt", path="seeds/000.txt", text="Some words.\n")
    ]


@pytest.mark.parametrize("ends", ["a\nb\n", "a\r\nb\r\n", "a\rb", "a\u2028b\x0bc\n\n"])
def test_line_ends_stay_as_they_are(tmp_path: Path, ends: str) -> None:
    (tmp_path / "a.txt").write_bytes(ends.encode())
    assert [article.text for article in articles(tmp_path)] == [ends]


def test_results_are_sorted_whatever_the_order_of_the_arguments(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    paths = [tmp_path / "c.txt", tmp_path / "b", tmp_path / "a"]
    forwards = list(load(paths, Settings()))
    assert forwards == list(load(paths[::-1], Settings()))
    assert [article.text for article in articles(*paths)] == ["a/1.txt", "b/2.txt", "c.txt"]


def test_what_is_going_to_be_written_is_read_only_where_it_is_named(tmp_path: Path) -> None:
    for name in ("a.txt", "report.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "link.txt").symlink_to("report.txt")
    output = tmp_path / "link.txt"
    found = find([tmp_path], Settings(), [output, tmp_path / "new.txt"])
    assert [item.path for item in found] == [str(tmp_path / "a.txt")]
    named = find([tmp_path, tmp_path / "report.txt"], Settings(), [output])
    assert len(named) == 2


def test_a_dash_reads_standard_input_as_plain_text() -> None:
    stdin = io.BytesIO(b"From a pipe.\n")
    assert list(load(["-"], Settings(), stdin)) == [Article("-", "-", "From a pipe.\n")]


def test_a_dash_without_standard_input_is_an_error() -> None:
    with pytest.raises(InputError, match="no standard input"):
        load(["-"], Settings())


def test_empty_or_too_large_standard_input_is_skipped() -> None:
    assert list(load(["-"], Settings(), io.BytesIO(b" \n"))) == [Skipped("-", "empty")]
    (skipped,) = load(["-"], Settings(max_file_size=3), io.BytesIO(b"four"))
    assert skipped == Skipped("-", "too large: more than 3 bytes (--max-file-size)")


def test_a_missing_path_is_an_error_at_the_call_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"'.*gone\.txt'"):
        load([tmp_path, tmp_path / "gone.txt"], Settings())


@pytest.mark.parametrize("encoding", ["no-such-thing", "", "hex", "undefined", "a\0b"])
def test_an_unknown_encoding_is_a_configuration_error(encoding: str) -> None:
    with pytest.raises(ConfigError, match="unknown encoding"):
        load([], Settings(encoding=encoding))


def test_no_paths_give_no_articles() -> None:
    assert list(load([], Settings())) == []


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", "\u3000\n".encode()])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_blank_file_is_skipped_as_empty(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert only_skipped(tmp_path).reason == "empty"


def test_a_file_above_the_limit_is_skipped_with_its_size_and_the_option(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 2000)
    (tmp_path / "b.txt").write_bytes(b"x" * 1000)
    large, fits = load([tmp_path], Settings(max_file_size=1000))
    assert isinstance(large, Skipped)
    assert large.reason == "too large: 2,000 bytes, the limit is 1,000 (--max-file-size)"
    assert isinstance(fits, Article)


def test_a_huge_line_is_skipped_without_being_held(tmp_path: Path) -> None:
    size = 20_000_000
    with (tmp_path / "a.jsonl").open("wb") as file:
        file.write(b'{"text": "' + b"x" * size + b'"}\n{"text": "short"}\n')
    tracemalloc.start()
    try:
        large, short = load([tmp_path], Settings(max_file_size=10_000))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(large, Skipped)
    assert large.line == 1
    assert large.reason == "too large: 20,000,013 bytes, the limit is 10,000 (--max-file-size)"
    assert isinstance(short, Article)
    assert peak < size / 10


def test_binary_content_is_skipped_whatever_the_name_says(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "c.jsonl"):
        (tmp_path / name).write_bytes(b"PK\x03\x04\0\0")
    reasons = [item.reason for item in load([tmp_path], Settings()) if isinstance(item, Skipped)]
    assert len(reasons) == 3
    assert all(reason.startswith("binary content") for reason in reasons)


def test_an_unknown_type_is_skipped_and_says_where_the_known_ones_stand(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    reason = only_skipped(tmp_path / "a.png").reason
    assert reason.startswith("unknown file type '.png'")
    assert reason.endswith("dedupe scan --help says what is read")


def test_a_text_without_suffix_is_read_only_when_named(tmp_path: Path) -> None:
    file = tmp_path / "article"
    file.write_text("Words.")
    assert only_skipped(tmp_path).reason.startswith("unknown file type")
    assert [article.text for article in articles(file)] == ["Words."]
    assert [article.text for article in articles(tmp_path, file)] == ["Words."]
    file.write_bytes(b"\x7fELF\0\0")
    assert only_skipped(file).reason.startswith("binary content")


def test_a_file_that_vanishes_is_skipped_with_the_reason_of_the_system(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name)
    found = load([tmp_path], Settings())
    assert isinstance(next(found), Article)
    (tmp_path / "b.txt").unlink()
    gone, last = found
    assert isinstance(gone, Skipped)
    assert gone.reason == os.strerror(2)
    assert isinstance(last, Article)


def test_a_file_replaced_by_a_folder_or_a_pipe_is_skipped(tmp_path: Path) -> None:
    """The pipe has no writer: a plain open would wait for one for ever."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Words.")
    found = load([tmp_path], Settings())
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).unlink()
    (tmp_path / "a.txt").mkdir()
    os.mkfifo(tmp_path / "b.txt")
    assert [item.reason for item in found if isinstance(item, Skipped)] == [
        "no longer a regular file",
        "no longer a regular file",
    ]


def test_what_may_not_be_read_is_skipped_with_the_reason_of_the_system(
    unprivileged: Path, as_nobody: Callable[[], AbstractContextManager[None]]
) -> None:
    folder = unprivileged
    (folder / "closed.txt").write_text("Words.")
    (folder / "closed.txt").chmod(0)
    (folder / "locked").mkdir()
    (folder / "locked" / "in.txt").write_text("Words.")
    (folder / "locked").chmod(0)
    (folder / "open.txt").write_text("Words.")
    with as_nobody():
        closed, locked, fine = load([folder], Settings())
        named = only_skipped(folder / "locked" / "in.txt")
    (folder / "locked").chmod(0o755)
    assert closed == Skipped((folder / "closed.txt").as_posix(), os.strerror(13))
    assert locked == Skipped((folder / "locked").as_posix(), os.strerror(13))
    assert isinstance(fine, Article)
    assert named.reason == os.strerror(13)


def test_an_ignore_file_that_may_not_be_read_is_reported_and_the_rest_read(
    unprivileged: Path, as_nobody: Callable[[], AbstractContextManager[None]]
) -> None:
    (unprivileged / "a.txt").write_text("Words.")
    (unprivileged / ".gitignore").write_text("a.txt")
    (unprivileged / ".gitignore").chmod(0)
    with as_nobody():
        skipped, article = load([unprivileged], Settings())
    assert isinstance(skipped, Skipped)
    assert skipped.path.endswith("/.gitignore")
    assert skipped.reason == f"its ignore rules are not applied: {os.strerror(13)}"
    assert isinstance(article, Article)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that fails to read")
def test_an_error_while_reading_is_a_reason() -> None:
    assert only_skipped("/proc/self/mem").reason


def test_files_are_read_while_the_result_is_consumed(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("old")
    found = load([tmp_path], Settings())
    next(found)
    (tmp_path / "b.txt").write_text("new")
    assert [item.text for item in found if isinstance(item, Article)] == ["new"]


def test_the_bytes_of_files_are_counted_until_there_are_enough(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text("x" * 10)
    found = find([str(tmp_path)], Settings())
    assert bytes_of(found, 1000) == 30
    assert bytes_of(found, 15) == 20
    (tmp_path / "0.txt").unlink()
    assert bytes_of(found, 1000) == 20
    assert bytes_of(find(["-"], Settings()), 1000) == 0


def test_a_report_in_a_folder_is_skipped_and_read_when_it_is_named(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    report.write_text("## dedupe\n\nWhat was found.\n")
    skipped = only_skipped(tmp_path)
    assert skipped.path == str(report)
    assert "an output of dedupe" in skipped.reason
    assert [article.path for article in articles(report)] == [str(report)]
