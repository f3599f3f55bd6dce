"""RSS and Atom: entries with the line they start on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dedupe_articles.load import load
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    from pathlib import Path

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Feed</title>
<item><title>A &amp; B</title><link>https://x.example/1</link><guid>g1</guid>
<pubDate>Sat, 02 Mar 2024 10:00:00 GMT</pubDate><dc:creator>Ann</dc:creator>
<description>Teaser</description>
<content:encoded><![CDATA[<p>One &amp; <b>two</b>.</p><p>Three.</p>]]></content:encoded></item>
<item><description>&lt;p&gt;Escaped markup.&lt;/p&gt;</description></item>
<item><title>Nothing</title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title>
<entry><id>urn:1</id><title>T</title><link rel="self" href="https://x.example/self"/>
<link href="https://x.example/1"/><published>2024-03-02T10:00:00Z</published>
<author><name>Ann</name><uri>https://ann.example</uri></author><summary>Short</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One &lt; two.</p><p>Three.</p>
</div></content></entry></feed>"""


def read(
    folder: Path, name: str, raw: str | bytes, settings: Settings | None = None
) -> list[Article | Skipped]:
    (folder / name).write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return list(load([folder / name], settings or Settings()))


def feed(words: str, declared: str, encoding: str) -> bytes:
    """Return a feed of one item that says to be in one encoding and is in one."""
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    item = f"<item><description>{words}</description></item>"
    return f"{head}<rss><channel>{item}</channel></rss>".encode(encoding)


def test_items_of_rss_are_articles(tmp_path: Path) -> None:
    first, second, empty = read(tmp_path, "a.rss", RSS)
    assert isinstance(first, Article)
    assert (first.text, first.title) == ("One & two.\nThree.", "A & B")
    assert first.date == "2024-03-02T10:00:00+00:00"
    assert (first.record, first.line) == ("g1", 4)
    assert first.id == f"{tmp_path.as_posix()}/a.rss#g1"
    assert first.metadata == {"url": "https://x.example/1", "author": "Ann"}
    assert isinstance(second, Article)
    assert (second.text, second.record, second.line) == ("Escaped markup.", "8", 8)
    assert empty == Skipped(f"{tmp_path.as_posix()}/a.rss", "empty", 9)


def test_what_media_rss_says_of_a_picture_is_not_the_article(tmp_path: Path) -> None:
    """The feeds of many a newspaper have the photographer in a `media:content`."""
    picture = (
        "<media:title>A bridge</media:title>"
        "<media:content url='a.jpg'><media:credit>Photograph: Ann</media:credit></media:content>"
    )
    item = f"<item>{picture}<title>Opened</title><description>It is open.</description></item>"
    alone = f"<item>{picture}</item>"
    media = "xmlns:media='http://search.yahoo.com/mrss/'"
    first, second = read(tmp_path, "a.rss", f"<rss {media}><channel>{item}{alone}</channel></rss>")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.text) == ("Opened", "It is open.")
    assert (second.title, second.text) == ("A bridge", "Photograph: Ann")


def test_the_author_of_an_entry_is_its_name_and_not_that_of_the_feed_it_came_from(
    tmp_path: Path,
) -> None:
    author = "<author><uri>https://ann.example</uri><name>Ann &amp;amp; Bob</name></author>"
    source = "<source><id>urn:s</id><title>S</title><author><name>Cid</name></author></source>"
    entry = f"<entry>{source}<content>Words.</content>{{}}</entry>"
    raw = f"<feed>{entry.format(author)}{entry.format('')}</feed>"
    first, second = read(tmp_path, "a.atom", raw)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.metadata == {"author": "Ann & Bob"}
    assert second.metadata == {}


def test_items_on_one_line_without_names_are_numbered_and_nothing_is_said_of_ids(
    tmp_path: Path,
) -> None:
    item = "<item><description>Words.</description></item>"
    found = read(tmp_path, "a.rss", f"<rss><channel>{item * 2}</channel></rss>")
    articles = [item for item in found if isinstance(item, Article)]
    assert [(item.record, item.notices) for item in articles] == [("1", ()), ("1-2", ())]


def test_entries_of_atom_are_articles(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, "a.atom", ATOM)
    assert isinstance(entry, Article)
    assert (entry.text, entry.title) == ("One < two.\nThree.", "T")
    assert entry.date == "2024-03-02T10:00:00Z"
    assert (entry.record, entry.line) == ("urn:1", 2)
    assert entry.metadata == {"url": "https://x.example/1", "author": "Ann"}


def test_xml_that_is_no_feed_names_what_it_is(tmp_path: Path) -> None:
    (item,) = read(tmp_path, "a.xml", "<catalogue><item/></catalogue>")
    assert isinstance(item, Skipped)
    assert item.reason == "XML of an unknown kind, <catalogue>; feeds are read"


def test_a_feed_that_is_cut_off_keeps_its_whole_entries(tmp_path: Path) -> None:
    (first,) = read(tmp_path, "a.rss", RSS[: RSS.index("Escaped")])
    assert isinstance(first, Article)
    assert first.notices[0].startswith("cut off where it is no XML")


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Caf&eacute;&nbsp;bar", "Café\xa0bar"),
        ("AT&T & Co, A&B;", "AT&T & Co, A&B;"),
        ("One\x0btwo", "One two"),
        ("<![CDATA[<p>A & B &amp;amp; C</p>]]>&", "A & B &amp; C\n&"),
    ],
)
def test_a_feed_that_is_no_xml_is_read_as_it_was_meant(
    tmp_path: Path, written: str, read_as: str
) -> None:
    """A declaration behind an empty line is no XML either."""
    items = f"<item><title>T</title><description>{written}</description></item>" * 2
    raw = f'\n<?xml version="1.0" encoding="utf-8"?>\n<rss><channel>\n{items}</channel></rss>'
    first, second = read(tmp_path, "a.rss", raw)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.text, first.line, first.notices) == (read_as, 4, ())
    assert second.text == read_as


@pytest.mark.parametrize("head", ["", '<?xml version="1.0" encoding="gbk"?>'])
def test_entities_of_a_feed_are_refused(tmp_path: Path, head: str) -> None:
    item = "<item><description>&a;</description></item>"
    bomb = f'{head}<!DOCTYPE rss [<!ENTITY a "b">]><rss>{item}</rss>'
    (found,) = read(tmp_path, "a.rss", bomb)
    assert isinstance(found, Skipped)
    assert found.reason == "defines XML entities, as bombs do"


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("新桥在星期一开通。", "gbk"),
        ("橋は月曜日に開通した。", "Shift_JIS"),
        ("Мост открыт.", "koi8-r"),
        ("橋は月曜日に開通した。", "iso-2022-jp"),
    ],
)
def test_a_feed_is_read_in_the_encoding_that_it_declares(
    tmp_path: Path, words: str, encoding: str
) -> None:
    raw = feed(words, encoding, encoding)
    (article,) = read(tmp_path, "a.rss", raw, Settings(encoding="cp1253"))
    assert isinstance(article, Article)
    assert (article.text, article.notices) == (words, ())


def test_a_feed_in_an_encoding_that_nobody_knows_is_decoded_as_any_file(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "a.rss", feed("Über Land.", "no-such", "utf-8"))
    (guessed,) = read(tmp_path, "b.rss", feed("Über Land.", "no-such", "cp1252"))
    (named,) = read(
        tmp_path, "c.rss", feed("Мост открыт.", "no-such", "cp1251"), Settings(encoding="cp1251")
    )
    assert isinstance(article, Article)
    assert isinstance(guessed, Article)
    assert isinstance(named, Article)
    assert (article.text, article.notices) == ("Über Land.", ())
    assert guessed.text == "Über Land."
    assert guessed.notices[0].startswith("decoded as cp1252")
    assert (named.text, named.notices) == ("Мост открыт.", ())


def test_a_notice_of_a_feed_is_told_where_its_first_entry_has_no_text(tmp_path: Path) -> None:
    raw = "<rss><item><title>T</title></item><item><description>Words.</description></item>"
    _, article = read(tmp_path, "a.rss", raw)
    assert isinstance(article, Article)
    assert article.notices[0].startswith("cut off")
