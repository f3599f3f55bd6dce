from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256

import pytest

from dedupe_articles.report import render
from dedupe_articles.report.html.page import render_html, script, style_sheet

from .builders import news_result
from .hostile import COMMAND, HIDDEN, PAGE, TEXT_B, hostile_result
from .html_pages import Elements, data_of


def digest(content: str) -> str:
    return b64encode(sha256(content.encode()).digest()).decode()


def policy_of(page: str) -> dict[str, str]:
    (content,) = (
        str(attributes["content"])
        for attributes, _ in Elements(page).of("meta")
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    directives = (directive.partition(" ") for directive in content.split("; "))
    return {name: value for name, _, value in directives}


def test_the_policy_lets_only_the_program_and_the_style_of_the_page_work() -> None:
    page = render_html(news_result())
    policy = policy_of(page)
    programs = [
        text for attributes, text in Elements(page).of("script") if attributes["type"] == "module"
    ]
    styles = [text for _, text in Elements(page).of("style")]
    assert policy["default-src"] == "'none'"
    assert [policy["script-src"]] == [f"'sha256-{digest(program)}'" for program in programs]
    assert [policy["style-src"]] == [f"'sha256-{digest(style)}'" for style in styles]
    assert policy["base-uri"] == policy["form-action"] == "'none'"


@pytest.mark.parametrize("content", [script(), style_sheet()], ids=["program", "style"])
def test_nothing_in_the_page_names_another_server(content: str) -> None:
    addresses = re.findall(r"https?://[^\s\"')]*", content)
    assert set(addresses) <= {"http://www.w3.org/2000/svg"}
    assert "@import" not in content
    assert "url(" not in content.replace("url(#", "")


def test_nothing_in_the_program_makes_markup_from_text() -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
    assert not re.search(forbidden, script())


def test_every_module_of_the_program_is_joined_and_none_is_left_to_fetch() -> None:
    assert not re.search(r"^(?:import|export) ", script(), re.MULTILINE)


def test_hostile_articles_add_no_element_to_the_page() -> None:
    """The same elements as a page of harmless articles, but for the blocks of data."""
    hostile, harmless = render_html(hostile_result()), render_html(news_result())
    tags = [[tag for tag, *_ in Elements(page).found] for page in (hostile, harmless)]
    assert set(tags[0]) == set(tags[1])
    assert "img" not in tags[0]
    assert PAGE in data_of(hostile)["report"]["report"]["findings"][0]["a"]["path"]
    assert COMMAND in data_of(hostile)["report"]["report"]["skipped"][0]["reason"]


def test_what_an_article_hides_is_nowhere_in_the_page_and_whole_in_its_data() -> None:
    page = render_html(hostile_result())
    assert not set(page) & set(HIDDEN)
    assert json.loads(data_of(page)["text-1"]) == TEXT_B


def test_without_javascript_the_page_tells_the_counts() -> None:
    (text,) = (text for tag, _, text in Elements(render_html(news_result())).found if tag == "p")
    assert "7 articles, 1,234 words · 1 finding (1 derived)" in text


def test_html_is_a_format_like_the_others() -> None:
    assert render(news_result(), "html") == render_html(news_result())
