"""What every reader promises, held against each of them."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from dedupe_articles.load import load
from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.reader import READERS, Reader, choose_reader
from dedupe_articles.model import Article, Settings, Skipped

from .inputs import FORMATS, Format, pipe_of, stream_of

if TYPE_CHECKING:
    import io
    from pathlib import Path

TEXTS = (
    "The committee met on Monday to discuss the new bridge across the river.",
    "Nobody expected the harbour to freeze, but by Thursday the ice held a man.",
    'Its owner said: "We lost, a crop; <b>two</b> houses & ten\tsheep."\nHe will rebuild.',
)
every_format = pytest.mark.parametrize("kind", FORMATS, ids=str)


def texts_of(kind: Format) -> tuple[str, ...]:
    return TEXTS if kind.holds_several else TEXTS[-1:]


def reader_of(kind: Format) -> Reader:
    return choose_reader(f"a{kind.suffix}", named=False)


def words(articles: list[Article]) -> list[list[str]]:
    """Return the words of each; how they are set is another matter."""
    return [article.text.removeprefix("T\n").split() for article in articles]


def read(
    kind: Format, stream: io.BufferedReader, settings: Settings | None = None
) -> list[Article | Skipped]:
    """Read to the end; the reason of an end before the end comes last."""
    found: list[Article | Skipped] = []
    try:
        found.extend(reader_of(kind).read(f"a{kind.suffix}", stream, settings or Settings()))
    except UnreadableError as error:
        found.append(Skipped(f"a{kind.suffix}", str(error)))
    return found


def test_every_reader_is_tried_here() -> None:
    tried = [reader_of(kind) for kind in FORMATS]
    assert all(reader in tried for reader in READERS)


def test_no_two_readers_want_the_same_files() -> None:
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)


@every_format
def test_every_text_comes_out_once_under_an_id_of_its_own(kind: Format) -> None:
    found = read(kind, stream_of(kind.make(texts_of(kind))))
    articles = [item for item in found if isinstance(item, Article)]
    assert words(articles) == [text.split() for text in texts_of(kind)]
    assert len({article.id for article in articles}) == len(articles)
    for article in articles:
        assert article.path == f"a{kind.suffix}"
        assert article.id.startswith(article.path)
        assert article.member is None or article.id == f"{article.path}#{article.member}"
        assert article.line >= 1
        assert article.record is None or article.id == f"{article.path}#{article.record}"
    assert found == articles


@every_format
def test_a_stream_that_cannot_seek_gives_the_same(kind: Format) -> None:
    raw = kind.make(texts_of(kind))
    assert read(kind, pipe_of(raw)) == read(kind, stream_of(raw))


@every_format
def test_an_empty_file_has_a_reason(kind: Format) -> None:
    (skipped,) = read(kind, stream_of(b""))
    assert isinstance(skipped, Skipped)
    assert skipped.reason


@every_format
def test_what_is_larger_than_the_limit_is_skipped_with_the_option(kind: Format) -> None:
    for stream in (stream_of(kind.make(TEXTS)), pipe_of(kind.make(TEXTS))):
        found = read(kind, stream, Settings(max_file_size=20))
        reasons = [item.reason for item in found if isinstance(item, Skipped)]
        assert len(reasons) == len(found)
        assert any("--max-file-size" in reason for reason in reasons)


@every_format
def test_a_limit_beyond_all_memory_limits_nothing(kind: Format) -> None:
    raw = kind.make(texts_of(kind))
    without = Settings(max_file_size=10**15)
    assert read(kind, stream_of(raw), without) == read(kind, stream_of(raw))
    assert read(kind, pipe_of(raw), without) == read(kind, pipe_of(raw))


@every_format
def test_an_article_beyond_the_limit_is_not_held_in_memory(kind: Format) -> None:
    size = 2_000_000
    stream = pipe_of(kind.make([TEXTS[0] * (size // len(TEXTS[0]))]))
    tracemalloc.start()
    try:
        found = read(kind, stream, Settings(max_file_size=100_000))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert all(isinstance(item, Skipped) for item in found)
    assert peak < size / 2


@every_format
@with_settings(max_examples=15)
@given(data=st.data())
def test_damage_of_any_kind_gives_articles_and_reasons_and_no_error(
    kind: Format, data: st.DataObject
) -> None:
    raw = bytearray(kind.make(TEXTS))
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=4)):
        raw[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(raw)))
    for item in read(kind, stream_of(bytes(raw[:end]))):
        assert isinstance(item, Article) or item.reason


@every_format
def test_a_broken_file_leaves_its_neighbours_unharmed(kind: Format, tmp_path: Path) -> None:
    raw = kind.make(TEXTS)
    (tmp_path / f"a{kind.suffix}").write_bytes(raw[: len(raw) // 2])
    (tmp_path / f"b{kind.suffix}").write_bytes(bytes(range(256)) * 8)
    (tmp_path / f"c{kind.suffix}").write_bytes(raw)
    (tmp_path / "d.txt").write_text("An untouched neighbour.")
    found = list(load([tmp_path], Settings()))
    whole = [item for item in found if isinstance(item, Article) and "/c" in item.path]
    assert words(whole) == [
        text.split() for text in TEXTS if kind.holds_several or text == TEXTS[0]
    ]
    assert any(isinstance(item, Skipped) and "/b" in item.path for item in found)
    last = found[-1]
    assert isinstance(last, Article)
    assert last.text == "An untouched neighbour."
