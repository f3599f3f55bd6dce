from __future__ import annotations

from corpora import Labelled, LabelledPair
from truth import Category, Truth, found_by_kind, is_same_text

from dedupe_articles.model import Article

LONG = " ".join(f"word{i}" for i in range(60))


def article(article_id: str, text: str | None = None) -> Article:
    """Make an article, by default of a text nobody else has."""
    return Article(id=article_id, path=article_id, text=text or f"the text of {article_id}")


def pair(source: str, derived: str, kind: str = "k") -> LabelledPair:
    """Make a labelled pair."""
    return LabelledPair(source, derived, kind)


LABELLED = Labelled(
    articles=(
        article("x/1"),
        article("x/1a"),
        article("x/1b"),
        article("x/2"),
        article("x/2a"),
        article("x/2b"),
        article("y/1", "THE  text of x/1!"),
        article("y/2", LONG),
        article("outfox_dipper/essay1_a.txt"),
        article("outfox_dipper/essay1_b.txt"),
        article("outfox_dipper/essay2_a.txt"),
    ),
    pairs=(pair("x/1", "x/1a"), pair("x/1", "x/1b"), pair("x/2", "x/2a", "l")),
    related=(
        pair("x/1", "x/1a"),
        pair("x/1", "x/1b"),
        pair("x/2", "x/2a", "l"),
        pair("x/2a", "x/not sampled"),
        pair("x/not sampled", "x/2b"),
    ),
)
HAYSTACK = (article("n/1"), article("n/2"), article("m/1"), article("m/2", LONG[:-40] + " new end"))
TRUTH = Truth(LABELLED, HAYSTACK)


def test_every_pair_has_its_category_in_either_order() -> None:
    """Labels, families, copies across corpora, prompts and corpora each decide a category."""
    expected = {
        ("x/1", "x/1a"): Category.LABELLED,
        ("x/1a", "x/1b"): Category.FAMILY,
        ("x/1a", "y/1"): Category.SAME_TEXT,  # y/1 is the same text as x/1
        ("x/2", "x/2b"): Category.FAMILY,  # by pairs that are not in the sample
        ("x/1a", "x/2"): Category.SAME_CORPUS,
        ("x/1", "y/2"): Category.CROSS,
        ("x/1", "n/1"): Category.CROSS,
        ("n/1", "m/1"): Category.CROSS,
        ("y/2", "m/2"): Category.CROSS,
        ("n/1", "n/2"): Category.HAYSTACK,
        ("outfox_dipper/essay1_a.txt", "outfox_dipper/essay1_b.txt"): Category.SAME_PROMPT,
        ("outfox_dipper/essay1_a.txt", "outfox_dipper/essay2_a.txt"): Category.SAME_CORPUS,
    }
    assert {pair: TRUTH.category(*pair) for pair in expected} == expected
    assert {(a, b): TRUTH.category(b, a) for a, b in expected} == expected


def test_copies_found_later_join_the_families_they_stand_in() -> None:
    """Only copies join families, and articles of the haystack stay what they are."""
    truth = Truth(LABELLED, HAYSTACK)
    truth.join_same_texts([("x/2", "n/1"), ("y/2", "m/2"), ("n/2", "n/1")])
    assert truth.category("y/2", "m/2") is Category.SAME_TEXT
    assert truth.category("x/2", "n/1") is Category.CROSS
    assert truth.category("n/1", "n/2") is Category.HAYSTACK


def test_only_labelled_pairs_have_a_kind() -> None:
    """A kind is known in either order; members of a family are not labelled by that."""
    assert TRUTH.kind("x/2a", "x/2") == "l"
    assert TRUTH.kind("x/1a", "x/1b") is None


def test_found_pairs_count_in_either_order_and_once() -> None:
    """A pair found twice is found once, siblings do not count."""
    found = [("x/1a", "x/1"), ("x/1", "x/1a"), ("x/1a", "x/1b")]
    assert found_by_kind(LABELLED.pairs, found) == {"k": (1, 2), "l": (0, 1)}


def test_half_of_the_shorter_text_makes_the_same_text() -> None:
    """Half the word 5-grams of the shorter text decide; too few of them decide nothing."""
    words = LONG.split()
    assert is_same_text(LONG, " ".join(words[:40]) + " and more of it".upper())
    assert not is_same_text(LONG, " ".join(reversed(words)))
    assert not is_same_text(LONG, " ".join(words[:10])), "too short to tell"


def test_the_same_chinese_text_is_recognised() -> None:
    """Scripts without spaces are compared by characters."""
    text = "".join(chr(0x4E00 + i) for i in range(60))
    assert is_same_text(text, text[:40] + "。")
    assert not is_same_text(text, text[::-1])
