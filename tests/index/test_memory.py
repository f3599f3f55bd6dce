"""An index is made, changed and asked inside the memory that it is given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.index import add, build, check, update, verify
from dedupe_articles.model import Settings
from dedupe_articles.store import StoreError

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings(min_words=0)
ENOUGH = 100_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of three copies of an article."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(" ".join(f"word{place}" for place in range(60)))
    return folder


@pytest.fixture
def index(folder: Path, tmp_path: Path) -> Path:
    """Return an index of the first of them."""
    index = tmp_path / "archive.dedupe"
    build(index, [folder / "0.txt"], SETTINGS)
    return index


def use(verb: str, index: Path, folder: Path, settings: Settings) -> object:
    """Let articles that are not in the index be looked at."""
    if verb == "build":
        return build(index, [folder], settings, force=True)
    if verb == "check":
        return check([folder / "1.txt", folder / "2.txt"], index, settings)
    if verb == "add":
        return add(index, [folder / "1.txt", folder / "2.txt"], settings)
    return update(index, [folder], settings)


@pytest.mark.parametrize("limit", [1, 1_000_000])
@pytest.mark.parametrize("verb", ["build", "add", "update", "check"])
def test_a_limit_that_cannot_be_kept_is_an_error_in_words(
    verb: str, limit: int, index: Path, folder: Path
) -> None:
    """Not one that calls the index damaged; it holds what it held."""
    with pytest.raises(StoreError, match=rf"does not fit into {limit:,} bytes.*--memory-limit"):
        use(verb, index, folder, replace(SETTINGS, memory_limit=limit))
    assert verify(index) == []
    assert update(index, (), SETTINGS).articles == 1


@pytest.mark.parametrize("verb", ["build", "add", "update"])
def test_a_limit_changes_no_answer(verb: str, index: Path, folder: Path) -> None:
    assert use(verb, index, folder, replace(SETTINGS, memory_limit=ENOUGH))
    assert verify(index) == []
    assert update(index, (), SETTINGS).articles == 3


def test_a_limit_changes_no_finding(index: Path, folder: Path) -> None:
    new = [folder / "1.txt", folder / "2.txt"]
    free, limited = (
        check(new, index, replace(SETTINGS, memory_limit=limit)).findings for limit in (0, ENOUGH)
    )
    assert len(free) == 3
    assert limited == free
