"""An index follows its files, and reads those that have changed and no others."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.errors import IndexFileError, InputError
from dedupe_articles.index import add, build, check, describe, remove, update
from dedupe_articles.model import Settings

from .corpora import contents

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings(min_words=2)


def sentence(name: str) -> str:
    return " ".join(f"{name}{i}" for i in range(30))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of four articles in three files."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(sentence(name))
    records = [f'{{"key": "{name}", "body": "{sentence(name)}"}}' for name in ("c", "d")]
    (folder / "more.jsonl").write_text("\n".join(records))
    return folder


@pytest.fixture
def index(folder: Path) -> Path:
    """Return an index of the folder, built with fields of its own."""
    index = folder.parent / "archive.dedupe"
    settings = Settings(min_words=2, id_field="key", text_field="body")
    assert build(index, [folder], settings).articles == 4
    return index


def ids(index: Path) -> set[str]:
    return {str(row[0]).rpartition("/")[2] for row in contents(index)["articles"]}


def test_what_changed_is_read_again_and_what_is_gone_leaves(folder: Path, index: Path) -> None:
    (folder / "a.txt").write_text(sentence("changed"))
    (folder / "b.txt").unlink()
    (folder / "e.txt").write_text(sentence("e"))
    change = update(index, (), SETTINGS)
    assert (change.added, change.removed) == (2, 2)
    assert ids(index) == {"a.txt", "e.txt", "more.jsonl#c", "more.jsonl#d"}
    anew = index.with_name("anew")
    build(anew, [folder], Settings(min_words=2, id_field="key", text_field="body"))
    assert contents(anew) == contents(index)


def test_a_file_of_the_same_size_and_time_is_not_read(folder: Path, index: Path) -> None:
    path = folder / "a.txt"
    status = path.stat()
    path.write_text(sentence("a").swapcase())
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    before = contents(index)
    change = update(index, (), SETTINGS)
    assert (change.added, change.removed) == (0, 0)
    assert contents(index) == before


def test_a_file_that_was_only_touched_stays_as_it_is(folder: Path, index: Path) -> None:
    os.utime(folder / "more.jsonl", ns=(1, 1))
    change = update(index, (), SETTINGS)
    assert (change.added, change.removed) == (0, 0)


def test_the_articles_of_a_file_that_leads_nowhere_stay_and_it_is_told(
    folder: Path, index: Path
) -> None:
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to(folder / "nothing")
    change = update(index, (), SETTINGS)
    assert (change.added, change.removed) == (0, 0)
    (skipped,) = change.skipped
    assert skipped.path == f"{folder}/a.txt"
    assert "leads nowhere" in skipped.reason


def test_the_articles_below_a_folder_that_is_not_followed_stay_and_it_is_told(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "x.txt").write_text(sentence("x"))
    index = tmp_path / "index"
    build(index, [folder], Settings(min_words=2, id_field="key", text_field="body"))
    (folder / "inner").rename(tmp_path / "outside")
    (folder / "inner").symlink_to(tmp_path / "outside")
    (folder / "b.txt").unlink()
    change = update(index, (), SETTINGS)
    assert (change.added, change.removed, change.articles) == (0, 1, 4)
    assert [skipped.path for skipped in change.skipped] == [f"{folder}/inner"]


def test_an_update_follows_files_only(index: Path) -> None:
    with pytest.raises(InputError, match="'-'"):
        update(index, ["-"], SETTINGS)


def test_an_update_of_one_file_leaves_the_others(folder: Path, index: Path) -> None:
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(sentence("changed"))
    change = update(index, [folder / "b.txt"], SETTINGS)
    assert (change.added, change.removed) == (1, 1)


def test_an_update_brings_back_nothing_that_was_removed(folder: Path, index: Path) -> None:
    remove(index, [f"{folder}/a.txt"])
    assert update(index, (), SETTINGS).added == 0
    (folder / "a.txt").write_text(sentence("changed"))
    assert update(index, (), SETTINGS).added == 1


def test_articles_are_removed_by_id_file_and_folder(folder: Path, index: Path) -> None:
    assert remove(index, [f"{folder}/more.jsonl#c"]).removed == 1
    assert remove(index, [f"{folder}/more.jsonl"]).removed == 1
    assert remove(index, [str(folder)]).articles == 0
    with pytest.raises(InputError, match="has no article"):
        remove(index, ["nothing"])


def test_an_index_among_its_articles_is_none_of_them(folder: Path) -> None:
    index = folder / "archive.dedupe"
    (folder / "more.jsonl").unlink()
    build(index, [folder])
    assert not update(index).skipped
    for name in ("a", "b"):
        remove(index, [str(folder / f"{name}.txt")])
    assert not add(index, [folder]).skipped


def test_what_is_added_is_followed_too(index: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for name in "xy":
        (other / f"{name}.txt").write_text(sentence(name))
    assert add(index, [other], SETTINGS).articles == 6
    (other / "x.txt").unlink()
    assert update(index, (), SETTINGS).removed == 1


def test_an_index_without_texts_reads_them_in_the_files(folder: Path, tmp_path: Path) -> None:
    index, new = tmp_path / "index", tmp_path / "new.txt"
    build(index, [folder / "a.txt", folder / "b.txt"], SETTINGS, with_text=False)
    new.write_text(sentence("a"))
    assert not describe(index).with_text
    (finding,) = check([new], index, SETTINGS).findings
    assert {finding.a.path, finding.b.path} == {str(folder / "a.txt"), str(new)}
    (folder / "a.txt").write_text("something else")
    with pytest.raises(IndexFileError, match=r"no longer in .* as it was"):
        check([new], index, SETTINGS)


@pytest.mark.parametrize("name", ["-", os.fsdecode(b"caf\xe9.txt")])
def test_an_index_without_texts_takes_nothing_that_it_could_not_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """An index has the name of a file as it is shown, which is another if it is no UTF-8."""
    monkeypatch.chdir(folder)
    if name != "-":
        (folder / name).write_text(sentence("e"))
    build("../with", ["a.txt"], SETTINGS)
    build("../without", ["a.txt"], SETTINGS, with_text=False)
    stdin = io.BytesIO(sentence("e").encode())
    message = "without texts reads them again from their files"
    with pytest.raises(InputError, match=message):
        add("../without", [name], SETTINGS, stdin=stdin)
    stdin.seek(0)
    with pytest.raises(InputError, match=message):
        build("../new", [name], SETTINGS, with_text=False, stdin=stdin)
    assert stdin.tell() == 0, "refused before it is read"
    assert add("../with", [name], SETTINGS, stdin=stdin).added == 1
    assert describe("../without").articles == 1
    assert not (folder.parent / "new").exists()


def test_an_index_with_texts_needs_no_files(folder: Path, index: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text(sentence("c"))
    for path in folder.iterdir():
        path.unlink()
    (finding,) = check([new], index, SETTINGS).findings
    assert {finding.a.path, finding.b.path} == {str(folder / "more.jsonl"), str(new)}


def test_an_update_of_a_folder_leaves_what_lies_beside_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = tmp_path / "beside"
    beside.mkdir()
    (beside / "x.txt").write_text(sentence("x"))
    monkeypatch.chdir(folder)
    build("../index", [".", "../beside"], SETTINGS)
    assert update("../index", ["."], SETTINGS).removed == 0


def test_an_empty_name_means_no_article(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    build(tmp_path / "index", ["."], SETTINGS)
    with pytest.raises(InputError, match="has no article ''"):
        remove(tmp_path / "index", [""])
