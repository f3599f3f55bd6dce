"""The MinHash signatures of an index, for programs that use datasketch."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import numpy as np

from dedupe_articles.index.file import PATIENCE, reading
from dedupe_articles.index.store import IndexStore
from dedupe_articles.sketch import BANDS, NUM_PERM, ROWS, SEED


def export_signatures(index: str | Path, target: BinaryIO, *, patience: float = PATIENCE) -> int:
    """Write ids and signatures as a `.npz` file; return how many.

    The arrays are `ids` and, in the same order, `signatures` (a row of `NUM_PERM` uint32 each); and
    what a `datasketch.MinHash` and `MinHashLSH` need to agree with them: `seed`, `num_perm`, and
    `params`, the bands and the rows of each. The scheme is `affine32`. Articles without a shingle
    are left out: their signatures would all be equal.
    """
    path = Path(index)
    with IndexStore() as store:
        store.attach(path, write=False, patience=patience)
        with reading(path):
            rows = store.database.execute(
                "SELECT id, signature FROM archive.signatures JOIN archive.articles ON no = article"
                " WHERE shingles > 0 ORDER BY id"
            ).fetchall()
    data = np.frombuffer(b"".join(signature for _, signature in rows), dtype=np.uint32)
    np.savez_compressed(
        target,
        ids=np.array([id_ for id_, _ in rows], dtype=np.str_),
        signatures=data.reshape(len(rows), NUM_PERM),
        seed=np.array(SEED),
        num_perm=np.array(NUM_PERM),
        params=np.array([BANDS, ROWS]),
    )
    return len(rows)
