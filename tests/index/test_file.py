"""An index is whole at every moment, whatever happens to whoever writes it."""

from __future__ import annotations

import os
import random
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import duckdb
import pytest

from dedupe_articles.errors import IndexFileError, InputError
from dedupe_articles.index import build, describe, verify
from dedupe_articles.index.check import check_articles
from dedupe_articles.index.file import reading, writing
from dedupe_articles.index.store import IndexStore
from dedupe_articles.index.write import add_articles, build_from, compact, remove
from dedupe_articles.model import Article, Settings
from dedupe_articles.store import StoreError

from .corpora import articles, contents, random_corpus
from .processes import in_another_process, writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

SETTINGS = Settings(min_words=0)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Return an index of a few articles."""
    path = tmp_path / "archive.dedupe"
    build_from(path, articles(random_corpus(1)), SETTINGS)
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return an index of one article, with the default settings."""
    path = tmp_path / "small.dedupe"
    build_from(path, [Article("a", "a", "one two three four five six seven eight nine")])
    return path


@pytest.mark.parametrize("seed", range(2))
def test_a_writer_that_is_killed_leaves_the_last_state_that_it_wrote(
    small: Path, seed: int
) -> None:
    process = writer(small)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(random.Random(seed).uniform(0, 0.6))
    process.send_signal(signal.SIGKILL)
    told = [1, *(int(line) for line in process.communicate()[0].split())]
    held = describe(small).articles
    # The last batch may be written and not told.
    assert held in {max(21, told[-1]), max(21, told[-1]) + 20}
    assert verify(small) == []
    assert add_articles(small, [Article("new", "new", "word " * 20)]).articles == held + 1


def test_a_full_disk_is_an_error_and_the_last_state_remains(small: Path) -> None:
    """A limit on the size of files does to the writer what a full disk does."""
    process = writer(small, limit=small.stat().st_size + 500_000)
    told, error = process.communicate()
    assert process.returncode == 1
    assert re.search("IndexFileError: cannot (write|open) the index", error)
    assert describe(small).articles == int(told.split()[-1])
    assert verify(small) == []


@pytest.mark.parametrize("using", [reading, writing])
def test_ctrl_c_amid_a_query_says_nothing_of_the_index(
    using: Callable[[Path], AbstractContextManager[None]], small: Path
) -> None:
    """What DuckDB makes of it where it calls Python: to import a library, or to read an array."""
    with pytest.raises(duckdb.Error, match=r"^KeyboardInterrupt: $"), using(small):
        raise duckdb.Error("KeyboardInterrupt: ")


@pytest.mark.parametrize("using", [reading, writing])
def test_a_disk_that_is_too_full_to_work_on_is_no_fault_of_the_index(
    index: Path,
    files_up_to: Callable[[int], AbstractContextManager[None]],
    using: Callable[[Path], AbstractContextManager[None]],
) -> None:
    def work() -> None:
        with IndexStore(memory_limit=60_000_000) as store:
            store.attach(index, write=False)
            with using(index):
                store.materialise("large", "SELECT hash(range) AS h FROM range(20_000_000)")

    with files_up_to(1_000_000), pytest.raises(StoreError, match="does not fit into"):
        work()


def test_a_build_that_fails_leaves_what_was_there(index: Path) -> None:
    before = index.read_bytes()
    double = [Article("a", "a", "text"), Article("a", "a", "text")]
    with pytest.raises(InputError, match="two articles have the id"):
        build_from(index, double, SETTINGS, force=True)
    assert index.read_bytes() == before
    assert [path.name for path in index.parent.iterdir()] == [index.name]


def test_an_index_is_not_replaced_unasked(index: Path) -> None:
    with pytest.raises(IndexFileError, match="--force"):
        build_from(index, [], SETTINGS)


def test_a_second_writer_is_told_so(index: Path) -> None:
    other = in_another_process(index, "")
    with pytest.raises(IndexFileError, match="one writer at a time"):
        remove(index, ["x"], patience=0.1)
    with pytest.raises(IndexFileError, match="is being written by another process"):
        describe(index, patience=0.1)
    other.communicate()


def test_a_reader_waits_until_a_writer_is_done(index: Path) -> None:
    other = in_another_process(index, "")
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(describe, index, patience=60)
        time.sleep(0.2)
        other.communicate()
        assert waiting.result().articles


def test_many_read_at_once(index: Path) -> None:
    others = [in_another_process(index, "(READ_ONLY)") for _ in range(2)]
    assert describe(index, patience=0.1).articles
    assert verify(index, patience=0.1) == []
    for other in others:
        other.communicate()


def test_a_flipped_byte_is_found(index: Path) -> None:
    """Wherever it is, unless the byte belongs to nothing."""
    whole = index.read_bytes()
    rng = random.Random(3)
    expected = contents(index)
    found = 0
    for _ in range(8):
        damaged = bytearray(whole)
        damaged[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        index.write_bytes(damaged)
        try:
            problems = verify(index)
        except IndexFileError:
            problems = ["cannot be opened"]
        found += bool(problems)
        if not problems:
            assert contents(index) == expected
    assert found


CHANGES: dict[str, str] = {
    "text": "UPDATE articles SET text = (SELECT text FROM articles WHERE no = 1) WHERE no = 0",
    "title": "UPDATE articles SET title = 'other' WHERE no = 0",
    "signature": "UPDATE signatures SET signature = (SELECT signature FROM signatures"
    " WHERE article = 1) WHERE article = 0",
    "postings": "UPDATE postings SET hash = hash + 1 WHERE article = 0",
    "missing postings": "DELETE FROM postings WHERE article = 0",
    "foreign postings": "INSERT INTO postings VALUES (1, 999999)",
    "bands": "DELETE FROM bands WHERE article = 0",
    "pairs": "UPDATE pairs SET logs = logs + 1 WHERE a = (SELECT min(a) FROM pairs)",
    "close pairs": "INSERT INTO close_pairs VALUES (1, 2)",
    "collapsed": "INSERT INTO collapsed VALUES (1, FALSE)",
    "a file": "UPDATE files SET digest = 'other' WHERE path LIKE '%1.txt'",
    "two files": "UPDATE files SET size = CASE path LIKE '%0.txt' WHEN TRUE"
    " THEN (SELECT size FROM files WHERE path LIKE '%2.txt')"
    " ELSE (SELECT size FROM files WHERE path LIKE '%0.txt') END WHERE path NOT LIKE '%1.txt'",
    "a root": "UPDATE roots SET path = '.'",
    "where a root is": "UPDATE roots SET place = '/'",
    "header": "UPDATE header SET value = '5' WHERE key = 'min_words'",
    "further header": "INSERT INTO header VALUES ('another', '5')",
    "a sum": "UPDATE header SET value = '0 0' WHERE key = 'sum of pairs'",
}


@pytest.mark.parametrize("change", CHANGES)
def test_content_that_was_changed_is_found(tmp_path: Path, change: str) -> None:
    """The checksums are over the content, not only over the blocks of the file."""
    path, folder = tmp_path / "index", tmp_path / "news"
    folder.mkdir()
    texts = ["one two three four five six", "one two three four five seven", "eight " * 9]
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text)
    build(path, [folder], SETTINGS)
    assert verify(path) == []
    with duckdb.connect(str(path)) as database:
        database.execute(CHANGES[change])
    assert verify(path)


def spoil(path: Path, key: str, value: str) -> None:
    with duckdb.connect(str(path)) as database:
        database.execute("UPDATE header SET value = ? WHERE key = ?", [value, key])


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("format", "99", "update dedupe-articles"),
        ("format", "0", "dedupe index build"),
        ("seed", "7", "seed 7 .* this program has 1"),
        ("permutations", "128", "permutations 128"),
        ("words", "0", "built with words 0"),
        ("format", "x", "a part of its header is"),
        ("min_words", "x", "a part of its header is"),
        ("loading", "{", "a part of its header is"),
        ("loading", "[]", "a part of its header is"),
    ],
)
def test_an_index_of_another_kind_is_refused_with_the_way_out(
    index: Path, key: str, value: str, words: str
) -> None:
    """One of a newer version may have tables that this program would not write."""
    spoil(index, key, value)
    uses: list[Callable[[], object]] = [
        lambda: describe(index),
        lambda: check_articles([], index, SETTINGS),
        lambda: add_articles(index, [], SETTINGS),
        lambda: compact(index),
    ]
    for use in uses:
        with pytest.raises(IndexFileError, match=words):
            use()


def test_an_index_without_a_part_of_its_header_is_refused(index: Path) -> None:
    with duckdb.connect(str(index)) as database:
        database.execute("DELETE FROM header WHERE key = 'written_by'")
    with pytest.raises(IndexFileError, match=r"is damaged: a part of its header is missing"):
        describe(index)
    assert verify(index) == ["a part of its header is missing or garbled"]


def test_other_settings_are_refused(index: Path) -> None:
    with pytest.raises(IndexFileError, match="--min-words 0"):
        check_articles([], index, Settings())
    grouped = Settings(min_words=0, group_by="folder")
    with pytest.raises(InputError, match="--group-by"):
        check_articles([], index, grouped)
    with pytest.raises(InputError, match="--group-by"):
        add_articles(index, [], grouped)
    with pytest.raises(InputError, match="--group-by"):
        build_from(index, [], grouped, force=True)


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    missing, text, database = (tmp_path / name for name in ("missing", "text", "other.duckdb"))
    text.write_text("no database, " * 1000)
    duckdb.connect(str(database)).close()
    for path, words in (
        (missing, "there is no such index"),
        (text, "cannot open the index"),
        (database, "no index of dedupe"),
    ):
        for use in (describe, compact):
            with pytest.raises(IndexFileError, match=words):
                use(path)


def test_a_file_that_is_called_workspace_is_not_taken_for_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "workspace"
    path.write_text("no database, " * 1000)
    with pytest.raises(IndexFileError, match="build it anew"):
        describe(path)


def test_an_index_that_may_not_be_written_need_not_be_built_anew(
    unprivileged: Path, as_nobody: Callable[[], AbstractContextManager[None]]
) -> None:
    path = unprivileged / "index"
    build_from(path, [Article("a", "a", "one two three four five six seven eight nine")])
    path.chmod(0o444)
    with as_nobody():
        assert describe(path).articles == 1
        with pytest.raises(IndexFileError, match="Permission denied; copy it to where it can be"):
            remove(path, ["a"])


def test_an_article_that_is_there_is_refused(index: Path) -> None:
    id_ = next(iter(random_corpus(1)))
    for use in (add_articles, lambda path, new, settings: check_articles(new, path, settings)):
        with pytest.raises(InputError, match="already"):
            use(index, [Article(id_, id_, "text")], SETTINGS)


def test_a_compacted_index_is_smaller_and_holds_the_same(index: Path) -> None:
    gone = list(random_corpus(1))[::2]
    remove(index, gone)
    expected = contents(index)
    compact(index)
    assert contents(index) == expected
    assert verify(index) == []
    assert os.listdir(index.parent) == [index.name]  # noqa: PTH208 - names are enough
