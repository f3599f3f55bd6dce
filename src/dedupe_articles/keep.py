"""What to keep of a corpus and what to drop: of each family what stands for it, and why.

An article is dropped only for a finding that joins it to an article that is kept, so that every
decision can be looked up. What a family holds beyond that, joined to dropped members only, is kept.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dedupe_articles.cluster import DESCENT, PREFERENCE, preference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.model import ArticleRef, Family, Finding, Settings


@dataclass(frozen=True, slots=True)
class Dropped:
    """An article to drop, the one that is kept in its place, and the finding that joins them.

    `because` says what the kept one has before the other, one of `cluster.PREFERENCE`.
    """

    article: ArticleRef
    kept: ArticleRef
    finding: Finding
    because: str


def dropped(
    findings: Sequence[Finding], families: Sequence[Family], settings: Settings
) -> list[Dropped]:
    """Return the articles to drop, sorted by id.

    The members of a family are looked at in the order of preference; one that has a finding with
    a kept member is dropped for it, of several for the one with the highest score, of those with
    the highest confidence, of those for the most preferred.
    """
    descent = [finding for finding in findings if finding.relation in DESCENT]
    preferred = preference(descent, settings)
    related: defaultdict[str, dict[str, Finding]] = defaultdict(dict)
    for finding in descent:
        related[finding.a.id][finding.b.id] = related[finding.b.id][finding.a.id] = finding
    found = []
    for family in families:
        kept: set[str] = set()
        for member in sorted(family.members, key=preferred.__getitem__):
            reasons = [
                (-finding.score, -finding.confidence, preferred[other], finding)
                for other, finding in related[member].items()
                if other in kept
            ]
            if reasons:
                *_, best = min(reasons, key=lambda reason: reason[:3])
                article, partner = (best.a, best.b) if best.a.id == member else (best.b, best.a)
                keys = zip(preferred[member], preferred[partner.id], PREFERENCE, strict=True)
                because = next(reason for mine, others, reason in keys if mine != others)
                found.append(Dropped(article, partner, best, because))
            else:
                kept.add(member)
    return sorted(found, key=lambda item: item.article.id)
