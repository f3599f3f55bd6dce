"""Standard input, which a process may have been started without."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from dedupe_articles.errors import InputError

if TYPE_CHECKING:
    from typing import BinaryIO


def stdin_stream() -> BinaryIO | None:
    """Return standard input, None if it is closed."""
    return None if sys.stdin is None else sys.stdin.buffer


def require_stdin(instead: str) -> BinaryIO:
    """Return standard input. Raises `InputError` if it is closed, saying what to do `instead`."""
    stream = stdin_stream()
    if stream is None:
        raise InputError(f"standard input is closed; {instead}")
    return stream
