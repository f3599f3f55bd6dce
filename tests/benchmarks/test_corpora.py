from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from corpora import (
    LabelledPair,
    evenly,
    read_articles,
    read_detectrl,
    read_outfox,
    read_pairs,
    read_text,
    read_translations,
)
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path


def write_corpus(folder: Path, table: str, *names: str) -> None:
    """Make a corpus of the given pairs whose documents contain their own names."""
    (folder / "docs").mkdir(parents=True)
    (folder / "pairs.tsv").write_text(table, encoding="utf-8")
    for name in names:
        (folder / "docs" / name).write_text(f"text of {name}", encoding="utf-8")


def test_unset_variable_ends_with_usage_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the variable a reader says what to set and exits with 2."""
    monkeypatch.delenv("DEDUPE_CORPORA", raising=False)
    with pytest.raises(SystemExit) as ending:
        read_pairs("mixset")
    assert ending.value.code == 2
    assert "DEDUPE_CORPORA is not set" in capsys.readouterr().err


def test_missing_corpus_ends_with_usage_error_that_names_it(
    corpora: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A corpus that is not unpacked is named by its folder, with exit code 2."""
    with pytest.raises(SystemExit) as ending:
        read_pairs("mixset")
    assert ending.value.code == 2
    assert str(corpora / "mixset") in capsys.readouterr().err


def test_broken_and_short_rows_are_left_out(corpora: Path) -> None:
    """A row with a raw line break in it is two broken rows; neither becomes an article."""
    long = "x" * 200
    (corpora / "news").mkdir()
    (corpora / "news" / "articles.jsonl").write_text(
        f'{{"id": "1", "title": "T", "text": "{long}"}}\n'
        f'{{"id": "2", "text": "{long}\n{long}"}}\n'
        '{"id": "3", "text": "short"}\n'
        f'{{"id": "4", "text": "{long}\u2028"}}\n',
        encoding="utf-8",
    )
    articles = list(read_articles("news"))
    assert [(a.id, a.line, a.title) for a in articles] == [("news/1", 1, "T"), ("news/4", 5, None)]


def test_pairs_are_read_without_quoting_and_sampled_by_kind(corpora: Path) -> None:
    """Quotation marks in names are kept, empty fields too; a sample takes some of every kind."""
    table = 'source\tderived\tkind\ta.txt\nx"1\ty1\tp\t"\nx"1\ty2\tp\t\nx"1\ty3\tq\t\n'
    write_corpus(corpora / "some", table, 'x"1', "y1", "y2", "y3")
    labelled = read_pairs("some", sample=1)
    assert labelled.pairs == (
        LabelledPair('some/x"1', "some/y1", "some p"),
        LabelledPair('some/x"1', "some/y3", "some q"),
    )
    assert [pair.derived for pair in labelled.related] == ["some/y1", "some/y2", "some/y3"]
    assert [a.id for a in labelled.articles] == ['some/x"1', "some/y1", "some/y3"]
    assert labelled.articles[0].text == 'text of x"1'


def test_wrongly_paired_rows_are_left_out_unless_translated_back(corpora: Path) -> None:
    """Rows the data set pairs wrongly leave with their documents; .05 itself is kept."""
    table = (
        "source\tderived\tkind\tword4_jaccard_sanity\n"
        "s\ta\tdipper\t0.049\ns\tb\tbacktranslation\t0.049\ns\tc\tdipper\t0.05\n"
    )
    write_corpus(corpora / "detectrl_pairs", table, "s", "a", "b", "c")
    labelled = read_detectrl()
    assert [pair.derived for pair in labelled.pairs] == ["detectrl_pairs/b", "detectrl_pairs/c"]
    assert "detectrl_pairs/a" not in {article.id for article in labelled.articles}


def test_essays_on_the_same_prompts_come_along(corpora: Path) -> None:
    """Essays in no labelled pair are read as hard negatives, but only on sampled prompts."""
    names = ["essay1_x.txt", "essay1_x_dipper.txt", "essay1_human.txt", "essay2_human.txt"]
    table = "source\tderived\tkind\nessay1_x.txt\tessay1_x_dipper.txt\tdipper\n"
    write_corpus(corpora / "outfox_dipper", table, *names)
    assert {article.id for article in read_outfox().articles} == {
        f"outfox_dipper/{name}" for name in names[:3]
    }


def test_translations_belong_to_one_corpus_and_a_folder_by_language(corpora: Path) -> None:
    """The language chooses a folder inside the one corpus of translations."""
    table = "doc_a\tdoc_b\tkind\tcluster\na\tb\tmt-mt\tc\n"
    write_corpus(corpora / "wmt21_news" / "en-de", table, "a", "b")
    (pair,) = read_translations("de").pairs
    assert pair == LabelledPair(
        "wmt21_news/en-de/a", "wmt21_news/en-de/b", "wmt21_news/en-de mt-mt"
    )


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("naïve\r\n".encode(), "naïve\r\n"),
        ("“naïve”".encode("cp1252"), "“naïve”"),
        (b"caf\xe9 \x81", "café \x81"),
    ],
)
def test_text_of_any_encoding_is_read_with_its_line_ends(
    tmp_path: Path, data: bytes, text: str
) -> None:
    """UTF-8, then Windows-1252, then Latin-1; offsets count every character of the file."""
    path = tmp_path / "text"
    path.write_bytes(data)
    assert read_text(path) == text


@given(st.lists(st.integers(), unique=True), st.integers(0, 50))
def test_a_sample_is_in_order_without_repeats(items: list[int], sample: int) -> None:
    """A sample has the size asked for and keeps the order; None takes everything."""
    taken = evenly(items, sample)
    assert len(taken) == min(sample, len(items))
    assert taken == [item for item in items if item in taken]
    assert evenly(items, None) == items
