"""What was changed between the two sides of a match, marked so that it can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rich.text import Text

from dedupe_articles.report.escape import visible_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dedupe_articles.model import Match, Side
    from dedupe_articles.report.page import Page

# Without colour the marks are those of `wdiff`, which many readers know.
_MARKS: Final[dict[Side, tuple[str, str]]] = {"a": ("[-", "-]"), "b": ("{+", "+}")}
_STYLES: Final[dict[Side, str]] = {"a": "bold red", "b": "bold green"}

_ELISION: Final = " … "
# An unchanged stretch longer than this, in characters, is cut down to its ends, this long.
_LONG_UNCHANGED: Final = 200
_KEPT_OF_UNCHANGED: Final = 80
# No side of a match takes more than this many characters in a scan's report.
_LONGEST_EXCERPT: Final = 700


class Piece(NamedTuple):
    """A stretch of a sentence that the other side has too, or has not; empty if only that has."""

    text: str
    changed: bool


def pieces_of(match: Match, side: Side, text: str) -> list[Piece]:
    """Cut one side of `match` at its edits; `text` is that side's whole article.

    Where only the other side has words a changed piece is empty, so that both sides have the same
    unchanged stretches, which are cut alike.
    """
    if side == "a":
        span, ranges = match.a, [(edit.a_start, edit.a_end) for edit in match.edits]
    else:
        span, ranges = match.b, [(edit.b_start, edit.b_end) for edit in match.edits]
    pieces: list[Piece] = []
    position = span.start
    for start, end in _joined(ranges, text):
        if start > position:
            pieces.append(Piece(text[position:start], changed=False))
        pieces.append(Piece(text[start:end], changed=True))
        position = end
    if position < span.end:
        pieces.append(Piece(text[position : span.end], changed=False))
    return [Piece(visible_prose(piece.text), piece.changed) for piece in pieces]


def shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """Cut long unchanged stretches down to their ends, and the whole to a readable length."""
    kept: list[Piece] = []
    room = _LONGEST_EXCERPT
    for number, piece in enumerate(pieces):
        text = piece.text
        if not piece.changed and len(text) > _LONG_UNCHANGED:
            text = _ends(text, head=number > 0 or len(pieces) == 1, tail=number + 1 < len(pieces))
        if len(text) > room:
            kept.append(Piece(text[:room] + _ELISION.rstrip(), piece.changed))
            break
        kept.append(Piece(text, piece.changed))
        room -= len(text)
    return kept


def marked(pieces: Iterable[Piece], side: Side, page: Page) -> Text:
    """Set the pieces as one text whose changed words stand out, in colour or in brackets."""
    opening, closing = ("", "") if page.color else _MARKS[side]
    text = Text()
    for piece in pieces:
        if piece.changed and piece.text:
            text.append(f"{opening}{piece.text}{closing}", style=_STYLES[side])
        else:
            text.append(piece.text)
    return text


def _joined(ranges: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Return the ranges in order, those that only whitespace parts joined into one.

    An empty one adds nothing to one that it is joined to.
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if not joined or text[joined[-1][1] : start].strip():
            joined.append((start, end))
        elif start < end:
            first = joined[-1][0] if joined[-1][0] < joined[-1][1] else start
            joined[-1] = (first, max(end, joined[-1][1]))
    return joined


def _ends(text: str, *, head: bool, tail: bool) -> str:
    """Return the first and last words of `text`, as asked, around an ellipsis."""
    start = text[:_KEPT_OF_UNCHANGED].rpartition(" ")[0] if head else ""
    end = text[-_KEPT_OF_UNCHANGED:].partition(" ")[2] if tail else ""
    return f"{start}{_ELISION}{end}"
