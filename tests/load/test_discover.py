"""Which files are read, and under which names."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.errors import InputError
from dedupe_articles.load.discover import Source, discover
from dedupe_articles.model import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(name)


def found(*paths: str | Path, ignore: bool = True) -> list[str]:
    return [item.path for item in discover(paths, ignore=ignore) if isinstance(item, Source)]


def reasons(*paths: str) -> dict[str, str]:
    items = discover(paths, ignore=True)
    return {item.path: item.reason for item in items if isinstance(item, Skipped)}


def test_folders_are_walked_to_the_bottom_in_sorted_order() -> None:
    put("in/b/c/3.txt", "in/a.txt", "in/b/2.txt")
    assert found("in") == ["in/a.txt", "in/b/2.txt", "in/b/c/3.txt"]


@pytest.mark.parametrize("argument", ["in", "in/", "./in", Path("in"), "in/../in/."])
def test_paths_are_written_below_the_argument_as_it_was_given(argument: str | Path) -> None:
    put("in/a.txt")
    assert found(argument) == [(Path(argument) / "a.txt").as_posix()]


def test_the_present_folder_adds_nothing_to_the_paths() -> None:
    put("in/a.txt")
    assert found(".") == ["in/a.txt"]


def test_absolute_paths_stay_absolute(tmp_path: Path) -> None:
    put("a.txt")
    assert found(tmp_path) == [(tmp_path / "a.txt").as_posix()]


def test_a_file_that_several_arguments_lead_to_is_found_once() -> None:
    put("in/sub/a.txt")
    assert found("in", "in/sub", "in/sub/a.txt", "./in", "in/../in/sub") == ["in/sub/a.txt"]


def test_a_file_found_in_a_folder_and_named_counts_as_named() -> None:
    put("in/a")
    (source,) = discover(["in", "in/a"], ignore=True)
    assert isinstance(source, Source)
    assert source.named


def test_hidden_files_and_folders_are_passed_over_unless_named() -> None:
    put(".git/a.txt", ".venv/b.txt", ".hg/c.txt", "d/.e/f.txt", "d/.g.txt", "h.txt")
    assert found(".") == ["h.txt"]
    assert found(".", ignore=False) == ["h.txt"]
    assert found(".venv", "d/.g.txt") == [".venv/b.txt", "d/.g.txt"]


def test_missing_paths_are_one_error_that_names_them_all() -> None:
    put("a.txt")
    Path("dangling").symlink_to("nowhere")
    with pytest.raises(InputError) as caught:
        discover(["b.txt", "a.txt", "a.txt/c", "dangling", "nul\0"], ignore=True)
    for name in ("'b.txt'", "'a.txt/c'", "'dangling'", r"'nul\x00'"):
        assert name in str(caught.value)
    assert "'a.txt'," not in str(caught.value)


def test_an_empty_path_is_an_error_and_not_the_present_folder() -> None:
    with pytest.raises(InputError, match="path is empty"):
        discover([""], ignore=True)


def test_pipes_sockets_and_devices_are_skipped_and_say_so() -> None:
    Path("in").mkdir()
    os.mkfifo("in/pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("in/socket.txt")
        expected = {
            "in/pipe.txt": "not a regular file: a named pipe",
            "in/socket.txt": "not a regular file: a socket",
        }
        assert reasons("in") == expected
        assert reasons("in/pipe.txt", "in/socket.txt") == expected
    assert reasons("/dev/null") == {"/dev/null": "not a regular file: a device"}


def test_a_pipe_that_has_no_real_path_is_there_all_the_same() -> None:
    """As the shell names it for `<(…)`."""
    read, write = os.pipe()
    try:
        path = f"/dev/fd/{read}"
        assert reasons(path) == {path: "not a regular file: a named pipe"}
    finally:
        os.close(read)
        os.close(write)


def test_a_link_to_a_folder_above_is_a_loop_and_ends() -> None:
    put("in/sub/a.txt")
    Path("in/sub/loop").symlink_to("..")
    assert found("in") == ["in/sub/a.txt"]
    assert reasons("in") == {"in/sub/loop": "symbolic link loop: leads back to a folder above it"}


def test_links_that_lead_to_each_other_are_a_loop_and_end() -> None:
    Path("in").mkdir()
    Path("in/one").symlink_to("two")
    Path("in/two").symlink_to("one")
    assert set(reasons("in")) == {"in/one", "in/two"}
    assert all(reason.startswith("symbolic link loop") for reason in reasons("in").values())
    assert reasons("in/one").keys() == {"in/one"}


def test_links_in_two_folders_that_lead_to_each_other_end() -> None:
    put("in/a/1.txt", "in/b/2.txt")
    Path("in/a/b").symlink_to("../b")
    Path("in/b/a").symlink_to("../a")
    assert found("in") == ["in/a/1.txt", "in/b/2.txt"]


def test_folders_linked_over_and_over_are_walked_once() -> None:
    """Each of 40 folders has two links to the next: 2**40 paths, 40 folders."""
    for level in range(40):
        put(f"in/{level:02}/a.txt")
        for link in "xy":
            Path(f"in/{level:02}/{link}").symlink_to(f"../{level + 1:02}")
    assert found("in") == [f"in/{level:02}/a.txt" for level in range(40)]


def test_a_file_is_known_by_its_own_name_and_not_by_a_link_to_it() -> None:
    put("in/z.txt", "in/zz/a.txt")
    Path("in/a.txt").symlink_to("z.txt")
    Path("in/b").symlink_to("zz")
    assert found("in") == ["in/z.txt", "in/zz/a.txt"]
    assert reasons("in") == {}


def test_a_link_to_a_hidden_place_inside_is_followed() -> None:
    put("in/.store/3/a.txt")
    Path("in/latest").symlink_to(".store/3")
    assert found("in") == ["in/latest/a.txt"]


def test_a_link_to_an_ignored_place_does_not_bring_it_back() -> None:
    put("in/old/a.txt", "in/old.txt")
    Path("in/.gitignore").write_text("old\nold.txt\n")
    Path("in/b").symlink_to("old")
    Path("in/b.txt").symlink_to("old.txt")
    assert found("in") == []
    assert found("in", ignore=False) == ["in/old.txt", "in/old/a.txt"]


def test_a_link_out_of_the_named_folders_is_skipped_and_says_so() -> None:
    put("in/a.txt", "out/b.txt")
    Path("in/out").symlink_to("../out")
    Path("in/b.txt").symlink_to("../out/b.txt")
    assert found("in") == ["in/a.txt"]
    assert set(reasons("in")) == {"in/out", "in/b.txt"}
    assert all("outside" in reason for reason in reasons("in").values())
    assert found("in", "out") == ["in/a.txt", "out/b.txt"]
    assert reasons("in", "out") == {}


def test_a_link_that_is_named_is_followed_anywhere() -> None:
    put("out/b.txt")
    Path("folder").symlink_to("out")
    Path("file.txt").symlink_to("out/b.txt")
    assert found("folder") == ["folder/b.txt"]
    assert found("file.txt") == ["file.txt"]


def test_a_broken_link_in_a_folder_is_skipped_and_says_so() -> None:
    Path("in").mkdir()
    Path("in/a.txt").symlink_to("nowhere")
    assert reasons("in")["in/a.txt"].startswith("symbolic link that leads nowhere")


@pytest.fixture
def deep_file() -> Iterator[str]:
    """Put a file deeper than Python's stack; remove it, since pytest could not."""
    depth = 1200
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.txt").write_text("deep")
    for _ in range(depth):
        os.chdir("..")
    yield "d/" * depth + "a.txt"
    for _ in range(depth):
        os.chdir("d")
    Path("a.txt").unlink()
    for _ in range(depth):
        os.chdir("..")
        Path("d").rmdir()


def test_a_deep_tree_is_no_problem_for_the_stack(deep_file: str) -> None:
    assert found("d") == [deep_file]


def test_a_file_whose_path_reads_as_a_record_is_skipped_so_that_ids_stay_unique() -> None:
    put("in/a.jsonl", "in/a.jsonl#7.txt", "in/#b.txt")
    assert found("in") == ["in/#b.txt", "in/a.jsonl"]
    assert "rename it" in reasons("in")["in/a.jsonl#7.txt"]


def test_a_file_called_dash_is_not_standard_input() -> None:
    put("-")
    first, second = discover(["-", "./-"], ignore=True)
    assert first == Source("-", None, named=True)
    assert isinstance(second, Source)
    assert second.path == "./-"
    assert second.file is not None


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX only")
def test_a_name_that_is_no_utf8_is_spelled_out(tmp_path: Path) -> None:
    name = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")  # noqa: PTH118 - pathlib has no bytes
    try:
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("the file system refuses such names")
    assert found(".") == [r"caf\xe9.txt"]
