"""What has changed since a commit, in real git repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from dedupe_articles.changes import changes_since
from dedupe_articles.errors import InputError


def git(folder: Path, *arguments: str) -> None:
    options = ("-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(
        ["git", "-C", str(folder), *options, *arguments],  # noqa: S607 - wherever git is
        check=True,
        capture_output=True,
    )


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with one commit; the tests run in it."""
    folder = tmp_path / "repository"
    (folder / "news").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    for name in ("old.txt", "other.txt", "news/deep.txt"):
        (folder / name).write_text(f"The text of {name}.\n")
    (folder / ".gitignore").write_text("ignored.txt\n")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    monkeypatch.chdir(folder)
    return folder


def changed(ref: str, *paths: str) -> set[str]:
    """Return which files below the present folder have changed."""
    changes = changes_since(ref, paths or ["."])
    files = (path.relative_to(".").as_posix() for path in Path().rglob("*.txt"))
    return {name for name in files if changes.touch(name)}


def test_without_a_change_nothing_has_changed(repository: Path) -> None:
    assert repository.is_dir()
    assert changed("HEAD") == set()


def test_committed_staged_edited_and_new_files_have_changed(repository: Path) -> None:
    (repository / "committed.txt").write_text("new")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "second")
    (repository / "staged.txt").write_text("new")
    git(repository, "add", ".")
    (repository / "old.txt").write_text("edited")
    (repository / "new.txt").write_text("new")
    (repository / "ignored.txt").write_text("new")
    (repository / "other.txt").unlink()
    assert changed("HEAD~1") == {"committed.txt", "staged.txt", "old.txt", "new.txt"}
    assert changed("HEAD") == {"staged.txt", "old.txt", "new.txt"}


def test_what_others_changed_meanwhile_does_not_count(repository: Path) -> None:
    """As in a pull request: the change is held against where its branch began."""
    git(repository, "checkout", "-q", "-b", "branch")
    (repository / "mine.txt").write_text("new")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "mine")
    git(repository, "checkout", "-q", "main")
    (repository / "old.txt").write_text("edited by others")
    git(repository, "commit", "-qam", "theirs")
    git(repository, "checkout", "-q", "branch")
    assert changed("main") == {"mine.txt"}


def test_a_renamed_file_has_not_changed_unless_it_was_edited_too(repository: Path) -> None:
    git(repository, "mv", "old.txt", "renamed.txt")
    git(repository, "mv", "other.txt", "edited.txt")
    (repository / "edited.txt").write_text("The text of the other file, edited.\n")
    assert changed("HEAD") == {"edited.txt"}


@pytest.mark.parametrize(
    "name", ["with space.txt", 'quo"te.txt', "-x.txt", "new\nline.txt", "né.txt", "caf\udce9.txt"]
)
def test_any_name_is_found(repository: Path, name: str) -> None:
    """The last one is a file name that is no UTF-8, which reports spell out."""
    (repository / "news" / name).write_text("new")
    changes = changes_since("HEAD", ["news"])
    shown = os.fsencode(f"news/{name}").decode("utf-8", "backslashreplace")
    assert changes.touch(shown)


def test_paths_count_from_wherever_the_command_is_run(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "news/new.txt").write_text("new")
    monkeypatch.chdir(repository / "news")
    assert changes_since("HEAD", ["."]).touch("new.txt")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(repository)
    for folder in ("repository", "link"):
        changes = changes_since("HEAD", [folder])
        assert changes.touch(f"{folder}/news/new.txt")
        assert not changes.touch(f"{folder}/old.txt")


def test_files_outside_a_repository_and_stdin_are_told_apart(
    repository: Path, tmp_path: Path
) -> None:
    """A corpus elsewhere is what the change is compared with; what is piped in is the change."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/a.txt").write_text("new")
    (repository / "old.txt").write_text("edited")
    changes = changes_since("HEAD", ["../corpus", "old.txt", "-"])
    assert not changes.touch("../corpus/a.txt")
    assert changes.touch("old.txt")
    assert changes.touch("-")


def test_a_hook_of_another_repository_does_not_mislead(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nothing"))
    (repository / "old.txt").write_text("edited")
    assert changed("HEAD") == {"old.txt"}


def test_outside_a_repository_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is in no git repository; name paths in one"):
        changes_since("HEAD", [tmp_path])


@pytest.mark.parametrize("ref", ["nope", "--output=x", "HEAD~99", "", "HEAD^{tree}", "main..HEAD"])
def test_an_unknown_ref_is_an_error_and_never_an_option(repository: Path, ref: str) -> None:
    with pytest.raises(InputError, match=r"knows no commit .*; check the spelling, or fetch it"):
        changed(ref)
    assert not (repository / "x").exists()


def test_a_history_that_has_nothing_in_common_is_an_error(repository: Path) -> None:
    git(repository, "checkout", "-q", "--orphan", "apart")
    git(repository, "commit", "-q", "-m", "apart")
    with pytest.raises(InputError, match=r"no commit in common .*--unshallow"):
        changed("main")


def test_without_git_the_error_says_so(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(InputError, match="needs git; install it"):
        changed("HEAD")
