"""Findings as plain data: what `dedupe-v1.schema.json` describes.

JSON and JSON Lines are made from these records. Within a version of the schema a record only
gains keys: none is renamed, removed or given another meaning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dedupe_articles.keep import Dropped
    from dedupe_articles.model import (
        Acceptance,
        ArticleRef,
        Boilerplate,
        ChanceLevel,
        Comparison,
        Composition,
        Direction,
        Edit,
        Fact,
        Finding,
        Match,
        Passage,
        ScanResult,
        Settings,
        Span,
        Substitution,
        Summary,
    )

SCHEMA: Final = "dedupe/v1"
TOOL: Final = "dedupe"

# Shares and scores carry no meaning beyond the fourth decimal, and rounding keeps reports of
# different machines equal.
_DECIMALS: Final = 4

Record = dict[str, Any]


def scan_record(result: ScanResult) -> Record:
    """Return the whole result of a scan, without the articles' full texts."""
    return {
        "schema": SCHEMA,
        "tool": tool_record(result.version),
        "settings": _settings(result.settings),
        "summary": _summary(result.summary),
        "skipped": [
            {"path": item.path, "line": item.line, "reason": item.reason} for item in result.skipped
        ],
        "notices": list(result.notices),
        "findings": [finding_record(finding, result.texts) for finding in result.findings],
        "families": [
            {"representative": family.representative, "members": list(family.members)}
            for family in result.families
        ],
        "compositions": [_composition(composition) for composition in result.compositions],
    }


def comparison_record(comparison: Comparison, *, explain: bool) -> Record:
    """Return the account of one pair: its finding, whether a scan would report it, the facts."""
    record = finding_record(comparison.finding, comparison.texts)
    record["reported"] = comparison.reported
    if explain:
        record["explanation"] = [_fact(fact) for fact in comparison.explanation]
    return record


def tool_record(version: str) -> Record:
    """Return the name and version of the program that wrote a report."""
    return {"name": TOOL, "version": version}


def finding_record(finding: Finding, texts: Mapping[str, str]) -> Record:
    """Return one finding; `texts` maps the ids of its two articles to their texts."""
    return {
        "fingerprint": finding.fingerprint,
        "imprint": {"a": finding.imprint.a, "b": finding.imprint.b},
        "a": _article(finding.a),
        "b": _article(finding.b),
        "relation": finding.relation.value,
        "score": _rounded(finding.score),
        "confidence": _rounded(finding.confidence),
        "jaccard": _rounded(finding.jaccard),
        "containment": {
            "a_in_b": _rounded(finding.containment.a_in_b),
            "b_in_a": _rounded(finding.containment.b_in_a),
        },
        "coverage": {"a": _rounded(finding.coverage_a), "b": _rounded(finding.coverage_b)},
        "longest_run": finding.longest_run,
        "quoted_share": _rounded(finding.quoted_share),
        "direction": _direction(finding.direction),
        "passages": [_passage(passage) for passage in finding.passages],
        "matches": _matches(finding, texts),
        "substitutions": [_substitution(item) for item in finding.substitutions],
        "alterations": _alterations(finding, texts),
        "accepted": None if finding.accepted is None else _acceptance(finding.accepted),
    }


def kept_record(article: ArticleRef) -> Record:
    """Return an article that a cleaned corpus keeps."""
    return _article(article)


def dropped_record(dropped: Dropped) -> Record:
    """Return an article that a cleaned corpus drops, the one it keeps for it, and why."""
    finding = dropped.finding
    return {
        **_article(dropped.article),
        "kept": _article(dropped.kept),
        "relation": finding.relation.value,
        "score": _rounded(finding.score),
        "confidence": _rounded(finding.confidence),
        "fingerprint": finding.fingerprint,
        "kept_because": dropped.because,
    }


def _settings(settings: Settings) -> Record:
    """Return the settings without `workers` and `memory_limit`, which never change a result."""
    return {
        "min_confidence": settings.min_confidence,
        "min_score": settings.min_score,
        "min_words": settings.min_words,
        "relations": [relation.value for relation in settings.relations],
        "candidates_per_article": settings.candidates_per_article,
        "boilerplate_in": settings.boilerplate_in,
        "group_by": settings.group_by,
        "groups": settings.groups,
        "representative": settings.representative.value,
        "prefer": list(settings.prefer),
        "id_field": settings.id_field,
        "text_field": settings.text_field,
        "title_field": settings.title_field,
        "date_field": settings.date_field,
        "language": settings.language,
        "encoding": settings.encoding,
        "max_file_size": settings.max_file_size,
        "ignore": settings.ignore,
        "include": list(settings.include),
        "exclude": list(settings.exclude),
        "stdin_filename": settings.stdin_filename,
    }


def _summary(summary: Summary) -> Record:
    return {
        "articles": summary.articles,
        "words": summary.words,
        "candidates": summary.candidates,
        "findings": {relation.value: count for relation, count in summary.findings.items()},
        "accepted": summary.accepted,
        "changed": summary.changed,
        "families": summary.families,
        "skipped": summary.skipped,
        "chance": None if summary.chance is None else _chance(summary.chance),
        "languages": dict(summary.languages),
        "boilerplate": _boilerplate(summary.boilerplate),
    }


def _boilerplate(found: Boilerplate) -> Record:
    return {
        "lines": found.lines,
        "articles": found.articles,
        "frequent": [{"text": line.text, "articles": line.articles} for line in found.frequent],
    }


def _chance(level: ChanceLevel) -> Record:
    return {
        "pairs": level.pairs,
        "median": _rounded(level.median),
        "p95": _rounded(level.p95),
        "p99": _rounded(level.p99),
        "highest": _rounded(level.highest),
    }


def _article(ref: ArticleRef) -> Record:
    return {
        "path": ref.path,
        "id": ref.id,
        "member": ref.member,
        "record": ref.record,
        "line": ref.line,
        "file_lines": ref.file_lines,
        "words": ref.words,
        "title": ref.title,
        "date": ref.date,
        "group": ref.group,
        "language": ref.language,
        "disguises": [{"kind": item.kind.value, "count": item.count} for item in ref.disguises],
        "boilerplate": {
            "words": ref.boilerplate_words,
            "lines": [_span(span) for span in ref.boilerplate],
        },
    }


def _direction(direction: Direction) -> Record:
    return {
        "original": direction.original,
        "confidence": _rounded(direction.confidence),
        "evidence": [
            {
                "name": item.name,
                "favours": item.favours,
                "weight": _rounded(item.weight),
                "detail": item.detail,
            }
            for item in direction.evidence
        ],
    }


def _passage(passage: Passage) -> Record:
    return {
        "a": _span(passage.a),
        "b": _span(passage.b),
        "score": _rounded(passage.score),
        "kind": passage.kind.value,
    }


def _matches(finding: Finding, texts: Mapping[str, str]) -> list[Record]:
    text_a, text_b = texts[finding.a.id], texts[finding.b.id]
    return [_match(match, text_a, text_b) for match in finding.matches]


def _match(match: Match, text_a: str, text_b: str) -> Record:
    return {
        "a": {**_span(match.a), "text": text_a[match.a.start : match.a.end]},
        "b": {**_span(match.b), "text": text_b[match.b.start : match.b.end]},
        "score": _rounded(match.score),
        "kind": match.kind.value,
        "labels": [label.value for label in match.labels],
        "edits": _edits(match.edits),
    }


def _edits(edits: Iterable[Edit]) -> list[Record]:
    return [
        {
            "op": edit.op,
            "a": {"start": edit.a_start, "end": edit.a_end},
            "b": {"start": edit.b_start, "end": edit.b_end},
        }
        for edit in edits
    ]


def _substitution(item: Substitution) -> Record:
    return {"from": item.source, "to": item.target, "count": item.count, "kind": item.kind.value}


def _acceptance(acceptance: Acceptance) -> Record:
    return {"reason": acceptance.reason, "owner": acceptance.owner}


def _alterations(finding: Finding, texts: Mapping[str, str]) -> list[Record]:
    text_a, text_b = texts[finding.a.id], texts[finding.b.id]
    return [
        {
            "kind": item.kind.value,
            "a": {**_span(item.a), "text": text_a[item.a.start : item.a.end]},
            "b": {**_span(item.b), "text": text_b[item.b.start : item.b.end]},
        }
        for item in finding.alterations
    ]


def _composition(composition: Composition) -> Record:
    return {
        "article": composition.article,
        "covered": _rounded(composition.covered),
        "sources": [
            {"source": item.source, "share": _rounded(item.share)} for item in composition.sources
        ],
    }


def _fact(fact: Fact) -> Record:
    return {
        "stage": fact.stage,
        "name": fact.name,
        "value": fact.value,
        "threshold": fact.threshold,
        "passed": fact.passed,
    }


def _span(span: Span) -> Record:
    return {
        "start": span.start,
        "end": span.end,
        "start_line": span.start_line,
        "end_line": span.end_line,
    }


def _rounded(value: float) -> float:
    return round(float(value), _DECIMALS)
