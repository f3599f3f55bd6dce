"""Where a finding is marked in the files: what the formats for CI share.

Such a format has one place for a finding. That is the longest block in the derived article; where
the evidence does not decide which one that is, in an excerpt rather than in what it stands in, and
else in `b`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from dedupe_articles.model import ArticleRef, Finding, Relation, Side, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Severity = Literal["error", "warning", "note"]

_STRONGEST_FIRST: Final = tuple(Relation)
_SEVERITIES: Final[dict[Relation, Severity]] = {
    Relation.EXACT: "error",
    Relation.NEAR_DUPLICATE: "error",
    Relation.DERIVED: "error",
    Relation.EXCERPT: "warning",
    Relation.SHARED_PASSAGES: "warning",
}


class Place(NamedTuple):
    """A stretch of a file, in 1-based lines.

    `columns` are the 1-based columns of its start and its end, in code points, the end exclusive.
    They are None where the text is not in the file line by line, as that of a record is not.
    """

    path: str
    start_line: int
    end_line: int
    columns: tuple[int, int] | None


class Mark(NamedTuple):
    """A finding as one of its articles has it: `article` is marked, `source` is the other one."""

    finding: Finding
    article: ArticleRef
    source: ArticleRef
    place: Place
    source_place: Place


def mark_of(finding: Finding, texts: Mapping[str, str]) -> Mark:
    """Return where `finding` is marked; `texts` maps the ids of its articles to their texts."""
    side = _marked_side(finding)
    span_a, span_b = _longest_block(finding, side)
    place_a = _place(finding.a, span_a, texts[finding.a.id])
    place_b = _place(finding.b, span_b, texts[finding.b.id])
    if side == "a":
        return Mark(finding, finding.a, finding.b, place_a, place_b)
    return Mark(finding, finding.b, finding.a, place_b, place_a)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that are not accepted, those of the strongest relation first."""
    standing = [finding for finding in findings if finding.accepted is None]
    return sorted(standing, key=lambda finding: _STRONGEST_FIRST.index(finding.relation))


def severity_of(finding: Finding) -> Severity:
    """Return how loudly a finding is told of; an accepted one is no more than a note."""
    return "note" if finding.accepted else _SEVERITIES.get(finding.relation, "note")


def numbered_fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return a name for each finding that no other one has: its fingerprint and a count.

    Further copies of the same two passages have the same fingerprint.
    """
    seen: Counter[str] = Counter()
    names = []
    for finding in findings:
        seen[finding.fingerprint] += 1
        names.append(f"{finding.fingerprint}:{seen[finding.fingerprint]}")
    return names


def lines_of(stretch: Span | Place) -> str:
    """Return where a stretch stands: `line 3`, `lines 3-5`."""
    if stretch.start_line == stretch.end_line:
        return f"line {stretch.start_line}"
    return f"lines {stretch.start_line}-{stretch.end_line}"


def _marked_side(finding: Finding) -> Side:
    if finding.direction.original is not None:
        return "b" if finding.direction.original == "a" else "a"
    is_excerpt = finding.relation is Relation.EXCERPT
    return "a" if is_excerpt and finding.coverage_a > finding.coverage_b else "b"


def _longest_block(finding: Finding, side: Side) -> tuple[Span, Span]:
    """Return both sides of the passage, or else the match, that is longest on `side`."""

    def length(block: tuple[Span, Span]) -> int:
        span = block[0] if side == "a" else block[1]
        return span.end - span.start

    blocks = [(block.a, block.b) for block in finding.passages or finding.matches]
    nothing = Span(0, 0, 1, 1)
    return max(blocks, key=length, default=(nothing, nothing))


def _place(ref: ArticleRef, span: Span, text: str) -> Place:
    """Return where a span of an article's text stands in the file of the article."""
    first, last = ref.lines_in_file(span)
    if not ref.file_lines:
        return Place(ref.path, first, last, None)
    last_character = max(span.start, span.end - 1)
    start = span.start - text.rfind("\n", 0, span.start)
    end = last_character - text.rfind("\n", 0, last_character) + (span.end > span.start)
    return Place(ref.path, first, last, (start, end))
