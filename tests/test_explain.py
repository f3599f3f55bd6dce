from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe_articles.candidates import find_candidates
from dedupe_articles.model import Article, Relation, Settings
from dedupe_articles.pipeline import compare
from dedupe_articles.scanning import scan
from dedupe_articles.sketch import sketch
from dedupe_articles.store import Store

if TYPE_CHECKING:
    from dedupe_articles.model import Comparison, Fact

SEEDS = Path(__file__).parents[1] / "seeds"
STAGES = ["load", "sketch", "candidates", "align", "verdict"]

# Few words, so that texts share shingles by chance.
texts = st.lists(st.sampled_from(["one", "two", "red", "sun", "sea"]), max_size=14).map(" ".join)


def compared(a: str, b: str, settings: Settings | None = None) -> Comparison:
    return compare(Article("a", "a", a), Article("b", "b", b), settings or Settings())


def facts(comparison: Comparison) -> dict[str, Fact]:
    found = {fact.name: fact for fact in comparison.explanation}
    assert len(found) == len(comparison.explanation)
    return found


def fact_of(comparison: Comparison, beginning: str) -> Fact:
    (fact,) = (f for f in comparison.explanation if f.name.startswith(beginning))
    return fact


def stages(comparison: Comparison) -> list[str]:
    return list(dict.fromkeys(fact.stage for fact in comparison.explanation))


def seed_pair(settings: Settings | None = None) -> Comparison:
    a, b = sorted(SEEDS.iterdir())
    return compare(a, b, settings or Settings())


def test_every_stage_says_in_order_what_it_saw_of_the_seed_pair() -> None:
    comparison = seed_pair()
    finding = comparison.finding
    found = facts(comparison)
    assert stages(comparison) == STAGES
    assert found["words of a"].value == str(finding.a.words)
    assert found["words of b"].value == str(finding.b.words)
    assert float(found["Jaccard, exact"].value) == pytest.approx(finding.jaccard, abs=0.001)
    assert float(found["Jaccard, estimated"].value) == pytest.approx(finding.jaccard, abs=0.2)
    contained = float(found["containment of a in b"].value)
    assert contained == pytest.approx(finding.containment.a_in_b, abs=0.001)
    contained = float(found["containment of b in a"].value)
    assert contained == pytest.approx(finding.containment.b_in_a, abs=0.001)
    assert found["would be aligned"].value == "yes"
    assert found["sentence matches"].value.startswith(f"{len(finding.matches)}, ")
    assert found["longest verbatim run"].value == f"{finding.longest_run} words"
    assert found["relation"].value == finding.relation.value == "derived"
    assert all(fact.passed is not False for fact in found.values() if fact.stage != "candidates")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("", ""),
        ("word", ""),
        ("* * *", "Heavy rain closed three roads in the north of the valley."),
        (
            "Heavy rain closed three roads in the north of the valley on Tuesday.",
            "A schoolgirl of eleven beat the national champion at chess over a weekend.",
        ),
    ],
)
def test_a_pair_that_is_never_reported_is_explained_too(a: str, b: str) -> None:
    comparison = compared(a, b)
    assert stages(comparison) == STAGES
    assert fact_of(comparison, "would be aligned").value == "no"
    assert fact_of(comparison, "would be aligned").passed is False


def test_the_stage_at_which_a_pair_is_dropped_is_the_one_that_failed() -> None:
    def failed(settings: Settings) -> list[str]:
        assert list(scan([SEEDS], settings).findings) == []
        return [
            fact.name
            for fact in seed_pair(settings).explanation
            if fact.passed is False and not fact.name.startswith("MinHash bands")
        ]

    assert failed(Settings(min_words=650)) == ["words of b"]
    assert failed(Settings(min_score=0.99)) == ["score"]
    assert failed(Settings(relations=(Relation.EXACT,))) == ["relation"]


def test_a_threshold_is_named_with_the_value_that_was_set() -> None:
    found = facts(seed_pair(Settings(min_words=17, min_confidence=0.25, min_score=0.125)))
    assert found["words of a"].threshold == "at least 17"
    assert found["confidence"].threshold == "at least 0.25"
    assert found["score"].threshold == "at least 0.125"


@settings(max_examples=50)
@given(texts, texts)
def test_what_would_be_aligned_is_what_a_scan_of_the_two_aligns(a: str, b: str) -> None:
    with Store() as store:
        store.add([([Article("a", "a", a), Article("b", "b", b)], sketch([a, b]))])
        candidates = find_candidates(store, 20)
    comparison = compared(a, b)
    would = fact_of(comparison, "would be aligned")
    assert would.passed is (len(candidates) == 1)
    assert (would.value == "yes") is would.passed


@given(texts, texts)
def test_the_estimate_and_the_bands_are_those_of_the_sketches(a: str, b: str) -> None:
    sketches = sketch([a, b])
    equal = sketches.signatures[0] == sketches.signatures[1]
    bands = sketches.band_keys[0] == sketches.band_keys[1]
    comparison = compared(a, b)
    known = bool(sketches.shingle_counts.all())
    expected = float(equal.mean()) if known else 0.0
    assert fact_of(comparison, "Jaccard, estimated").value == f"{expected:.3f}"
    assert fact_of(comparison, "MinHash bands").value == str(int(bands.sum()) if known else 0)
