"""A part of an index that cannot be read any more is told, and is no fault of the program."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import duckdb
import pytest

from dedupe_articles.errors import DamagedIndexError
from dedupe_articles.index import add, build, check, export_signatures, remove, update

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_HEADERS = 3 * 4096  # before the first block of a database

USES: dict[str, tuple[str, Callable[[Path, Path], object]]] = {
    "check": ("postings", lambda index, new: check([new], index)),
    "add": ("postings", lambda index, new: add(index, [new])),
    "remove": ("articles", lambda index, _: remove(index, ["nothing"])),
    "update": ("files", lambda index, _: update(index)),
    "signatures": ("signatures", lambda index, _: export_signatures(index, io.BytesIO())),
}


def damage(index: Path, table: str) -> None:
    """Flip a bit in every block of a table."""
    with duckdb.connect(str(index), read_only=True) as database:
        size = database.execute("SELECT block_size FROM pragma_database_size()").fetchall()[0][0]
        blocks = database.execute(
            f"SELECT DISTINCT block_id FROM pragma_storage_info('{table}') WHERE block_id >= 0"
        ).fetchall()
    assert blocks
    data = bytearray(index.read_bytes())
    for (block,) in blocks:
        data[_HEADERS + block * size + 100] ^= 1
    index.write_bytes(data)


@pytest.mark.parametrize("use", USES)
def test_damage_that_a_command_meets_is_told(tmp_path: Path, use: str) -> None:
    old, new, index = (tmp_path / name for name in ("old.txt", "new.txt", "index"))
    for path in (old, new):
        path.write_text(" ".join(f"word{number}" for number in range(50)))
    build(index, [old])
    table, command = USES[use]
    damage(index, table)
    with pytest.raises(DamagedIndexError, match="dedupe index verify says where"):
        command(index, new)
