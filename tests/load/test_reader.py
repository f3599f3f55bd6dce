"""The suffix chooses the reader."""

from __future__ import annotations

import pytest

from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.json_lines import JsonLines
from dedupe_articles.load.markdown import Markdown
from dedupe_articles.load.plain_text import PlainText
from dedupe_articles.load.reader import choose_reader


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.txt", PlainText),
        ("a.b/c.TEXT", PlainText),
        ("a.md", Markdown),
        ("a.MarkDown", Markdown),
        ("a.txt.jsonl", JsonLines),
        ("a.ndjson", JsonLines),
    ],
)
def test_the_suffix_chooses_in_either_case(path: str, kind: type) -> None:
    assert isinstance(choose_reader(path, named=False), kind)


def test_a_path_without_suffix_is_plain_text_only_if_named() -> None:
    assert isinstance(choose_reader("a.b/c", named=True), PlainText)
    with pytest.raises(UnreadableError, match="unknown file type"):
        choose_reader("a.b/c", named=False)


def test_an_unknown_suffix_stays_unknown_when_named() -> None:
    with pytest.raises(UnreadableError, match=r"unknown file type '\.xyz'"):
        choose_reader("a.xyz", named=True)
