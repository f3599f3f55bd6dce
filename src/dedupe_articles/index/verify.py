"""Whether an index still holds what was written to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb

from dedupe_articles.errors import DamagedIndexError, IndexFileError
from dedupe_articles.index.file import PATIENCE
from dedupe_articles.index.rows import COLUMNS, SUM, article_digest
from dedupe_articles.index.store import IndexStore, unpack
from dedupe_articles.index.sums import damaged_tables
from dedupe_articles.index.texts import text_digest
from dedupe_articles.interrupts import is_interrupt
from dedupe_articles.store import is_out_of_room

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT_ONCE: Final = 2000


def verify(index: str | Path, *, patience: float = PATIENCE) -> list[str]:
    """Return what is damaged, in words; nothing if all is well.

    Every text, signature and posting is read and held against the digests that were written with
    the article; every other table against its sum. Raises `IndexFileError` for an index that
    cannot be opened at all.
    """
    path = Path(index)
    with IndexStore() as store:
        try:
            store.attach(path, write=False, patience=patience)
            return [*_damaged_articles(store), *_damaged_tables(store)]
        except DamagedIndexError as error:
            return [error.problem]
        except duckdb.Error as error:
            if is_out_of_room(error) or is_interrupt(error):
                raise  # no damage
            return [f"cannot be read to its end: {str(error).partition(chr(10))[0]}"]


def _damaged_tables(store: IndexStore) -> Iterator[str]:
    for table in damaged_tables(store):
        yield f"the table {table} is not what was written"


def _damaged_articles(store: IndexStore) -> Iterator[str]:
    with_text = store.database.execute(
        "SELECT value FROM archive.header WHERE key = 'with_text'"
    ).fetchall() == [("true",)]
    store.materialise(
        "sums",
        f"SELECT article, {SUM} AS shingle_sum, count(*) AS held FROM archive.postings"
        " GROUP BY article",
    )
    strangers = store.value(
        "SELECT count(*) FROM sums WHERE article NOT IN (SELECT no FROM archive.articles)"
    )
    if strangers:
        yield f"there are postings of {strangers} articles that the index does not have"
    last = store.value("SELECT coalesce(max(no), -1) FROM archive.articles")
    for first in range(0, last + 1, _AT_ONCE):
        between = f"BETWEEN {first} AND {first + _AT_ONCE - 1}"
        rows = store.database.execute(
            f"SELECT {COLUMNS}, text, text_digest, digest, signature,"
            " coalesce(sums.shingle_sum, 0), coalesce(held, 0)"
            f" FROM (SELECT * FROM archive.articles WHERE no {between}) AS held_articles"
            f" LEFT JOIN (SELECT * FROM archive.signatures WHERE article {between}) AS s"
            " ON s.article = no LEFT JOIN sums ON sums.article = no ORDER BY no"
        ).fetchall()
        for *columns, text, text_sum, digest, signature, shingle_sum, held in rows:
            if article_digest(columns, text_sum, signature or b"", int(shingle_sum)) != digest:
                yield f"the article {columns[1]!r} or its sketch is not what was written"
            elif held != columns[7]:
                yield f"the article {columns[1]!r} has {held} postings of {columns[7]}"
            elif with_text and not _is_text(text, text_sum, columns[1]):
                yield f"the text of {columns[1]!r} is not what was written"


def _is_text(packed: bytes | None, digest: str, id_: str) -> bool:
    try:
        return packed is not None and text_digest(unpack(packed, id_)) == digest
    except IndexFileError:
        return False
