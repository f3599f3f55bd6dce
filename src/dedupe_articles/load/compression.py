"""Compressed files (gzip, Zstandard, bzip2, xz) as streams of what they expand to."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.streams import Allowance, forward

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Mapping
    from typing import BinaryIO


class _Codec(NamedTuple):
    """How a compression is undone; `errors` is what it raises for damaged data."""

    name: str
    open: Callable[[BinaryIO], io.BufferedIOBase]
    errors: tuple[type[Exception], ...]


def _zstd() -> _Codec:
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415 - rarely needed
    else:
        from backports import zstd  # noqa: PLC0415 - rarely needed
    # Its default limit on the window, 128 MB, holds: no file makes it take more memory.
    return _Codec("Zstandard", zstd.ZstdFile, (zstd.ZstdError,))


def _gzip() -> _Codec:
    def opened(file: BinaryIO) -> io.BufferedIOBase:
        return gzip.GzipFile(fileobj=file, mode="rb")

    return _Codec("gzip", opened, (gzip.BadGzipFile, zlib.error))


def _bzip2() -> _Codec:
    return _Codec("bzip2", bz2.BZ2File, (OSError,))


def _xz() -> _Codec:
    return _Codec("xz", lzma.LZMAFile, (lzma.LZMAError,))


_CODECS: Final[Mapping[str, Callable[[], _Codec]]] = {
    ".gz": _gzip,
    ".zst": _zstd,
    ".bz2": _bzip2,
    ".xz": _xz,
}
_TAR_SUFFIXES: Final = {".tgz": ".gz", ".tzst": ".zst", ".tbz2": ".bz2", ".txz": ".xz"}

COMPRESSED: Final = (*_CODECS, *_TAR_SUFFIXES)
"""The suffixes of compressed files."""


def name_inside(name: str, suffix: str) -> str:
    """Return what a compressed file whose name ends in `suffix` would be called if expanded."""
    stem = name[: -len(suffix)]
    return f"{stem}.tar" if suffix in _TAR_SUFFIXES else stem


def expand(stream: io.BufferedReader, suffix: str, allowance: Allowance) -> io.BufferedReader:
    """Return what `stream` expands to; reading it spends of `allowance`.

    Reading raises `UnreadableError` for damaged data.
    """
    codec = _CODECS[_TAR_SUFFIXES.get(suffix, suffix)]()
    file = codec.open(cast("BinaryIO", stream))

    def read(size: int) -> bytes:
        try:
            data = file.read1(size)  # as much as there is before damage
        except EOFError as error:
            raise UnreadableError(f"cut short: {codec.name} data without its end") from error
        except codec.errors as error:
            raise UnreadableError(f"damaged {codec.name} data: {error}") from error
        allowance.spend(len(data))
        return data

    return forward(read)
