"""An index of which a new one takes the place, by `compact` or by `build --force`."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, cast

import duckdb
import pytest

from dedupe_articles.errors import IndexFileError
from dedupe_articles.index import compact, describe, verify
from dedupe_articles.index.file import attach
from dedupe_articles.index.write import add_articles, build_from, remove
from dedupe_articles.model import Article

from .processes import in_another_process, replacing

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path


def article(name: str) -> Article:
    return Article(name, name, " ".join(f"{name}{number}" for number in range(20)))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Return an index of one article."""
    path = tmp_path / "archive.dedupe"
    build_from(path, [article("a")])
    return path


@pytest.fixture
def log(index: Path, files_up_to: Callable[[int], AbstractContextManager[None]]) -> Path:
    """Return what an addition has left beside the index, for want of room in it."""
    with files_up_to(index.stat().st_size):
        assert add_articles(index, [article("b")]).articles == 2
    log = index.with_name(f"{index.name}.wal")
    assert log.exists()
    return log


def test_a_compacted_index_has_what_stood_in_the_log(index: Path, log: Path) -> None:
    compact(index)
    assert not log.exists()
    assert describe(index).articles == 2
    assert verify(index) == []


def test_a_log_that_cannot_be_brought_into_the_index_is_left_to_it(
    index: Path, log: Path, files_up_to: Callable[[int], AbstractContextManager[None]]
) -> None:
    with files_up_to(index.stat().st_size), pytest.raises(IndexFileError, match="it holds what"):
        compact(index)
    assert log.exists()
    assert describe(index).articles == 2


@pytest.mark.parametrize("is_there", [True, False])
def test_a_new_index_has_nothing_of_a_log_that_was_left(
    index: Path, log: Path, *, is_there: bool
) -> None:
    if not is_there:
        index.unlink()
    build_from(index, [article("c")], force=is_there)
    assert not log.exists()
    assert describe(index).articles == 1
    assert verify(index) == []


@pytest.mark.parametrize(
    "call", ["compact(index)", "build_from(index, [Article('a', 'a', 'b ' * 20)], force=True)"]
)
def test_a_change_waits_until_the_new_index_is_in_place(index: Path, call: str) -> None:
    """Made to the old one it would be lost, and have told of success."""
    other = replacing(index, call)
    with pytest.raises(IndexFileError, match="is in use"):
        remove(index, ["a"], patience=0.1)
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(remove, index, ["a"], patience=60)
        time.sleep(0.2)
        other.communicate()
        assert waiting.result().articles == 0
    assert describe(index).articles == 0


def test_an_index_that_takes_the_place_of_one_just_opened_is_opened_instead(
    index: Path, tmp_path: Path
) -> None:
    """A process may be stopped between opening a file and locking it."""
    other = tmp_path / "other"
    build_from(other, [article("b"), article("c")])

    class Slow:
        def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
            self.database = database

        def execute(self, query: str) -> None:
            self.database.execute(query)
            if other.exists():
                other.replace(index)

    with duckdb.connect() as database:
        attach(cast("duckdb.DuckDBPyConnection", Slow(database)), index, write=True)
        assert database.execute("SELECT count(*) FROM archive.articles").fetchall() == [(2,)]


def test_an_index_that_is_being_written_is_not_replaced(index: Path) -> None:
    other = in_another_process(index, "")
    with pytest.raises(IndexFileError, match="is being written by another process"):
        build_from(index, [article("b")], force=True, patience=0.1)
    other.communicate()
    assert verify(index) == []


def test_an_index_that_cannot_be_opened_is_replaced(index: Path) -> None:
    beginning = index.read_bytes()[:100]
    index.write_bytes(beginning + b"no database, " * 1000)
    assert build_from(index, [article("a")], force=True).articles == 1
