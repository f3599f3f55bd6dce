"""What the reader of every format does, and which reader a file gets.

A new format is a module with a class like the ones imported here, and an entry in `_READERS`.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Protocol

from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.json_lines import JsonLines
from dedupe_articles.load.markdown import Markdown
from dedupe_articles.load.plain_text import PlainText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dedupe_articles.model import Article, Settings, Skipped


class Reader(Protocol):
    """Reads the articles of one file format."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How the names of such files end: in lower case, with the dot."""

    def read(self, path: str, stream: BinaryIO, settings: Settings) -> Iterator[Article | Skipped]:
        """Read the articles of a binary, seekable stream whose name is `path`.

        Gives a `Skipped` for each part that is no article. Raises `UnreadableError` if the
        whole or the rest cannot be read, and `OSError` where the stream does.
        """


_PLAIN_TEXT = PlainText()
_READERS: tuple[Reader, ...] = (_PLAIN_TEXT, Markdown(), JsonLines())
_BY_SUFFIX = {suffix: reader for reader in _READERS for suffix in reader.suffixes}


def choose_reader(path: str, *, named: bool) -> Reader:
    """Choose by the suffix of `path`; a path without one is plain text if the user `named` it.

    Raises `UnreadableError` if there is no reader for it.
    """
    suffix = PurePosixPath(path).suffix.lower()
    if named and not suffix:
        return _PLAIN_TEXT
    if suffix not in _BY_SUFFIX:
        shown = f" {suffix!r}" if suffix else ""
        raise UnreadableError(f"unknown file type{shown} (known: {', '.join(sorted(_BY_SUFFIX))})")
    return _BY_SUFFIX[suffix]
