"""Front matter leaves the text and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.load import load
from dedupe_articles.load.markdown import split_front_matter
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    from pathlib import Path

LINES = st.one_of(
    st.sampled_from(["---", "...", "", "title: A", "- item", "  more", "# note", "Prose, here."]),
    st.text(st.characters(exclude_characters="\r\n")),
)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def test_front_matter_becomes_metadata_and_the_body_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: 'A title: with colon'\ndate: 2024-05-01\nauthor: \"J. Doe\"\n---\n\n# Body\n"
    )
    path = (tmp_path / "a.md").as_posix()
    assert list(load([tmp_path], Settings())) == [
        Article(
            id=path,
            path=path,
            text="\n# Body\n",
            title="A title: with colon",
            date="2024-05-01",
            line=6,
            metadata={
                "title": "A title: with colon",
                "date": "2024-05-01",
                "author": "J. Doe",
            },
        )
    ]


def test_markdown_syntax_stays_in_the_text(tmp_path: Path) -> None:
    text = "# Head\n\n*Some* [words](http://example.org).\n"
    (tmp_path / "a.markdown").write_text(text)
    (article,) = load([tmp_path], Settings())
    assert isinstance(article, Article)
    assert (article.text, article.title, article.line) == (text, None, 1)


def test_nested_and_multi_line_values_are_taken_out_but_not_kept() -> None:
    text = (
        "---\nTags:\n- a\n- b\nsummary: >\n  folded\n\n  text\nlist: [a, b]\n# x\nk: v\n...\nBody"
    )
    assert split_front_matter(text) == ({"k": "v"}, "Body", 13)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2024-01-02 # a day", "2024-01-02"),
        ("# nothing", None),
        ("C# and A#b", "C# and A#b"),
        ("'It''s: here' # so", "It's: here"),
        (r'"A \"b\" \u00e9 # c" # d', 'A "b" é # c'),
        (r'"A\ b"', "A b"),
        (r'"A\ud800"', "A\ufffd"),
        ('"A" and "B"', '"A" and "B"'),
        ('"', '"'),
    ],
)
def test_values_lose_their_quotes_and_comments(written: str, value: str | None) -> None:
    expected = {} if value is None else {"title": value}
    assert split_front_matter(f"---\ntitle: {written}\n---\nBody") == (expected, "Body", 4)


def test_keys_may_be_quoted_and_have_spaces() -> None:
    text = '---\n"title": T\ndate created: 2024-01-02\n---\nBody'
    assert split_front_matter(text)[0] == {"title": "T", "date created": "2024-01-02"}


@pytest.mark.parametrize(
    "text",
    [
        "---\nThis is prose now: it is.\n---\nMore.\n",
        "---\nProse between two breaks.\n---\nMore.\n",
        "---\n- a list\n- of items\n---\nMore.\n",
        "---\n# A heading\n---\nMore.\n",
        "---\n    code\n---\nMore.\n",
        "---\ntitle: never closed\n\nBody.\n",
        "---\ntitle: x\nProse all the same.\n---\nMore.\n",
        "\n---\ntitle: not at the start\n---\n",
        "----\ntitle: x\n---\n",
        "---",
        "",
    ],
)
def test_thematic_breaks_are_not_taken_for_front_matter(text: str) -> None:
    assert split_front_matter(text) == ({}, text, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_serves(end: str) -> None:
    text = end.join(["---", "title: T", "---", "Body", ""])
    assert split_front_matter(text) == ({"title": "T"}, f"Body{end}", 4)


def test_empty_front_matter_is_taken_out() -> None:
    assert split_front_matter("---\n---\nBody") == ({}, "Body", 3)


@given(st.lists(LINES), ENDS)
def test_the_body_is_the_end_of_the_file_from_its_line_on(lines: list[str], end: str) -> None:
    text = end.join([*lines, ""])
    _, body, line = split_front_matter(text)
    assert text.endswith(body)
    assert text.split(end)[line - 1 :] == body.split(end)


def test_a_file_of_front_matter_alone_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: T\n---\n\n")
    path = (tmp_path / "a.md").as_posix()
    assert list(load([tmp_path], Settings())) == [
        Skipped(path, "empty: there is only front matter")
    ]
