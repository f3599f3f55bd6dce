"""The page a text report is set on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# Below this width a report is wrapped no further: paths and figures would fall apart.
_MIN_WIDTH: Final = 40
# Two columns of sentences need about this width to be easier to read than a stack.
_SIDE_BY_SIDE_WIDTH: Final = 100


@dataclass(frozen=True, slots=True)
class Page:
    """How wide a text report is, in terminal cells, and what it may hold.

    `color` allows ANSI styles; `findings_only` leaves out all that is not a standing finding.
    """

    width: int = 100
    color: bool = False
    findings_only: bool = False

    @property
    def columns(self) -> int:
        """The width to set lines to."""
        return max(self.width, _MIN_WIDTH)

    @property
    def side_by_side(self) -> bool:
        """Whether the two sides of a match stand beside each other rather than stacked."""
        return self.width >= _SIDE_BY_SIDE_WIDTH


PLAIN: Final = Page()
"""The page for files and pipes."""
