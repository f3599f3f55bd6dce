from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.errors import InputError
from dedupe_articles.evaluate import LabelledPair, Truth, read_truth
from dedupe_articles.model import Relation

if TYPE_CHECKING:
    from pathlib import Path


def truth_of(folder: Path, content: str | bytes, name: str = "truth.tsv") -> Truth:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_truth(file)


def fault_of(folder: Path, content: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        truth_of(folder, content)
    return str(caught.value)


@pytest.mark.parametrize("delimiter", ["\t", ",", ";"])
def test_rows_are_separated_by_tabs_commas_or_semicolons(tmp_path: Path, delimiter: str) -> None:
    rows = [["a", "b", "label"], ["x.txt", "y.txt", "derived"], ["x.txt", "z.txt", "no"]]
    truth = truth_of(tmp_path, "\n".join(delimiter.join(row) for row in rows))
    assert truth.pairs == [
        LabelledPair("x.txt", "y.txt", "derived", Relation.DERIVED, 2),
        LabelledPair("x.txt", "z.txt", "unrelated", Relation.UNRELATED, 3),
    ]
    assert truth.notices == []


def test_quotes_keep_a_delimiter_in_a_name(tmp_path: Path) -> None:
    truth = truth_of(tmp_path, 'a,b,label\n"x, y.txt",z.txt,yes\n')
    assert truth.pairs[0].a == "x, y.txt"


def test_json_lines_give_pairs_with_their_lines(tmp_path: Path) -> None:
    records = [{"a": "x", "b": "y", "label": True}, {"a": 17, "b": "z", "label": 0}]
    truth = truth_of(tmp_path, "\n\n".join(map(json.dumps, records)))
    assert truth.pairs == [
        LabelledPair("x", "y", "related", None, 1),
        LabelledPair("17", "z", "unrelated", Relation.UNRELATED, 3),
    ]


def test_findings_of_a_scan_can_be_a_truth(tmp_path: Path) -> None:
    """Whoever corrects the relations in `--format jsonl` has labelled pairs."""
    record = {"a": {"id": "x", "words": 9}, "b": {"id": "y"}, "relation": "excerpt", "score": 0.5}
    truth = truth_of(tmp_path, json.dumps(record))
    assert truth.pairs == [LabelledPair("x", "y", "excerpt", Relation.EXCERPT, 1)]
    assert truth.notices == ["ignored the columns 'score'"]


def test_a_byte_order_mark_blank_lines_and_windows_line_ends_mean_nothing(tmp_path: Path) -> None:
    truth = truth_of(tmp_path, b"\xef\xbb\xbf\r\na,b\r\n\r\nx,y\r\n")
    assert [(pair.a, pair.b, pair.line) for pair in truth.pairs] == [("x", "y", 4)]


@pytest.mark.parametrize(
    ("label", "name", "expected"),
    [
        ("unrelated", "unrelated", Relation.UNRELATED),
        ("NO", "unrelated", Relation.UNRELATED),
        ("0", "unrelated", Relation.UNRELATED),
        ("False", "unrelated", Relation.UNRELATED),
        ("yes", "related", None),
        ("1", "related", None),
        ("", "related", None),
        ("Near_Duplicate", "near-duplicate", Relation.NEAR_DUPLICATE),
        ("quotes only", "quotes-only", Relation.QUOTES_ONLY),
        ("heavy rewrite", "heavy rewrite", None),
    ],
)
def test_a_label_says_what_is_expected(
    tmp_path: Path, label: str, name: str, expected: Relation | None
) -> None:
    (pair,) = truth_of(tmp_path, f"a\tb\tlabel\nx\ty\t{label}\n").pairs
    assert (pair.label, pair.expected) == (name, expected)


def test_labels_that_name_no_relation_are_told(tmp_path: Path) -> None:
    truth = truth_of(tmp_path, "a\tb\tlabel\nx\ty\theavy\nx\tz\tlight\nx\tq\tyes\n")
    assert truth.notices == ["labels that name no relation count as related: 'heavy', 'light'"]


def test_of_several_labels_a_no_counts_before_a_relation(tmp_path: Path) -> None:
    content = "a\tb\trelation\tlabel\nx\ty\tderived\t0\nx\tz\tderived\t1\n"
    truth = truth_of(tmp_path, content)
    assert [pair.expected for pair in truth.pairs] == [Relation.UNRELATED, Relation.DERIVED]
    assert truth.notices == []


@pytest.mark.parametrize(
    "header",
    ["source\tderived", "Original\tcopy", "doc_a\tdoc_b", "Doc A\tDoc B", "path-a\tpath-b"],
)
def test_sensible_column_names_are_understood_and_told(tmp_path: Path, header: str) -> None:
    truth = truth_of(tmp_path, f"{header}\tkind\tnote\nx\ty\tderived\t?\n")
    first, second = header.split("\t")
    assert truth.pairs[0].a == "x"
    assert truth.notices == [
        f"read the column {first!r} as a and {second!r} as b",
        "read the column 'kind' as the label",
        "ignored the columns 'note'",
    ]


def test_a_truth_without_labels_says_that_all_its_pairs_count_as_related(tmp_path: Path) -> None:
    truth = truth_of(tmp_path, "a\tb\nx\ty\n")
    assert truth.pairs[0].expected is None
    assert truth.notices == ["no column has labels: every pair counts as related"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty; it needs a header row"),
        ("a,b\n", "holds no pair below its header"),
        ("x.txt\ty.txt\n", "no columns for the two articles among 'x.txt', 'y.txt'"),
        ("a,b\nx\n", "line 2: no article in the column 'b'"),
        ("a,b\nx,y,z\n", "line 2: 3 cells under 2 columns"),
        ('{"a": "x", "b": ["y"]}', "line 1: a list or an object in the column 'b'"),
        ('{"a": "x"', "line 1: not a JSON object on one line"),
        ('{"a": "x", "b": "y"}\n[]', "line 2: not a JSON object"),
        (b"a,b\nx,\xff\n", "is not UTF-8: invalid start byte at byte 6"),
    ],
)
def test_what_is_not_understood_is_an_error_that_says_where(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    fault = fault_of(tmp_path, content)
    assert "truth.tsv" in fault
    assert message in fault


def test_of_many_faults_the_first_few_are_listed(tmp_path: Path) -> None:
    fault = fault_of(tmp_path, "a,b\n" + "x,\n" * 8)
    assert "line 6:" in fault
    assert "line 7:" not in fault
    assert fault.endswith("and 3 more")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_truth(tmp_path / "none.tsv")
