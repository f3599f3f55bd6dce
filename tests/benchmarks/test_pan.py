from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pan
import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def train(corpora: Path) -> Path:
    """Two pairs: one with a copied passage in texts that have Windows line ends, one without."""
    root = corpora / "train"
    for folder in ("susp", "src", pan.NO_PLAGIARISM, "02-no-obfuscation"):
        (root / folder).mkdir(parents=True)
    (root / "susp" / "s1.txt").write_text("own\r\ncopied words\r\n", newline="")
    (root / "susp" / "s2.txt").write_text("nothing taken", newline="")
    (root / "src" / "o1.txt").write_text("é\r\n\r\ncopied words", encoding="utf-8", newline="")
    (root / pan.NO_PLAGIARISM / "pairs").write_text("s2.txt o1.txt\n")
    (root / pan.NO_PLAGIARISM / "s2-o1.xml").write_text(
        '<document reference="s2.txt"><feature name="about" title="news"/></document>'
    )
    (root / "02-no-obfuscation" / "pairs").write_text("s1.txt o1.txt\n")
    (root / "02-no-obfuscation" / "s1-o1.xml").write_text(
        '<document reference="s1.txt"><feature source_offset="5" source_length="12"'
        ' this_offset="5" this_length="12" name="plagiarism"/></document>'
    )
    return root


def find_copied_words(a: str, b: str) -> list[pan.Offsets]:
    """Detect the one passage that the fixture copies."""
    needle = "copied words"
    i, j = a.find(needle), b.find(needle)
    return [(i, i + len(needle), j, j + len(needle))] if i >= 0 and j >= 0 else []


@pytest.mark.usefixtures("train")
@pytest.mark.parametrize("workers", [1, 2])
def test_evaluate_reads_cases_and_pools_all_pairs(workers: int) -> None:
    """Offsets count Windows line ends, kinds are told apart, two processes change nothing."""
    kinds = (pan.NO_PLAGIARISM, "02-no-obfuscation")
    scores = pan.evaluate(find_copied_words, kinds, workers=workers)
    assert scores.overall.plagdet == 1.0
    assert (scores.overall.pairs, scores.overall.cases, scores.overall.detections) == (2, 1, 1)
    assert scores.by_kind[pan.NO_PLAGIARISM].pairs_detected == 0
    assert [result.pair.suspicious for result in scores.results] == ["s2.txt", "s1.txt"]


@pytest.mark.usefixtures("train")
def test_detections_in_unrelated_pairs_are_counted_and_lower_the_precision() -> None:
    """A detection where nothing was copied costs precision over all pairs."""
    kinds = (pan.NO_PLAGIARISM, "02-no-obfuscation")
    scores = pan.evaluate(lambda _a, _b: [(0, 5, 0, 5)], kinds)
    assert scores.by_kind[pan.NO_PLAGIARISM].pairs_detected == 1
    assert scores.overall.precision == 0.0


@pytest.mark.usefixtures("train")
@pytest.mark.parametrize("passage", [(0, 0, 0, 5), (0, 5, 3, 3), (0, 99, 0, 5), (-1, 5, 0, 5)])
def test_an_impossible_passage_is_an_error_that_names_the_pair(passage: pan.Offsets) -> None:
    """Empty passages and offsets outside the text are the detector's fault and say where."""
    with pytest.raises(ValueError, match=r"s1\.txt, o1\.txt"):
        pan.evaluate(lambda _a, _b: [passage], ["02-no-obfuscation"])


@pytest.mark.usefixtures("train")
def test_results_are_written_as_json_lines(tmp_path: Path) -> None:
    """The dump has the cases, the detections and both measures of each pair."""
    scores = pan.evaluate(find_copied_words, ["02-no-obfuscation"])
    path = tmp_path / "results.jsonl"
    pan.write_results(scores.results, path)
    (row,) = map(json.loads, path.read_text().splitlines())
    assert row["cases"] == row["detections"] == [[5, 17, 5, 17]]
    assert (row["recall"], row["precision"]) == (1.0, 1.0)
