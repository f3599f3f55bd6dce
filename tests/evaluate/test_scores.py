from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.evaluate.scores import Counts, score
from dedupe_articles.evaluate.truth import LabelledPair
from dedupe_articles.model import Finding, Relation, Settings

from .builders import finding

ARTICLES = "abcdef"
PAIRS = list(combinations(ARTICLES, 2))
ON_REQUEST = {Relation.QUOTES_ONLY, Relation.BOILERPLATE_ONLY}
SHARES = st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.55, 0.7, 0.9, 0.95, 1.0])
REPORTABLE = [relation for relation in Relation if relation is not Relation.UNRELATED]


@st.composite
def labelled_pairs(draw: st.DrawFn) -> list[LabelledPair]:
    chosen = draw(st.lists(st.sampled_from(PAIRS), unique=True))
    pairs = []
    for a, b in chosen:
        expected = draw(st.sampled_from([None, *Relation]))
        label = draw(st.sampled_from(["related", "own"])) if expected is None else expected.value
        pairs.append(LabelledPair(a, b, label, expected))
    return pairs


@st.composite
def findings_of_a_scan(draw: st.DrawFn) -> list[Finding]:
    chosen = draw(st.lists(st.sampled_from(PAIRS), unique=True))
    relations = st.sampled_from(REPORTABLE)
    return [finding(a, b, draw(relations), draw(SHARES), draw(SHARES)) for a, b in chosen]


@st.composite
def settings_of_a_scan(draw: st.DrawFn) -> Settings:
    relations = draw(st.sets(st.sampled_from(REPORTABLE)))
    return Settings(
        min_confidence=draw(SHARES), min_score=draw(SHARES), relations=tuple(sorted(relations))
    )


def reported_by_hand(item: Finding, settings: Settings) -> bool:
    asked = set(settings.relations) or set(REPORTABLE) - ON_REQUEST
    return (
        item.relation in asked
        and item.confidence >= settings.min_confidence
        and item.score >= settings.min_score
    )


def wanted_by_hand(pair: LabelledPair, settings: Settings) -> bool:
    asked = set(settings.relations) or set(REPORTABLE) - ON_REQUEST
    return pair.expected is None or pair.expected in asked


def counts_by_hand(
    pairs: list[LabelledPair], findings: list[Finding], settings: Settings, *, complete: bool
) -> Counts:
    """Look at every pair of articles there is and count one by one."""
    expected = met = counted = right = 0
    for names in PAIRS:
        labels = [pair for pair in pairs if (pair.a, pair.b) == names]
        found = [item for item in findings if (item.a.id, item.b.id) == names]
        is_found = any(reported_by_hand(item, settings) for item in found)
        is_wanted = any(wanted_by_hand(pair, settings) for pair in labels)
        expected += is_wanted
        met += is_wanted and is_found
        if is_found and (labels or complete):
            counted += 1
            right += is_wanted
    return Counts(expected, met, counted, right)


@given(labelled_pairs(), findings_of_a_scan(), settings_of_a_scan(), st.booleans())
def test_the_counts_and_every_row_of_the_sweeps_are_those_counted_by_hand(
    pairs: list[LabelledPair],
    findings: list[Finding],
    settings: Settings,
    complete: bool,  # noqa: FBT001 - drawn
) -> None:
    scores = score(pairs, findings, settings, complete=complete)
    assert scores.overall == counts_by_hand(pairs, findings, settings, complete=complete)
    for sweep in scores.sweeps:
        assert sweep.current in [row.threshold for row in sweep.rows]
        for row in sweep.rows:
            changed = (
                replace(settings, min_confidence=row.threshold)
                if sweep.setting == "min_confidence"
                else replace(settings, min_score=row.threshold)
            )
            assert row.counts == counts_by_hand(pairs, findings, changed, complete=complete)
        figures = {row.threshold: row.counts.f1 or 0 for row in sweep.rows}
        if sweep.best is None:
            assert not any(figures.values())
        else:
            assert figures[sweep.best] == max(figures.values()) > 0


@given(labelled_pairs(), findings_of_a_scan(), settings_of_a_scan(), st.booleans())
def test_every_pair_stands_where_it_belongs(
    pairs: list[LabelledPair],
    findings: list[Finding],
    settings: Settings,
    complete: bool,  # noqa: FBT001 - drawn
) -> None:
    scores = score(pairs, findings, settings, complete=complete)
    labels = {(pair.a, pair.b): pair for pair in pairs}
    reported = {(f.a.id, f.b.id): f for f in findings if reported_by_hand(f, settings)}
    wanted = {key for key, pair in labels.items() if wanted_by_hand(pair, settings)}
    assert {(pair.a, pair.b) for pair in scores.missed} == wanted - set(reported)
    false = {(item.finding.a.id, item.finding.b.id): item.label for item in scores.false}
    others = {(item.finding.a.id, item.finding.b.id) for item in scores.unlabelled}
    in_vain = set(reported) - wanted
    unknown = set(reported) - set(labels)
    assert set(false) == (in_vain if complete else in_vain - unknown)
    assert others == (set() if complete else unknown)
    assert false == {key: labels[key].label if key in labels else None for key in false}
    for row in scores.labels:
        of_label = [key for key, pair in labels.items() if pair.label == row.label]
        assert row.pairs == len(of_label)
        for relation in Relation:
            as_this = [k for k in of_label if k in reported and reported[k].relation is relation]
            assert row.found_as.get(relation, 0) == len(as_this)


@given(labelled_pairs(), findings_of_a_scan(), settings_of_a_scan())
def test_a_relation_counts_as_a_class_of_its_own(
    pairs: list[LabelledPair], findings: list[Finding], settings: Settings
) -> None:
    rows = {
        row.relation: row.counts
        for row in score(pairs, findings, settings, complete=False).relations
    }
    labels = {(pair.a, pair.b): pair.expected for pair in pairs}
    reported = [f for f in findings if reported_by_hand(f, settings)]
    for relation in REPORTABLE:
        asked = wanted_by_hand(LabelledPair("a", "b", "", relation), settings)
        expected = [key for key, value in labels.items() if asked and value is relation]
        found = [(f.a.id, f.b.id) for f in reported if f.relation is relation]
        counting = [key for key in found if key in labels]
        by_hand = Counts(
            len(expected),
            len(set(expected) & set(found)),
            len(counting),
            sum(labels[key] in (None, relation) for key in counting),
        )
        assert rows.get(relation, Counts(0, 0, 0, 0)) == by_hand


def test_precision_recall_and_f() -> None:
    counts = Counts(expected=8, met=6, findings=10, right=6)
    assert (counts.precision, counts.recall) == (0.6, 0.75)
    assert counts.f1 == pytest.approx(2 * 6 / (8 + 10))


def test_figures_that_nothing_is_there_for_have_no_value() -> None:
    assert Counts(0, 0, 3, 0).recall is None
    assert Counts(0, 0, 3, 0).f1 is None
    assert Counts(3, 0, 0, 0).precision is None
    assert Counts(3, 0, 0, 0).f1 == 0


def test_a_finding_may_name_the_articles_in_either_order() -> None:
    scores = score([LabelledPair("b", "a")], [finding("a", "b")], Settings(), complete=False)
    assert scores.overall == Counts(1, 1, 1, 1)


def test_a_relation_that_is_not_reported_is_not_expected() -> None:
    """A pair that shares a quotation only is right if it is passed over, and false as derived."""
    pairs = [LabelledPair("a", "b", "quotes-only", Relation.QUOTES_ONLY)]
    quiet = [finding("a", "b", Relation.QUOTES_ONLY)]
    loud = [finding("a", "b", Relation.DERIVED)]
    on_request = Settings(relations=(Relation.QUOTES_ONLY,))
    assert score(pairs, quiet, Settings(), complete=False).overall == Counts(0, 0, 0, 0)
    assert score(pairs, loud, Settings(), complete=False).overall == Counts(0, 0, 1, 0)
    assert score(pairs, quiet, on_request, complete=False).overall == Counts(1, 1, 1, 1)


def test_findings_between_versions_of_one_text_are_told_apart() -> None:
    pairs = [
        LabelledPair("a", "b"),
        LabelledPair("a", "c"),
        LabelledPair("d", "e", "unrelated", Relation.UNRELATED),
        LabelledPair("d", "f", "unrelated", Relation.UNRELATED),
    ]
    found = [finding("b", "c"), finding("c", "d"), finding("e", "f")]
    scores = score(pairs, found, Settings(), complete=False)
    assert [item.joined for item in scores.unlabelled] == [True, False, False]


def test_of_equal_thresholds_the_current_one_is_best_else_the_lowest() -> None:
    pairs = [LabelledPair("a", "b"), LabelledPair("a", "c", "unrelated", Relation.UNRELATED)]
    found = [finding("a", "b", confidence=0.97), finding("a", "c", confidence=0.75)]
    best = [
        score(pairs, found, Settings(min_confidence=c), complete=False).sweeps[0].best
        for c in (0.5, 0.85)
    ]
    assert best == [0.8, 0.85]


def test_labels_are_sorted_by_strength_then_by_name_and_unrelated_last() -> None:
    pairs = [
        LabelledPair("a", "b", "unrelated", Relation.UNRELATED),
        LabelledPair("a", "c", "own"),
        LabelledPair("a", "d", "derived", Relation.DERIVED),
        LabelledPair("a", "e", "exact", Relation.EXACT),
        LabelledPair("a", "f", "another"),
    ]
    rows = score(pairs, [], Settings(), complete=False).labels
    assert [row.label for row in rows] == ["exact", "derived", "another", "own", "unrelated"]
