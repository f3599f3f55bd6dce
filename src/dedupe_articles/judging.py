"""Candidate pairs become findings: which pairs are worked on together, and what is made of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.align import align
from dedupe_articles.model import Relation
from dedupe_articles.text.tokenise import tokenise_all
from dedupe_articles.verdict import can_be_related, judge, measure, relation_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from dedupe_articles.candidates import Candidates
    from dedupe_articles.model import ArticleRef, Finding, Settings
    from dedupe_articles.rarity import Rarity
    from dedupe_articles.store import Store
    from dedupe_articles.text.tokens import Tokens

# What aligning a character costs in the units of the engine, at the least: sketching one is 1.
ALIGNMENT_COST: Final = 10
ON_REQUEST: Final = (Relation.QUOTES_ONLY, Relation.BOILERPLATE_ONLY)
# Pairs that a worker is given at one time.
_PAIRS_AT_ONCE: Final = 64
# Pairs whose texts are read from the store at one time, and how many words these may have.
_PAIRS_READ: Final = 64 * _PAIRS_AT_ONCE
_WORDS_READ: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class PairBatch:
    """Pairs of articles to align, by number, with the texts and references they need.

    `boilerplate` are the keys of lines to leave out, see `text.line_hashes`.
    """

    pairs: Sequence[tuple[int, int]]
    rarities: Sequence[Rarity]
    texts: Mapping[int, str]
    references: Mapping[int, ArticleRef]
    boilerplate: frozenset[int]
    settings: Settings


def pair_batches(candidates: Candidates, settings: Settings, store: Store) -> Iterator[PairBatch]:
    """Yield all candidate pairs; those that have articles in common come together."""
    words = store.word_counts()
    order = _neighbours_first(candidates, words)
    for rows in _readable(candidates, order, words):
        numbers = np.unique(np.append(candidates.a[rows], candidates.b[rows]))
        texts, references = store.texts(numbers), store.references(numbers)
        boilerplate = store.boilerplate(numbers)
        for first in range(0, len(rows), _PAIRS_AT_ONCE):
            some = rows[first : first + _PAIRS_AT_ONCE]
            pairs = list(zip(candidates.a[some].tolist(), candidates.b[some].tolist(), strict=True))
            needed = sorted({number for pair in pairs for number in pair})
            yield PairBatch(
                pairs=pairs,
                rarities=candidates.rarities(some),
                texts={number: texts[number] for number in needed},
                references={number: references[number] for number in needed},
                boilerplate=frozenset(k for n in needed for k in boilerplate.get(n, ())),
                settings=settings,
            )


def _neighbours_first(candidates: Candidates, words: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return an order of the pairs in which an article's pairs are near one another.

    The articles are walked depth first, from the longest and from each to the longest it makes a
    pair with; the pairs of each, but for those that came before, stand where the walk reaches it,
    the one to go on with last. What batches cost is the length of their texts.
    """
    a, b = candidates.a, candidates.b
    ends, others = np.concatenate([a, b]), np.concatenate([b, a])
    partners = others[np.lexsort((others, words[others], ends))].tolist()
    bounds = np.append(0, np.cumsum(np.bincount(ends, minlength=len(words)))).tolist()
    articles = np.unique(ends)
    places = [-1] * len(words)
    reached = 0
    for start in articles[np.argsort(-words[articles], kind="stable")].tolist():
        waiting = [start]
        while waiting:
            article = waiting.pop()
            if places[article] < 0:
                places[article] = reached
                reached += 1
                waiting += partners[bounds[article] : bounds[article + 1]]
    of_a, of_b = np.array(places)[a], np.array(places)[b]
    return np.lexsort((-np.maximum(of_a, of_b), np.minimum(of_a, of_b)))


def _readable(
    candidates: Candidates, order: NDArray[np.int64], words: NDArray[np.int64]
) -> Iterator[NDArray[np.int64]]:
    """Cut the pairs into stretches whose texts fit into memory together.

    A stretch ends with the pair that brings it to `_WORDS_READ`, its longest text not counted.
    """
    first = size = longest = 0
    held: set[int] = set()
    ends = zip(candidates.a[order].tolist(), candidates.b[order].tolist(), strict=True)
    for place, pair in enumerate(ends, 1):
        for number in set(pair) - held:
            size += int(words[number])
            longest = max(longest, int(words[number]))
        held.update(pair)
        if size - longest >= _WORDS_READ or place - first == _PAIRS_READ:
            yield order[first:place]
            first, size, longest, held = place, 0, 0, set()
    if first < len(order):
        yield order[first:]


def judge_pairs(batch: PairBatch) -> list[Finding]:
    """Align and judge the pairs of a batch; return those that are to be reported.

    Copies of a text are split into words once, and pairs of the same two texts judged once.
    """
    texts = list(dict.fromkeys(batch.texts.values()))
    tokens = dict(zip(texts, tokenise_all(texts, batch.boilerplate), strict=True))
    judged: dict[tuple[object, ...], Finding | None] = {}
    findings = []
    refs = batch.references
    for pair, rarity in zip(batch.pairs, batch.rarities, strict=True):
        a, b = sorted(pair, key=lambda number: refs[number].id)
        told = [(batch.texts[side], refs[side].title, refs[side].date) for side in (a, b)]
        key = (*told, rarity)
        if key not in judged:
            sides = tokens[batch.texts[a]], tokens[batch.texts[b]]
            judged[key] = _judged(sides, (refs[a], refs[b]), rarity, batch.settings)
        finding = judged[key]
        if finding is not None:
            ref_a, ref_b = (_with_boilerplate(refs[n], tokens[batch.texts[n]]) for n in (a, b))
            findings.append(replace(finding, a=ref_a, b=ref_b))
    return findings


def _with_boilerplate(reference: ArticleRef, tokens: Tokens) -> ArticleRef:
    """Let a reference say what is left out of the article."""
    if not tokens.left_out:
        return reference
    spans = tuple(tokens.lines.span(start, end) for start, end in tokens.left_out)
    return replace(reference, boilerplate=spans, boilerplate_words=tokens.words_left_out)


def _judged(
    tokens: tuple[Tokens, Tokens],
    references: tuple[ArticleRef, ArticleRef],
    rarity: Rarity,
    settings: Settings,
) -> Finding | None:
    """Return what there is to say of a pair; None if it is not to be reported."""
    wanted = wanted_relations(settings)
    alignment = align(*tokens)
    if Relation.UNRELATED not in wanted and not can_be_related(alignment, rarity):
        return None
    measures = measure(alignment)
    if relation_of(alignment, measures, rarity) not in wanted:
        return None
    finding = judge(alignment, measures, *references, rarity)
    return finding if is_reported(finding, settings) else None


def wanted_relations(settings: Settings) -> tuple[Relation, ...]:
    """Return the relations that are reported."""
    if settings.relations:
        return settings.relations
    return tuple(r for r in Relation if r not in ON_REQUEST and r is not Relation.UNRELATED)


def is_reported(finding: Finding, settings: Settings) -> bool:
    """Whether a pair passes the thresholds and its relation is asked for."""
    return (
        finding.relation in wanted_relations(settings)
        and finding.confidence >= settings.min_confidence
        and finding.score >= settings.min_score
    )
