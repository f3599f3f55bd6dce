from __future__ import annotations

import pytest

from dedupe_articles.verdict.ordinals import find_ordinals, is_ordinal


def found(text: str, language: str) -> dict[str, str]:
    return {
        text[ordinal.start : ordinal.end]: ordinal.value
        for ordinal in find_ordinals(text, 0, len(text), language)
    }


@pytest.mark.parametrize(
    ("language", "ordinals"),
    [
        ("en", {"First": "#1", "thirds": "#3", "quarters": "#4", "half": "#0"}),
        ("de", {"ersten": "#1", "Viertels": "#4", "zwölfter": "#12", "Hälfte": "#0"}),
        ("nl", {"eerste": "#1", "derde": "#3", "helft": "#0"}),
        ("fr", {"première": "#1", "seconde": "#2", "tiers": "#3", "cinquièmes": "#5"}),
        ("es", {"primero": "#1", "segundas": "#2", "tercio": "#3", "mitad": "#0"}),
        (
            "ru",
            {"первого": "#1", "второй": "#2", "третьей": "#3", "четверть": "#4", "седьмую": "#7"},
        ),
    ],
)
def test_ordinals_and_fractions_are_read_as_a_language_says_them(
    language: str, ordinals: dict[str, str]
) -> None:
    assert found(" , ".join(ordinals), language) == ordinals
    assert all(is_ordinal(word, language) for word in ordinals)


def test_the_ordinals_of_chinese_and_japanese_stand_behind_a_sign() -> None:
    assert found("第三次和三次", "zh") == {"三": "#三"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Secondary, firstly, halfway, quarterly."),
        ("de", "Er achtet erst den Stadtviertelrat."),
        ("it", "Secondo il ministro."),
        ("ru", "Вторник, другой, пятно."),
    ],
)
def test_what_looks_like_an_ordinal_is_none(language: str, text: str) -> None:
    assert found(text, language) == {}
