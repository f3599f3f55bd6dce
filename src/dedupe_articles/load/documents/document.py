"""What a library makes of a document: a text and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document, or of one part of it, without markup.

    `part` names the part in a document that holds several articles.
    """

    text: str
    title: str | None = None
    date: str | None = None
    part: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """The bytes of a document; `encoding` and `limit` are those of the settings."""

    raw: bytes
    encoding: str | None
    limit: int
