from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dedupe_articles import Settings, scan
from dedupe_articles.errors import InputError
from dedupe_articles.evaluate import LabelledPair, Truth, evaluate, evaluate_articles
from dedupe_articles.model import Article, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

SEEDS = Path(__file__).parents[2] / "seeds"
ORIGINAL, DERIVED = "000_c5e7cf671d4e869a.txt", "004_3c6cc98886f52436.txt"
ONE_PROCESS = Settings(workers=1)


class Stages:
    """A `Progress` that remembers the stages and how far each came."""

    def __init__(self) -> None:
        self.seen: dict[str, tuple[int | None, int]] = {}
        self._name = ""

    def stage(self, name: str, total: int | None) -> None:
        self._name = name
        self.seen[name] = total, 0

    def advance(self, steps: int = 1) -> None:
        total, done = self.seen[self._name]
        self.seen[self._name] = total, done + steps


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder: the seed pair, a copy, an article of its own, one that is too short."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in (ORIGINAL, DERIVED):
        (folder / name).write_bytes((SEEDS / name).read_bytes())
    (folder / "copy.txt").write_bytes((SEEDS / ORIGINAL).read_bytes())
    (folder / "own.txt").write_text("Heavy rain closed three roads in the north of the valley.\n")
    (folder / "short.txt").write_text("Nothing to see.\n")
    return folder


def truth_file(folder: Path, rows: Sequence[tuple[str, str, str]]) -> Path:
    file = folder / "truth.tsv"
    file.write_text("a\tb\tlabel\n" + "".join("\t".join(row) + "\n" for row in rows))
    return file


def test_an_evaluation_accounts_for_every_labelled_pair(corpus: Path) -> None:
    truth = truth_file(
        corpus,
        [
            (ORIGINAL, DERIVED, "derived"),
            (ORIGINAL, "copy.txt", "unrelated"),
            (ORIGINAL, "own.txt", "yes"),
            (ORIGINAL, "short.txt", "excerpt"),
        ],
    )
    evaluation = evaluate(truth, [corpus], ONE_PROCESS)
    overall = evaluation.scores.overall
    assert (overall.expected, overall.met, overall.findings, overall.right) == (3, 1, 2, 1)
    assert [miss.stage for miss in evaluation.missed] == ["load", "candidates"]
    (false,) = evaluation.scores.false
    assert {false.finding.a.path, false.finding.b.path} == {
        str(corpus / ORIGINAL),
        str(corpus / "copy.txt"),
    }
    (other,) = evaluation.scores.unlabelled
    assert other.finding.relation is Relation.DERIVED
    assert evaluation.pairs == 4
    assert evaluation.articles == 4
    assert not any("truth.tsv" in item.path for item in evaluation.skipped)


def test_a_complete_truth_makes_findings_on_other_pairs_false(corpus: Path) -> None:
    truth = truth_file(corpus, [(ORIGINAL, DERIVED, "derived")])
    evaluation = evaluate(truth, [corpus], ONE_PROCESS, complete=True)
    assert len(evaluation.scores.false) == 2
    assert {item.label for item in evaluation.scores.false} == {None}
    assert evaluation.scores.unlabelled == []


def test_what_is_reported_is_what_a_scan_with_the_same_settings_reports(corpus: Path) -> None:
    truth = truth_file(corpus, [("own.txt", DERIVED, "no")])
    for settings in (
        ONE_PROCESS,
        Settings(workers=1, min_score=0.97),
        Settings(workers=1, relations=(Relation.EXACT,)),
        Settings(workers=1, min_confidence=1.0),
    ):
        evaluation = evaluate(truth, [corpus], settings)
        reported = [item.finding for item in evaluation.scores.unlabelled]
        assert reported == list(scan([corpus], settings).findings)
        assert evaluation.settings == settings


def test_articles_from_anywhere_are_evaluated_by_their_ids() -> None:
    texts = {"x": (SEEDS / ORIGINAL).read_text("utf-8"), "y": (SEEDS / DERIVED).read_text("utf-8")}
    articles = [Article(name, name, text) for name, text in texts.items()]
    truth = Truth([LabelledPair("y", "x", "paraphrase")])
    for given in (articles, articles[::-1]):
        evaluation = evaluate_articles(truth, given, ONE_PROCESS)
        (row,) = evaluation.scores.labels
        assert (row.label, row.found_as) == ("paraphrase", {Relation.DERIVED: 1})


def test_findings_in_json_lines_evaluate_to_what_they_are(corpus: Path, tmp_path: Path) -> None:
    from dedupe_articles.report import render  # noqa: PLC0415 - this test alone renders

    result = scan([corpus], ONE_PROCESS)
    file = tmp_path / "truth.jsonl"
    file.write_text(render(result, "jsonl"))
    evaluation = evaluate(file, [corpus], ONE_PROCESS, complete=True)
    assert evaluation.scores.overall.f1 == 1
    assert {row.counts.f1 for row in evaluation.scores.relations} == {1.0}


def test_the_progress_tells_that_missed_pairs_are_explained(corpus: Path) -> None:
    truth = truth_file(corpus, [("own.txt", DERIVED, "yes"), ("own.txt", ORIGINAL, "yes")])
    stages = Stages()
    evaluate(truth, [corpus], ONE_PROCESS, progress=stages)
    assert list(stages.seen)[-1] == "explain"
    assert stages.seen["explain"] == (2, 2)


def test_unknown_names_end_the_run_before_anything_is_compared(corpus: Path) -> None:
    truth = truth_file(corpus, [("own.txt", "nowhere.txt", "yes")])
    stages = Stages()
    with pytest.raises(InputError, match=r"line 2: there is no article 'nowhere\.txt'"):
        evaluate(truth, [corpus], ONE_PROCESS, progress=stages)
    assert list(stages.seen) == ["load"]


def test_without_any_article_there_are_no_figures(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    truth = truth_file(tmp_path, [("x", "y", "yes")])
    evaluation = evaluate(truth, [tmp_path / "empty"], ONE_PROCESS)
    assert evaluation.articles == 0
    assert evaluation.scores.overall.f1 is None


def test_records_of_one_file_are_named_by_their_ids(tmp_path: Path) -> None:
    records = [
        {"id": name, "text": (SEEDS / file).read_text("utf-8")}
        for name, file in (("one", ORIGINAL), ("two", DERIVED))
    ]
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(record) + "\n" for record in records))
    truth = truth_file(tmp_path, [("one", "corpus.jsonl#two", "derived")])
    assert evaluate(truth, [corpus], ONE_PROCESS).scores.overall.recall == 1
