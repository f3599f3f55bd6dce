"""Load: paths and streams become articles, or say why they do not.

This stage finds the files, chooses a reader for each and decodes what they hold; it detects
nothing. Every input comes out as an `Article` or as a `Skipped` with its reason. Only an input
that was named and is not there, or a setting that cannot be meant, is an error.
"""

from __future__ import annotations

import io
import os
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dedupe_articles.errors import InputError
from dedupe_articles.load.charsets import require_encoding
from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.discover import Source, discover
from dedupe_articles.load.documents.worker import WORKER
from dedupe_articles.load.layers import Layer, read_layer
from dedupe_articles.load.selection import Selection
from dedupe_articles.load.streams import BUFFER_BYTES, Allowance, forward
from dedupe_articles.model import STDIN, Article, Settings, Skipped

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

__all__ = ["Source", "bytes_of", "find", "listed", "load", "read", "refuse_missing_stdin"]


def load(
    paths: Sequence[str | Path],
    settings: Settings,
    stdin: BinaryIO | None = None,
    *,
    apart: Iterable[Path] = (),
) -> Iterator[Article | Skipped]:
    """Read every article that `paths` lead to, sorted by path whatever the order of `paths`.

    `-` reads `stdin`: as a file called `settings.stdin_filename`, else as one plain text. Files
    are found at once and read while the result is consumed, one article (of a format of records:
    one record) in memory at a time. Of `apart` see `find`.

    Raises `InputError` if a path does not exist or `-` has no `stdin`, and `ConfigError` if
    `settings.encoding` is no encoding or a glob is none; all at the call, before anything is read.
    """
    paths = listed(paths)
    refuse_missing_stdin(paths, stdin)
    return read(find(paths, settings, apart), settings, stdin)


def listed(paths: Iterable[str | Path]) -> list[str | Path]:
    """Return paths as a list.

    Raises `InputError` for one path alone: a text is a sequence of characters, and "./" would be
    the present folder and the root of the disk.
    """
    if isinstance(paths, str | os.PathLike):
        raise InputError(f"{str(paths)!r} is one path and no list of paths; write it in brackets")
    return list(paths)


def refuse_missing_stdin(paths: Sequence[str | Path], stdin: BinaryIO | None) -> None:
    """Raise `InputError` if `-` is among the paths and there is no `stdin`."""
    if stdin is None and any(str(path) == STDIN for path in paths):
        raise InputError("cannot read '-': there is no standard input; name a file instead")


def find(
    paths: Sequence[str | Path], settings: Settings, apart: Iterable[Path] = ()
) -> Sequence[Source | Skipped]:
    """Find what there is to read, sorted by path; raises as `load` does.

    `apart` are files that a run writes, or reads for something else: where they lie in a folder
    they are no articles.
    """
    if settings.encoding is not None:
        require_encoding(settings.encoding)
    selection = None
    if settings.include or settings.exclude:
        selection = Selection(settings.include, settings.exclude)
    found = discover(paths, ignore=settings.ignore, selection=selection)
    others = {Path(os.path.realpath(file)) for file in apart}
    return [item for item in found if not _is_found_among(others, item)] if others else found


def bytes_of(found: Iterable[Source | Skipped], enough: int) -> int:
    """Return the size of what was found, as far as it is known; with `enough` it stops counting."""
    size = 0
    for item in found:
        if size >= enough:
            break
        if isinstance(item, Source) and item.file is not None:
            with suppress(OSError):  # reading it will say so
                size += item.file.stat().st_size
    return size


def read(
    found: Iterable[Source | Skipped], settings: Settings, stdin: BinaryIO | None = None
) -> Iterator[Article | Skipped]:
    """Read what was found, in its order."""
    try:
        for item in found:
            if isinstance(item, Skipped):
                yield item
            else:
                yield from _read(item, settings, stdin)
    finally:
        WORKER.close()


def _read(
    source: Source, settings: Settings, stdin: BinaryIO | None
) -> Iterator[Article | Skipped]:
    try:
        with _open(source, stdin, settings) as layer:
            yield from read_layer(layer, settings)
    except UnreadableError as error:
        yield Skipped(source.path, str(error))
    except OSError as error:
        yield Skipped(source.path, error.strerror or str(error))


def _is_found_among(files: Container[Path], item: Source | Skipped) -> bool:
    return isinstance(item, Source) and not item.named and item.file in files


@contextmanager
def _open(source: Source, stdin: BinaryIO | None, settings: Settings) -> Iterator[Layer]:
    allowance = Allowance(settings.max_file_size)
    if source.file is not None:
        with open(source.file, "rb", buffering=0, opener=_open_regular) as file:
            allowance.grant(os.fstat(file.fileno()).st_size)
            stream: io.BufferedReader = io.BufferedReader(file, BUFFER_BYTES)
            yield Layer(source.path, source.path, stream, allowance, named=source.named)
    elif stdin is not None:
        read = stdin.read

        def granted(size: int) -> bytes:
            data = read(size)
            allowance.grant(len(data))
            return data

        name = settings.stdin_filename or STDIN
        yield Layer(STDIN, name, forward(granted), allowance, named=True)


def _open_regular(file: str, flags: int) -> int:
    """Open a file that may have been replaced since it was found; no pipe can make it wait."""
    descriptor = os.open(file, flags | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnreadableError("no longer a regular file")
    return descriptor
