"""Verdict: what an alignment means.

Relation, score, confidence, direction, substitutions and edit labels, each from measures that the
finding carries along. Pure functions; nothing here prints or reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dedupe_articles.model import (
    ArticleRef,
    Containment,
    EditLabel,
    Finding,
    Match,
    Relation,
)
from dedupe_articles.rarity import STANDING_HOLDERS
from dedupe_articles.verdict.alterations import find_alterations
from dedupe_articles.verdict.confidence import confidence
from dedupe_articles.verdict.direction import find_direction
from dedupe_articles.verdict.edits import (
    WordEdit,
    character_edits,
    label_edits,
    word_edits,
)
from dedupe_articles.verdict.identity import fingerprint, imprint
from dedupe_articles.verdict.measures import (
    Measures,
    measure,
    most_that_matches_allow,
    resemblance,
)
from dedupe_articles.verdict.moves import in_order
from dedupe_articles.verdict.substitutions import Swaps, find_substitutions, oriented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.align import Alignment, Ranges
    from dedupe_articles.align.pair import Pair
    from dedupe_articles.rarity import Rarity

__all__ = ["can_be_related", "confidence", "judge", "measure", "relation_of", "resemblance"]

NEAR_DUPLICATE_JACCARD: Final = 0.6
NEAR_DUPLICATE_ACCOUNTED: Final = 0.85
EXCERPT_COVERED: Final = 0.8
EXCERPT_CONTAINED: Final = 0.5
EXCERPT_OF_AT_MOST: Final = 0.6
DERIVED_COVERED: Final = 0.4
QUOTED: Final = 0.8
# An article that is covered beyond this was taken over, even if all of it is dialogue.
QUOTES_COVERED: Final = 0.8
# Articles that share little more with each other than with a dozen others, and differ in names and
# numbers, are filled-in forms of one template. Of the labelled pairs 0.03 % look so, of what would
# be findings among plain news 6 % (measured with benchmarks/haystack.py --features).
TEMPLATE_CONTRAST: Final = 1.0
TEMPLATE_SPECIFICS: Final = 0.01
# What `STANDING_HOLDERS` have is the standing text of a series if they share nearly as much with
# others, and if it is a small part of both; or if it is questions, which everyone answered. Of what
# would be findings among plain news 6 % look so, of 13,600 labelled pairs 4 (measured with
# benchmarks/haystack.py --features).
STANDING_CONTRAST: Final = 0.8
STANDING_ACCOUNTED: Final = 0.4
ASKED: Final = 0.4
UNRELATED_BELOW: Final = 0.5
_LABELS: Final = tuple(EditLabel)


def judge(
    alignment: Alignment, measures: Measures, a: ArticleRef, b: ArticleRef, rarity: Rarity
) -> Finding:
    """Return everything there is to say of a pair."""
    pair = alignment.pair
    ranges = alignment.match_words
    edits = [word_edits(pair, r[:2], r[2:]) for r in ranges]
    all_edits = [edit for of_match in edits for edit in of_match]
    swaps = find_substitutions(pair, all_edits, ranges)
    sure = confidence(measures, rarity)
    relation = relation_of(alignment, measures, rarity)
    is_exact = relation is Relation.EXACT
    resembling = resemblance(pair)
    direction = find_direction(alignment, measures, all_edits, swaps, (a, b))
    matches = _matches(alignment, ranges, edits)
    return Finding(
        fingerprint=fingerprint(alignment),
        a=a,
        b=b,
        relation=relation,
        score=1.0 if is_exact else round(_score(pair, measures, swaps), 4),
        confidence=1.0 if is_exact else round(sure, 4),
        jaccard=round(resembling.jaccard, 4),
        containment=Containment(round(resembling.a_in_b, 4), round(resembling.b_in_a, 4)),
        coverage_a=round(measures.a.covered, 4),
        coverage_b=round(measures.b.covered, 4),
        longest_run=measures.longest_run,
        quoted_share=round(max(measures.a.quoted, measures.b.quoted), 4),
        direction=direction,
        passages=alignment.passages,
        matches=matches,
        substitutions=oriented(swaps.substitutions, direction),
        alterations=find_alterations(pair, matches, edits),
        imprint=imprint(alignment),
    )


def can_be_related(alignment: Alignment, rarity: Rarity) -> bool:
    """Whether a pair can be anything but unrelated; half of the candidates cannot.

    Told without `measure`, which looks at every word of passages and matches.
    """
    if alignment.word_passages:
        return True
    most = most_that_matches_allow(alignment)
    is_sure = confidence(most, rarity) >= UNRELATED_BELOW
    return is_sure or max(most.a.covered, most.b.covered) >= DERIVED_COVERED


def relation_of(  # noqa: PLR0911 - one return for each relation, strongest first
    alignment: Alignment, measures: Measures, rarity: Rarity
) -> Relation:
    """Return the relation that the measures of a pair amount to."""
    a, b = measures.a, measures.b
    if a.words and a.words == b.words and _is_same_text(alignment.pair):
        return Relation.EXACT
    is_sure = confidence(measures, rarity) >= UNRELATED_BELOW
    if (
        is_sure
        and min(a.accounted, b.accounted) >= NEAR_DUPLICATE_ACCOUNTED
        and resemblance(alignment.pair).jaccard >= NEAR_DUPLICATE_JACCARD
    ):
        return Relation.NEAR_DUPLICATE
    # Of sides that are covered alike the one with fewer quotations, whichever of them is a.
    part, whole = sorted((a, b), key=lambda side: (-side.covered, side.quoted))
    if _is_boilerplate(measures, rarity) and (is_sure or part.covered >= DERIVED_COVERED):
        return Relation.BOILERPLATE_ONLY
    if not is_sure or not (alignment.matches or alignment.word_passages):
        return Relation.UNRELATED
    if part.quoted >= QUOTED and part.covered < QUOTES_COVERED:
        return Relation.QUOTES_ONLY
    if part.covered >= EXCERPT_COVERED and whole.covered <= EXCERPT_OF_AT_MOST:
        found = resemblance(alignment.pair)
        if (found.a_in_b if part is a else found.b_in_a) >= EXCERPT_CONTAINED:
            return Relation.EXCERPT
    if part.covered >= DERIVED_COVERED:
        return Relation.DERIVED
    return Relation.SHARED_PASSAGES


def _is_boilerplate(measures: Measures, rarity: Rarity) -> bool:
    """Whether a pair shares a template, the standing text of a series, or its questions."""
    if (
        rarity.contrast < TEMPLATE_CONTRAST
        and measures.share_of_specifics_lost >= TEMPLATE_SPECIFICS
    ):
        return True
    is_standing = rarity.contrast < STANDING_CONTRAST and measures.score < STANDING_ACCOUNTED
    asked = max(measures.a.asked, measures.b.asked)
    return rarity.holders >= STANDING_HOLDERS and (is_standing or asked >= ASKED)


def _is_same_text(pair: Pair) -> bool:
    return pair.a.tokens.text.split() == pair.b.tokens.text.split()


def _score(pair: Pair, measures: Measures, swaps: Swaps) -> float:
    """Return the share of words accounted for; a word swapped systematically counts as kept.

    A word swapped for another of its stem is accounted for anyway.
    """
    swapped = sum(
        count
        for words, count in swaps.counts.items()
        if pair.a.tokens.stem_of(words.a) != pair.b.tokens.stem_of(words.b)
    )
    return max(
        min(side.covered, side.accounted + swapped / max(side.words, 1))
        for side in (measures.a, measures.b)
    )


def _matches(
    alignment: Alignment, ranges: Sequence[Ranges], edits: Sequence[list[WordEdit]]
) -> tuple[Match, ...]:
    pair = alignment.pair
    a, b = pair.a.tokens, pair.b.tokens
    lines_a, lines_b = a.lines, b.lines
    steady = in_order(alignment.matches)
    matches = []
    for i, (match, words, changes) in enumerate(zip(alignment.matches, ranges, edits, strict=True)):
        labels = label_edits(pair, changes, words[:2], words[2:])
        if i not in steady:
            labels.add(EditLabel.MOVED)
        matches.append(
            Match(
                a=lines_a.span(*a.sentence_characters(match.a_start, match.a_end)),
                b=lines_b.span(*b.sentence_characters(match.b_start, match.b_end)),
                score=round(match.score, 4),
                kind=match.kind,
                labels=tuple(sorted(labels, key=_LABELS.index)),
                edits=character_edits(pair, changes, words[:2], words[2:]),
            )
        )
    return tuple(matches)
