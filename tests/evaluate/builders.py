"""Findings made by hand, so that scores are tested without the pipeline."""

from __future__ import annotations

from dedupe_articles.model import ArticleRef, Containment, Direction, Finding, Relation


def finding(
    a: str,
    b: str,
    relation: Relation = Relation.DERIVED,
    score: float = 0.8,
    confidence: float = 0.9,
) -> Finding:
    """Return a finding of which only what an evaluation looks at is chosen."""
    return Finding(
        fingerprint="",
        a=ArticleRef(a, a, 100),
        b=ArticleRef(b, b, 100),
        relation=relation,
        score=score,
        confidence=confidence,
        jaccard=0.0,
        containment=Containment(0.0, 0.0),
        coverage_a=0.0,
        coverage_b=0.0,
        longest_run=0,
        quoted_share=0.0,
        direction=Direction(None, 0.5),
        passages=(),
        matches=(),
        substitutions=(),
    )
