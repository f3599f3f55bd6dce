"""Sums over the tables of an index that no article has a digest of: damage shows in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dedupe_articles.index.store import IndexStore

_MODULUS: Final = 2**61 - 1
_PREFIX: Final = "sum of "
# What is summed of each row. Odd factors, so that every bit of a column reaches the sum; the order
# of rows does not. Rows of words have a digest.
_SUMS: Final[Mapping[str, Mapping[str, int]]] = {
    "bands": {"key": 3, "article": 40503},
    "lines": {"hash": 3, "article": 40503},
    "close_pairs": {"a": 40503, "b": 65599},
    "collapsed": {"article": 40503, "is_copy": 999983},
    "pairs": {"a": 40503, "b": 65599, "shared": 999983, "logs": 1000003},
    "files": {"md5_number_lower(concat_ws(' ', path, size, modified, digest))": 1},
    "roots": {"md5_number_lower(concat_ws(' ', hex(path), hex(place)))": 1},
    "header": {"md5_number_lower(concat_ws(' ', key, value))": 1},
}
_CHOSEN: Final[Mapping[str, str]] = {"header": f"WHERE NOT starts_with(key, '{_PREFIX}')"}


def present_sums(store: IndexStore) -> dict[str, str]:
    """Return the number of rows and the sum of each table, as they are now."""
    sums = {}
    for table, factors in _SUMS.items():
        term = " + ".join(f"CAST({name} AS HUGEINT) * {by}" for name, by in factors.items())
        rows = f"archive.{table} {_CHOSEN.get(table, '')}"
        query = f"SELECT count(*), coalesce(sum(({term}) % {_MODULUS}), 0) FROM {rows}"
        count, total = store.database.execute(query).fetchall()[0]
        sums[_PREFIX + table] = f"{count} {int(total) % _MODULUS}"
    return sums


def save_sums(store: IndexStore) -> None:
    """Note the sums of the tables as they are now."""
    rows = list(present_sums(store).items())
    store.database.executemany(
        "DELETE FROM archive.header WHERE key = ?", [(key,) for key, _ in rows]
    )
    store.database.executemany("INSERT INTO archive.header VALUES (?, ?)", rows)


def damaged_tables(store: IndexStore) -> list[str]:
    """Return the tables whose sum is not what it was when they were written."""
    noted = dict(store.database.execute("SELECT key, value FROM archive.header").fetchall())
    return [
        key.removeprefix(_PREFIX)
        for key, value in present_sums(store).items()
        if noted.get(key) != value
    ]
