"""Streams that only run forwards, and how far a compressed one may expand."""

from __future__ import annotations

import io
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dedupe_articles.load.decode import UnreadableError, too_large

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from _typeshed import WriteableBuffer

EXPANSION: Final = 200
"""How many times its size a compressed file may expand to; prose is compressed about 3 times."""

BUFFER_BYTES: Final = 1 << 17
"""Each time a file is read on, the threads that fetch what workers return may take over."""


class Allowance:
    """The bytes that one file may expand to, in all its layers together.

    It is `free` bytes and `EXPANSION` times what was read of the file itself.
    """

    def __init__(self, free: int) -> None:
        self._left = free

    def grant(self, packed: int) -> None:
        """Allow for so many bytes of the file itself."""
        self._left += EXPANSION * packed

    def spend(self, unpacked: int) -> None:
        """Count unpacked bytes. Raises `UnreadableError` when they are too many."""
        self._left -= unpacked
        if self._left < 0:
            raise UnreadableError(
                f"expands to more than {EXPANSION} times its size, as a decompression bomb does;"
                " unpack it to have it read"
            )


class _Forward(io.RawIOBase):
    """Gives what `read` gives; each time as much as is asked for, up to the end or to damage.

    What stands before damage is given first.
    """

    def __init__(self, read: Callable[[int], bytes]) -> None:
        super().__init__()
        self._read = read
        self._damage: UnreadableError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        target = memoryview(buffer).cast("B")
        filled = 0
        try:
            while filled < len(target) and (data := self._next(len(target) - filled)):
                target[filled : filled + len(data)] = data
                filled += len(data)
        except UnreadableError as error:
            self._damage = error
            if not filled:
                raise
        return filled

    def _next(self, size: int) -> bytes:
        if self._damage is not None:
            raise self._damage
        return self._read(size)


def forward(read: Callable[[int], bytes]) -> io.BufferedReader:
    """Return a stream of what `read` gives, up to its first empty answer.

    It cannot seek, and `peek` shows at least the first 128 KiB, as far as there is so much.
    """
    return io.BufferedReader(_Forward(read), BUFFER_BYTES)


@contextmanager
def on_disk(stream: io.BufferedReader, limit: int) -> Iterator[Path]:
    """Give the path of the open file, or of a temporary copy of at most `limit` bytes.

    Raises `UnreadableError` if a stream that is no file holds more.
    """
    name = getattr(stream, "name", None)
    if isinstance(name, str):
        yield Path(name)
        return
    with tempfile.TemporaryDirectory(prefix="dedupe-") as folder:
        copy = Path(folder, "copy")
        with copy.open("wb") as file:
            while data := stream.read(BUFFER_BYTES):
                file.write(data)
                if file.tell() > limit:
                    raise UnreadableError(too_large(None, limit))
        yield copy


@contextmanager
def seekable(stream: io.BufferedReader, limit: int) -> Iterator[io.BufferedReader]:
    """Give the stream itself if it can seek, else its copy as `on_disk` makes it."""
    if stream.seekable():
        yield stream
        return
    with on_disk(stream, limit) as path, path.open("rb") as file:
        yield file
