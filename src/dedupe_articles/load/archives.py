"""Zip and tar archives as the files in them; nothing is ever written under a member's name."""

from __future__ import annotations

import io
import stat
import struct
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final, cast

from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.streams import Allowance, forward, seekable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dedupe_articles.model import Settings

_DIRECTORY_BYTES: Final = 100_000_000
"""A longer list of the members of a zip is refused: Python holds it in memory."""

_HEADER_BYTES: Final = 1 << 20
"""The headers of one member of a tar; longer ones are refused, for the same reason."""

_ZIP_ERRORS: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(NotImplementedError, RuntimeError, ValueError, EOFError, OSError),
)
_TAR_ERRORS: Final = (tarfile.TarError, ValueError, OverflowError, EOFError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: how to open it, or why it is none that can be read."""

    name: str
    open: Callable[[], io.BufferedReader] | None
    problem: str = ""


def zip_members(
    stream: io.BufferedReader, settings: Settings, allowance: Allowance
) -> Iterator[Member]:
    """Give the members of a zip in the order of its list; each is opened before the next.

    Raises `UnreadableError` if it is no zip.
    """
    with seekable(stream, settings.max_file_size) as file:
        try:
            _check_directory(file)
            with zipfile.ZipFile(file) as archive:
                for info in archive.infolist():
                    if not info.filename.endswith("/"):
                        yield _zip_member(archive, info, allowance)
        except _ZIP_ERRORS as error:
            raise UnreadableError(f"damaged zip: {error}") from error


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance) -> Member:
    def opened() -> io.BufferedReader:
        try:
            member = archive.open(info)
        except _ZIP_ERRORS as error:
            raise UnreadableError(f"member of a zip that cannot be read: {error}") from error

        def read(size: int) -> bytes:
            try:
                data = member.read(size)
            except _ZIP_ERRORS as error:
                raise UnreadableError(f"damaged member of a zip: {error}") from error
            allowance.spend(len(data))
            return data

        return forward(read)

    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return Member(info.filename, None, "not a regular file")
    if info.flag_bits & 1:
        return Member(info.filename, None, "encrypted")
    return Member(info.filename, opened)


def _check_directory(file: io.BufferedReader) -> None:
    """Raise `UnreadableError` if the list of members is too long to be held in memory."""
    tail = 1 << 17  # the records at the end, and the longest comment after them
    file.seek(max(0, file.seek(0, io.SEEK_END) - tail))
    end = file.read(tail)
    file.seek(0)
    place, place64 = end.rfind(b"PK\5\6"), end.rfind(b"PK\6\6")
    length = 0
    if 0 <= place <= len(end) - 22:
        (length,) = struct.unpack_from("<L", end, place + 12)
    if 0 <= place64 <= len(end) - 56:
        (length,) = struct.unpack_from("<Q", end, place64 + 40)
    if length > _DIRECTORY_BYTES:
        raise UnreadableError("a zip with too many members; unpack it to have it read")


def tar_members(stream: io.BufferedReader) -> Iterator[Member]:
    """Give the members of a tar in their order; each is to be read before the next is asked for.

    Raises `UnreadableError` if it is no tar.
    """
    headers = _Headers(stream)
    file = cast("IO[bytes]", headers)  # of which it only reads
    try:
        with tarfile.open(fileobj=file, mode="r|", errors="backslashreplace") as archive:
            while (info := archive.next()) is not None:
                archive.members = []  # type: ignore[attr-defined] # else it would keep them all
                headers.left = info.size + _HEADER_BYTES
                if not info.isdir():
                    yield _tar_member(archive, info)
    except _TAR_ERRORS as error:
        raise UnreadableError(f"damaged tar: {error}") from error


class _Headers:
    """The bytes of a tar; what stands between two members must not be without end.

    `left` is how many bytes may be read until the next member is found.
    """

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.left = _HEADER_BYTES

    def read(self, size: int, /) -> bytes:
        """Read `size` bytes. Raises `UnreadableError` if a header would be too long."""
        self.left -= size
        if self.left < 0:
            raise UnreadableError("a tar with a header that is too long")
        return self._stream.read(size)


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Member:
    def opened() -> io.BufferedReader:
        file = archive.extractfile(info)
        if file is None:
            raise UnreadableError("not a regular file")

        def read(size: int) -> bytes:
            try:
                return file.read(size)
            except (*_TAR_ERRORS, OSError) as error:
                raise UnreadableError(f"damaged member of a tar: {error}") from error

        return forward(read)

    if not info.isreg():
        return Member(info.name, None, "not a regular file")
    if info.issparse():  # it may expand without end
        return Member(info.name, None, "a sparse file")
    return Member(info.name, opened)
