"""Lines of a text."""

from __future__ import annotations

import re
from bisect import bisect_left

from dedupe_articles.model import Span


class Lines:
    """Where the lines of a text begin; a line feed ends a line, whatever stands before it."""

    def __init__(self, text: str) -> None:
        self._breaks = [found.start() for found in re.finditer("\n", text)]

    def span(self, start: int, end: int) -> Span:
        """Return the stretch `start:end` with its first and last line."""
        last = max(start, end - 1)
        first_line = bisect_left(self._breaks, start) + 1
        return Span(start, end, first_line, bisect_left(self._breaks, last) + 1)
