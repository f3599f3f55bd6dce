from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plagdet import Annotation, coverage, granularity, macro_recall, plagdet


def annotation(
    a: tuple[int, int], b: tuple[int, int], suspicious: str = "susp", source: str = "src"
) -> Annotation:
    """Make an annotation from a span on either side."""
    return Annotation(suspicious, source, *a, *b)


CASE = annotation((100, 200), (0, 50))
OTHER_CASE = annotation((300, 400), (60, 100))

positions = st.integers(0, 30)


@st.composite
def drawn_annotations(draw: st.DrawFn) -> Annotation:
    """Draw an annotation that is empty on neither side, in one of four pairs of documents."""
    a, b = draw(positions), draw(positions)
    a_end, b_end = a + draw(st.integers(1, 9)), b + draw(st.integers(1, 9))
    names = draw(st.sampled_from("xy")), draw(st.sampled_from("uv"))
    return Annotation(*names, a, a_end, b, b_end)


def naive_coverage(case: Annotation, detections: list[Annotation]) -> float:
    """Cover characters one by one, as the definition says."""
    a, b = set(range(case.a_start, case.a_end)), set(range(case.b_start, case.b_end))
    covered_a: set[int] = set()
    covered_b: set[int] = set()
    for other in detections:
        on_a = a & set(range(other.a_start, other.a_end))
        on_b = b & set(range(other.b_start, other.b_end))
        same_pair = (other.suspicious, other.source) == (case.suspicious, case.source)
        if same_pair and on_a and on_b:
            covered_a |= on_a
            covered_b |= on_b
    return (len(covered_a) + len(covered_b)) / (len(a) + len(b))


@given(drawn_annotations(), st.lists(drawn_annotations(), max_size=6))
def test_coverage_counts_characters_of_detections_that_overlap_on_both_sides(
    case: Annotation, detections: list[Annotation]
) -> None:
    """Interval arithmetic agrees with covering characters one by one."""
    assert coverage(case, detections) == pytest.approx(naive_coverage(case, detections))


@given(st.lists(drawn_annotations(), max_size=6), st.lists(drawn_annotations(), max_size=6))
def test_recall_is_the_mean_coverage_and_precision_the_same_swapped(
    cases: list[Annotation], detections: list[Annotation]
) -> None:
    """Both macro measures agree with the mean of the naive coverage."""
    cases, detections = list(set(cases)), list(set(detections))
    for targets, others in ((cases, detections), (detections, cases)):
        expected = float(not others) if not targets else 0.0
        if targets and others:
            expected = sum(naive_coverage(t, others) for t in targets) / len(targets)
        assert macro_recall(targets, others) == pytest.approx(expected)


@given(st.lists(drawn_annotations(), min_size=1, max_size=6))
def test_perfect_detections_score_one(cases: list[Annotation]) -> None:
    """Overlapping cases would detect each other, so they are kept apart by their documents."""
    apart = [
        Annotation(f"{i}", c.source, c.a_start, c.a_end, c.b_start, c.b_end)
        for i, c in enumerate(cases)
    ]
    pieces = granularity(apart, apart)
    assert macro_recall(apart, apart) == 1.0
    assert pieces == 1.0
    assert plagdet(1.0, 1.0, pieces) == 1.0


@pytest.mark.parametrize(
    ("detections", "expected"),
    [
        ([], (0.0, 0.0, 1.0, 0.0)),
        ([CASE], (0.5, 1.0, 1.0, 2 / 3)),
        ([CASE, OTHER_CASE], (1.0, 1.0, 1.0, 1.0)),
        # twice as long as its case on both sides, and the second case missed
        ([annotation((0, 200), (0, 100))], (0.5, 0.5, 1.0, 0.5)),
        # half of the case's 150 characters, in one piece
        ([annotation((100, 150), (0, 25))], (0.25, 1.0, 1.0, 0.4)),
        # the case in two pieces that cover it together
        (
            [annotation((100, 150), (0, 25)), annotation((150, 200), (25, 50))],
            (0.5, 1.0, 2.0, 2 / 3 / 1.5849625007211562),
        ),
        # right on one side only: no overlap at all
        ([annotation((100, 200), (500, 550))], (0.0, 0.0, 1.0, 0.0)),
        # the right offsets in another source
        ([annotation((100, 200), (0, 50), source="other")], (0.0, 0.0, 1.0, 0.0)),
        # a detection given twice counts once
        ([CASE, CASE], (0.5, 1.0, 1.0, 2 / 3)),
    ],
)
def test_measures_of_cases_worked_out_by_hand(
    detections: list[Annotation], expected: tuple[float, float, float, float]
) -> None:
    """Recall, precision, granularity and plagdet of two cases, computed on paper."""
    cases = [CASE, OTHER_CASE]
    recall, precision = macro_recall(cases, detections), macro_recall(detections, cases)
    pieces = granularity(cases, detections)
    found = recall, precision, pieces, plagdet(recall, precision, pieces)
    assert found == pytest.approx(expected)


def test_nothing_to_find_and_nothing_found_is_perfect() -> None:
    """An empty answer to an empty question is right."""
    assert macro_recall([], []) == 1.0
