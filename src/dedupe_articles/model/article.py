"""An article as it was read, and what findings say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

STDIN: Final = "-"
"""The path that means standard input."""


class DisguiseKind(StrEnum):
    """What makes a text differ from how it looks."""

    LOOKALIKE = "look-alike letters"  # of another alphabet, inside a word
    INVISIBLE = "invisible characters"  # inside a word
    SOFT_HYPHEN = "soft hyphens"
    OVERRIDE = "direction overrides"  # what stands behind one is shown from right to left
    STYLED = "styled letters"  # full-width, mathematical or struck out ones in ordinary words
    HIDDEN = "hidden words"  # of a web page: white on white, too small to read and the like


@dataclass(frozen=True, slots=True)
class Disguise:
    """How often a text has something that makes it differ from how it looks."""

    kind: DisguiseKind
    count: int

    @property
    def shown(self) -> str:
        """The count with the kind in its number: `214 look-alike letters`, `1 soft hyphen`."""
        kind = self.kind if self.count > 1 else self.kind.removesuffix("s")
        return f"{self.count:,} {kind}"


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read.

    `id` is unique in a scan: the path for a file that holds one article, `path#record` for a
    record of a file that holds several, `path#member` and `path#member#record` in an archive.
    `line` is where the article starts in its file or member (of a format without lines: the
    number of its row). `file_lines` tells that the lines of the text are those of the file, from
    `line` on; those of a record or of an extracted text are not. `disguises` are those of the
    source that the text no longer has. `group` is set by a scan with `Settings.group_by`.
    """

    id: str
    path: str
    text: str
    title: str | None = None
    date: str | None = None
    line: int = 1
    metadata: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    disguises: tuple[Disguise, ...] = ()
    member: str | None = None
    record: str | None = None
    file_lines: bool = True
    group: str | None = None

    @property
    def place(self) -> str:
        """The file, or the member of an archive, in which the article stands."""
        return self.path if self.member is None else f"{self.path}#{self.member}"

    def reference(
        self, words: int, language: str | None = None, disguises: tuple[Disguise, ...] = ()
    ) -> ArticleRef:
        """Return what a finding says of the article, whose text has so many words."""
        return ArticleRef(
            id=self.id,
            path=self.path,
            words=words,
            line=self.line,
            title=self.title,
            date=self.date,
            member=self.member,
            record=self.record,
            file_lines=self.file_lines,
            group=self.group,
            language=language,
            disguises=disguises,
        )


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article's text: characters `start..end`, lines `start_line..end_line`."""

    start: int
    end: int
    start_line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """What a finding says of an article besides its text; see `Article`.

    `language` is an ISO 639-1 code, None where the text does not show it. `disguises` is empty
    unless there are enough of them to be no accident. `boilerplate` are the lines that are left out
    of the finding's figures, `boilerplate_words` counts their words.
    """

    id: str
    path: str
    words: int
    line: int = 1
    title: str | None = None
    date: str | None = None
    member: str | None = None
    record: str | None = None
    file_lines: bool = True
    group: str | None = None
    language: str | None = None
    disguises: tuple[Disguise, ...] = ()
    boilerplate: tuple[Span, ...] = ()
    boilerplate_words: int = 0

    def lines_in_file(self, span: Span) -> tuple[int, int]:
        """Return the first and last line of the file (or member) that show a span of the text.

        Where the text is not in the file line by line, both are where the article starts.
        """
        if not self.file_lines:
            return self.line, self.line
        return self.line + span.start_line - 1, self.line + span.end_line - 1


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that did not become an article, and why."""

    path: str
    reason: str
    line: int | None = None

    @property
    def place(self) -> str:
        """The file, with the line where one of its records was skipped: `a.jsonl, line 12`."""
        return self.path if self.line is None else f"{self.path}, line {self.line}"
