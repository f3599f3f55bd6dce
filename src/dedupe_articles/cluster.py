"""Families: articles that descend from one another, directly or through others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Final, Protocol, TypeVar

from dedupe_articles.model import Family, Finding, Relation

# Two articles that share passages only may draw on a third; they are not of one family for that.
_DESCENT: Final = (Relation.EXACT, Relation.NEAR_DUPLICATE, Relation.DERIVED, Relation.EXCERPT)


class _Ordered(Hashable, Protocol):
    def __lt__(self, other: Any, /) -> bool: ...  # noqa: ANN401 - as in typeshed


Node = TypeVar("Node", bound=_Ordered)


def components(links: Iterable[tuple[Node, Node]]) -> list[list[Node]]:
    """Return the connected components of a graph, each sorted, sorted by their first member."""
    parents: dict[Node, Node] = {}

    def root(node: Node) -> Node:
        parents.setdefault(node, node)
        while parents[node] != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    for first, second in links:
        low, high = sorted((root(first), root(second)))
        parents[high] = low
    groups: dict[Node, list[Node]] = defaultdict(list)
    for node in parents:
        groups[root(node)].append(node)
    return sorted(sorted(group) for group in groups.values())


def families(findings: Sequence[Finding]) -> list[Family]:
    """Return the families that findings of descent make, sorted by their first member.

    The representative is the article most often named the original, of equals the longest.
    """
    named: Counter[str] = Counter()
    words: dict[str, int] = {}
    links = []
    for finding in findings:
        if finding.relation not in _DESCENT:
            continue
        links.append((finding.a.id, finding.b.id))
        words |= {finding.a.id: finding.a.words, finding.b.id: finding.b.words}
        if finding.direction.original is not None:
            named[(finding.a if finding.direction.original == "a" else finding.b).id] += 1
    return [
        Family(tuple(group), min(group, key=lambda id_: (-named[id_], -words[id_], id_)))
        for group in components(links)
    ]
