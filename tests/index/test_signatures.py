"""Programs that use datasketch load our signatures and get our near-duplicate buckets."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH

from dedupe_articles.index import export_signatures
from dedupe_articles.index.write import build_from
from dedupe_articles.model import Settings
from dedupe_articles.sketch import sketch

from .corpora import Corpus, articles, random_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def our_buckets(corpus: Corpus) -> set[frozenset[str]]:
    buckets = defaultdict(set)
    for id_, text in corpus.items():
        sketched = sketch([text])
        if len(sketched.postings):
            for key in sketched.band_keys[0].tolist():
                buckets[key].add(id_)
    return {frozenset(ids) for ids in buckets.values() if len(ids) > 1}


def load(folder: Path, corpus: Corpus, storage: dict[str, Any] | None = None) -> MinHashLSH:
    """Do as the documentation says."""
    build_from(folder / "index", articles(corpus), Settings(min_words=0))
    with (folder / "signatures.npz").open("wb") as file:
        export_signatures(folder / "index", file)
    data = np.load(folder / "signatures.npz")
    num_perm, seed = int(data["num_perm"]), int(data["seed"])
    bands, rows = data["params"].tolist()
    lsh = MinHashLSH(num_perm=num_perm, params=(bands, rows), storage_config=storage)
    for id_, row in zip(data["ids"].tolist(), data["signatures"], strict=True):
        lsh.insert(id_, MinHash(num_perm, seed=seed, hashvalues=row, scheme="affine32"))
    return lsh


def their_buckets(lsh: MinHashLSH) -> set[frozenset[str]]:
    buckets = (table.get(key) for table in lsh.hashtables for key in table.keys())  # noqa: SIM118 - no dictionary
    return {frozenset(bucket) for bucket in buckets if len(bucket) > 1}


def test_datasketch_has_our_buckets(tmp_path: Path) -> None:
    corpus = random_corpus(4)
    found = their_buckets(load(tmp_path, corpus))
    assert found == our_buckets(corpus)
    assert found


@pytest.fixture
def redis_port(tmp_path: Path) -> Iterator[int]:
    """Start a Redis server of this machine's own."""
    pytest.importorskip("redis")
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server; Debian has it in the package of this name")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    for _ in range(100):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port
    server.terminate()
    server.wait()


def test_datasketch_on_redis_has_our_buckets(tmp_path: Path, redis_port: int) -> None:
    corpus = random_corpus(4)
    storage = {"type": "redis", "redis": {"host": "127.0.0.1", "port": redis_port}}
    lsh = load(tmp_path, corpus, storage)
    copies = next(iter(our_buckets(corpus)))
    id_ = min(copies)
    row = sketch([corpus[id_]]).signatures[0]
    found = lsh.query(MinHash(64, seed=1, hashvalues=row, scheme="affine32"))
    assert set(found) >= set(copies)
