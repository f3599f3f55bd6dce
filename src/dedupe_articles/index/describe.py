"""What an index holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dedupe_articles.index.file import PATIENCE, reading
from dedupe_articles.index.header import FORMAT
from dedupe_articles.index.roots import known_roots
from dedupe_articles.index.store import IndexStore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dedupe_articles.index.header import Header


@dataclass(frozen=True, slots=True)
class Description:
    """What an index holds, and what it was made with.

    `near_duplicates` counts the articles for which another of a large group stands; `pairs` are
    those that share enough rare shingles; `bytes` is the size of the file.
    """

    path: str
    format: int
    written_by: str
    articles: int
    words: int
    files: int
    postings: int
    pairs: int
    near_duplicates: int
    bytes: int
    with_text: bool
    min_words: int
    languages: Mapping[str, int]
    roots: Sequence[str]
    loading: Mapping[str, Any]
    scheme: Mapping[str, str]


def describe(index: str | Path, *, patience: float = PATIENCE) -> Description:
    """Say what an index holds; raise `IndexFileError` if it cannot be used."""
    path = Path(index)
    with IndexStore() as store:
        header = store.attach(path, write=False, patience=patience)
        with reading(path):
            return _description(store, header, path)


def _description(store: IndexStore, header: Header, path: Path) -> Description:
    languages = store.database.execute(
        "SELECT coalesce(language, 'unknown') AS name, count(*) FROM archive.articles"
        " GROUP BY name ORDER BY name"
    ).fetchall()
    return Description(
        path=str(path),
        format=FORMAT,
        written_by=header.written_by,
        articles=store.count("archive.articles"),
        words=store.value("SELECT coalesce(sum(words), 0) FROM archive.articles"),
        files=store.value("SELECT count(DISTINCT path) FROM archive.articles"),
        postings=store.count("archive.postings"),
        pairs=store.count("archive.pairs"),
        near_duplicates=store.count("archive.collapsed"),
        bytes=path.stat().st_size,
        with_text=header.with_text,
        min_words=header.min_words,
        languages=dict(languages),
        roots=sorted({root.name for root in known_roots(store)}),
        loading=header.loading,
        scheme=header.scheme,
    )
