from __future__ import annotations

import pytest

from dedupe_articles.text.tokenise import tokenise
from dedupe_articles.verdict.negations import negations

PORTUGUESE = (
    "O conselho da cidade disse que a piscina não será fechada, mas as obras são muito caras. "
)


def count(text: str) -> int:
    tokens = tokenise(text)
    return negations(tokens, 0, len(tokens))


@pytest.mark.parametrize(
    "text",
    [
        "No one signed.",
        "Nobody signed.",
        "Neither the mayor nor the council signed.",
        "They cannot sign.",
        "They didn’t sign.",
        "Weder Rat noch Bürgermeister haben unterschrieben.",
        "Sie sprach mit keinem Anwohner.",
        "Ohne Zögern ging sie.",
        "Le conseil n'est pas favorable.",
        "Le conseil ne viendra plus.",
        "Le conseil n'a jamais rien signé.",
        "Sans aucun doute.",
        "No ha dicho nada.",
        "Nadie ha dicho nada.",
        "Il consiglio non ha firmato niente.",
        "Ninguém assinou.",
        "Niemand tekende het verdrag.",
        "Ingen har skrivit.",
        "Neuvosto ei ole hyväksynyt.",
        "Никто не подписал.",
        "Nikt nie podpisał.",
        "Bu köprü eski değil.",
        "नदी पर बिना पुल के लोग चले।",
        "ولم تؤيد القرار.",
        "فليس المسبح مفتوحا.",
        "女议员没有支持。",
        "女议员未能支持。",
        "女议员并非支持。",
        "女议员不同意。",
        "女議員無法支持。",
        "議員は支持しなかった。",
        "議員は支持しません。",
        "의원은 지지하지 않았다.",
    ],
)
def test_a_negated_statement_has_one_negation(text: str) -> None:
    assert count(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "They went to No. 10 Downing Street.",
        "Am 3. Mai kam er.",
        "Le conseil veut plus de temps pour chaque personne.",
        "Né en 1950, il parle.",
        "Il sindaco ne parla.",
        "未来非常美好。",
        "他不仅来了，而且不断说话。",
        "居民不得不来。",
        "无论如何他会来。",
        "船沉没了，货被没收。",
        "他从南非来到非洲。",
        "賛成は少ない。",
        "来るかもしれない。",
        "議員だけではなく市長も来た。",
    ],
)
def test_what_looks_like_a_negation_is_none(text: str) -> None:
    assert count(text) == 0


def test_no_is_no_negation_in_portuguese() -> None:
    assert count(PORTUGUESE) == 1  # não
    assert count(PORTUGUESE + "A obra começou no centro.") == 1


def test_a_part_of_a_negation_is_the_negation() -> None:
    """An edit may keep the rest: 来ます became 来ません."""
    tokens = tokenise("議員は来ません")
    last = len(tokens)
    assert [negations(tokens, last - 2, last), negations(tokens, last - 3, last - 2)] == [1, 1]
    assert negations(tokens, 0, last - 3) == 0
    assert negations(tokens, last, last) == 0
