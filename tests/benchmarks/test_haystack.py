from __future__ import annotations

import json
from typing import TYPE_CHECKING

import haystack
import pytest
from haystack import StageClock

if TYPE_CHECKING:
    from pathlib import Path

ORIGINAL = (
    "The harbour office of Varnholm closed the northern ferry line on Tuesday. "
    "Engineers had found cracks in two of the four pillars that carry the landing stage. "
    "Passengers are taken across the sound by bus until the repairs are finished in May."
)
COPY = ORIGINAL.replace("closed", "shut down").replace("taken", "brought")
OTHER = (
    "A choir of retired miners sang at the opening of the new concert hall in Estermark. "
    "Tickets for the second evening were sold out within an hour, the director said."
)


@pytest.fixture
def translations(corpora: Path) -> Path:
    """Make two translations of one article and an unrelated pair that is labelled wrongly."""
    folder = corpora / "wmt21_news" / "en-ja"
    (folder / "docs").mkdir(parents=True)
    for name, text in {"1_a": ORIGINAL, "1_b": COPY, "2_a": OTHER, "2_b": "word " * 20}.items():
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    (folder / "pairs.tsv").write_text(
        "doc_a\tdoc_b\tkind\tcluster\n1_a\t1_b\tmt-mt\t1\n2_a\t2_b\tref-mt\t2\n", encoding="utf-8"
    )
    return corpora


@pytest.mark.usefixtures("translations")
def test_hidden_pairs_are_counted_as_candidates_and_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The pair that is a copy is found, the other one is not, and both files say the same."""
    found, measured = tmp_path / "found.jsonl", tmp_path / "measured.jsonl"
    options = [
        "--corpus",
        "ja",
        "--workers",
        "1",
        "--dump",
        str(found),
        "--features",
        str(measured),
    ]
    monkeypatch.setattr("sys.argv", ["haystack.py", *options])
    assert haystack.main() == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["wmt21_news/en-ja", "mt-mt", "1", "1.000", "1.000", "-"] in lines
    assert ["wmt21_news/en-ja", "ref-mt", "1", "0.000", "0.000", "-"] in lines
    (finding,) = map(json.loads, found.read_text(encoding="utf-8").splitlines())
    (candidate,) = map(json.loads, measured.read_text(encoding="utf-8").splitlines())
    for row in (finding, candidate):
        assert {row["a"], row["b"]} == {"wmt21_news/en-ja/1_a", "wmt21_news/en-ja/1_b"}
        assert (row["category"], row["kind"]) == ("labelled", "wmt21_news/en-ja mt-mt")
    assert candidate["shared"] > 0
    assert candidate["measures"]["longest_run"] == finding["longest_run"]
    assert candidate["resemblance"]["shared"] > 0


def test_clock_names_every_stage_once_in_order() -> None:
    """A stage that comes again adds to its time; nothing runs after the stop."""
    clock = StageClock()
    for name in ("load", "align", "load"):
        clock.stage(name, None)
        clock.advance()
    clock.stop()
    before = dict(clock.seconds)
    clock.stop()
    assert list(clock.seconds) == ["load", "align"]
    assert clock.seconds == before
    assert all(spent >= 0 for spent in before.values())
