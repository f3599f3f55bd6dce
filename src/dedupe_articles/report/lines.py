"""The lines a text report is made of.

A text report is a list of `rich.text.Text`, one for each line, already wrapped. Text from outside
enters it only through `escape` and never as markup.
"""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.text import Text

from dedupe_articles.report.escape import inert

if TYPE_CHECKING:
    from dedupe_articles.report.page import Page

Lines = list[Text]

HEADING: Final = "bold"
QUIET: Final = "dim"
_LABEL_WIDTH: Final = 10
_INDENT: Final = 2


def to_string(lines: Lines, page: Page) -> str:
    """Return the lines as one string, with ANSI styles where the page allows them."""
    for line in lines:
        line.rstrip()
        line.plain = inert(line.plain)
    if not page.color:
        return "".join(f"{line.plain}\n" for line in lines)
    stream = StringIO()
    console = Console(
        file=stream,
        width=page.columns,
        color_system="standard",
        force_terminal=True,
        no_color=False,
        legacy_windows=False,
    )
    for line in lines:
        console.print(line, soft_wrap=True, highlight=False)
    return stream.getvalue()


def wrap(text: Text, width: int) -> Lines:
    """Break `text` between words into lines of at most `width` cells, never losing a character."""
    if len(text) <= width and text.cell_len <= width:
        return [text]
    return list(text.wrap(_MEASURING, width, overflow="fold"))


def hanging(first: str | Text, text: str | Text, page: Page) -> Lines:
    """Return `text` wrapped to the right of `first`, which stands only before the first line."""
    head = first if isinstance(first, Text) else Text(first)
    body = text if isinstance(text, Text) else Text(text)
    width = head.cell_len
    return [
        Text.assemble(head if number == 0 else " " * width, line)
        for number, line in enumerate(wrap(body, page.columns - width))
    ]


def field(label: str, text: str | Text, page: Page, *, key: str = "") -> Lines:
    """Return a named figure of a finding: the label in a column of its own, the text wrapped.

    A `key` is a further column before the text.
    """
    return hanging(Text(" " * _INDENT + label.ljust(_LABEL_WIDTH) + key, style=QUIET), text, page)


def item(text: str | Text, page: Page, *, key: str = "") -> Lines:
    """Return a further value of the field above, under its text."""
    return field("", text, page, key=key)


def rule(page: Page) -> Text:
    """Return a line across the page."""
    return Text("─" * page.columns, style=QUIET)


_MEASURING: Final = Console(file=StringIO(), width=80)
