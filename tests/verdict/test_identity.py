"""What a finding is known by survives what happens elsewhere in its articles."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from .judging import around, judged, made_up, made_up_sentences, rewritten

if TYPE_CHECKING:
    from dedupe_articles.model import Imprint

PARAGRAPH = made_up(2, 6)
A, B = around(3, PARAGRAPH), around(5, " ".join(rewritten(made_up_sentences(2, 6), share=0.2)))


def fingerprint(a: str, b: str, names: tuple[str, str] = ("a.txt", "b.txt")) -> str:
    return judged(a, b, names=names).fingerprint


def moved(text: str) -> str:
    """Put the second half of the paragraphs around the passage first."""
    before, passage, after = text.split("\n\n")
    halves = [part.split(". ") for part in (before, after)]
    return "\n\n".join([". ".join(reversed(halves[0])), passage, ". ".join(reversed(halves[1]))])


def test_a_fingerprint_has_no_sides() -> None:
    assert fingerprint(A, B) == fingerprint(B, A)


def test_a_fingerprint_survives_what_happens_elsewhere() -> None:
    found = fingerprint(A, B)
    assert fingerprint(A, B, names=("renamed.md", "moved/to.txt")) == found
    assert fingerprint("A headline of its own\n\n\n\n" + A, B) == found
    assert fingerprint(moved(A), B) == found
    assert fingerprint(A, moved(B)) == found
    assert fingerprint(f"{A}\n\n{made_up(30, 5)}", f"{made_up(31, 5)}\n\n{B}") == found
    before, passage, after = A.split("\n\n")
    assert fingerprint(f"{after}\n\n{passage}\n\n{before}", B) == found


def test_a_fingerprint_changes_with_the_passage() -> None:
    words = PARAGRAPH.split()
    for place in (3, len(words) // 2, len(words) - 4):
        changed = " ".join([*words[:place], "another", *words[place + 1 :]])
        assert fingerprint(A.replace(PARAGRAPH, changed), B) != fingerprint(A, B)
    assert fingerprint(A, around(5, PARAGRAPH)) != fingerprint(A, B)


def test_a_fingerprint_of_short_texts_comes_from_what_is_matched() -> None:
    """Texts without a passage, because they are too short for one."""
    a = "The ferry left the old harbour at nine. Rain fell all day."
    b = "The ferry left the old port at nine. Nobody saw the captain."
    finding = judged(a, b)
    assert finding.matches
    assert not finding.passages
    assert fingerprint(a.replace("Rain", "Snow"), b) == finding.fingerprint
    assert fingerprint(a.replace("nine", "ten"), b) != finding.fingerprint


def imprint(a: str, b: str) -> Imprint:
    return judged(a, b).imprint


def hashes(side: str) -> list[str]:
    return [side[place : place + 8] for place in range(0, len(side), 8)]


def test_an_imprint_is_at_most_64_hashes_of_each_side_ascending() -> None:
    of_long, of_short = imprint(A, B), imprint("One two three four.", "One two three four.")
    for side in (of_long.a, of_long.b):
        assert len(hashes(side)) == 64
        assert hashes(side) == sorted(set(hashes(side)))
    assert of_short.a == of_short.b
    assert len(hashes(of_short.a)) == 2


def test_an_imprint_changes_sides_with_the_articles() -> None:
    there, back = imprint(A, B), imprint(B, A)
    assert (there.a, there.b) == (back.b, back.a)


def test_an_imprint_survives_what_happens_elsewhere() -> None:
    found = imprint(A, B)
    assert imprint("A headline of its own\n\n\n\n" + A, B) == found
    assert imprint(moved(A), moved(B)) == found
    assert imprint(f"{A}\n\n{made_up(30, 5)}", f"{made_up(31, 5)}\n\n{B}") == found


def test_a_paragraph_put_into_the_middle_of_a_passage_leaves_the_imprint() -> None:
    """Where the fingerprint changes: the passage goes around the paragraph and takes it in."""
    sentences = made_up_sentences(2, 6)
    parted = " ".join([*sentences[:3], made_up(40, 2), *sentences[3:]])
    assert imprint(around(3, parted), B) == imprint(A, B)
    assert fingerprint(around(3, parted), B) != fingerprint(A, B)


def test_a_word_changed_in_the_passage_changes_three_hashes_at_most() -> None:
    words = PARAGRAPH.split()
    words[random.Random(1).randrange(len(words))] = "another"
    before, after = imprint(A, B), imprint(A.replace(PARAGRAPH, " ".join(words)), B)
    assert len(set(hashes(after.a)) - set(hashes(before.a))) <= 3
    assert after.b == before.b


def test_the_imprint_of_a_text_is_what_baselines_in_use_have_of_it() -> None:
    """If this fails, every baseline forgets what it accepts: raise the version of the file."""
    text = "The ferry left the old harbour at nine. Rain fell all day."
    assert imprint(text, text).a == "170be3a71f20de194cb8e2b3539aa8d9d2649503ee2c3477fc280c96"
