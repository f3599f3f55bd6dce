"""Which field of a record is what; guesses are told."""

from __future__ import annotations

import pytest

from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.records import Records
from dedupe_articles.model import Settings


def test_usual_names_are_guessed_and_told_once() -> None:
    records = Records("a.csv", Settings())
    record = {"Headline": "T", "Article_Body": "Words.", "pubDate": "2024", "URL": "https://x"}
    article = records.article(record, 2)
    assert (article.text, article.title, article.date) == ("Words.", "T", "2024")
    assert article.id == "a.csv#https://x"
    assert article.metadata["URL"] == "https://x"
    (notice,) = article.notices
    assert notice == (
        "guessed the fields of the records: 'Article_Body' as the text (--text-field),"
        " 'Headline' as the title (--title-field), 'pubDate' as the date (--date-field),"
        " 'URL' as the id (--id-field)"
    )
    assert records.article({**record, "URL": "https://y"}, 3).notices == ()


def test_default_names_are_no_guess() -> None:
    record = {"id": "1", "text": "Words.", "body": "no", "title": "T", "date": "2024"}
    article = Records("a", Settings()).article(record, 1)
    assert (article.text, article.notices) == ("Words.", ())
    assert article.metadata == {"body": "no"}


def test_a_field_that_is_named_is_not_guessed() -> None:
    records = Records("a", Settings(text_field="story_text", title_field="kicker"))
    article = records.article({"story_text": "Words.", "body": "no", "headline": "no"}, 1)
    assert (article.text, article.title) == ("Words.", None)
    with pytest.raises(UnreadableError, match="no field 'story_text'"):
        records.article({"body": "Words."}, 2)


def test_records_of_several_shapes_each_have_their_guess() -> None:
    records = Records("a", Settings())
    assert records.article({"body": "a"}, 1).text == "a"
    assert records.article({"content": "b"}, 2).text == "b"
    again = records.article({"text": "c", "body": "no"}, 3)
    assert (again.text, again.notices) == ("c", ())


def test_a_notice_waits_for_the_first_record_that_is_an_article() -> None:
    records = Records("a", Settings())
    with pytest.raises(UnreadableError, match="empty"):
        records.article({"body": " "}, 1)
    assert records.article({"body": "a"}, 2).notices


def test_hostile_shapes_without_end_are_forgotten() -> None:
    records = Records("a", Settings())
    for number in range(3000):
        records.article({"text": "a", f"x{number}": 1}, number + 1)
    assert len(records._shapes) <= 1000
