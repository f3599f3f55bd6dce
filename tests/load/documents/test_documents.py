"""Office documents, books and PDF: what becomes text, and what is refused."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.load import load
from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.documents.pdf import paragraphs
from dedupe_articles.load.documents.reader import DocumentReader
from dedupe_articles.model import Article, Settings, Skipped

from ..inputs import docx, package, pdf, stream_of  # noqa: TID252 - shared by the readers' tests

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TEXT = "The committee met on Monday to discuss the new bridge across the river."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(folder: Path, name: str, raw: bytes, settings: Settings | None = None) -> Article:
    (folder / name).write_bytes(raw)
    (item,) = load([folder / name], settings or Settings())
    assert isinstance(item, Article), item
    return item


def reason(folder: Path, name: str, raw: bytes, settings: Settings | None = None) -> str:
    (folder / name).write_bytes(raw)
    (item,) = load([folder / name], settings or Settings())
    assert isinstance(item, Skipped), item
    return item.reason


def word(body: str, **others: str) -> bytes:
    members = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}
    members |= {f"word/{name}.xml": content for name, content in others.items()}
    return package(members)


def test_a_docx_gives_paragraphs_tables_and_notes(tmp_path: Path) -> None:
    body = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>One </w:t></w:r>"
        "<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    notes = f"<w:footnotes {W}><w:p><w:r><w:t>note</w:t></w:r></w:p></w:footnotes>"
    assert read(tmp_path, "a.docx", word(body, footnotes=notes)).text == "One link\ncell\nnote"


def test_a_docx_has_what_was_inserted_and_not_what_was_deleted(tmp_path: Path) -> None:
    body = (
        "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r>"
        "</w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
        "<w:sdt><w:sdtContent><w:r><w:t> field</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert read(tmp_path, "a.docx", word(body)).text == "new field"


def test_a_text_box_of_a_docx_is_a_paragraph_and_what_is_read_aloud_is_left_out(
    tmp_path: Path,
) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p></w:txbxContent>"
    ruby = (
        "<w:ruby><w:rt><w:r><w:t>とう</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>東</w:t></w:r></w:rubyBase></w:ruby>"
    )
    body = f"<w:p><w:r><w:t>Before\nit</w:t></w:r>{box}<w:r><w:t>After</w:t>{ruby}</w:r></w:p>"
    assert read(tmp_path, "a.docx", word(body)).text == "Before it\nBox\nAfter東"


def test_a_picture_of_an_odt_is_no_text(tmp_path: Path) -> None:
    content = (
        '<o:text xmlns:o="o" xmlns:t="t" xmlns:d="d"'
        ' xmlns:s="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">'
        "<t:p>One <d:frame><s:title>Alt</s:title><s:desc>Alt</s:desc></d:frame>two\n"
        "<t:title>three</t:title><d:text-box><t:p>Box</t:p></d:text-box></t:p></o:text>"
    )
    article = read(tmp_path, "a.odt", package({"content.xml": content}))
    assert article.text == "One two three\nBox"


def test_properties_of_a_docx_are_its_title_date_and_author(tmp_path: Path) -> None:
    core = (
        '<p xmlns:dc="dc"><dc:title>T</dc:title><dc:creator>Ann</dc:creator>'
        "<dc:created>2024-01-02T03:04:05Z</dc:created></p>"
    )
    (tmp_path / "a.docx").write_bytes(docx([TEXT]))
    with zipfile.ZipFile(tmp_path / "a.docx", "a") as archive:
        archive.writestr("docProps/core.xml", core)
    article = read(tmp_path, "a.docx", (tmp_path / "a.docx").read_bytes())
    assert (article.title, article.date, article.metadata) == ("T", "2024-01-02", {"author": "Ann"})


def test_notes_of_an_odt_come_last_and_tracked_changes_not_at_all(tmp_path: Path) -> None:
    content = (
        '<o:text xmlns:o="o" xmlns:t="t"><t:tracked-changes><t:p>old</t:p></t:tracked-changes>'
        "<t:h>Head</t:h><t:p>One<t:note><t:note-citation>1</t:note-citation><t:note-body>"
        '<t:p>Note.</t:p></t:note-body></t:note> two<t:s t:c="2"/>three.</t:p></o:text>'
    )
    article = read(tmp_path, "a.odt", package({"content.xml": content}))
    assert article.text == "Head\nOne two  three.\nNote."


def test_chapters_of_an_epub_follow_its_reading_order(tmp_path: Path) -> None:
    members = {
        "META-INF/container.xml": '<c><rootfile full-path="b.opf"/></c>',
        "b.opf": (
            '<p xmlns:dc="dc"><dc:title>Book</dc:title><dc:creator>Ann</dc:creator><manifest>'
            '<item id="x" href="x#.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="y" href="y.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="z" href="z.png" media-type="image/png"/></manifest><spine>'
            '<itemref idref="y"/><itemref idref="z"/><itemref idref="x"/></spine></p>'
        ),
        "x#.xhtml": "<html><title>Own</title><p>One&nbsp;<b>bold</b></p><script>no</script></html>",
        "y.xhtml": "<html><body><h1>Two</h1><p>More</p></body></html>",
    }
    (tmp_path / "b.epub").write_bytes(package(members))
    articles = [item for item in load([tmp_path], Settings()) if isinstance(item, Article)]
    assert [(item.member, item.title, item.text) for item in articles] == [
        ("y.xhtml", "Book", "Two\nMore"),
        ("x%23.xhtml", "Own", "One\xa0bold"),
    ]


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
STEALING = '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("prolog", [ENTITIES, STEALING])
@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("a.docx", {"word/document.xml": "<d><p><t>&c;</t></p></d>"}),
        ("a.odt", {"content.xml": "<d><p>&c;</p></d>"}),
        ("a.epub", {"META-INF/container.xml": "<c>&c;</c>"}),
    ],
)
def test_xml_entities_are_refused(
    tmp_path: Path, name: str, members: Mapping[str, str], prolog: str
) -> None:
    raw = package({member: prolog + content for member, content in members.items()})
    assert reason(tmp_path, name, raw) == "defines XML entities, as bombs do"


@pytest.mark.parametrize(
    ("name", "member"),
    [("a.docx", "word/document.xml"), ("a.odt", "content.xml")],
)
def test_a_zip_bomb_in_a_document_is_stopped(tmp_path: Path, name: str, member: str) -> None:
    raw = package({member: "<d><p><t>" + "x" * 5_000_000})
    assert "--max-file-size" in reason(tmp_path, name, raw, Settings(max_file_size=100_000))


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub"])
def test_a_zip_that_is_no_such_document_is_damaged(tmp_path: Path, name: str) -> None:
    assert reason(tmp_path, name, package({"x": "y"})).startswith("damaged: there is no ")
    assert reason(tmp_path, name, b"no zip").startswith("damaged: ")


def test_what_is_no_rtf_is_refused(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.rtf", b"Plain text.") == "no RTF"


def test_rtf_characters_of_code_pages_and_unicode_are_read(tmp_path: Path) -> None:
    raw = rb"{\rtf1\ansi\ansicpg1252 caf\'e9 \u8364?\par two|three\par}"
    assert read(tmp_path, "a.rtf", raw).text == "café €\ntwo|three"


def test_a_pdf_without_text_says_what_to_do(tmp_path: Path) -> None:
    assert "OCR" in reason(tmp_path, "a.pdf", pdf([""]))


def test_lines_of_a_page_become_paragraphs() -> None:
    long = "A line as long as the column is wide, which goes on"
    assert paragraphs(f"{long}\r\nand ends here.\r\n{long} and\r\non.\r\n12\r\n") == (
        f"{long} and ends here.\n{long} and on."
    )
    assert paragraphs("inter\x02\r\nnational law") == "international law"
    assert paragraphs("One\n\nTwo") == "One\nTwo"
    assert paragraphs("") == ""


def test_a_missing_extra_names_what_to_install() -> None:
    reader = DocumentReader((".html", ".htm"), "html", extra="html", needs="no_such_module")
    with pytest.raises(UnreadableError) as caught:
        list(reader.read("a.html", stream_of(b"<p>x"), Settings()))
    assert str(caught.value) == (".html files need an extra: pip install 'dedupe-articles[html]'")
