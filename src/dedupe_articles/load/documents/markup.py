"""HTML that is all content, as in books, feeds and mail, to text: a block is a paragraph.

Web pages are another matter: see `web_page`.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_HIDDEN: Final = frozenset({"script", "style", "template", "noscript", "svg", "math", "title"})
_BLOCKS: Final = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)


def text_of_markup(markup: str) -> tuple[str, str | None]:
    """Return the text, a line for each block, and the `<title>` if there is one."""
    parser = _Parser()
    parser.feed(markup)
    parser.close()
    return parser.result()


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[list[str]] = [[]]
        self._hidden: list[str] = []
        self._title: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag in _BLOCKS:
            self._lines.append([])

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag in _BLOCKS:
            self._lines.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        elif tag in _BLOCKS:
            self._lines.append([])

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._lines[-1].append(data)
        elif self._hidden[0] == "title":
            self._title.append(data)

    def result(self) -> tuple[str, str | None]:
        lines = (_SPACE.sub(" ", "".join(parts)).strip() for parts in self._lines)
        title = _SPACE.sub(" ", "".join(self._title)).strip()
        return "\n".join(line for line in lines if line), title or None
