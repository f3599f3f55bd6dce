"""What a library makes of a document: a text and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document, or of one part of it, without markup.

    In a document that holds several articles, either `part` names a file in it, or `record` a
    record, which starts on `line`. `hidden_words` counts those that are in its source, in disguise,
    and not in the text.
    """

    text: str
    title: str | None = None
    date: str | None = None
    part: str | None = None
    record: str | None = None
    line: int = 1
    metadata: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    hidden_words: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """The bytes of a document; `encoding` and `limit` are those of the settings."""

    raw: bytes
    encoding: str | None
    limit: int
