from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe_articles.model import Article, Relation, Settings
from dedupe_articles.pipeline import compare, scan_articles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.model import ScanResult

FOOTER = "Sign up for our newsletter, and read the best of the week every Sunday morning."
PRESS = "All rights reserved. This page is printed on recycled paper by our own press."


def word(number: int) -> str:
    """Return a word of letters; one with digits would be read as a number."""
    return "".join("bdfgklmnrs"[int(digit)] + "a" for digit in str(number))


def words(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    return [word(chance.randrange(50_000)) for _ in range(count)]


def story(seed: int, count: int = 120) -> str:
    """Return lines of ten words."""
    found = words(seed, count)
    return "\n".join(" ".join(found[first : first + 10]) + "." for first in range(0, count, 10))


def edited(text: str, share: float, seed: int) -> str:
    """Return a text with a share of its words replaced."""
    chance = random.Random(seed)
    return "\n".join(
        " ".join(
            word(90_000 + seed) if chance.random() < share else own for own in line[:-1].split()
        )
        + "."
        for line in text.split("\n")
    )


def scanned(texts: Sequence[str], **changes: int) -> ScanResult:
    articles = [Article(f"{i:04}", f"{i:04}", text) for i, text in enumerate(texts)]
    return scan_articles(articles, Settings(**changes))  # type: ignore[arg-type] # numbers


def pairs(result: ScanResult) -> list[tuple[str, str]]:
    return [(finding.a.id, finding.b.id) for finding in result.findings]


@pytest.mark.parametrize("count", [5, 30, 120])
def test_articles_that_share_a_footer_and_nothing_else_are_no_finding(count: int) -> None:
    texts = [f"{story(seed)}\n\n{PRESS}\n{FOOTER}\n" for seed in range(count)]
    texts[1] = f"{edited(story(0), 0.1, 1)}\n\n{PRESS}\n{FOOTER}\n"
    result = scanned(texts)
    assert pairs(result) == [("0000", "0001")]
    assert result.summary.boilerplate.lines == 2
    assert result.summary.boilerplate.articles == count
    assert {line.text for line in result.summary.boilerplate.frequent} == {PRESS, FOOTER}
    assert {line.articles for line in result.summary.boilerplate.frequent} == {count}


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_a_footer_is_a_line_of_its_own_however_lines_end(line_break: str) -> None:
    texts = [f"{story(seed)}\n{FOOTER}\n{word(seed)}" for seed in range(5)]
    result = scanned([text.replace("\n", line_break) for text in texts])
    assert [line.text for line in result.summary.boilerplate.frequent] == [FOOTER]
    assert pairs(result) == []


def test_without_the_option_they_are() -> None:
    texts = [f"{story(seed, 40)}\n\n{PRESS}\n{FOOTER}\n" for seed in range(6)]
    assert not scanned(texts).findings
    result = scanned(texts, boilerplate_in=0)
    assert len(result.findings) == 15
    assert result.summary.boilerplate.lines == 0


def test_the_figures_are_those_of_the_articles_without_it_and_the_places_those_of_the_text() -> (
    None
):
    """The lines stand above, among and below what was copied."""
    source, derived = story(0), edited(story(0), 0.1, 1)
    head, tail = derived[: len(derived) // 2], derived[len(derived) // 2 :]
    head, _, rest = head.rpartition("\n")
    texts = [f"{PRESS}\n{story(seed)}\n{FOOTER}" for seed in range(10, 18)]
    whole = [f"{source}\n{FOOTER}", f"{PRESS}\n{head}\n{FOOTER}\n{rest}{tail}"]
    [finding] = scanned([*whole, *texts]).findings
    plain = compare(Article("a", "a", source), Article("b", "b", derived)).finding
    assert finding.containment == plain.containment
    assert finding.score == plain.score
    assert finding.coverage_b == plain.coverage_b
    assert [finding.a.boilerplate_words, finding.b.boilerplate_words] == [15, 29]
    for ref, text in ((finding.a, whole[0]), (finding.b, whole[1])):
        assert {text[s.start : s.end] for s in ref.boilerplate} <= {PRESS[:-1], FOOTER[:-1]}
    assert len(finding.b.boilerplate) == 2
    for match in finding.matches:
        a, b = whole[0][match.a.start : match.a.end], whole[1][match.b.start : match.b.end]
        assert "newsletter" not in a + b
        assert "recycled" not in a + b
        assert set(a.split()) & set(b.split())


@pytest.mark.parametrize("share", [0.0, 0.03, 0.06])
def test_a_story_that_a_dozen_papers_print_is_no_boilerplate(share: float) -> None:
    """Each of them with a few words changed, and its own headline and ending."""
    texts = [
        f"{story(100 + paper, 20)}\n{edited(story(0, 400), share, paper)}\n{story(200 + paper, 20)}"
        for paper in range(12)
    ]
    texts += [story(300 + seed) for seed in range(20)]
    result = scanned(texts)
    assert result.summary.boilerplate.lines == 0
    assert [len(family.members) for family in result.families] == [12]


def test_a_story_cut_to_many_lengths_is_no_boilerplate() -> None:
    lines = story(0, 300).split("\n")
    texts = [
        "\n".join(lines[: 4 + 2 * paper]) + "\n" + story(50 + paper, 20) for paper in range(12)
    ]
    assert scanned(texts).summary.boilerplate.lines == 0


def test_one_text_of_many_copies_is_the_same_text_still() -> None:
    """A line that a large group of copies has stands in one article."""
    texts = [f"{story(0)}\n{FOOTER}"] * 40
    result = scanned(texts)
    assert result.summary.boilerplate.lines == 0
    assert {finding.relation for finding in result.findings} == {Relation.EXACT}


def test_the_same_text_stays_exact_where_a_line_of_it_is_left_out() -> None:
    texts = [f"{story(seed)}\n{FOOTER}" for seed in range(8)]
    [finding] = scanned([*texts, texts[3]]).findings
    assert finding.relation is Relation.EXACT
    assert finding.score == 1.0
    assert finding.a.boilerplate_words == 15


def test_two_files_alone_have_nothing_left_out() -> None:
    texts = [f"{story(seed)}\n{FOOTER}" for seed in range(2)]
    found = compare(Article("a", "a", texts[0]), Article("b", "b", texts[1])).finding
    assert found.a.boilerplate == ()
    assert found.containment.a_in_b > 0.05


LINES = [" ".join(words(seed, 4)) for seed in range(4)]


@given(
    st.lists(st.sets(st.sampled_from(range(4))), min_size=1, max_size=9),
    st.integers(1, 6),
    st.randoms(),
)
@settings(max_examples=30, deadline=None)
def test_lines_are_counted_as_a_naive_reader_counts_them(
    chosen: list[set[int]], least: int, order: random.Random
) -> None:
    """Whatever the order of the articles; all of them share little."""
    texts = {
        f"{i:02}": "\n".join([story(i, 60), *(LINES[line] for line in sorted(those))])
        for i, those in enumerate(chosen)
    }
    expected = {
        (LINES[line], sum(line in those for those in chosen))
        for line in range(4)
        if sum(line in those for those in chosen) >= max(least, 2)
    }
    ids = list(texts)
    order.shuffle(ids)
    result = scan_articles(
        [Article(id_, id_, texts[id_]) for id_ in ids], Settings(boilerplate_in=least)
    )
    found = result.summary.boilerplate
    assert {(line.text, line.articles) for line in found.frequent} == expected
    assert found.lines == len(expected)
