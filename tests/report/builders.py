"""Scan results made by hand, so that reports are tested without the pipeline."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal

from dedupe_articles.model import (
    Acceptance,
    Alteration,
    AlterationKind,
    ArticleRef,
    Boilerplate,
    ChanceLevel,
    CommonLine,
    Comparison,
    Composition,
    Containment,
    Direction,
    Edit,
    EditLabel,
    Evidence,
    Fact,
    Family,
    Finding,
    Match,
    MatchKind,
    Passage,
    Relation,
    ScanResult,
    Settings,
    Skipped,
    SourceShare,
    Span,
    Substitution,
    SubstitutionKind,
    Summary,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

ORIGINAL = """\
The Metropolitan Police is being “monitored” over its recent performance, the independent \
inspectorate has confirmed.
Here forces will develop an “improvement plan” to address concerns.
Two Metropolitan Police officers facing rape allegations
Dame Cressida has been replaced on an interim basis by Sir Stephen House.
She had “no choice” but to step down after London Mayor Sadiq Khan lost “confidence” in her.
"""
DERIVED = """\
The Sofia police have been “monitored” for their recent performance, confirmed the independent \
inspectorate.
Here, the forces will develop an “improvement plan” to address the concerns.
She had “no choice” but to step down after London Mayor Sadiq Khan lost “confidence” in her.
Lady Cressida was temporarily replaced by Sir Stephen House.
Add Comment
"""
# Lines of the original and the lines of the derived article that say the same.
ALIGNED_LINES = ((1, 1), (2, 2), (4, 4), (5, 3))

_WORD = re.compile(r"\S+")
_OPS: dict[str, Literal["replace", "delete", "insert"]] = {
    "replace": "replace",
    "delete": "delete",
    "insert": "insert",
}


def line_span(text: str, line: int) -> Span:
    """Return the span of one line of `text`, without its line break."""
    lines = text.split("\n")
    start = sum(len(before) + 1 for before in lines[: line - 1])
    return Span(start, start + len(lines[line - 1]), line, line)


def word_span(text: str, words: str, length: int | None = None) -> Span:
    """Return the span of the first `words` in `text`, or of so many characters there."""
    start = text.index(words)
    line = text.count("\n", 0, start) + 1
    return Span(start, start + (len(words) if length is None else length), line, line)


def line_match(
    text_a: str, line_a: int, text_b: str, line_b: int, *labels: EditLabel, score: float = 0.7123
) -> Match:
    """Return the match of one line with another, its edits found word by word."""
    a, b = line_span(text_a, line_a), line_span(text_b, line_b)
    edits = word_edits(text_a, a, text_b, b)
    kind = MatchKind.REWRITTEN if edits else MatchKind.VERBATIM
    return Match(a, b, score if edits else 1.0, kind, labels, edits)


def word_edits(text_a: str, a: Span, text_b: str, b: Span) -> tuple[Edit, ...]:
    """Return the word-level differences of two spans."""
    words_a = [(m.start() + a.start, m.end() + a.start) for m in _WORD.finditer(_cut(text_a, a))]
    words_b = [(m.start() + b.start, m.end() + b.start) for m in _WORD.finditer(_cut(text_b, b))]
    matcher = SequenceMatcher(None, _cut(text_a, a).split(), _cut(text_b, b).split(), False)  # noqa: FBT003 - positional in 3.11
    return tuple(
        Edit(_OPS[op], *_range(words_a, i, j, a.end), *_range(words_b, k, m, b.end))
        for op, i, j, k, m in matcher.get_opcodes()
        if op != "equal"
    )


def finding_of(
    path_a: str,
    text_a: str,
    path_b: str,
    text_b: str,
    matches: Sequence[Match],
    **changes: Any,  # noqa: ANN401 - any field
) -> Finding:
    """Return a finding with every field filled; `changes` replaces fields."""
    fields: dict[str, Any] = {
        "fingerprint": "5f2b1c0d9e8a7f64",
        "a": ArticleRef(path_a, path_a, len(text_a.split())),
        "b": ArticleRef(path_b, path_b, len(text_b.split())),
        "relation": Relation.DERIVED,
        "score": 0.91666,
        "confidence": 0.98765,
        "jaccard": 0.312,
        "containment": Containment(a_in_b=0.464, b_in_a=0.4871),
        "coverage_a": 0.88,
        "coverage_b": 0.95,
        "longest_run": 18,
        "quoted_share": 0.25,
        "direction": Direction("a", 0.97, EVIDENCE),
        "passages": tuple(Passage(m.a, m.b, m.score, m.kind) for m in matches[:1]),
        "matches": tuple(matches),
        "substitutions": SUBSTITUTIONS,
    }
    return Finding(**{**fields, **changes})


def result_of(
    findings: Sequence[Finding],
    texts: dict[str, str],
    **changes: Any,  # noqa: ANN401 - any field
) -> ScanResult:
    """Return a scan result that holds `findings`; `changes` replaces fields."""
    counts: dict[Relation, int] = {}
    for finding in findings:
        counts[finding.relation] = counts.get(finding.relation, 0) + 1
    fields: dict[str, Any] = {
        "version": "0.1.0",
        "settings": Settings(),
        "summary": Summary(
            articles=len(texts),
            words=sum(len(text.split()) for text in texts.values()),
            candidates=len(findings),
            findings=counts,
            families=0,
            skipped=0,
        ),
        "skipped": (),
        "notices": (),
        "findings": tuple(findings),
        "families": (),
        "texts": texts,
    }
    return ScanResult(**{**fields, **changes})


def news_finding() -> Finding:
    """Return the finding for the small rewritten article above."""
    labels = (EditLabel.ENTITY_SWAP, EditLabel.INFLECTION)
    matches = [line_match(ORIGINAL, a, DERIVED, b, *labels) for a, b in ALIGNED_LINES]
    matches[-1] = Match(matches[-1].a, matches[-1].b, 1.0, MatchKind.VERBATIM, (EditLabel.MOVED,))
    altered = (
        Alteration(
            AlterationKind.QUOTATION,
            word_span(ORIGINAL, "Sir Stephen House"),
            word_span(DERIVED, "Sir Stephen"),
        ),
        Alteration(
            AlterationKind.NEGATION, word_span(ORIGINAL, "no"), word_span(DERIVED, "Add Comment", 0)
        ),
    )
    names = "news/original.txt", "news/derived.txt"
    return finding_of(names[0], ORIGINAL, names[1], DERIVED, matches, alterations=altered)


def news_result() -> ScanResult:
    """Return a scan with a finding, a family, merged sources, skipped files and a notice."""
    finding = news_finding()
    members = (finding.a.id, finding.b.id)
    return result_of(
        [finding],
        {finding.a.id: ORIGINAL, finding.b.id: DERIVED},
        summary=Summary(7, 1234, 3, {Relation.DERIVED: 1}, 1, 3, CHANCE),
        skipped=(
            Skipped("news/feed.jsonl", 'record has no field "text"', line=12),
            Skipped("news/logo.png", "binary file"),
            Skipped("news/photo.jpg", "binary file"),
        ),
        notices=("news/old.txt was read as cp1252",),
        families=(Family(members, finding.a.id),),
        compositions=(Composition(finding.b.id, SOURCES, covered=0.95316),),
    )


def boilerplate_result() -> ScanResult:
    """Return a scan with a finding of which one side has a footer that others have too."""
    finding = news_finding()
    footer = len(DERIVED.rstrip().splitlines())
    left_out = replace(finding.b, boilerplate=(line_span(DERIVED, footer),), boilerplate_words=2)
    lines = [CommonLine("Add Comment", 1200), *[CommonLine("x" * 200, 12)] * 9]
    result = result_of(
        [replace(finding, b=left_out)], {finding.a.id: ORIGINAL, finding.b.id: DERIVED}
    )
    return replace(
        result, summary=replace(result.summary, boilerplate=Boilerplate(60, 1234, tuple(lines)))
    )


def accepted_result() -> ScanResult:
    """Return a scan of two findings, one of them accepted."""
    standing = news_finding()
    acceptance = Acceptance("licensed from the agency", "news desk")
    accepted = replace(standing, relation=Relation.EXCERPT, score=0.5, accepted=acceptance)
    return result_of(
        [standing, accepted],
        {standing.a.id: ORIGINAL, standing.b.id: DERIVED},
        summary=Summary(2, 150, 2, {Relation.DERIVED: 1, Relation.EXCERPT: 1}, 0, 0, accepted=1),
    )


def varied_result() -> ScanResult:
    """Return a scan with findings of several kinds: of records, undecided, and an accepted one."""
    news = news_finding()
    ref = ArticleRef(
        "feed.jsonl#7",
        "feed.jsonl",
        62,
        line=7,
        title="Police “monitored”",
        record="7",
        file_lines=False,
    )
    note = ArticleRef("notes/été 1.md", "notes/été 1.md", 54, line=5, date="2024-05-01")
    excerpt = replace(
        news,
        fingerprint="0a1b2c3d4e5f6071",
        a=ref,
        b=note,
        relation=Relation.EXCERPT,
        score=1.0,
        direction=Direction(None, 0.5),
        passages=(),
        substitutions=(),
    )
    quotes = replace(excerpt, a=news.a, relation=Relation.QUOTES_ONLY, score=0.25, matches=())
    licensed = Acceptance("licensed from the agency", "news desk")
    accepted = replace(news, b=note, relation=Relation.NEAR_DUPLICATE, accepted=licensed)
    return replace(
        news_result(),
        summary=Summary(
            articles=7,
            words=1234,
            candidates=9,
            findings={
                Relation.NEAR_DUPLICATE: 1,
                Relation.DERIVED: 1,
                Relation.EXCERPT: 1,
                Relation.QUOTES_ONLY: 1,
            },
            families=1,
            skipped=3,
            chance=CHANCE,
            accepted=1,
        ),
        findings=(excerpt, news, accepted, quotes),
        texts={
            news.a.id: ORIGINAL,
            news.b.id: DERIVED,
            ref.id: ORIGINAL,
            note.id: DERIVED,
        },
    )


def news_comparison(*, reported: bool = True) -> Comparison:
    """Return the comparison of the small rewritten article with its original."""
    finding = news_finding()
    return Comparison(finding, reported, FACTS, {finding.a.id: ORIGINAL, finding.b.id: DERIVED})


EVIDENCE = (
    Evidence("residue", "a", 2.31, "only b ends in “Add Comment”, a line of a website's template"),
    Evidence("acronym", "a", 1.5, "in b, HMICFRS does not fit the words it stands for"),
    Evidence("length", "b", 0.2, "b is shorter"),
)
SUBSTITUTIONS = (
    Substitution("Metropolitan", "Sofia", 4, SubstitutionKind.NAME),
    Substitution("Dame", "Lady", 2, SubstitutionKind.WORD),
)
SOURCES = (SourceShare("news/original.txt", 0.89004), SourceShare("news/weather.txt", 0.06312))
CHANCE = ChanceLevel(pairs=200, median=0.0, p95=0.03125, p99=0.06101, highest=0.12)
FACTS = (
    Fact("sketch", "words of a", "62"),
    Fact("candidates", "shared shingles", "21", "3 or more", passed=True),
    Fact("candidates", "document frequency", "2", "2 to 50", passed=True),
    Fact("verdict", "score", "0.92", "min-score 0.95", passed=False),
)


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _range(words: list[tuple[int, int]], first: int, last: int, end: int) -> tuple[int, int]:
    if first < last:
        return words[first][0], words[last - 1][1]
    place = words[first][0] if first < len(words) else end
    return place, place
