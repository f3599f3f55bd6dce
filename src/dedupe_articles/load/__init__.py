"""Load: paths and streams become articles, or say why they do not.

This stage finds the files, chooses a reader for each and decodes what they hold; it detects
nothing. Every input comes out as an `Article` or as a `Skipped` with its reason. Only an input
that was named and is not there, or a setting that cannot be meant, is an error.
"""

from __future__ import annotations

import io
import os
import stat
from typing import TYPE_CHECKING, BinaryIO

from dedupe_articles.errors import InputError
from dedupe_articles.load.decode import UnreadableError, require_encoding
from dedupe_articles.load.discover import STDIN, Source, discover
from dedupe_articles.load.reader import choose_reader
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["load"]


def load(
    paths: Sequence[str | Path], settings: Settings, stdin: BinaryIO | None = None
) -> Iterator[Article | Skipped]:
    """Read every article that `paths` lead to, sorted by path whatever the order of `paths`.

    `-` reads `stdin` as one plain text. Files are found at once and read while the result is
    consumed, one article (of a format of records: one record) in memory at a time.

    Raises `InputError` if a path does not exist or `-` has no `stdin`, and `ConfigError` if
    `settings.encoding` is no encoding; both at the call, before anything is read.
    """
    if settings.encoding is not None:
        require_encoding(settings.encoding)
    if stdin is None and any(str(path) == STDIN for path in paths):
        raise InputError("cannot read '-': there is no standard input; name a file instead")
    return _read_all(discover(paths, ignore=settings.ignore), settings, stdin)


def _read_all(
    found: Sequence[Source | Skipped], settings: Settings, stdin: BinaryIO | None
) -> Iterator[Article | Skipped]:
    for item in found:
        if isinstance(item, Skipped):
            yield item
            continue
        try:
            reader = choose_reader(item.path, named=item.named)
            with _open(item, stdin, settings) as stream:
                yield from reader.read(item.path, stream, settings)
        except UnreadableError as error:
            yield Skipped(item.path, str(error))
        except OSError as error:
            yield Skipped(item.path, error.strerror or str(error))


def _open(source: Source, stdin: BinaryIO | None, settings: Settings) -> BinaryIO:
    if source.file is not None:
        return _open_regular(source.file)
    limit = settings.max_file_size
    raw = stdin.read(limit + 1) if stdin is not None else b""
    if len(raw) > limit:
        raise UnreadableError(f"too large: more than {limit:,} bytes (--max-file-size)")
    return io.BytesIO(raw)


def _open_regular(file: Path) -> BinaryIO:
    """Open a file that may have been replaced since it was found; no pipe can make it wait."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(file, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnreadableError("no longer a regular file")
    return os.fdopen(descriptor, "rb")
