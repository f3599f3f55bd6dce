"""Ignore rules mean what they mean to git."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe_articles.load.discover import Source, discover
from dedupe_articles.model import Skipped

FOLDERS = ("", "a/", "b/", "a/b/", "a/a/", "b/a/")
FILES = tuple(folder + name for folder in FOLDERS for name in ("x.txt", "y.md", "ab"))
PIECES = st.sampled_from(
    ["a", "b", "x.txt", "y.md", "ab", "*", "**", "*.txt", "?", "[ab]", "a*", "x.*", "[!a]b", "\\a"]
)
PATTERNS = st.builds(
    lambda negated, rooted, pieces, folder: (
        ("!" if negated else "") + ("/" if rooted else "") + "/".join(pieces) + folder
    ),
    st.booleans(),
    st.booleans(),
    st.lists(PIECES, min_size=1, max_size=3),
    st.sampled_from(["", "", "/", " ", "\r"]),
).filter(lambda pattern: not pattern.endswith("/**/"))  # which pathspec takes for `/`
LINES = st.one_of(PATTERNS, st.sampled_from(["", "# comment", "!", "/", "[z-a]", "a\\", " "]))
IGNORE_FILES = st.dictionaries(st.sampled_from(FOLDERS), st.lists(LINES, max_size=5), max_size=4)


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(name)


def rules(file: str, *lines: str) -> None:
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    Path(file).write_text("".join(line + "\n" for line in lines))


def found(*paths: str | Path, ignore: bool = True) -> list[str]:
    return [item.path for item in discover(paths, ignore=ignore) if isinstance(item, Source)]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is the oracle")
@settings(deadline=None, max_examples=100)
@given(IGNORE_FILES)
def test_the_files_found_are_those_that_git_does_not_ignore(
    ignore_files: dict[str, list[str]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        for file in FILES:
            (top / file).parent.mkdir(parents=True, exist_ok=True)
            (top / file).write_text("x")
        for folder, lines in ignore_files.items():
            (top / folder / ".gitignore").write_bytes("\n".join(lines).encode())
        git = ["git", "-C", name]
        outer = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        environment = {**outer, "HOME": name, "XDG_CONFIG_HOME": name}
        subprocess.run([*git, "init", "-q"], env=environment, check=True)
        listed = subprocess.run(
            [*git, "ls-files", "-z", "--others", "--exclude-per-directory=.gitignore"],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        expected = sorted(path for path in listed.stdout.split("\0") if path in FILES)
        assert found(top) == [(top / path).as_posix() for path in expected]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["*", "!*/", "!*.txt"], ["in/news/a.txt", "in/news/drafts/b.txt"]),
        (["drafts", "!news"], ["in/news/a.txt", "in/news/c.md"]),
        (["news", "!news/**"], []),
        (["/*", "!/news/", "/news/*", "!/news/a.txt"], ["in/news/a.txt"]),
    ],
)
def test_common_ways_to_take_back_a_rule_work(lines: list[str], expected: list[str]) -> None:
    put("in/news/a.txt", "in/news/drafts/b.txt", "in/news/c.md")
    rules("in/.gitignore", *lines)
    assert found("in") == expected


@pytest.mark.parametrize("file", [".gitignore", ".dedupeignore"])
def test_rules_hold_below_their_folder_and_can_be_lifted(file: str) -> None:
    put("in/a.txt", "in/drafts/b.txt", "in/c/a.txt", "in/c/keep.txt")
    rules(f"in/{file}", "drafts/", "a.txt")
    rules(f"in/c/{file}", "!a.txt", "keep.txt")
    assert found("in") == ["in/c/a.txt"]
    assert len(found("in", ignore=False)) == 4


def test_dedupeignore_counts_before_gitignore() -> None:
    put("in/a.txt", "in/b.txt")
    rules("in/.gitignore", "a.txt", "!b.txt")
    rules("in/.dedupeignore", "!a.txt", "b.txt")
    assert found("in") == ["in/a.txt"]


def test_rules_above_count_up_to_the_root_of_the_repository() -> None:
    put("out/repo/sub/in/a.txt", "out/repo/sub/in/b.txt", "out/repo/sub/in/c.txt")
    Path("out/repo/.git").mkdir()
    rules("out/.gitignore", "a.txt")
    rules("out/repo/.gitignore", "b.txt", "c.txt")
    rules("out/repo/sub/.gitignore", "!c.txt")
    assert found("out/repo/sub/in") == ["out/repo/sub/in/a.txt", "out/repo/sub/in/c.txt"]


def test_without_a_repository_rules_above_do_not_count() -> None:
    put("out/in/a.txt")
    rules("out/.gitignore", "a.txt")
    assert found("out/in") == ["out/in/a.txt"]


def test_what_is_named_is_read_though_it_is_ignored() -> None:
    put("build/a.txt", "build/out/b.txt", "build/out/c.txt")
    Path(".git").mkdir()
    rules(".gitignore", "build/")
    rules("build/out/.gitignore", "c.txt")
    assert found(".") == []
    assert found("build/a.txt") == ["build/a.txt"]
    assert found("build") == ["build/a.txt", "build/out/b.txt"]
    assert found("build/out") == ["build/out/b.txt"]
    assert found("build", ".") == ["build/a.txt", "build/out/b.txt"]


def test_ignored_files_are_not_reported_as_skipped() -> None:
    put("in/a.png")
    os.mkfifo("in/pipe")
    rules("in/.gitignore", "*")
    assert discover(["in"], ignore=True) == []


def test_a_byte_order_mark_does_not_hide_the_first_rule() -> None:
    put("in/a.txt")
    Path("in/.gitignore").write_bytes(b"\xef\xbb\xbfa.txt\n")
    assert found("in") == []


def test_an_ignore_file_that_is_a_folder_or_a_pipe_is_none() -> None:
    put("in/a.txt", "in/.gitignore/b.txt")
    os.mkfifo("in/.dedupeignore")
    assert found("in") == ["in/a.txt"]


def test_strange_character_sets_are_no_reason_to_warn_or_fail() -> None:
    put("in/a.txt")
    rules("in/.gitignore", "[[a]", "[a&&b]", "[a--z]", "[")
    assert [item for item in discover(["in"], ignore=True) if isinstance(item, Skipped)] == []
