"""`--include` and `--exclude`."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedupe_articles.errors import ConfigError
from dedupe_articles.load import load
from dedupe_articles.model import Settings

FILES = ("a.txt", "a.md", "drafts/b.txt", "news/drafts/c.txt", "news/d.txt", "news/e.bak.txt")


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        Path("in", name).parent.mkdir(parents=True, exist_ok=True)
        Path("in", name).write_text("Words.")


def taken(*paths: str, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> set[str]:
    found = load(paths or ["in"], Settings(include=include, exclude=exclude))
    return {item.path.removeprefix("in/") for item in found}


def test_without_globs_everything_is_taken() -> None:
    assert taken() == set(FILES)


def test_only_what_an_include_matches_is_taken() -> None:
    assert taken(include=("*.md",)) == {"a.md"}
    assert taken(include=("*.md", "news/**/*.txt")) == {
        *("a.md", "news/drafts/c.txt", "news/d.txt", "news/e.bak.txt"),
    }


def test_what_an_exclude_matches_is_left_whatever_includes_say() -> None:
    assert taken(include=("*.txt",), exclude=("drafts/", "*.bak.*")) == {"a.txt", "news/d.txt"}


def test_a_slash_at_the_start_means_the_named_folder() -> None:
    assert "news/drafts/c.txt" in taken(exclude=("/drafts",))
    assert "drafts/b.txt" not in taken(exclude=("/drafts",))


def test_what_is_named_is_read_all_the_same() -> None:
    assert taken("in/a.txt", include=("*.md",), exclude=("a.txt",)) == {"a.txt"}


def test_a_linked_folder_is_judged_by_where_it_was_found() -> None:
    Path("in/zz").symlink_to("news")
    assert "news/d.txt" not in taken(exclude=("news",))
    assert "zz/d.txt" in taken(exclude=("news",))


def test_what_is_no_glob_is_an_error_that_names_the_option() -> None:
    with pytest.raises(ConfigError, match="--exclude '!' is no glob"):
        load(["in"], Settings(exclude=("*.md", "!")))
