"""HTML pages: the main content and what the page says of itself, by trafilatura."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dedupe_articles.load.charsets import CHARSET, declared_encoding
from dedupe_articles.load.decode import (
    HEAD_BYTES,
    Decoded,
    UnreadableError,
    decode,
    refuse_binary,
)
from dedupe_articles.load.documents.document import Document
from dedupe_articles.load.documents.hidden import blank_hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from dedupe_articles.load.documents.document import Task

_DECLARED: Final = re.compile(rb"<(?i:meta)[^>]{0,200}?" + CHARSET.encode())
_XML_ENCODING: Final = re.compile(r"""^\s*<\?xml[^>]*\?>""")
_NAVIGATION: Final = ["//nav", "//*[@role='navigation']", "//body/footer"]
_MOST_LINKS: Final = 0.7
"""A page whose text is to this share the text of links is navigation and no article."""


def extract(task: Task) -> Iterator[Document]:
    """Give the article of a page. Raises `UnreadableError` if there is none."""
    decoded = decode_page(task.raw, task.encoding)
    yield article_of(decoded.text, decoded.notices)


def decode_page(raw: bytes, encoding: str | None) -> Decoded:
    """Decode a page as any text, but with what it declares where no encoding is named."""
    head = raw[:HEAD_BYTES]
    refuse_binary(head, encoding)
    return decode(raw, encoding or declared_encoding(head, _DECLARED))


def article_of(html: str, notices: tuple[str, ...] = ()) -> Document:
    """Return the article of a page. Raises `UnreadableError` if there is none."""
    import trafilatura  # noqa: PLC0415 - an extra
    from trafilatura.settings import Document as Page  # noqa: PLC0415

    tree = _tree_of(html)
    hidden_words = blank_hidden(tree)
    if not tree.text_content().strip():  # it is all hidden, until a script shows it
        tree, hidden_words = _tree_of(html), 0
    links = {"".join(link.text_content().split()) for link in tree.iter("a")}
    page = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        prune_xpath=_NAVIGATION,
        # Else a date is taken from anywhere in the text, such as that of a copyright.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(page, Page) or not page.text or not page.text.strip():
        raise UnreadableError("no main text: the page is empty, or all navigation")
    if _share_of_links(page.text, links) > _MOST_LINKS:
        raise UnreadableError("no main text: the page is all navigation")
    known = {"author": page.author, "url": page.url, "site": page.sitename}
    return Document(
        text=page.text,
        title=page.title,
        date=page.date,
        metadata={name: value for name, value in known.items() if value},
        notices=notices,
        hidden_words=hidden_words,
    )


def _tree_of(html: str) -> HtmlElement:
    import trafilatura  # noqa: PLC0415 - an extra

    tree = trafilatura.load_html(_XML_ENCODING.sub("", html))
    if tree is None:
        raise UnreadableError("no HTML" if html.strip() else "empty")
    return tree


def _share_of_links(text: str, links: set[str]) -> float:
    letters = "".join(text.split())
    return sum(len(link) for link in links if link and link in letters) / len(letters)
