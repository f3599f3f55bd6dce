"""The DuckDB database that holds articles and their sketches, and beside it a file of their texts.

The store keeps and finds; it knows neither how candidates are ranked nor how pairs are scored.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, Self

import duckdb
import numpy as np

from dedupe_articles.article_table import ARTICLES, REFERENCE, article_columns, objects, reference
from dedupe_articles.errors import DedupeError
from dedupe_articles.postings import Postings
from dedupe_articles.queries import ask
from dedupe_articles.text_file import TextFile

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from types import TracebackType

    from numpy.typing import NDArray

    from dedupe_articles.model import Article, ArticleRef
    from dedupe_articles.sketch import SketchBatch

_SCHEMA: Final = f"""{ARTICLES}
CREATE TABLE signatures (article INTEGER, signature BLOB);
CREATE TABLE bands (key BIGINT, article INTEGER);
CREATE TABLE postings (hash BIGINT, article INTEGER);
CREATE TABLE lines (hash BIGINT, article INTEGER);
CREATE TEMP TABLE boilerplate (hash BIGINT, articles BIGINT);
"""


# Up to so many postings stay in memory (160,000 articles of news have 36 million), where they are
# joined in a fraction of the time; beyond that the database has them, and spills to disk.
MOST_POSTINGS_IN_MEMORY: Final = 50_000_000
_BYTES_A_POSTING: Final = 10
# Parts of them that go into the table together; a write has a fixed cost.
_PARTS_AT_ONCE: Final = 64


class StoreError(DedupeError):
    """The database of a scan cannot go on."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a store holds."""

    articles: int
    words: int


def is_out_of_room(error: BaseException | None) -> bool:
    """Whether the database of a store fits neither into its memory nor into its folder.

    That the disk is full is an error like any other of a file, but for the name of the file.
    """
    is_spilled = isinstance(error, duckdb.IOException) and "duckdb_temp_" in str(error)
    return is_spilled or isinstance(error, duckdb.OutOfMemoryException)


class Store:
    """Articles with their postings, bands and signatures; articles are numbered from 0.

    The table `postings` is empty until `write_postings`.

    A context manager. The database lives in memory, up to `memory_limit` bytes, and beyond that in
    a temporary folder, where the texts are from the first; it leaves with the store. 0 leaves the
    limit to the database: four fifths of the memory of the machine.
    """

    def __init__(self, threads: int = 0, memory_limit: int = 0) -> None:
        self.memory_limit = memory_limit
        self._postings: list[Postings] | None = []  # None once the table has them
        self._held = 0
        self._folder = TemporaryDirectory(prefix="dedupe-", ignore_cleanup_errors=True)
        config: dict[str, str | bool | int | float | list[str]] = {
            "threads": threads or os.cpu_count() or 1,
            "preserve_insertion_order": False,
            "temp_directory": self._folder.name,
        }
        if memory_limit:
            config["memory_limit"] = f"{memory_limit}B"
        self._db = duckdb.connect(config=config)
        self._count = 0
        self._texts = TextFile(self._folder.name)
        try:
            self._set_up()
        except BaseException as error:
            self.__exit__(type(error), error, error.__traceback__)
            raise

    def _set_up(self) -> None:
        """Make the tables; even these may not fit into the memory limit."""
        self._db.execute("SET enable_progress_bar = false")  # it would stand between our results
        self._db.execute(_SCHEMA).fetchall()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()
        self._texts.close()
        self._folder.cleanup()
        if is_out_of_room(error):
            memory = f"{self.memory_limit:,} bytes of memory" if self.memory_limit else "the memory"
            raise StoreError(
                f"the database of articles does not fit into {memory} and the disk at"
                f" {self._folder.name}; give it more with --memory-limit, or free some space"
            ) from error

    def add(self, batches: Sequence[tuple[Sequence[Article], SketchBatch]]) -> None:
        """Append batches of articles and the sketches of their texts, in one transaction."""
        articles = [article for batch, _ in batches for article in batch]
        if not articles:
            return
        sketches = [sketch for _, sketch in batches]
        numbers = np.arange(self._count, self._count + len(articles), dtype=np.int32)
        lines = np.concatenate([np.diff(sketch.line_bounds) for sketch in sketches])
        signatures = np.concatenate([sketch.signatures for sketch in sketches])
        keys = np.concatenate([sketch.band_keys for sketch in sketches])
        starts, sizes = self._keep([article.text for article in articles])
        self._db.begin()
        self._append("articles", article_columns(articles, sketches, numbers, starts, sizes))
        self._append(
            "signatures",
            {"article": numbers, "signature": objects([row.tobytes() for row in signatures])},
        )
        self._append("bands", {"key": keys.ravel(), "article": np.repeat(numbers, keys.shape[1])})
        self._append(
            "lines",
            {
                "hash": np.concatenate([s.lines for s in sketches]),
                "article": np.repeat(numbers, lines),
            },
        )
        self._db.commit()
        added = []
        for sketch in sketches:
            added.append(Postings(self._count, sketch.postings))
            self._count += len(sketch.words)
        self._add_postings(added)

    def _keep(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Put texts on disk; return where each begins, and its size, in bytes."""
        try:
            return self._texts.append(texts)
        except OSError as error:
            raise StoreError(
                f"the texts do not fit on the disk at {self._folder.name} ({error.strerror}); free"
                " some space, or let TMPDIR name a folder that has more"
            ) from error

    def _add_postings(self, added: Sequence[Postings]) -> None:
        if self._postings is None:
            hashes = np.concatenate([part.hashes for part in added])
            articles = np.concatenate([part.articles for part in added])
            self._append("postings", {"hash": hashes, "article": articles})
            return
        self._postings += added
        self._held += sum(len(part.keys) for part in added)
        if self._held > self._most_postings():
            self.write_postings()

    def _most_postings(self) -> int:
        """Return how many postings stay in memory: a fifth of the limit holds them."""
        if not self.memory_limit:
            return MOST_POSTINGS_IN_MEMORY
        return min(self.memory_limit // (5 * _BYTES_A_POSTING), MOST_POSTINGS_IN_MEMORY)

    def postings(self) -> Sequence[Postings] | None:
        """Return all postings; None if they are too many for memory, and the table has them."""
        return self._postings

    def write_postings(self) -> None:
        """Let the table `postings` have all postings, those that are still to come too."""
        parts, self._postings = self._postings or [], None
        for first in range(0, len(parts), _PARTS_AT_ONCE):
            self._add_postings(parts[first : first + _PARTS_AT_ONCE])

    def _append(self, table: str, columns: Mapping[str, NDArray[Any]]) -> None:
        self._db.register("batch", dict(columns))
        self._db.execute(f"INSERT INTO {table} SELECT * FROM batch").fetchall()  # noqa: S608 - ours
        self._db.unregister("batch")

    def totals(self) -> Totals:
        """Return how many articles and words the store holds."""
        query = "SELECT count(*), coalesce(sum(words), 0) FROM articles"
        articles, words = self._db.execute(query).fetchall()[0]
        return Totals(int(articles), int(words))

    def materialise(self, name: str, query: str) -> None:
        """Keep the answer to a query as a temporary table."""
        self.run(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")

    def run(self, statement: str) -> None:
        """Run a statement that has no answer."""
        ask(self._db, lambda: self._db.execute(statement).fetchall())

    def put(self, name: str, columns: Mapping[str, NDArray[Any]]) -> None:
        """Keep arrays as a temporary table."""
        self._db.register("arrays", dict(columns))
        self._db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM arrays").fetchall()  # noqa: S608
        self._db.unregister("arrays")

    def arrays(self, query: str) -> dict[str, NDArray[Any]]:
        """Return the answer to a query, one array for each column."""
        return ask(self._db, lambda: self._db.execute(query).fetchnumpy())

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return int(self._db.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])  # noqa: S608 - our own names

    def shingle_counts(self) -> NDArray[np.int64]:
        """Return the number of distinct shingles of every article, by number."""
        return self.arrays("SELECT shingles FROM articles ORDER BY no")["shingles"].astype(np.int64)

    def word_counts(self) -> NDArray[np.int64]:
        """Return the number of words of every article, by number."""
        return self.arrays("SELECT words FROM articles ORDER BY no")["words"].astype(np.int64)

    def id_ranks(self) -> NDArray[np.int64]:
        """Return the place of every article, by number, in the order of the ids."""
        query = "SELECT row_number() OVER (ORDER BY id) AS place FROM articles ORDER BY no"
        return self.arrays(query)["place"].astype(np.int64)

    def groups(self) -> NDArray[np.int64]:
        """Return a number for the group of every article; an article without is one by itself."""
        query = (
            "SELECT CASE WHEN grp IS NULL THEN -1 - no ELSE dense_rank() OVER (ORDER BY grp) END"
            " AS grp FROM articles ORDER BY no"
        )
        return self.arrays(query)["grp"].astype(np.int64)

    def signatures(self, numbers: NDArray[np.int32]) -> NDArray[np.uint32]:
        """Return the signatures of the numbered articles, one row each, in the order asked."""
        wanted, places = np.unique(numbers, return_inverse=True)
        rows = self._select("SELECT signature FROM signatures JOIN wanted USING (article)", wanted)
        data = np.frombuffer(b"".join(row[0] for row in rows), dtype=np.uint32)
        return data.reshape(len(wanted), -1)[places]

    def references(self, numbers: NDArray[np.int32]) -> dict[int, ArticleRef]:
        """Return what findings say of the numbered articles."""
        rows = self._select(
            f"SELECT article, {', '.join(REFERENCE)} FROM articles JOIN wanted ON no = article",  # noqa: S608 - our own names
            np.unique(numbers),
        )
        return {number: reference(values) for number, *values in rows}

    def paths(self) -> Iterator[str]:
        """Yield the paths of all articles."""
        yield from self.arrays("SELECT DISTINCT path FROM articles")["path"].tolist()

    def numbers_where(self, is_wanted: Callable[[str], bool]) -> NDArray[np.int32]:
        """Return the numbers of the articles in files whose path is wanted, ascending."""
        rows = self._db.execute("SELECT path, list(no) FROM articles GROUP BY path").fetchall()
        wanted = [number for path, numbers in rows if is_wanted(path) for number in numbers]
        return np.array(sorted(wanted), dtype=np.int32)

    def all_references(self) -> list[ArticleRef]:
        """Return what findings say of every article, sorted by id."""
        found = self.references(np.arange(self.totals().articles, dtype=np.int32))
        return sorted(found.values(), key=lambda article: article.id)

    def texts(self, numbers: NDArray[np.int32]) -> dict[int, str]:
        """Return the texts of the numbered articles."""
        rows = self._select(
            "SELECT article, text_start, text_bytes FROM articles JOIN wanted ON no = article",
            np.unique(numbers),
        )
        return {number: self._texts.read(*place) for number, *place in rows}

    def boilerplate(self, numbers: NDArray[np.int32]) -> dict[int, list[int]]:
        """Return the keys of the lines of boilerplate that the numbered articles have.

        They are those of the table `boilerplate`, see `boilerplate.find_boilerplate`.
        """
        query = "SELECT article, list(hash) FROM lines SEMI JOIN boilerplate USING (hash)"
        return dict(
            self._select(
                f"{query} JOIN wanted USING (article) GROUP BY article", np.unique(numbers)
            )
        )

    def texts_by_id(self, ids: Collection[str]) -> dict[str, str]:
        """Return the texts of the articles with these ids, sorted by id."""
        self._db.register("wanted", {"id": objects(sorted(ids))})
        try:
            rows = self._db.execute(
                "SELECT id, text_start, text_bytes FROM articles JOIN wanted USING (id) ORDER BY id"
            ).fetchall()
            return {id_: self._texts.read(*place) for id_, *place in rows}
        finally:
            self._db.unregister("wanted")

    def _select(self, query: str, wanted: NDArray[np.int32]) -> list[tuple[Any, ...]]:
        """Answer a query over the table `wanted` of article numbers, in their order."""
        self._db.register("wanted", {"article": wanted})
        try:
            return self._db.execute(f"{query} ORDER BY article").fetchall()
        finally:
            self._db.unregister("wanted")
