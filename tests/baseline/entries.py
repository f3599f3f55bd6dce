"""Entries made by hand."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from dedupe_articles.baseline import Entry
from dedupe_articles.model import IMPRINT_HASHES, Acceptance, Imprint

if TYPE_CHECKING:
    from collections.abc import Iterable


def side(words: Iterable[object]) -> str:
    """Return one side of an imprint of things that stand for shingles."""
    hashes = {hashlib.sha256(str(word).encode()).hexdigest()[:8] for word in words}
    return "".join(sorted(hashes)[:IMPRINT_HASHES])


def entry(  # noqa: PLR0913 - one for each field
    a: str = "a.txt",
    b: str = "b.txt",
    content: tuple[Iterable[object], Iterable[object]] = (range(30), range(100, 130)),
    *,
    relation: str = "derived",
    reason: str | None = None,
    owner: str | None = None,
) -> Entry:
    imprint = Imprint(side(content[0]), side(content[1]))
    fingerprint = hashlib.sha256((imprint.a + imprint.b).encode()).hexdigest()[:32]
    return Entry(fingerprint, relation, a, b, imprint, Acceptance(reason, owner))
