from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dedupe_articles.store
from dedupe_articles.model import Article
from dedupe_articles.sketch import SketchBatch, sketch
from dedupe_articles.store import Store, StoreError, Totals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from numpy.typing import NDArray

    from dedupe_articles.postings import Postings

EVERYTHING = (
    "SELECT * FROM articles ORDER BY ALL",
    "SELECT * FROM signatures ORDER BY ALL",
    "SELECT * FROM bands ORDER BY ALL",
    "SELECT * FROM postings ORDER BY ALL",
)

odd = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["", "\0", "a\0b", "\n", "'; DROP TABLE articles; --", '"', "😀", "\u2028"]),
)
articles = st.lists(
    st.builds(
        Article,
        id=odd,
        path=odd,
        text=st.one_of(
            odd,
            st.just("thе роliсe fоund\u200b an\u00adoth\u202eer one of the"),
            st.lists(st.sampled_from("abc"), max_size=9).map(" ".join),
        ),
        title=st.none() | odd,
        date=st.none() | odd,
        line=st.integers(1, 1 << 31).map(lambda line: line - 1),
        member=st.none() | odd,
        record=st.none() | odd,
        file_lines=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda article: article.id,
)


def sketched(batch: Sequence[Article]) -> tuple[Sequence[Article], SketchBatch]:
    return batch, sketch([article.text for article in batch])


def numbers(*which: int) -> NDArray[np.int32]:
    return np.array(which, dtype=np.int32)


def parts(whole: Sequence[Article], data: st.DataObject) -> Iterator[Sequence[Article]]:
    """Cut articles into parts, none of them empty."""
    first = 0
    while first < len(whole):
        size = data.draw(st.integers(1, len(whole) - first))
        yield whole[first : first + size]
        first += size


def contents(store: Store) -> list[dict[str, list[object]]]:
    """Return the columns of every table, their rows in an order of their own."""
    store.write_postings()
    answers = [store.arrays(query) for query in EVERYTHING]
    return [{name: column.tolist() for name, column in answer.items()} for answer in answers]


@settings(max_examples=25)
@given(articles)
def test_what_is_added_comes_back(batch: list[Article]) -> None:
    """Numbers from 0 in the order of adding; every string as it was, None as None."""
    expected = sketch([article.text for article in batch])
    with Store() as store:
        store.add([sketched(batch)])
        everything = numbers(*range(len(batch)))
        found = zip(expected.words.tolist(), expected.languages, expected.disguises, strict=True)
        references = {
            i: x.reference(*seen) for i, (x, seen) in enumerate(zip(batch, found, strict=True))
        }
        assert store.totals() == Totals(len(batch), int(expected.words.sum()))
        assert store.references(everything) == references
        assert store.texts(everything) == {i: x.text for i, x in enumerate(batch)}
        assert store.texts_by_id({x.id for x in batch}) == {x.id: x.text for x in batch}
        if batch:
            assert store.signatures(everything).tolist() == expected.signatures.tolist()


@settings(max_examples=15)
@given(articles, st.data())
def test_many_small_batches_equal_one_large(whole: list[Article], data: st.DataObject) -> None:
    with Store() as one, Store() as several:
        one.add([sketched(whole)])
        for part in parts(whole, data):
            several.add([sketched(batch) for batch in parts(part, data)])
        assert contents(several) == contents(one)


@settings(max_examples=15)
@given(articles)
def test_postings_in_memory_are_those_that_the_table_gets(batch: list[Article]) -> None:
    of_all = sketch([article.text for article in batch])
    shingles = [shingle for of_text in of_all.shingles() for shingle in of_text.tolist()]
    with Store() as store:
        for article in batch:
            store.add([sketched([article])])
        held = store.postings()
        assert held is not None
        found = sorted((a, h) for part in held for h, a in shown(part))
        assert [h for _, h in found] == shingles
        store.write_postings()
        assert store.postings() is None
        table = store.arrays("SELECT hash, article FROM postings ORDER BY article, hash")
    assert table["hash"].tolist() == shingles
    assert table["article"].tolist() == [a for a, _ in found]


def shown(part: Postings) -> list[tuple[int, int]]:
    """Return hash and article of each posting."""
    return list(zip(part.hashes.tolist(), part.articles.tolist(), strict=True))


def test_postings_that_need_more_than_a_fifth_of_the_limit_go_to_the_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dedupe_articles.store, "_BYTES_A_POSTING", 5_000_000)
    with Store(memory_limit=100_000_000) as store:
        store.add([sketched([Article("a", "a", "one two three four five six")])])
        assert store.postings() is not None
        store.add([sketched([Article("b", "b", "one two three")])])
        assert store.postings() is None
        assert store.count("postings") == 5


@settings(max_examples=15)
@given(articles.filter(bool), st.data())
def test_rows_come_in_the_order_that_was_asked(batch: list[Article], data: st.DataObject) -> None:
    wanted = data.draw(st.lists(st.integers(0, len(batch) - 1), min_size=1))
    expected = sketch([batch[i].text for i in range(len(batch))]).signatures
    with Store() as store:
        store.add([sketched(batch)])
        assert store.signatures(numbers(*wanted)).tolist() == expected[wanted].tolist()
        assert list(store.texts(numbers(*wanted))) == sorted(set(wanted))
        texts = store.texts_by_id({batch[i].id for i in wanted})
        assert list(texts) == sorted(batch[i].id for i in set(wanted))


def test_a_title_may_come_after_thousands_of_articles_without_one() -> None:
    def article(number: int) -> Article:
        title = "At last" if number == 2500 else None
        return Article(str(number), "corpus.jsonl", "one two three", title=title)

    batches = [[article(first + i) for i in range(100)] for first in range(0, 3000, 100)]
    with Store() as store:
        store.add([sketched(batch) for batch in batches])
        references = store.references(numbers(2499, 2500))
        assert [reference.title for reference in references.values()] == [None, "At last"]


def test_a_long_text_comes_back_whole() -> None:
    text = "0123456789 " * 1_000_000
    with Store() as store:
        store.add([sketched([Article("long", "long", text)])])
        assert store.texts(numbers(0)) == {0: text}


@pytest.mark.parametrize("batches", [[], [([], sketch([]))]])
def test_nothing_can_be_added(batches: list[tuple[list[Article], SketchBatch]]) -> None:
    with Store() as store:
        store.add(batches)
        assert store.totals() == Totals(0, 0)
        assert store.texts_by_id(set()) == {}
        assert store.texts_by_id({"missing"}) == {}


def test_arrays_become_a_table_and_an_answer_another() -> None:
    with Store() as store:
        for values in ([3, 1, 2], [], [5]):  # each takes the place of the one before
            store.put("given", {"value": numbers(*values)})
            store.materialise("doubled", "SELECT 2 * value AS value FROM given")
            found = store.arrays("SELECT value FROM doubled ORDER BY value")["value"]
            assert found.tolist() == sorted(2 * value for value in values)


def test_a_store_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def fail() -> None:
        with Store() as store:
            store.add([sketched([Article("a", "a", "one two three")])])
            assert list(tmp_path.iterdir())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_what_does_not_fit_into_the_limit_goes_to_disk() -> None:
    """A table of 160 MB under a limit of 100 MB."""
    with Store(memory_limit=100_000_000) as store:
        store.materialise("large", "SELECT hash(range) AS number FROM range(20_000_000)")
        assert store.count("large") == 20_000_000


def test_a_limit_that_cannot_be_kept_is_an_error_in_words() -> None:
    with (
        pytest.raises(
            StoreError,
            match=r"database of articles does not fit into 1,000,000 bytes.*--memory-limit",
        ),
        Store(memory_limit=1_000_000) as store,
    ):
        store.materialise("large", "SELECT range AS a, hash(range) AS b FROM range(5000000)")


def test_what_the_disk_cannot_hold_either_is_an_error_in_words(
    files_up_to: Callable[[int], AbstractContextManager[None]],
) -> None:
    with (
        files_up_to(1_000_000),
        pytest.raises(StoreError, match=r"does not fit into 60,000,000 .*free some space"),
        Store(memory_limit=60_000_000) as store,
    ):
        store.materialise("large", "SELECT hash(range) AS number FROM range(20_000_000)")


def test_texts_that_the_disk_cannot_hold_are_an_error_in_words(
    files_up_to: Callable[[int], AbstractContextManager[None]],
) -> None:
    batch = sketched([Article("a", "a", "one two three " * 100)])
    message = r"texts do not fit .*\(.*TMPDIR"
    with files_up_to(1000), Store() as store, pytest.raises(StoreError, match=message):
        store.add([batch])


def test_a_store_that_cannot_even_be_made_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit of one byte is sometimes felt before the first article comes."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(dedupe_articles.store, "_SCHEMA", "SELECT list(range) FROM range(1000000)")
    with pytest.raises(StoreError, match="does not fit into 1 bytes"):
        Store(memory_limit=1)
    assert list(tmp_path.iterdir()) == []
