from __future__ import annotations

import pytest

from dedupe_articles.groups import group_of
from dedupe_articles.model import Article


def article(path: str = "a.txt", **metadata: str) -> Article:
    return Article(path, path, "text", metadata=metadata)


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("wire/bridge.txt", "wire"),
        ("news/wire/bridge.txt", "news/wire"),
        ("bridge.txt", "."),
        ("-", "."),
        ("/srv/news/a.txt", "/srv/news"),
        ("wire\\bridge.txt", "wire"),
    ],
)
def test_a_folder_is_where_the_file_lies(path: str, folder: str) -> None:
    assert group_of(article(path), "folder") == folder


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/news/1",
        "http://example.org:8080/",
        "//EXAMPLE.org/x",
        "example.org/x",
        "https://user@example.org/?a=https://other.example",
    ],
)
def test_a_site_is_the_host_of_the_address(address: str) -> None:
    assert group_of(article(url=address), "site") == "example.org"


def test_what_a_page_calls_itself_goes_before_where_it_was_found() -> None:
    found = article(canonical_url="https://a.example/1", url="https://b.example/1")
    assert group_of(found, "site") == "a.example"
    assert group_of(article(url="http://[", site="Example"), "site") == "Example"
    assert group_of(article(url="/relative/only"), "site") is None


def test_any_field_makes_groups() -> None:
    assert group_of(article(author=" Ann Lee "), "author") == "Ann Lee"
    assert group_of(article(desk="7"), "Desk") == "7", "front matter has its keys in small letters"


def test_an_article_without_the_field_has_no_group() -> None:
    assert group_of(article(), "author") is None
    assert group_of(article(author="  "), "author") is None
