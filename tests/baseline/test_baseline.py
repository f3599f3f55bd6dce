"""What becomes of a baseline: updated, extended, pruned; and what it does to a result."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dedupe_articles.baseline import entry_of, extended, pruned, updated, with_acceptances
from dedupe_articles.model import (
    Acceptance,
    ArticleRef,
    Containment,
    Direction,
    Finding,
    Relation,
    ScanResult,
    Settings,
    Summary,
)

from .entries import entry

if TYPE_CHECKING:
    from dedupe_articles.baseline import Entry

KEPT = entry(reason="licensed", owner="desk")
GONE = entry("c.txt", "d.txt", (range(40, 70), range(50, 80)), reason="a test")
NEW = entry("e.txt", "f.txt", (range(300, 330), range(400, 430)))


def finding_of(entry: Entry) -> Finding:
    """Return a finding that has an entry's names and content, and nothing else to tell."""
    return Finding(
        fingerprint=entry.fingerprint,
        a=ArticleRef(entry.a, entry.a, 100),
        b=ArticleRef(entry.b, entry.b, 100),
        relation=Relation(entry.relation),
        score=0.5,
        confidence=0.9,
        jaccard=0.3,
        containment=Containment(0.5, 0.5),
        coverage_a=0.5,
        coverage_b=0.5,
        longest_run=9,
        quoted_share=0.0,
        direction=Direction(None, 0.0),
        passages=(),
        matches=(),
        substitutions=(),
        imprint=entry.imprint,
    )


def test_an_update_keeps_reasons_and_says_what_it_added_and_removed() -> None:
    renamed = replace(KEPT, a="renamed.txt", acceptance=Acceptance())
    change = updated([KEPT, GONE], [renamed, NEW])
    assert change.entries == [replace(renamed, acceptance=KEPT.acceptance), NEW]
    assert (change.added, change.removed) == ([NEW], [GONE])


def test_an_update_with_the_same_findings_changes_nothing() -> None:
    change = updated([KEPT, GONE], [GONE, KEPT])
    assert sorted(change.entries, key=lambda e: e.order) == [KEPT, GONE]
    assert (change.added, change.removed) == ([], [])


def test_accepting_adds_the_chosen_ones_and_leaves_the_others() -> None:
    change = extended([GONE], [KEPT, NEW], [1], Acceptance("agreed", "me"))
    accepted = replace(NEW, acceptance=Acceptance("agreed", "me"))
    assert change.entries == [GONE, accepted]
    assert (change.added, change.removed) == ([accepted], ())


def test_accepting_again_changes_what_is_told_and_keeps_the_rest() -> None:
    change = extended([KEPT, GONE], [KEPT], [0], Acceptance("bought", None))
    assert change.entries == [replace(KEPT, acceptance=Acceptance("bought", "desk")), GONE]
    assert change.added == []


def test_pruning_removes_what_nothing_belongs_to_and_adds_nothing() -> None:
    change = pruned([KEPT, GONE], [KEPT, NEW])
    assert (change.entries, change.added, change.removed) == ([KEPT], (), [GONE])


def test_a_result_says_what_is_accepted_and_counts_it() -> None:
    summary = Summary(4, 400, 2, {Relation.DERIVED: 2}, 2, 0)
    findings = [finding_of(KEPT), finding_of(NEW)]
    result = ScanResult("0", Settings(), summary, (), (), findings, (), {})
    judged = with_acceptances(result, [GONE, KEPT])
    assert [found.accepted for found in judged.findings] == [KEPT.acceptance, None]
    assert judged.summary == replace(summary, accepted=1)
    assert with_acceptances(judged, []) == result


def test_the_entry_of_a_finding_has_what_it_is_known_by() -> None:
    assert entry_of(finding_of(NEW)) == NEW
