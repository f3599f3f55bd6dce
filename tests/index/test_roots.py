"""An update takes nothing out because it looks in the wrong place."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.errors import InputError
from dedupe_articles.index import add, build, describe, remove, update, verify
from dedupe_articles.model import Settings

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings(min_words=0)
INDEX = "../archive.dedupe"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that has articles in a folder `news`."""
    home = tmp_path / "home"
    (home / "news").mkdir(parents=True)
    for name in ("a", "b", "c"):
        (home / "news" / f"{name}.txt").write_text(f"{name} and more")
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Return another folder, which has a file in a folder `news` too."""
    (tmp_path / "elsewhere" / "news").mkdir(parents=True)
    (tmp_path / "elsewhere" / "news" / "a.txt").write_text("something else")
    return tmp_path / "elsewhere"


@pytest.mark.parametrize("root", [".", "news", "news/b.txt"])
def test_an_update_from_another_folder_is_refused(
    home: Path, elsewhere: Path, root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build(INDEX, [root], SETTINGS).articles
    monkeypatch.chdir(elsewhere)
    with pytest.raises(InputError, match="in the folder where the index was made, or name") as told:
        update(INDEX, (), SETTINGS)
    assert str(home) in str(told.value)
    assert describe(INDEX).articles == before
    monkeypatch.chdir(home)
    assert update(INDEX, (), SETTINGS).removed == 0


def test_what_was_given_as_an_absolute_path_is_updated_from_anywhere(
    home: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(INDEX, [home / "news"], SETTINGS)
    (home / "news" / "a.txt").unlink()
    monkeypatch.chdir(elsewhere)
    assert update(INDEX, (), SETTINGS).removed == 1


@pytest.mark.parametrize("named", [(), ("news",)])
def test_a_folder_of_which_nothing_is_left_empties_no_index(
    home: Path, named: tuple[str, ...]
) -> None:
    """A disk that is not mounted looks like this."""
    build(INDEX, ["news"], SETTINGS)
    (home / "news").rename(home / "away")
    (home / "news").mkdir()
    (home / "news" / "lost+found").mkdir()
    with pytest.raises(InputError, match=r"'news', and .* has 3 of its files.*remove .* news$"):
        update(INDEX, named, SETTINGS)
    assert describe(INDEX).articles == 3
    assert remove(INDEX, ["news"]).articles == 0


def test_a_folder_inside_another_may_be_emptied(home: Path) -> None:
    (home / "news" / "old").mkdir()
    (home / "news" / "old" / "d.txt").write_text("d and more")
    build(INDEX, ["news", "news/old/d.txt"], SETTINGS)
    (home / "news" / "old" / "d.txt").unlink()
    assert update(INDEX, (), SETTINGS).removed == 1


def test_a_folder_that_had_nothing_may_stay_so(home: Path) -> None:
    (home / "more").mkdir()
    build(INDEX, ["news", "more"], SETTINGS)
    assert update(INDEX, (), SETTINGS).removed == 0


def test_articles_that_moved_are_followed_once_they_are_named(
    home: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(INDEX, ["news/"], SETTINGS)
    shutil.rmtree(elsewhere)
    home.rename(elsewhere)
    monkeypatch.chdir(elsewhere)
    (elsewhere / "news" / "d.txt").write_text("d and more")
    assert update(INDEX, ["news"], SETTINGS).added == 1
    (elsewhere / "news" / "a.txt").unlink()
    assert update(INDEX, (), SETTINGS).removed == 1


def test_of_two_folders_of_one_name_neither_empties_the_other(
    home: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(INDEX, ["news"], SETTINGS)
    monkeypatch.chdir(elsewhere)
    (elsewhere / "news" / "a.txt").rename("news/x.txt")
    assert add(INDEX, ["news"], SETTINGS).articles == 4
    for folder in (home, elsewhere):
        monkeypatch.chdir(folder)
        with pytest.raises(InputError, match="in the folder where the index was made"):
            update(INDEX, (), SETTINGS)


def test_a_path_that_is_gone_is_told_and_leaves_when_it_is_removed(home: Path) -> None:
    (home / "more.txt").write_text("more")
    build(INDEX, ["news", "more.txt"], SETTINGS)
    shutil.rmtree(home / "news")
    with pytest.raises(InputError, match=r"'news'.* is not there.*index remove \S+ news"):
        update(INDEX, (), SETTINGS)
    assert describe(INDEX).articles == 4
    assert remove(INDEX, ["news"]).articles == 1
    assert update(INDEX, (), SETTINGS).articles == 1
    assert describe(INDEX).roots == ["more.txt"]
    assert verify(INDEX) == []


def test_a_path_that_gave_no_article_can_be_removed_too(home: Path) -> None:
    (home / "empty").mkdir()
    build(INDEX, ["news", "empty"], SETTINGS)
    (home / "empty").rmdir()
    assert remove(INDEX, ["empty"]).removed == 0
    assert update(INDEX, (), SETTINGS).articles == 3


def test_a_file_that_is_gone_from_a_folder_that_is_there_leaves(home: Path) -> None:
    """Also when it was named beside that folder."""
    build(INDEX, ["news", "news/a.txt"], SETTINGS)
    (home / "news" / "a.txt").unlink()
    assert update(INDEX, (), SETTINGS).removed == 1


@pytest.mark.skipif(sys.platform == "darwin", reason="names are UTF-8 there")
def test_a_path_of_any_bytes_is_followed(home: Path) -> None:
    name = os.fsdecode(b"caf\xe9")
    (home / "news").rename(home / name)
    build(INDEX, [name], SETTINGS)
    assert describe(INDEX).roots == ["caf\\xe9"]
    (home / name / "a.txt").unlink()
    assert update(INDEX, (), SETTINGS).removed == 1
    assert remove(INDEX, ["caf\\xe9"]).removed == 2
