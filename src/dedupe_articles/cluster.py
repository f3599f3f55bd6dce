"""Families: articles that descend from one another, directly or through others.

A chain of findings is no family: where two families hang together by a link that is much weaker
than those inside them, as when a round-up quotes from two stories, each stays a family. That is the
rule of Felzenszwalb and Huttenlocher ("Efficient Graph-Based Image Segmentation", 2004), on the
findings as links: from strong to weak, a link joins two families if it is not weaker, by more than
a leeway that shrinks with the size of the family, than the weakest link that holds each together. A
single article joins the family of its strongest link, however weak that is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final, Generic, Protocol, TypeVar

from dedupe_articles.dates import parse_date
from dedupe_articles.model import ArticleRef, Family, Finding, Relation, Representative, Settings

DESCENT: Final = (Relation.EXACT, Relation.NEAR_DUPLICATE, Relation.DERIVED, Relation.EXCERPT)
"""The relations that make a family: two that share passages only may draw on a third."""

# A family of n accepts a link to another that is weaker by LEEWAY / n than its own weakest.
LEEWAY: Final = 1.0


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


def families(findings: Sequence[Finding], settings: Settings) -> list[Family]:
    """Return the families that findings of descent make, sorted by their first member.

    The settings say which member represents a family, see `preference`.
    """
    descent = [finding for finding in findings if finding.relation in DESCENT]
    preferred = preference(descent, settings)
    links = [(strength(finding), finding.a.id, finding.b.id) for finding in descent]
    return [
        Family(tuple(group), min(group, key=preferred.__getitem__)) for group in communities(links)
    ]


def strength(finding: Finding) -> float:
    """Return how much two articles have of each other: the share of the side that has less."""
    return min(finding.coverage_a, finding.coverage_b)


@dataclass(slots=True)
class _Group(Generic[Node]):
    """Nodes that hold together, and the weakest link that joined two groups of them."""

    members: list[Node]
    weakest: float = 1.0

    @property
    def is_single(self) -> bool:
        return len(self.members) == 1

    @property
    def accepts(self) -> float:
        """The least strength of a link that may join the group to another."""
        return self.weakest - LEEWAY / len(self.members)


def communities(links: Iterable[tuple[float, Node, Node]]) -> list[list[Node]]:
    """Return groups of nodes that hold together, each sorted, sorted by their first member.

    Each link has a strength between 0 and 1. Links of one strength are taken in the order of
    their nodes, so that the order of `links` changes nothing.
    """
    groups: dict[Node, _Group[Node]] = {}
    ordered = sorted((-s, min(a, b), max(a, b)) for s, a, b in links)
    for weakness, first, second in ordered:
        left, right = (groups.setdefault(node, _Group([node])) for node in (first, second))
        large, small = (left, right) if len(left.members) >= len(right.members) else (right, left)
        if left is right:
            continue
        if large.is_single or not small.is_single:
            if -weakness < max(large.accepts, small.accepts):
                continue
            large.weakest = -weakness
        large.members.extend(small.members)
        groups |= dict.fromkeys(small.members, large)
    distinct = {id(group): group for group in groups.values()}.values()
    return sorted(sorted(group.members) for group in distinct if not group.is_single)


PREFERENCE: Final = (
    "in a preferred folder",
    "named the original more often",
    "the only one with a date",
    "dated earlier",
    "of the same day, with a time",
    "dated earlier",
    "first by path",
    "longer",
    "first by id",
)
"""What the places of a key of `preference` say of the article whose key is less there."""

# The four places of the age, where it does not count.
_ANY_AGE: Final = ((), (), (), ())


def preference(findings: Iterable[Finding], settings: Settings) -> Mapping[str, tuple[Any, ...]]:
    """Return a key for each article that stands in a finding: the least is the one to keep.

    First come the folders of `settings.prefer`, in their order; then what `settings.representative`
    asks for, of equals the longest and of those the first id.
    """
    named: Counter[str] = Counter()
    articles: dict[str, ArticleRef] = {}
    for finding in findings:
        articles |= {finding.a.id: finding.a, finding.b.id: finding.b}
        if finding.direction.original is not None:
            named[(finding.a if finding.direction.original == "a" else finding.b).id] += 1
    rule = settings.representative
    return {
        id_: (
            _folder_rank(article.path, settings.prefer),
            -named[id_] if rule is Representative.ORIGINAL else 0,
            *(_age(article.date) if rule is Representative.OLDEST else _ANY_AGE),
            (article.path, article.line) if rule is Representative.FIRST else (),
            -article.words,
            id_,
        )
        for id_, article in articles.items()
    }


def _age(date: str | None) -> tuple[Any, ...]:
    """Return what sorts from old to young; whose date is missing or not understood comes last."""
    dated = parse_date(date)
    return (True, *_ANY_AGE[1:]) if dated is None else (False, *dated.age())


def idle_preferences(settings: Settings, paths: Iterable[str]) -> Iterator[str]:
    """Say which preferred folders have none of the articles, of which the paths are given.

    Both are taken as they are written: what a path means on a disk, not every caller knows.
    """
    idle = list(dict.fromkeys(settings.prefer))
    for path in paths if idle else ():
        idle = [folder for folder in idle if not _lies_in(path, folder)]
        if not idle:
            break
    for folder in idle:
        yield f"--prefer {folder}: no article lies there; write the folder as their paths begin"


def _folder_rank(path: str, folders: Sequence[str]) -> int:
    ranks = (rank for rank, folder in enumerate(folders) if _lies_in(path, folder))
    return next(ranks, len(folders))


def _lies_in(path: str, folder: str) -> bool:
    return PurePosixPath(path).is_relative_to(PurePosixPath(folder))
