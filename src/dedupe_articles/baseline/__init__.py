"""The baseline: findings that somebody has looked at and accepted.

An entry knows its finding by content on both sides, never by lines or names: what a finding shares
now must, on each side, nearly all be what was shared when it was accepted. Renames and edits
elsewhere bring nothing back; a copy that has grown is new. Each entry accepts one finding, so that
one copy more of an accepted passage is new too; names only tell which of equal findings that is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dedupe_articles.baseline.entry import Entry
from dedupe_articles.baseline.recognise import recognise
from dedupe_articles.model import Acceptance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dedupe_articles.model import Finding, ScanResult

__all__ = [
    "Change",
    "Entry",
    "entry_of",
    "extended",
    "pruned",
    "recognise",
    "updated",
    "with_acceptances",
]


@dataclass(frozen=True, slots=True)
class Change:
    """The entries of a baseline after a change, and which of them are new, and which are gone."""

    entries: Sequence[Entry]
    added: Sequence[Entry] = ()
    removed: Sequence[Entry] = ()


def entry_of(finding: Finding) -> Entry:
    """Return the entry that would accept a finding."""
    return Entry(
        finding.fingerprint,
        finding.relation.value,
        finding.a.id,
        finding.b.id,
        finding.imprint,
        finding.accepted or Acceptance(),
    )


def with_acceptances(result: ScanResult, entries: Sequence[Entry]) -> ScanResult:
    """Return a result whose findings say whether the baseline accepts them."""
    known = recognise([entry_of(finding) for finding in result.findings], entries)
    findings = [
        replace(finding, accepted=entries[known[place]].acceptance if place in known else None)
        for place, finding in enumerate(result.findings)
    ]
    return replace(result, findings=findings, summary=replace(result.summary, accepted=len(known)))


def updated(entries: Sequence[Entry], found: Sequence[Entry]) -> Change:
    """Accept what was found and nothing else; reasons and owners stay with what is still there."""
    known = recognise(found, entries)
    added = [new for place, new in enumerate(found) if place not in known]
    kept = [replace(found[n], acceptance=entries[o].acceptance) for n, o in known.items()]
    return Change([*kept, *added], added, _without(entries, known.values()))


def extended(
    entries: Sequence[Entry], found: Sequence[Entry], chosen: Iterable[int], told: Acceptance
) -> Change:
    """Accept the chosen ones of what was found, by place, beside what is accepted already.

    Where a chosen one has an entry, the reason or owner that `told` has replaces the one there.
    """
    known = recognise(found, entries)
    added, renewed = [], {}
    for place in chosen:
        before = entries[known[place]].acceptance if place in known else Acceptance()
        acceptance = Acceptance(told.reason or before.reason, told.owner or before.owner)
        entry = replace(found[place], acceptance=acceptance)
        if place in known:
            renewed[known[place]] = entry
        else:
            added.append(entry)
    kept = [renewed.get(place, entry) for place, entry in enumerate(entries)]
    return Change([*kept, *added], added)


def pruned(entries: Sequence[Entry], found: Sequence[Entry]) -> Change:
    """Remove the entries that nothing of what was found belongs to."""
    known = recognise(found, entries)
    kept = [entries[place] for place in known.values()]
    return Change(kept, removed=_without(entries, known.values()))


def _without(entries: Sequence[Entry], places: Iterable[int]) -> list[Entry]:
    gone = set(places)
    return [entry for place, entry in enumerate(entries) if place not in gone]
