"""Web pages: the article and nothing around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dedupe_articles.load import load
from dedupe_articles.load.documents.markup import text_of_markup
from dedupe_articles.load.documents.web_page import decode_page
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPHS = [
    f"Paragraph {n}: the committee met to discuss the new bridge across the river, and"
    f" decided nothing before the {n}th of May."
    for n in range(1, 9)
]
MENU = "".join(f'<li><a href="/{n}">A story number {n} to click on</a></li>' for n in range(40))
HEAD = (
    '<title>Bridge opens - The Post</title><meta name="author" content="Ann Lee">'
    '<link rel="canonical" href="https://post.example/bridge">'
    '<meta property="og:site_name" content="The Post">'
    '<meta property="article:published_time" content="2024-03-02T10:00:00Z">'
)


def read(folder: Path, html: str | bytes) -> Article | Skipped:
    raw = html if isinstance(html, bytes) else html.encode()
    (folder / "a.html").write_bytes(raw)
    (item,) = load([folder], Settings())
    return item


def page(content: str, head: str = HEAD) -> str:
    return (
        f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>"
        f"<nav><ul>{MENU}</ul></nav><article><h1>Bridge opens</h1>{content}</article>"
        "<footer>Copyright 1999 The Post</footer></body></html>"
    )


def test_the_article_is_read_and_nothing_around_it(tmp_path: Path) -> None:
    article = read(tmp_path, page("".join(f"<p>{text}</p>" for text in PARAGRAPHS)))
    assert isinstance(article, Article)
    assert article.text.split("\n") == ["Bridge opens", *PARAGRAPHS]
    assert not article.file_lines


def test_the_page_says_title_author_date_and_address(tmp_path: Path) -> None:
    article = read(tmp_path, page("".join(f"<p>{text}</p>" for text in PARAGRAPHS)))
    assert isinstance(article, Article)
    assert (article.title, article.date) == ("Bridge opens", "2024-03-02")
    assert article.metadata == {
        "author": "Ann Lee",
        "url": "https://post.example/bridge",
        "site": "The Post",
    }


@pytest.mark.parametrize("tag", ["nav", "div"])
def test_a_page_that_is_all_navigation_is_no_article(tmp_path: Path, tag: str) -> None:
    item = read(tmp_path, f"<html><body><{tag}><ul>{MENU}</ul></{tag}></body></html>")
    assert isinstance(item, Skipped)
    assert item.reason.startswith("no main text")


@pytest.mark.parametrize("html", ["<html></html>", "<script>x()</script>", "<!-- -->", "<p></p>"])
def test_a_page_without_text_is_no_article(tmp_path: Path, html: str) -> None:
    item = read(tmp_path, html)
    assert isinstance(item, Skipped)
    assert item.reason


def test_a_page_nested_without_end_is_survived(tmp_path: Path) -> None:
    item = read(tmp_path, "<div>" * 200_000 + "x" * 500)
    assert isinstance(item, Article) or item.reason


def test_the_declared_encoding_counts_where_it_is_not_utf8() -> None:
    raw = '<meta charset="windows-1251"><p>мост'.encode("cp1251")
    assert decode_page(raw, None).text.endswith("мост")
    assert decode_page(raw, None).notices == ()
    assert decode_page("<meta charset=latin-1><p>мост".encode(), None).text.endswith("мост")
    larger = '<meta charset="x-sjis"><p>①髙橋'.encode("cp932")
    assert decode_page(larger, None).text.endswith("①髙橋")
    unknown = '<meta charset="no-such"><p>caf\xe9'.encode("cp1252")
    assert decode_page(unknown, None).notices


def test_markup_becomes_a_line_for_each_block() -> None:
    markup = (
        "<html><head><title>T &amp; U</title><style>no</style></head><body><h1>Head</h1>"
        "<p>One <b>bold</b>\n word &lt;tag&gt;<br/>two</p><ul><li>a<li>b</ul><script>no</script>"
    )
    assert text_of_markup(markup) == ("Head\nOne bold word <tag>\ntwo\na\nb", "T & U")


@pytest.mark.parametrize(
    "markup", ["", "<", "<title", "</p></p>", "<script>x", "<![CDATA[x]]>", "&#"]
)
def test_markup_that_is_none_is_survived(markup: str) -> None:
    text_of_markup(markup)
