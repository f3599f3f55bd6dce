from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dedupe_articles.errors import InputError
from dedupe_articles.evaluate.names import NamedPairs, NameFinder
from dedupe_articles.evaluate.truth import LabelledPair, Truth
from dedupe_articles.model import Article, Relation, Skipped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def articles(*ids: str) -> list[Article]:
    return [Article(id_, id_.partition("#")[0], "text") for id_ in ids]


def find(
    pairs: Sequence[tuple[str, str]],
    items: Sequence[Article | Skipped],
    path: Path | None = None,
) -> NamedPairs:
    truth = Truth([LabelledPair(a, b, line=n) for n, (a, b) in enumerate(pairs, 2)], path=path)
    finder = NameFinder(truth)
    assert list(finder.watch(items)) == list(items)
    return finder.found


def ids(named: NamedPairs) -> list[tuple[str, str]]:
    return [(pair.a, pair.b) for pair in named.pairs]


def test_an_id_names_its_article() -> None:
    named = find([("n/b.txt", "c.jsonl#7")], articles("c.jsonl#7", "n/a.txt", "n/b.txt"))
    assert ids(named) == [("c.jsonl#7", "n/b.txt")]
    assert set(named.articles) == {"c.jsonl#7", "n/b.txt"}


def test_a_path_begins_at_the_folder_of_the_truth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    truth = tmp_path / "labels/truth.tsv"
    named = find(
        [("../news/a.txt", "b.jsonl#7")],
        articles("labels/b.jsonl#7", "news/a.txt", "other/b.jsonl#7"),
        truth,
    )
    assert ids(named) == [("labels/b.jsonl#7", "news/a.txt")]


def test_a_path_begins_at_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    scanned = articles(f"{tmp_path}/news/a.txt", f"{tmp_path}/news/b.txt")
    named = find([("news/a.txt", "./news/../news/b.txt")], scanned, tmp_path / "x/truth.tsv")
    assert ids(named) == [(scanned[0].id, scanned[1].id)]
    assert named.notices == []


def test_the_end_of_one_id_alone_names_it_and_that_is_told() -> None:
    named = find([("a.txt", "17")], articles("x/c.jsonl#17", "x/c.jsonl#7", "x/y/a.txt"))
    assert ids(named) == [("x/c.jsonl#17", "x/y/a.txt")]
    assert named.notices == [
        "2 names matched with the end of an article's id, as '17' with 'x/c.jsonl#17'"
    ]


def test_an_id_counts_before_the_end_of_another() -> None:
    assert ids(find([("a.txt", "b.txt")], articles("a.txt", "b.txt", "old/a.txt"))) == [
        ("a.txt", "b.txt")
    ]


def test_the_end_of_several_ids_names_none() -> None:
    with pytest.raises(InputError, match=r"line 2: 'a\.txt' may be 'x/a\.txt' or 'y/a\.txt'"):
        find([("a.txt", "b.txt")], articles("b.txt", "x/a.txt", "y/a.txt", "z/a.txt"))


def test_part_of_a_name_is_no_end() -> None:
    with pytest.raises(InputError, match=r"no article 'a\.txt'"):
        find([("a.txt", "c.txt")], articles("c.txt", "schema.txt"))


def test_unknown_names_are_an_error_that_shows_what_ids_look_like() -> None:
    pairs = [(f"no{n}", "b.txt") for n in range(9)]
    with pytest.raises(InputError) as caught:
        find(pairs, articles("b.txt", "n/c.jsonl#8"))
    message = str(caught.value)
    assert "line 2: there is no article 'no0'" in message
    assert "and 4 more" in message
    assert "path#record" in message
    assert message.endswith("articles here are called 'b.txt', 'n/c.jsonl#8'")


def test_an_article_that_was_skipped_is_no_unknown_one() -> None:
    skipped = Skipped("x/a.txt", "binary content")
    named = find([("x/a.txt", "b.txt")], [*articles("b.txt"), skipped])
    assert named.unread == {"x/a.txt": "binary content"}


def test_a_record_may_be_among_those_that_could_not_be_read() -> None:
    """Such a record has no id, so that nothing can be said for sure of a name in its file."""
    items: list[Article | Skipped] = [*articles("c.jsonl#x"), Skipped("c.jsonl", "invalid JSON", 2)]
    named = find([("c.jsonl#x", "c.jsonl#y"), ("c.jsonl#x", "c.jsonl#2")], items)
    assert named.unread == {
        "c.jsonl#2": "invalid JSON",
        "c.jsonl#y": "not among the records that can be read: invalid JSON",
    }


def test_the_truth_itself_is_no_article(tmp_path: Path) -> None:
    own = tmp_path / "truth.jsonl"
    truth = Truth([LabelledPair("a", "b")], path=own)
    finder = NameFinder(truth)
    passed = list(finder.watch([*articles("a", "b"), Skipped(str(own), "no field 'text'", 1)]))
    assert passed == articles("a", "b")


def test_a_pair_counts_once_in_either_order_and_under_any_name() -> None:
    named = find([("a", "x/b"), ("x/b", "a"), ("a", "b")], articles("a", "x/b"))
    assert ids(named) == [("a", "x/b")]
    assert "2 pairs are named again and counted once" in named.notices


def test_labels_that_contradict_each_other_are_an_error() -> None:
    pairs = [
        LabelledPair("a", "b", "derived", Relation.DERIVED, 2),
        LabelledPair("b", "a", "unrelated", Relation.UNRELATED, 5),
    ]
    finder = NameFinder(Truth(pairs))
    with pytest.raises(InputError, match="line 5: 'a' and 'b' are 'unrelated', but before line 2"):
        list(finder.watch(articles("a", "b")))


def test_a_pair_of_one_article_is_an_error() -> None:
    with pytest.raises(InputError, match="line 2: both sides are 'x/a'"):
        find([("x/a", "a")], articles("x/a"))


def test_without_any_article_nothing_is_held_against_the_truth() -> None:
    assert find([("a", "b")], [Skipped("c", "empty")]).pairs == []
