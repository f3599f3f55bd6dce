"""The texts of a scan, in a file: most of them are needed once at most, and few at a time."""

from __future__ import annotations

from contextlib import suppress
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class TextFile:
    """A temporary file of texts in UTF-8, one after the other; it vanishes when it is closed."""

    def __init__(self, folder: str | None = None) -> None:
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - open as long as this is
        self._end = 0

    def append(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where each text begins, and its size, in bytes; raise `OSError` on a full disk."""
        encoded = [text.encode() for text in texts]
        sizes = np.array([len(text) for text in encoded], dtype=np.int64)
        starts = self._end + np.cumsum(sizes) - sizes
        self._file.seek(self._end)
        self._file.writelines(encoded)
        self._file.flush()
        self._end += int(sizes.sum())
        return starts, sizes

    def read(self, start: int, size: int) -> str:
        """Return the text that begins at a byte and has a size."""
        self._file.seek(start)
        return self._file.read(size).decode()

    def close(self) -> None:
        """Close the file, and with it delete it."""
        with suppress(OSError):  # `append` has said what could not be written
            self._file.close()
