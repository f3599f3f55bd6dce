from __future__ import annotations

import pytest

from dedupe_articles.text.tokenise import tokenise


def test_stretches_of_words_and_sentences_are_stretches_of_the_text() -> None:
    tokens = tokenise("“One,” two three. Four five six!\nSeven eight nine?")
    assert tokens.text[slice(*tokens.characters(0, 3))] == "One,” two three"
    assert tokens.text[slice(*tokens.sentence_characters(0, 2))] == (
        "“One,” two three. Four five six!"
    )


def test_a_capital_at_the_start_of_a_sentence_makes_no_name() -> None:
    tokens = tokenise(
        "Police came to Sofia. The police left again. Sofia slept all night. Nobody knew that."
    )
    named = [tokens.word(i) for i in range(len(tokens)) if tokens.names[i]]
    assert named == ["Sofia", "Sofia"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Who came to dinner? Nobody came to dinner.", 4),
        ("“Who came to dinner?” he asked. Nobody came.", 0),
        ("He asked: “Who came to dinner?” Nobody came, he said.", 6),
        ("Who came to dinner?! Nobody at all came.", 4),
        ("Qui est venu ? Personne n’est venu hier.", 3),
        ("誰が来ましたか？誰も来ませんでした。", 7),
        ("من جاء إلى العشاء؟ لم يأت أحد أمس.", 4),
        ("Ποιος ήρθε για φαγητό; Δεν ήρθε κανείς χθες.", 4),
        ("«Ποιος ήρθε για φαγητό;» ρώτησε. «Ποιος ήρθε για φαγητό»;", 4),
        ("Three came to dinner;\nthree to measure TNFα;\nnobody asked who;", 0),
        ("Who came to dinner", 0),
        ("", 0),
    ],
)
def test_words_of_a_question_are_asked(text: str, asked: int) -> None:
    assert tokenise(text).asked.sum() == asked
