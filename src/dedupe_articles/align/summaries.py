"""Summaries: a stretch of one text that condenses the other as a whole.

A summary shares words with its source, but no sentence of it need resemble a sentence there. What
shows it is a stretch whose distinct words nearly all stand in the source, all over it, and more
of them than passages already found explain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.align.borders import Rectangle, best_stretch, snap
from dedupe_articles.align.passages import WordPassage
from dedupe_articles.model import MatchKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dedupe_articles.align.pair import Pair, Seeds

# All measured with benchmarks/pan.py (train, kind 05-summary-obfuscation against all others).
MIN_WORDS: Final = 20
MIN_EVIDENCE: Final = 75.0
MIN_UNEXPLAINED: Final = 15.0
MIN_TYPICAL_OVERLAP: Final = 0.22  # median over its sentences of the overlap with the best partner
CONDENSED: Final = (3.0, 15.0)  # length of the source in lengths of the summary
# A text that is longer has a stretch like a summary of the other somewhere by chance; with one, the
# texts of PAN differ by a factor of 6 at most.
MOST_TIMES: Final = 50
MIN_SPREAD: Final = 0.7  # share of the source between the outer 5 % of the shared words
CHANCE_FACTOR: Final = 1.2
# When more of a than this stands in b, be it that all of a is the summary or that b is long, there
# is no other text left to tell the summary from; its sentences must then resemble the source more.
MAX_CHANCE: Final = 0.5
MIN_OVERLAP_WITHOUT_CONTRAST: Final = 0.4


def find_summary(pair: Pair, seeds: Seeds, passages: Sequence[WordPassage]) -> WordPassage | None:
    """Return the stretch of a that summarises b, if there is one."""
    least, most = CONDENSED
    is_possible = least * MIN_WORDS <= len(pair.b) <= most * len(pair.a)
    is_possible &= len(pair.a) <= MOST_TIMES * len(pair.b)
    # The words that both texts have are all the evidence there can be.
    if not is_possible or pair.weights[pair.shared].sum() < MIN_EVIDENCE:
        return None
    weights, in_b = pair.weights[pair.a.words], pair.shared[pair.a.words]
    chance = float(weights[in_b].sum() / max(weights.sum(), 1e-9))
    start, end = _densest_stretch(weights, in_b, passages, chance)
    length = end - start
    if length < MIN_WORDS or not least * length <= len(pair.b) <= most * length:
        return None
    words = np.unique(pair.a.words[start:end])
    evidence = _evidence(pair, words)
    if evidence < MIN_EVIDENCE or _spread(pair, words) < MIN_SPREAD:
        return None
    explained = _explained(pair, start, end, passages)
    if _evidence(pair, words[~explained[words]]) < MIN_UNEXPLAINED:
        return None
    alike = MIN_TYPICAL_OVERLAP if chance < MAX_CHANCE else MIN_OVERLAP_WITHOUT_CONTRAST
    if _typical_overlap(pair, seeds, start, end) < alike:
        return None
    start, end = snap(pair.a, start, end)
    return WordPassage(Rectangle(start, end, 0, len(pair.b)), evidence, MatchKind.SUMMARY)


def _densest_stretch(
    weights: NDArray[np.float64],
    in_b: NDArray[np.bool_],
    passages: Sequence[WordPassage],
    chance: float,
) -> tuple[int, int]:
    """Return the words of a that stand most densely in b; `chance` is the share that does.

    A missing word costs more the more of a stands in b by chance, so that a long b does not turn
    all of a into its summary. Verbatim passages are no part of a summary.
    """
    cost = max(1.0, CHANCE_FACTOR * chance / (1 - chance)) if chance < MAX_CHANCE else 1.0
    gains = np.where(in_b, weights, -cost * weights)
    for passage in passages:
        if passage.kind is MatchKind.VERBATIM:
            gains[passage.where.a_start : passage.where.a_end] = -weights.sum()
    start, end, _ = best_stretch(gains)
    return start, end


def _evidence(pair: Pair, words: NDArray[np.int64]) -> float:
    """Return the weight of the words that both texts have less that of the others."""
    weights = pair.weights[words]
    return float(np.where(pair.shared[words], weights, -weights).sum())


def _spread(pair: Pair, words: NDArray[np.int64]) -> float:
    """Return over which share of b the weightier of the words are spread."""
    weighty = words[pair.weights[words] > np.median(pair.weights) / 2]
    places = np.flatnonzero(np.isin(pair.b.words, weighty))
    if not len(places):
        return 0.0
    low, high = np.percentile(places, [5, 95])
    return float((high - low) / len(pair.b))


def _explained(
    pair: Pair, start: int, end: int, passages: Sequence[WordPassage]
) -> NDArray[np.bool_]:
    """Say of each word whether a passage already accounts for it inside the stretch."""
    explained = np.zeros(len(pair.weights), dtype=np.bool_)
    for passage in passages:
        where = passage.where
        if where.a_start < end and start < where.a_end:
            a = pair.a.words[max(where.a_start, start) : min(where.a_end, end)]
            explained[np.intersect1d(a, pair.b.words[where.b_start : where.b_end])] = True
    return explained


def _typical_overlap(pair: Pair, seeds: Seeds, start: int, end: int) -> float:
    """Return the median overlap of the sentences of the stretch with their best partners.

    A sentence without a seed counts as 0.
    """
    sentences = pair.a.tokens.sentences
    first, last = int(sentences[start]), int(sentences[end - 1]) + 1
    low, high = seeds.a.searchsorted([first, last])
    best = np.zeros(last - first, dtype=np.float32)
    np.maximum.at(best, seeds.a[low:high] - first, seeds.overlap[low:high])
    return float(np.median(best))
