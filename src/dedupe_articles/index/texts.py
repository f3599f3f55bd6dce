"""The texts of an index that holds none: read again from the files that it was made of."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from dedupe_articles.errors import IndexFileError
from dedupe_articles.load import load
from dedupe_articles.model import Article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.model import Settings


def text_digest(text: str) -> str:
    """Return what tells one text from all others."""
    return blake2b(text.encode("utf-8"), digest_size=16).hexdigest()


def texts_in_files(rows: Sequence[tuple[Any, ...]], settings: Settings) -> dict[int, str]:
    """Return the texts of articles; each row has number, id, path and digest of the text.

    Raises `IndexFileError` for one that is no longer there, or not as it was.
    """
    paths = sorted({row[2] for row in rows})
    if not paths:
        return {}
    wanted = {row[1] for row in rows}
    texts = {
        article.id: article.text
        for article in load(paths, settings)
        if isinstance(article, Article) and article.id in wanted
    }
    for _, id_, path, digest, *_ in rows:
        if id_ not in texts or text_digest(texts[id_]) != digest:
            raise IndexFileError(
                f"the article {id_!r} is no longer in {path} as it was when the index was built"
                " (without texts); run dedupe index update, or build with texts"
            )
    return {row[0]: texts[row[1]] for row in rows}
