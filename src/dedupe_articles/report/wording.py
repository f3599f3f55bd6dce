"""What the formats for CI say of a finding, in lines of plain text that are safe to show."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from dedupe_articles.model import Finding, Relation
from dedupe_articles.report.escape import visible
from dedupe_articles.report.marks import Mark, lines_of
from dedupe_articles.report.summary import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.model import Substitution

_SUBSTITUTIONS_SHOWN: Final = 3
# What the marked article is to the other one, whose name follows.
_DIRECTED: Final[dict[Relation, str]] = {
    Relation.EXACT: "Exact copy of",
    Relation.NEAR_DUPLICATE: "Near-duplicate of",
    Relation.DERIVED: "Derived from",
    Relation.EXCERPT: "Excerpt of",
    Relation.SHARED_PASSAGES: "Has passages of",
    Relation.QUOTES_ONLY: "Has quotations of",
    Relation.BOILERPLATE_ONLY: "Has boilerplate of",
    Relation.UNRELATED: "Not related to",
}
_UNDECIDED: Final[dict[Relation, str]] = {
    **_DIRECTED,
    Relation.EXACT: "Same text as",
    Relation.DERIVED: "Related by derivation to",
    Relation.SHARED_PASSAGES: "Has passages in common with",
    Relation.QUOTES_ONLY: "Has quotations in common with",
    Relation.BOILERPLATE_ONLY: "Has boilerplate in common with",
}


def headline(mark: Mark, source: str | None = None) -> str:
    """Return what a finding says of the marked article.

    `source` is how the other one is called, in the syntax of the format; else it is its id.
    """
    finding = mark.finding
    name = visible(mark.source.id) if source is None else source
    undecided = "; which came first is undecided" if finding.direction.original is None else ""
    return (
        f"{_relation(mark)} {name}"
        f" (score {finding.score:.2f}, confidence {finding.confidence:.2f}){undecided}"
    )


def details(mark: Mark) -> list[str]:
    """Return further lines: the longest block, the evidence, what is replaced and altered."""
    finding = mark.finding
    more = len(finding.passages) - 1
    lines = [
        f"Longest block: {lines_of(mark.place)}, there {lines_of(mark.source_place)}"
        + (f"; {plural(more, 'more passage')}" if more > 0 else "")
    ]
    original = finding.direction.original
    reasons = [item for item in finding.direction.evidence if item.favours == original]
    if reasons:
        strongest = max(reasons, key=lambda item: item.weight)
        name = visible(mark.source.id)
        lines.append(f"Likely original: {original}, {name}; {visible(strongest.detail)}")
    if finding.substitutions:
        lines.append(f"Replaced: {substitutions_line(finding.substitutions)}")
    if finding.alterations:
        kinds = Counter(alteration.kind.value for alteration in finding.alterations)
        altered = ", ".join(f"{kind} ×{count}" for kind, count in kinds.items())
        lines.append(f"Altered statements: {altered}")
    if finding.accepted is not None:
        lines.append(acceptance_line(finding))
    return lines


def substitutions_line(substitutions: Sequence[Substitution]) -> str:
    """Return the first substitutions as one line: each with its count."""
    shown = [
        f"{visible(swap.source)} → {visible(swap.target)} ×{swap.count}"
        for swap in substitutions[:_SUBSTITUTIONS_SHOWN]
    ]
    more = len(substitutions) - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more > 0 else "")


def acceptance_line(finding: Finding) -> str:
    """Return that a finding is accepted, and if it is known why and by whom."""
    accepted = finding.accepted
    reason = f": {visible(accepted.reason)}" if accepted and accepted.reason else ""
    owner = f" (owner {visible(accepted.owner)})" if accepted and accepted.owner else ""
    return f"Accepted{reason}{owner}"


def _relation(mark: Mark) -> str:
    finding = mark.finding
    if finding.relation is Relation.EXCERPT and not _is_part(mark):
        return "Takes in"
    phrases = _UNDECIDED if finding.direction.original is None else _DIRECTED
    return phrases[finding.relation]


def _is_part(mark: Mark) -> bool:
    """Whether of an excerpt and what it stands in the excerpt is marked."""
    finding = mark.finding
    covered, other = finding.coverage_a, finding.coverage_b
    if mark.article is not finding.a:
        covered, other = other, covered
    return covered >= other
