"""What follows from the fields of an article."""

from __future__ import annotations

from dedupe_articles.model import Article, Skipped, Span


def test_the_lines_of_a_text_are_counted_from_where_it_starts_in_its_file() -> None:
    reference = Article("a.md", "a.md", "text", line=5).reference(words=1)
    assert reference.lines_in_file(Span(0, 4, start_line=1, end_line=2)) == (5, 6)


def test_every_line_of_a_record_is_where_the_record_starts() -> None:
    article = Article("a.jsonl#x", "a.jsonl", "text", line=7, record="x", file_lines=False)
    span = Span(0, 4, start_line=3, end_line=4)
    assert article.reference(words=1).lines_in_file(span) == (7, 7)


def test_the_place_of_an_article_names_the_member_of_an_archive() -> None:
    assert Article("a.txt", "a.txt", "text").place == "a.txt"
    assert Article("a.zip#b.txt", "a.zip", "text", member="b.txt").place == "a.zip#b.txt"


def test_the_place_of_what_was_skipped_names_the_line_if_it_has_one() -> None:
    assert Skipped("a.txt", "binary file").place == "a.txt"
    assert Skipped("a.jsonl", "no text", line=12).place == "a.jsonl, line 12"
