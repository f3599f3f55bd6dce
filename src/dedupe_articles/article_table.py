"""The table of articles: its columns, from articles and sketches, and back to references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dedupe_articles.model import ArticleRef, Disguise, DisguiseKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dedupe_articles.model import Article
    from dedupe_articles.sketch import SketchBatch

ARTICLES: Final = """
CREATE TABLE articles (
    no INTEGER, id VARCHAR, path VARCHAR, line INTEGER, title VARCHAR, date VARCHAR,
    words INTEGER, shingles INTEGER, characters INTEGER, text_start BIGINT, text_bytes BIGINT,
    member VARCHAR, record VARCHAR, file_lines BOOLEAN, grp VARCHAR, language VARCHAR,
    disguises VARCHAR
);
"""
REFERENCE: Final = (
    *("id", "path", "words", "line", "title", "date", "member", "record", "file_lines", "grp"),
    *("language", "disguises"),
)
"""The columns of which `reference` makes one."""


def article_columns(
    articles: Sequence[Article],
    sketches: Sequence[SketchBatch],
    numbers: NDArray[np.int32],
    starts: NDArray[np.int64],
    sizes: NDArray[np.int64],
) -> dict[str, NDArray[Any]]:
    """Return the columns of articles; their texts begin at `starts`, of so many bytes."""
    return {
        "no": numbers,
        "id": objects([article.id for article in articles]),
        "path": objects([article.path for article in articles]),
        "line": np.array([article.line for article in articles], dtype=np.int32),
        "title": objects([article.title for article in articles]),
        "date": objects([article.date for article in articles]),
        "words": np.concatenate([s.words for s in sketches]).astype(np.int32),
        "shingles": np.concatenate([s.shingle_counts for s in sketches]).astype(np.int32),
        "characters": np.array([len(article.text) for article in articles], dtype=np.int32),
        "text_start": starts,
        "text_bytes": sizes,
        "member": objects([article.member for article in articles]),
        "record": objects([article.record for article in articles]),
        "file_lines": np.array([article.file_lines for article in articles]),
        "grp": objects([article.group for article in articles]),
        "language": objects([found for s in sketches for found in s.languages]),
        "disguises": objects([packed(found) for s in sketches for found in s.disguises]),
    }


def reference(values: Sequence[Any]) -> ArticleRef:
    """Return what findings say of an article, from the values of the columns `REFERENCE`."""
    return ArticleRef(*(*values[:-1], unpacked(values[-1])))


def packed(disguises: Sequence[Disguise]) -> str | None:
    """Write disguises as the text of one column; None if there are none."""
    if not disguises:
        return None
    return ",".join(f"{disguise.kind}={disguise.count}" for disguise in disguises)


def unpacked(packed: str | None) -> tuple[Disguise, ...]:
    """Read what `packed` has written."""
    pairs = (part.split("=") for part in packed.split(",")) if packed else ()
    return tuple(Disguise(DisguiseKind(kind), int(count)) for kind, count in pairs)


def objects(values: Sequence[object]) -> NDArray[Any]:
    """Return an array of these very values."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
