from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from direction import Verdict, print_accuracy, print_evidence

from dedupe_articles.model import Direction, Evidence

if TYPE_CHECKING:
    import pytest

Side = Literal["a", "b"]


def verdict(original: Side, said: Side | None, favours: Side = "a") -> Verdict:
    """Make the verdict on a pair, with one piece of evidence."""
    return Verdict("k", original, Direction(said, 0.9, (Evidence("clue", favours, 1.0, ""),)))


def test_right_is_counted_among_the_spoken_and_spoken_among_all(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of four pairs three are spoken of, two rightly, one in favour of side a."""
    print_accuracy([verdict("a", "a"), verdict("b", "b"), verdict("a", "b"), verdict("b", None)])
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["k", "4", "0.750", "0.667", "0.333"] in rows
    assert ["all", "4", "0.750", "0.667", "0.333"] in rows


def test_silence_has_no_accuracy(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing is said there is no share of right verdicts, rather than zero."""
    print_accuracy([verdict("a", None)])
    assert "k           1   0.000      -       -" in capsys.readouterr().out


def test_evidence_is_right_when_it_favours_the_original(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Evidence counts whether or not the verdict follows it."""
    print_evidence([verdict("a", None, "a"), verdict("b", "b", "a")])
    assert capsys.readouterr().out.splitlines()[-1].split() == ["clue", "2", "0.500"]
