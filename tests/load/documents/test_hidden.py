"""Text of a page that no reader sees is no text of the article, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trafilatura import load_html

from dedupe_articles.load import load
from dedupe_articles.load.documents.css import colour_in, declarations
from dedupe_articles.load.documents.hidden import blank_hidden
from dedupe_articles.model import Article, Disguise, DisguiseKind, Settings
from dedupe_articles.scanning import scan

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN = "nobody reads these words that break a copy in twelve odd pieces"
SENTENCES = [
    f"Sentence {n}: the committee of the harbour met to speak of a bridge across the river, and"
    f" decided nothing before the {n}th of May."
    for n in range(1, 13)
]


def seen(body: str, head: str = "") -> tuple[str, int]:
    """Return the words of a page that are seen, and how many are in disguise."""
    tree = load_html(f"<html><head>{head}</head><body>{body}</body></html>")
    assert tree is not None
    count = blank_hidden(tree)
    return " ".join(tree.find("body").text_content().split()), count


@pytest.mark.parametrize(
    "style",
    [
        "color:#fff",
        "color: WHITE",
        "color:rgb(255, 255, 255) !important",
        "color:#fefefe",
        "color:#c0ffee;background-color:#c0ffee",
        "color:black;background:#000 none",
        "font-size:0",
        "font-size:0.0em",
        "font-size:1px",
        "opacity:0",
        "opacity:0.0",
        "text-indent:-9999px",
        "position:absolute;left:-9999px",
        "position:fixed;top:-1000em",
        "color:transparent",
        "display:none",
        "visibility:hidden",
    ],
)
def test_words_in_disguise_are_no_words_of_the_page(style: str) -> None:
    """Inline, by a class, by an id; the words around stay."""
    for body, head in (
        (f'<p>A <span style="{style}">{HIDDEN}</span> b</p>', ""),
        (f'<p>A <span class="x">{HIDDEN}</span> b</p>', f"<style>.y, .x {{{style}}}</style>"),
        (f'<p>A <b id="x"><i>{HIDDEN}</i></b> b</p>', f"<style>p {{}} #x {{{style}}}</style>"),
    ):
        assert seen(body, head) == ("A b", 12), body


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ('<p style="color:#fff;background:#222">x</p>', ""),
        ('<div style="background:black"><p>a</p><p style="color:white">x</p></div>', ""),
        ('<table><tr bgcolor="#003366"><td><font color="#ffffff">x</font></td></tr></table>', ""),
        ('<div style="background:url(a.png)"><p style="color:white">x</p></div>', ""),
        ('<div class="dark"><p style="color:white">x</p></div>', '<link rel="stylesheet" href=a>'),
        ('<b class="y" style="color:white">x</b>', "<style>b.y {background: red}</style>"),
        ('<p class="x">x</p>', "<style>@media print { .x { display: none } }</style>"),
        ('<p class="x">x</p>', "<style>.x { opacity: 0; animation: show 1s forwards }</style>"),
        ('<p class="x">x</p>', "<style>/* .x { display: none } */</style>"),
        ('<div style="font-size:0"><p style="font-size:16px">x</p></div>', ""),
        ('<div style="visibility:hidden"><p style="visibility:visible">x</p></div>', ""),
        ('<div style="color:white"><p style="color:#333">x</p></div>', ""),
        ('<p style="left:-9999px">x</p>', ""),
        ('<table bgcolor="#000"><tr><td><font color="#FFF">x</font></table>', ""),
        ('<p style="color">x</p><p style=";;:">', ""),
    ],
)  # fmt: skip
def test_what_is_seen_or_not_known_stays(body: str, head: str) -> None:
    text, count = seen(body, head)
    assert text.endswith("x")
    assert count == 0


@pytest.mark.parametrize(
    "menu",
    [
        '<div style="display:none"><p>Menu</p></div>',
        "<p hidden>We like cookies</p>",
        '<ul style="display:none"><li>News <a href="/">of the week</a></li></ul>',
        '<li><ul style="visibility:hidden"><li>News <a href="/">of the week</a></li></ul></li>',
        '<nav><ul style="opacity:0"><li>News <a href="/">of the week</a></li></ul></nav>',
        '<div style="opacity:0"><script>var one = two + three;</script></div>',
    ],
)
def test_what_a_page_takes_away_to_show_it_later_is_not_counted(menu: str) -> None:
    assert seen(f"{menu}<p>Text</p>") == ("Text", 0)


def test_a_copy_with_hidden_words_is_found_and_told(tmp_path: Path) -> None:
    white = '<span style="color:#ffffff">xylo quartz</span>'
    cloaked = "".join(f"<p>{text.replace(' of ', f' {white} of ')}</p>" for text in SENTENCES)
    plain = "".join(f"<p>{text}</p>" for text in SENTENCES)
    for name, content in (("a", plain), ("b", cloaked)):
        page = f"<html><body><article><h1>Bridge</h1>{content}</article></body></html>"
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    result = scan([tmp_path], Settings())
    (finding,) = result.findings
    assert finding.score == 1.0
    assert finding.a.disguises == ()
    (hidden,) = finding.b.disguises
    assert hidden.kind is DisguiseKind.HIDDEN
    assert hidden.count >= 2 * len(SENTENCES)
    assert any("hidden words" in notice for notice in result.notices)


def test_a_few_words_for_those_who_cannot_see_are_no_disguise(tmp_path: Path) -> None:
    note = '<span style="position:absolute;left:-9999px">opens in a window</span>'
    text = "".join(f"<p>{text}</p>" for text in SENTENCES).replace("river", f"river {note}", 1)
    (tmp_path / "a.html").write_text(f"<body><article>{text}</article></body>", encoding="utf-8")
    (article,) = load([tmp_path], Settings())
    assert isinstance(article, Article)
    assert article.disguises == ()
    assert "opens" not in article.text


def test_a_page_that_a_script_shows_is_read(tmp_path: Path) -> None:
    text = "".join(f"<p>{text}</p>" for text in SENTENCES)
    page = f'<body style="visibility:hidden"><article>{text}</article></body>'
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (article,) = load([tmp_path], Settings())
    assert isinstance(article, Article)
    assert "committee" in article.text


def test_a_style_sheet_without_end_is_survived() -> None:
    assert seen("<p>x</p>", f"<style>{'{' * 10_000} .x {{ display: none</style>") == ("x", 0)


def test_colours_are_read_as_they_are_written() -> None:
    assert colour_in("#ABC".lower()) == colour_in("#aabbcc") == (170, 187, 204)
    assert colour_in("url(white.png)") is None
    assert colour_in("rgba(255,255,255,0.5)") is None
    assert Disguise(DisguiseKind.HIDDEN, 1).shown == "1 hidden word"


def test_a_template_is_no_text_unless_it_is_a_shadow_tree() -> None:
    assert seen(f"<p>One</p><template><p>{HIDDEN}</p></template><p>Two</p>") == ("One Two", 0)
    shown = "<div><template shadowrootmode=open><p>Shown</p></template></div>"
    assert seen(shown) == ("Shown", 0)


@given(st.text(alphabet="color:;#f{}.x-0px/*!@ ", max_size=60))
def test_any_style_is_survived(style: str) -> None:
    declarations(style)
    seen('<p class="x" id="x">y</p>', f"<style>{style}</style>")
