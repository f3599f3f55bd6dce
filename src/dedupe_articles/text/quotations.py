"""Quoted stretches of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dedupe_articles.text.ranges import within

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PAIRS: Final = ("“”", "„“", "«»", "»«", "「」", "『』", "‹›", "‘’")
# A quotation stays inside its paragraph; the limit keeps a stray mark from quoting the rest.
_LONGEST: Final = 1500
# A search for one of a few characters is many times faster than trying every pattern everywhere.
_OPENING: Final = re.compile("[" + "".join(pair[0] for pair in _PAIRS) + '"]')
_QUOTED: Final = re.compile(
    "|".join(
        [
            *(
                f"{opening}[^{opening}{closing}\n]{{2,{_LONGEST}}}{closing}"
                for opening, closing in _PAIRS[:-1]
            ),
            # Single marks are apostrophes too: they open after a space and close before none.
            rf"(?<!\w)‘[^‘\n]{{2,{_LONGEST}}}?’(?!\w)",
            # A quotation of several paragraphs opens each of them and closes the last.
            rf"(?P<unclosed>^“[^“”\n]{{2,{_LONGEST}}}$)",
            rf'(?<!\w)"[^"\n]{{2,{_LONGEST}}}"(?!\w)',
        ]
    ),
    re.MULTILINE,
)


def quoted_ranges(text: str) -> list[tuple[int, int]]:
    """Return the characters inside quotation marks, as ranges in order, marks excluded."""
    ranges: list[tuple[int, int]] = []
    past = 0
    for opening in _OPENING.finditer(text):
        found = _QUOTED.match(text, opening.start()) if opening.start() >= past else None
        if found is not None:
            past = found.end()
            ranges.append((found.start() + 1, past - (found["unclosed"] is None)))
    return ranges


def quoted_words(text: str, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say of each word, given where it starts, whether it is quoted."""
    return within(starts, quoted_ranges(text))
