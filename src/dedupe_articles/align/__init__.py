"""Alignment: given two texts, which passages and sentences of one came from the other.

Knows no files, no formats, no other articles: the same two texts always give the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.align.borders import accounted_for
from dedupe_articles.align.matches import SentenceMatch, match_sentences
from dedupe_articles.align.pair import Pair, Seeds, find_seeds, leads, pair_texts
from dedupe_articles.align.passages import WordPassage, find_passages
from dedupe_articles.align.runs import Run, verbatim_runs
from dedupe_articles.align.summaries import find_summary
from dedupe_articles.model import Passage
from dedupe_articles.text.tokenise import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.text.tokens import Tokens

# Cells of the sentence matrix below this overlap lead nowhere: even with the words in the same
# order they could not reach the level at which a match counts.
LEAST_OVERLAP: Final = 0.15
CELLS_PER_SENTENCE: Final = 5


Ranges = tuple[int, int, int, int]
"""First and past-last word on side a, then on side b."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two texts share, in word positions of `pair`; `passages` gives it in characters."""

    pair: Pair
    runs: Sequence[Run]
    word_passages: Sequence[WordPassage]
    matches: Sequence[SentenceMatch]

    def swapped(self) -> Alignment:
        """Return the same alignment seen from the other side."""
        return Alignment(
            self.pair.swapped(),
            sorted(run.swapped() for run in self.runs),
            sorted((passage.swapped() for passage in self.word_passages), key=_place),
            sorted((match.swapped() for match in self.matches), key=lambda m: m.a_start),
        )

    @property
    def match_words(self) -> list[Ranges]:
        """The words of every match."""
        a, b = (side.tokens.bounds.tolist() for side in (self.pair.a, self.pair.b))
        return [(a[m.a_start], a[m.a_end], b[m.b_start], b[m.b_end]) for m in self.matches]

    @property
    def passage_words(self) -> list[Ranges]:
        """The words of every passage."""
        places = (passage.where for passage in self.word_passages)
        return [(w.a_start, w.a_end, w.b_start, w.b_end) for w in places]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages with characters, lines and scores, in the order of a."""
        lines_a, lines_b = self.pair.a.tokens.lines, self.pair.b.tokens.lines
        return tuple(
            Passage(
                lines_a.span(*self.pair.a.tokens.characters(p.where.a_start, p.where.a_end)),
                lines_b.span(*self.pair.b.tokens.characters(p.where.b_start, p.where.b_end)),
                round(_accounted_share(self.pair, p), 4),
                p.kind,
            )
            for p in self.word_passages
        )


def align_texts(a: str, b: str) -> Alignment:
    """Align two texts."""
    return align(tokenise(a), tokenise(b))


def align(a: Tokens, b: Tokens) -> Alignment:
    """Align two texts that are split into words and sentences already.

    The stages below give one side the lead where choices are equal, see `leads`.
    """
    if not leads(a, b):
        return _align(b, a).swapped()
    return _align(a, b)


def _align(a: Tokens, b: Tokens) -> Alignment:
    pair = pair_texts(a, b)
    runs = verbatim_runs(pair)
    seeds = find_seeds(pair, LEAST_OVERLAP, CELLS_PER_SENTENCE)
    passages = _with_summary(pair, seeds, find_passages(pair, runs, seeds))
    return Alignment(pair, runs, passages, match_sentences(pair, seeds))


def _with_summary(pair: Pair, seeds: Seeds, passages: list[WordPassage]) -> list[WordPassage]:
    """Put a summary, of b in a or else of a in b, in the place of the passages it overlaps."""
    summary = find_summary(pair, seeds, passages)
    if summary is not None:
        kept = [p for p in passages if not p.where.overlaps_on_a(summary.where)]
        return sorted([*kept, summary], key=_place)
    swapped = [p.swapped() for p in passages]
    summary = find_summary(pair.swapped(), seeds.swapped(), swapped)
    if summary is None:
        return passages
    kept = [p for p in swapped if not p.where.overlaps_on_a(summary.where)]
    return sorted([p.swapped() for p in [*kept, summary]], key=_place)


def _place(passage: WordPassage) -> tuple[int, int]:
    return passage.where.a_start, passage.where.b_start


def _accounted_share(pair: Pair, passage: WordPassage) -> float:
    """Return the share of the shorter side's words that the other side has too."""
    where = passage.where
    a = pair.a.words[where.a_start : where.a_end]
    b = pair.b.words[where.b_start : where.b_end]
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    stock = np.bincount(long, minlength=len(pair.weights))
    return float(accounted_for(short, stock).mean())
