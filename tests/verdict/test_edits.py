from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.align.pair import Pair, pair_texts
from dedupe_articles.model import EditLabel
from dedupe_articles.text.tokenise import tokenise
from dedupe_articles.verdict import edits as edits_module
from dedupe_articles.verdict.edits import WordEdit, character_edits, word_edits

from .judging import judged, labels, unlike_any

words = st.lists(
    st.sampled_from(["ash", "Ash", "ashes", "birch", "cedar", "elm", "42", "東", "京"]), max_size=14
)
texts = words.map(" ".join)
anything = st.one_of(texts, st.text(max_size=60))
wordy = anything.filter(lambda text: len(tokenise(text)) > 0)


def pair_of(a: str, b: str) -> Pair:
    return pair_texts(tokenise(a), tokenise(b))


def edits_of(pair: Pair) -> list[WordEdit]:
    return word_edits(pair, (0, len(pair.a)), (0, len(pair.b)))


def assert_lead_from_a_to_b(pair: Pair, edits: list[WordEdit]) -> None:
    """Apply the edits to the words of a and compare with those of b."""
    old, new = pair.a.tokens.spellings.tolist(), pair.b.tokens.spellings.tolist()
    made: list[int] = []
    place = 0
    for edit in edits:
        made += old[place : edit.a_start]
        assert len(made) == edit.b_start
        made += new[edit.b_start : edit.b_end]
        place = edit.a_end
    assert made + old[place:] == new


@given(anything, anything)
def test_the_edits_make_the_words_of_one_side_those_of_the_other(a: str, b: str) -> None:
    pair = pair_of(a, b)
    assert_lead_from_a_to_b(pair, edits_of(pair))


@given(anything, anything)
def test_between_two_edits_a_word_is_kept(a: str, b: str) -> None:
    edits = edits_of(pair_of(a, b))
    for one, other in pairwise(edits):
        assert one.a_end < other.a_start
        assert one.b_end < other.b_start
    for edit in edits:
        sizes = edit.a_end - edit.a_start, edit.b_end - edit.b_start
        empty = {"insert": (True, False), "delete": (False, True), "replace": (False, False)}
        assert (sizes[0] == 0, sizes[1] == 0) == empty[edit.op]


@given(anything, anything)
def test_edits_are_the_same_from_either_side(a: str, b: str) -> None:
    pair = pair_of(a, b)
    assert [edit.swapped() for edit in edits_of(pair)] == edits_of(pair.swapped())


@given(wordy, wordy)
def test_the_characters_of_an_edit_are_those_of_its_words(a: str, b: str) -> None:
    pair = pair_of(a, b)
    edits = edits_of(pair)
    for edit, characters in zip(
        edits, character_edits(pair, edits, (0, len(pair.a)), (0, len(pair.b))), strict=True
    ):
        assert characters.op == edit.op
        for tokens, span, place in (
            (pair.a.tokens, (edit.a_start, edit.a_end), (characters.a_start, characters.a_end)),
            (pair.b.tokens, (edit.b_start, edit.b_end), (characters.b_start, characters.b_end)),
        ):
            assert 0 <= place[0] <= place[1] <= len(tokens.text)
            if span[0] < span[1]:
                assert place == tokens.characters(*span)
            else:
                assert place[0] == place[1]


def test_words_are_compared_by_spelling_whatever_their_case() -> None:
    pair = pair_of("The Café monitors ROME", "the cafe monitored Rome")
    assert edits_of(pair) == [WordEdit("replace", 2, 3, 2, 3)]


EXAMPLES = [
    # What is not a word: inside the sentence, at its end, and the case of letters.
    (EditLabel.PUNCTUATION, "Stop it now, please, he said.", "Stop it now please, he said."),
    (EditLabel.PUNCTUATION, "We shall win this match.", "We shall win this match!"),
    (EditLabel.PUNCTUATION, "He met the Minister of Defence.", "He met the minister of defence."),
    (EditLabel.PUNCTUATION, "Er sagte: Wir kommen morgen.", "Er sagte, wir kommen morgen."),
    (EditLabel.PUNCTUATION, "他说，明天会下雨。", "他说：明天会下雨！"),
    # One word that is hardly another.
    (
        EditLabel.SPELLING,
        "The officer Wayne Couzens was jailed.",
        "The officer Wayne Cousins was jailed.",
    ),
    (
        EditLabel.SPELLING,
        "They painted it in a bright colour.",
        "They painted it in a bright color.",
    ),
    (EditLabel.SPELLING, "They sent an e-mail to him.", "They sent an email to him."),
    (EditLabel.SPELLING, "Die Bodensee-Region wächst.", "Die Bodenseeregion wächst."),
    (EditLabel.SPELLING, "They left the U.S. again.", "They left the US again."),
    (EditLabel.SPELLING, "Il a mangé du yaourt ce matin.", "Il a mangé du yogourt ce matin."),
    (
        EditLabel.SPELLING,
        "Вчера Иван встретил Наталью в парке.",
        "Вчера Иван встретил Наталию в парке.",
    ),
    # The same stem.
    (EditLabel.INFLECTION, "The council monitored the river.", "The council monitors the river."),
    (
        EditLabel.INFLECTION,
        "Gestern traf er die Minister dort.",
        "Gestern traf er die Ministerin dort.",
    ),
    (EditLabel.INFLECTION, "Она видела большую деревню там.", "Она видела большую деревней там."),
    # Another word; nobody looks into a dictionary.
    (EditLabel.SYNONYM, "They built an enormous bridge here.", "They built a huge bridge here."),
    (
        EditLabel.SYNONYM,
        "Sie haben ein großes Haus gekauft.",
        "Sie haben ein riesiges Haus gekauft.",
    ),
    (EditLabel.SYNONYM, "El río corre muy rápido hoy.", "El río corre muy veloz hoy."),
    (EditLabel.SYNONYM, "However, the council said no.", "Still, the council said no."),
    (EditLabel.SYNONYM, "नदी पर पुराना पुल बंद है।", "नदी पर प्राचीन पुल बंद है।"),
    # A name for a name.
    (
        EditLabel.ENTITY_SWAP,
        "An officer of the Metropolitan Police was jailed.",
        "An officer of the Sofia Police was jailed.",
    ),
    (EditLabel.ENTITY_SWAP, "Gestern kam er nach Hamburg.", "Gestern kam er nach München."),
    (EditLabel.ENTITY_SWAP, "Он родился в Москве давно.", "Он родился в Казани давно."),
    # A number or a date.
    (EditLabel.NUMBER, "The bridge is 42 metres long.", "The bridge is 43 metres long."),
    (EditLabel.NUMBER, "It was built on 3 May.", "It was built on 12th May."),
    (EditLabel.NUMBER, "बाढ़ में ४२ लोग मारे गए।", "बाढ़ में ४३ लोग मारे गए।"),
    (EditLabel.NUMBER, "وصل ٤٢ راكبا إلى الميناء.", "وصل ٤٣ راكبا إلى الميناء."),
    (EditLabel.NUMBER, "该市有42座桥梁。", "该市有43座桥梁。"),
    (EditLabel.NUMBER, "该市桥梁的费用约为850万元。", "该市桥梁的费用约为850亿元。"),
    (EditLabel.NUMBER, "该市在三月五日关闭了旧桥。", "该市在三月七日关闭了旧桥。"),
    # The statement is turned round.
    (EditLabel.NEGATION, "The minister will resign today.", "The minister will not resign today."),
    (EditLabel.NEGATION, "The minister did resign today.", "The minister didn’t resign today."),
    (EditLabel.NEGATION, "The bridge can be used today.", "The bridge can't be used today."),
    (EditLabel.NEGATION, "Der Minister tritt heute zurück.", "Der Minister tritt nicht zurück."),
    (EditLabel.NEGATION, "Le ministre viendra demain.", "Le ministre ne viendra pas demain."),
    (EditLabel.NEGATION, "Министр придёт на встречу.", "Министр не придёт на встречу."),
    (EditLabel.NEGATION, "وصل الوزير إلى المدينة اليوم.", "لم يصل الوزير إلى المدينة اليوم."),
    (EditLabel.NEGATION, "मंत्री आज इस्तीफा देंगे।", "मंत्री आज इस्तीफा नहीं देंगे।"),
    (EditLabel.NEGATION, "部长今天会辞职。", "部长今天不会辞职。"),
    (EditLabel.NEGATION, "大臣は今日ここに来ます。", "大臣は今日ここに来ません。"),
    (EditLabel.NEGATION, "大臣は今日ここに来た。", "大臣は今日ここに来なかった。"),
    # The words of somebody.
    (EditLabel.QUOTATION, "He said “we did all we could”.", "He said “we did what we could”."),
    (EditLabel.QUOTATION, 'She said "it was a shame".', 'She said "it was a great shame".'),
    (EditLabel.QUOTATION, "Er sagte „wir gehen heute“.", "Er sagte „wir gehen morgen“."),
    (EditLabel.QUOTATION, "Il dit « nous irons demain ».", "Il dit « nous irons jeudi »."),
    (EditLabel.QUOTATION, "他说：「我们明天去。」", "他说：「我们今天去。」"),
    # Words that come, go or change places.
    (EditLabel.INSERTED, "The old bridge is closed.", "The old stone bridge is closed."),
    (EditLabel.INSERTED, "旧石桥关闭了。", "旧石桥昨天关闭了。"),
    (EditLabel.DELETED, "The old stone bridge is closed.", "The old bridge is closed."),
    (EditLabel.DELETED, "Старый каменный мост закрыт.", "Старый мост закрыт."),
    (
        EditLabel.REORDERED,
        "In the early morning the council approved the bridge.",
        "The council approved the bridge in the early morning.",
    ),
    (EditLabel.REORDERED, "Gestern traf sich der Rat hier.", "Der Rat traf sich gestern hier."),
]


@pytest.mark.parametrize(("label", "a", "b"), EXAMPLES)
def test_a_change_has_its_label(label: EditLabel, a: str, b: str) -> None:
    assert label in labels(a, b)


@pytest.mark.parametrize(("label", "a", "b"), EXAMPLES)
def test_what_is_no_such_change_has_no_such_label(label: EditLabel, a: str, b: str) -> None:
    """The labels that say something of the meaning are given to their own examples only."""
    telling = {EditLabel.NUMBER, EditLabel.NEGATION, EditLabel.QUOTATION, EditLabel.ENTITY_SWAP}
    assert labels(a, b) & telling <= {label}


@pytest.mark.parametrize(("label", "a", "b"), EXAMPLES)
def test_most_labels_are_the_same_from_either_side(label: EditLabel, a: str, b: str) -> None:
    other = {EditLabel.INSERTED: EditLabel.DELETED, EditLabel.DELETED: EditLabel.INSERTED}
    assert other.get(label, label) in labels(b, a)
    assert {other.get(found, found) for found in labels(a, b)} == labels(b, a)


@pytest.mark.parametrize(
    "text", ["The old bridge isn't closed.", "他说：「我们明天去。」", "42 people came to Sofia."]
)
def test_what_is_not_changed_has_no_label(text: str) -> None:
    assert labels(text, text) == set()
    assert labels(text, f"  {text}\t".replace(" ", "  ")) == set()


def test_a_negation_that_stays_is_no_change() -> None:
    assert EditLabel.NEGATION not in labels(
        "He did not say a word to us.", "He did not utter a word to us."
    )
    assert EditLabel.NEGATION not in labels(
        "He didn't come here today.", "He didn't go there today."
    )


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        ("internal", "international", EditLabel.SYNONYM),
        ("Gesundheitsdienst", "Gesundheitswesen", EditLabel.ENTITY_SWAP),
        ("конституционный", "конституция", EditLabel.SYNONYM),
        ("organization", "organisation", EditLabel.SPELLING),
        ("perturbation", "perturbtion", EditLabel.SPELLING),
        ("internationally", "international", EditLabel.INFLECTION),
        ("конституция", "конституцией", EditLabel.INFLECTION),
    ],
)
def test_long_words_that_begin_alike_need_not_be_forms_of_one(
    old: str, new: str, label: EditLabel
) -> None:
    sentence = "Gestern sprach man von dem {}, so sagte er."
    assert labels(sentence.format(old), sentence.format(new)) == {label}


def test_a_form_behind_an_article_or_a_conjunction_is_one_in_arabic() -> None:
    a, b = "أعلنت الحكومة إغلاق الجسر القديم.", "أعلنت والحكومة إغلاق الجسر القديم."
    assert labels(a, b) == {EditLabel.INFLECTION}


def test_a_negation_that_moves_with_its_words_is_no_change() -> None:
    a = "Because the bridge was not safe, the council closed the old road."
    b = "The council closed the old road because the bridge was not safe."
    assert EditLabel.NEGATION not in labels(a, b)
    assert EditLabel.NEGATION in labels(a, b.replace("not ", ""))


def test_replaced_words_are_not_reordered() -> None:
    a = "In the early morning the council of the town approved the old bridge."
    b = "In the late morning the mayor of the town approved the old road."
    assert EditLabel.REORDERED not in labels(a, b)


def test_an_edit_outside_quotation_marks_does_not_alter_the_quotation() -> None:
    a = "The mayor said on Monday: “This is a good day for all of us.”"
    assert EditLabel.QUOTATION not in labels(a, a.replace("Monday", "Tuesday"))
    assert EditLabel.QUOTATION in labels(a, a.replace("good", "bad"))


def test_a_sentence_that_stands_elsewhere_is_moved() -> None:
    sentences = unlike_any(1, 6)
    finding = judged(" ".join(sentences), " ".join([*sentences[1:], sentences[0]]))
    assert [match.labels for match in finding.matches] == [(EditLabel.MOVED,)] + [()] * 5


def test_words_beyond_the_last_character_have_one_too() -> None:
    """Two texts may have more distinct words than there are characters."""
    assert len(edits_module._as_string(np.array([0, 5, 2_000_000]))) == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("on 12 of them", "on 15 of them"),
        ("on twelve of them", "on fifteen of them"),
        ("in the second match", "in the third match"),
        ("on Monday", "on Tuesday"),
        ("since 1994", "since 1995"),
        ("am 3. Mai", "am 7. Juni"),
    ],
)
def test_a_number_day_or_month_for_another_is_nothing_but_that(old: str, new: str) -> None:
    a, b = (f"The ferry to the northern islands was cancelled {when}." for when in (old, new))
    assert labels(a, b) == {EditLabel.NUMBER}
