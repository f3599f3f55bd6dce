"""The store of a scan, with an index beside it.

Its own tables hold the articles that enter; those of the index are in the schema `archive`. What a
check needs of the index is copied into the tables of the store, which then serves it as a scan.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dedupe_articles.errors import IndexFileError
from dedupe_articles.index.file import PATIENCE, attach, attach_beside, reading
from dedupe_articles.index.header import Header, parse_header
from dedupe_articles.index.rows import COLUMNS
from dedupe_articles.store import Store

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    import duckdb
    from numpy.typing import NDArray

# Up to so many values a restriction is a list in the query, with which whole groups of rows are
# passed over; beyond that few groups have none of them, and a join is faster.
_MOST_LISTED: Final = 4000


class IndexStore(Store):
    """A store beside an index; the articles that enter are numbered after those of the index."""

    def __init__(self, memory_limit: int = 0) -> None:
        super().__init__(memory_limit=memory_limit)
        self.first = 0

    def _set_up(self) -> None:
        super()._set_up()
        self.database.execute("SET preserve_insertion_order = true")
        self.write_postings()  # an index is compared, and written, by queries

    @property
    def database(self) -> duckdb.DuckDBPyConnection:
        """The connection that the index is attached to."""
        return self._db

    def attach(self, path: Path, *, write: bool, patience: float = PATIENCE) -> Header:
        """Attach an index while the store is empty, or with articles that are numbered anew."""
        attach(self.database, path, write=write, patience=patience)
        header = self._header(path, "archive")
        with reading(path):
            self.number_from(self.value("SELECT coalesce(max(no) + 1, 0) FROM archive.articles"))
        return header

    def attach_beside(self, path: Path, *, patience: float = PATIENCE) -> Header:
        """Attach an index while another is made of it, see `file.attach_beside`."""
        attach_beside(self.database, path, patience=patience)
        return self._header(path, "beside")

    def _header(self, path: Path, name: str) -> Header:
        """Return the header of an attached index; raise `IndexFileError` if it cannot be used."""
        found = f"SELECT count(*) FROM duckdb_tables() WHERE database_name = '{name}'"
        rows: list[tuple[str, str]] = []
        with reading(path):
            if self.value(f"{found} AND table_name = 'header'"):
                rows = self.database.execute(f"SELECT key, value FROM {name}.header").fetchall()
            return parse_header(path, dict(rows))

    def number_from(self, first: int) -> None:
        """Give the articles of the store numbers from `first` on."""
        shift = first - self.first
        if shift:
            self.run(f"UPDATE articles SET no = no + {shift}")
            for table in ("signatures", "bands", "postings", "lines"):
                self.run(f"UPDATE {table} SET article = article + {shift}")
        self.first = first
        self._count += shift

    def value(self, query: str) -> int:
        """Return the answer to a query for one number."""
        return int(self.database.execute(query).fetchall()[0][0])

    def numbers(self, query: str) -> NDArray[np.int64]:
        """Return the answer to a query for one column of numbers."""
        (column,) = self.arrays(query).values()
        return np.asarray(column, dtype=np.int64)

    def restricted(self, table: str, column: str, chosen: str, values: str | None = None) -> str:
        """Return a query for rows of a table of the index.

        They are those whose `column` is in the table `chosen`, in the column `values` of it, or in
        the one of the same name.
        """
        values = values or column
        few = self.numbers(f"SELECT {values} FROM {chosen} LIMIT {_MOST_LISTED + 1}")
        if 0 < len(few) <= _MOST_LISTED:
            listed = ", ".join(map(str, few.tolist()))
            return f"(SELECT * FROM archive.{table} WHERE {column} IN ({listed}))"
        return f"(SELECT * FROM archive.{table} WHERE {column} IN (SELECT {values} FROM {chosen}))"

    def signatures(self, numbers: NDArray[np.int32]) -> NDArray[np.uint32]:
        """Return signatures of articles of the index or of the store, in the order asked."""
        wanted, places = np.unique(numbers, return_inverse=True)
        self.put("sought", {"article": wanted})
        archived = self.restricted("signatures", "article", "sought")
        rows = self.database.execute(
            f"SELECT article, signature FROM {archived} AS archived UNION ALL"
            " SELECT article, signature FROM signatures SEMI JOIN sought USING (article)"
            " ORDER BY article"
        ).fetchall()
        data = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.uint32)
        return data.reshape(len(wanted), -1)[places]

    def ids(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the ids of articles of the index or of the store."""
        if not numbers:
            return {}
        self.put("sought", {"no": np.array(sorted(numbers), dtype=np.int64)})
        archived = self.restricted("articles", "no", "sought")
        rows = self.database.execute(
            f"SELECT no, id FROM {archived} AS archived UNION ALL"
            " SELECT no, id FROM articles SEMI JOIN sought USING (no)"
        ).fetchall()
        return dict(rows)

    def paths(self) -> Iterator[str]:
        """Yield the paths of all articles, of the index too."""
        yield from super().paths()
        yield from self.arrays("SELECT DISTINCT path FROM archive.articles")["path"].tolist()

    def bring(self, table: str) -> None:
        """Copy the articles of the index with the numbers in `table` into the store, textless."""
        archived = self.restricted("articles", "no", table)
        self.run(f"INSERT INTO articles BY NAME SELECT {COLUMNS} FROM {archived} AS archived")

    def bring_texts(self, texts: Mapping[int, str]) -> None:
        """Give articles that were brought their texts."""
        starts, sizes = self._keep(list(texts.values()))
        numbers = np.array(list(texts), dtype=np.int64)
        self.put("brought", {"no": numbers, "start": starts, "bytes": sizes})
        self.run(
            "UPDATE articles SET text_start = start, text_bytes = bytes"
            " FROM brought WHERE brought.no = articles.no"
        )

    def keep_only(self, numbers: NDArray[np.int64]) -> None:
        """Leave only these articles in the store, and number them from 0, in their order."""
        self.put("kept", {"no": numbers, "dense": np.arange(len(numbers))})
        self.run(
            "CREATE OR REPLACE TABLE articles AS SELECT articles.* REPLACE (dense AS no)"
            " FROM articles JOIN kept USING (no) ORDER BY no"
        )
        self.run(
            "CREATE OR REPLACE TABLE lines AS SELECT hash, dense AS article"
            " FROM (FROM lines UNION ALL FROM archive.lines) AS known JOIN kept ON no = article"
        )

    def archived_rows(self, numbers: Iterable[int]) -> list[tuple[Any, ...]]:
        """Return number, id, path, text digest and packed text of articles of the index."""
        self.put("sought", {"no": np.array(sorted(numbers), dtype=np.int64)})
        archived = self.restricted("articles", "no", "sought")
        query = f"SELECT no, id, path, text_digest, text FROM {archived} AS archived ORDER BY no"
        return self.database.execute(query).fetchall()


def unpack(packed: bytes, id_: str) -> str:
    """Return the text that an index holds; raise `IndexFileError` if it is damaged."""
    try:
        return zlib.decompress(packed).decode("utf-8")
    except (zlib.error, UnicodeDecodeError) as error:
        raise IndexFileError(
            f"the text of {id_!r} in the index is damaged; run dedupe index verify"
        ) from error
