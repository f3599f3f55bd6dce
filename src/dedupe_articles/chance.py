"""The chance level of a scan: the scores of articles that have nothing to do with each other.

A threshold means something only beside it, and folders differ: articles on one subject, or made
from one template, share more by chance than news from everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.align import align
from dedupe_articles.judging import ALIGNMENT_COST
from dedupe_articles.model import ChanceLevel
from dedupe_articles.text.tokenise import tokenise_all
from dedupe_articles.verdict import measure

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from dedupe_articles.candidates import Candidates
    from dedupe_articles.engine.local import LocalEngine
    from dedupe_articles.model import Groups
    from dedupe_articles.store import Store

LEAST_ARTICLES: Final = 20
LEAST_PAIRS: Final = 100  # fewer have no 99th percentile to speak of
MOST_PAIRS: Final = 200
# Longer articles, in characters, are left out: aligning two of this length took 11 ms, and the
# time grows with the product of the lengths.
LONGEST_ARTICLE: Final = 20_000

# Number and id of the articles that a hash of their ids selects, for every SQL engine. Of a large
# group of copies most pairs are no candidates, and yet no chance: those for which another article
# stands are left out.
SAMPLE: Final = (
    f"SELECT no, id FROM articles WHERE characters <= {LONGEST_ARTICLE}"  # noqa: S608 - our own numbers
    " AND NOT EXISTS (SELECT 1 FROM collapsed WHERE collapsed.article = articles.no)"
    f" ORDER BY md5(id), id LIMIT {MOST_PAIRS}"
)

_PAIRS_AT_ONCE: Final = 25


@dataclass(frozen=True, slots=True)
class ChancePairs:
    """Pairs of articles to align, by number, with their texts.

    `boilerplate` are the keys of lines to leave out, see `text.line_hashes`.
    """

    pairs: Sequence[tuple[int, int]]
    texts: Mapping[int, str]
    boilerplate: frozenset[int]


def chance_level(
    store: Store, candidates: Candidates, engine: LocalEngine, groups: Groups | None = None
) -> ChanceLevel | None:
    """Return what random pairs of articles score that could be candidates and are none.

    The sample follows from the ids of the articles: neither their order nor the number of workers
    changes it. None where there are too few articles, or too few pairs that are no candidates.
    Needs the table `collapsed`.
    """
    found = store.arrays(SAMPLE)
    ids = dict(zip(found["no"].tolist(), found["id"].tolist(), strict=True))
    numbers = list(ids)
    known = _known_pairs(numbers, candidates)
    members: Mapping[int, object] | None = None
    if groups is not None:
        members = dict(zip(numbers, store.groups()[numbers].tolist(), strict=True))
    pairs = chance_pairs(ids, known, members, groups)
    return level_of(engine.map(scores, _work(pairs, store))) if pairs else None


def chance_pairs(
    ids: Mapping[int, str],
    known: Container[tuple[int, int]],
    members: Mapping[int, object] | None = None,
    groups: Groups | None = None,
) -> list[tuple[int, int]]:
    """Return pairs of articles that could be candidates and are none; none if there are too few.

    `ids` is the sample, by number, in its order. `known` are the candidates, the lesser number
    first; `members` gives the group of each, where only some pairs of `groups` are pairs at all.
    """
    if len(ids) < LEAST_ARTICLES:
        return []
    others = (
        (a, b)
        for a, b in _pairs(list(ids))
        if (a, b) not in known
        and (members is None or (members[a] == members[b]) is (groups == "within"))
    )
    # As everywhere, the lesser id is the first side.
    pairs = [(a, b) if ids[a] < ids[b] else (b, a) for a, b in islice(others, MOST_PAIRS)]
    return pairs if len(pairs) >= LEAST_PAIRS else []


def level_of(batches: Iterable[list[float]]) -> ChanceLevel:
    """Return the level that scores of random pairs have."""
    found = [score for batch in batches for score in batch]
    # Nearest rank: each figure is a score that was seen.
    figures = np.quantile(found, [0.5, 0.95, 0.99, 1.0], method="inverted_cdf")
    return ChanceLevel(len(found), *(round(float(figure), 4) for figure in figures))


def scores(batch: ChancePairs) -> list[float]:
    """Return the score of each pair of a batch."""
    split = tokenise_all(list(batch.texts.values()), batch.boilerplate)
    tokens = dict(zip(batch.texts, split, strict=True))
    return [measure(align(tokens[a], tokens[b])).score for a, b in batch.pairs]


def _pairs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield every pair once, the lesser number first: neighbours of a ring, then ever farther.

    So that the first pairs, which are those that are used, have every article equally often.
    """
    count = len(numbers)
    for distance in range(1, count // 2 + 1):
        opposite = 2 * distance == count
        for place in range(count // 2 if opposite else count):
            a, b = numbers[place], numbers[(place + distance) % count]
            yield min(a, b), max(a, b)


def _known_pairs(numbers: Sequence[int], candidates: Candidates) -> set[tuple[int, int]]:
    """Return the candidates among some articles."""
    among = np.isin(candidates.a, numbers) & np.isin(candidates.b, numbers)
    return set(zip(candidates.a[among].tolist(), candidates.b[among].tolist(), strict=True))


def _work(pairs: Sequence[tuple[int, int]], store: Store) -> Iterator[tuple[ChancePairs, int]]:
    """Yield the pairs in batches, each with its cost."""
    for first in range(0, len(pairs), _PAIRS_AT_ONCE):
        some = pairs[first : first + _PAIRS_AT_ONCE]
        numbers = np.unique(np.array(some, dtype=np.int32))
        texts = store.texts(numbers)
        keys = frozenset(key for found in store.boilerplate(numbers).values() for key in found)
        yield ChancePairs(some, texts, keys), ALIGNMENT_COST * sum(map(len, texts.values()))
