"""The rows of articles in an index: packed, and with digests to find damage by."""

from __future__ import annotations

import json
import zlib
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dedupe_articles.article_table import objects
from dedupe_articles.index.texts import text_digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.index.store import IndexStore

COLUMNS: Final = (
    "no, id, path, line, title, date, words, shingles, member, record, file_lines, language,"
    " disguises"
)
SUM: Final = "sum(CAST(hash AS HUGEINT)) % 2305843009213693952"  # 2^61
# Level 1 of zlib leaves 54 % of Reuters and Wikinews, level 6 takes a fifth longer for 53 %.
_LEVEL: Final = 1
_AT_ONCE: Final = 2000


def save_articles(store: IndexStore, *, with_text: bool) -> None:
    """Append the articles of the store, with their sketches, to the index."""
    numbers = store.numbers("SELECT no FROM articles ORDER BY no").tolist()
    for first in range(0, len(numbers), _AT_ONCE):
        last = numbers[min(first + _AT_ONCE, len(numbers)) - 1]
        _save_some(store, numbers[first], last, with_text=with_text)
    store.run(
        "INSERT INTO archive.signatures SELECT article, signature FROM signatures ORDER BY article"
    )
    store.run(
        "INSERT INTO archive.bands SELECT key, article FROM bands JOIN articles ON no = article"
        " WHERE shingles > 0 ORDER BY key"
    )
    store.run("INSERT INTO archive.postings SELECT hash, article FROM postings ORDER BY hash")
    store.run("INSERT INTO archive.lines SELECT hash, article FROM lines ORDER BY hash")


def _save_some(store: IndexStore, first: int, last: int, *, with_text: bool) -> None:
    rows = store.database.execute(
        f"SELECT {COLUMNS}, signature, coalesce(shingle_sum, 0) FROM articles"
        " JOIN signatures ON signatures.article = no LEFT JOIN"
        f" (SELECT article, {SUM} AS shingle_sum FROM postings"
        f"  WHERE article BETWEEN {first} AND {last} GROUP BY article) AS sums"
        " ON sums.article = no"
        f" WHERE no BETWEEN {first} AND {last} ORDER BY no"
    ).fetchall()
    texts = store.texts(np.array([row[0] for row in rows], dtype=np.int32))
    packed: list[tuple[Any, ...]] = []
    for row in rows:
        *columns, signature, shingle_sum = row
        text = texts[columns[0]]
        digest = text_digest(text)
        body = zlib.compress(text.encode("utf-8"), _LEVEL) if with_text else None
        whole = article_digest(columns, digest, signature, int(shingle_sum))
        packed.append((*columns, body, digest, int(shingle_sum), whole))
    columns = [objects(column) for column in zip(*packed, strict=True)]
    for place in (0, 3, 6, 7, 15):
        columns[place] = columns[place].astype(np.int64)
    columns[10] = columns[10].astype(np.bool_)
    names = [f"c{number}" for number in range(len(columns))]
    store.database.register("packed", dict(zip(names, columns, strict=True)))
    store.database.execute(f"INSERT INTO archive.articles SELECT {', '.join(names)} FROM packed")
    store.database.unregister("packed")


def article_digest(
    columns: Sequence[object], digest: str, signature: bytes, shingle_sum: int
) -> str:
    """Return what tells an article of an index, number included, from any other."""
    text = json.dumps([*columns, digest, shingle_sum], ensure_ascii=True)
    return blake2b(text.encode("ascii") + signature, digest_size=16).hexdigest()
