"""Why a pair is reported or not: what every stage saw of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from dedupe_articles.candidates import MAX_DF, MIN_SHARED, worth_of_one
from dedupe_articles.judging import wanted_relations
from dedupe_articles.model import Fact, Finding, MatchKind, Settings
from dedupe_articles.rarity import MIN_PROMISE, Rarity
from dedupe_articles.resemblance import MIN_RESEMBLANCE
from dedupe_articles.sketch import BANDS, band_keys, estimated_jaccard, minhash
from dedupe_articles.verdict import resemblance

if TYPE_CHECKING:
    from dedupe_articles.align import Alignment
    from dedupe_articles.verdict.measures import Measures, Resemblance


def pair_rarity(found: Resemblance) -> Rarity:
    """Return what the store would see of two articles that are scanned alone."""
    alone = worth_of_one(2) / 1000
    return Rarity(found.shared, found.shared * (alone - math.log(2)), 0.0, alone)


def explain(
    alignment: Alignment, measures: Measures, finding: Finding, settings: Settings
) -> tuple[Fact, ...]:
    """Return the facts of every stage, in order."""
    return (
        *_loading(measures, settings),
        *_candidacy(alignment),
        *_alignment(alignment, measures),
        *_verdict(finding, settings),
    )


def _loading(measures: Measures, settings: Settings) -> list[Fact]:
    least = settings.min_words
    return [
        Fact("load", f"words of {side}", str(words), f"at least {least}", words >= least)
        for side, words in (("a", measures.a.words), ("b", measures.b.words))
    ]


def _candidacy(alignment: Alignment) -> list[Fact]:
    found = resemblance(alignment.pair)
    signatures = []
    for side in (alignment.pair.a, alignment.pair.b):
        shingles = side.tokens.shingles
        signatures.append(minhash(shingles, np.array([0, len(shingles)])))
    keys = [band_keys(signature)[0] for signature in signatures]
    # The signatures of texts without a shingle are equal, and say nothing.
    shingled = found.of_a > 0 and found.of_b > 0
    bands = int((keys[0] == keys[1]).sum()) if shingled else 0
    estimate = float(estimated_jaccard(signatures[0], signatures[1])[0]) if shingled else 0.0
    alike = bands > 0 and estimate >= MIN_RESEMBLANCE
    enough = found.shared >= MIN_SHARED
    promised = pair_rarity(found).promise(found.of_a, found.of_b)
    promising = promised >= MIN_PROMISE
    return [
        Fact("sketch", "Jaccard, estimated", f"{estimate:.3f}"),
        Fact("sketch", "Jaccard, exact", f"{found.jaccard:.3f}"),
        Fact("sketch", "containment of a in b", f"{found.a_in_b:.3f}"),
        Fact("sketch", "containment of b in a", f"{found.b_in_a:.3f}"),
        Fact(
            "candidates",
            f"MinHash bands in common, of {BANDS}",
            str(bands),
            f"at least 1, and an estimated Jaccard of {MIN_RESEMBLANCE}",
            alike,
        ),
        Fact(
            "candidates",
            f"shingles in common, those in over {MAX_DF} articles of a scan not counted",
            str(found.shared),
            f"at least {MIN_SHARED}",
            enough,
        ),
        Fact(
            "candidates",
            "promise of what they share (log odds)",
            f"{promised:.2f}",
            f"at least {MIN_PROMISE}",
            promising,
        ),
        Fact(
            "candidates",
            "would be aligned",
            "yes" if alike or (enough and promising) else "no",
            "alike, or enough shared with enough promise",
            alike or (enough and promising),
        ),
    ]


def _alignment(alignment: Alignment, measures: Measures) -> list[Fact]:
    verbatim = sum(match.kind is MatchKind.VERBATIM for match in alignment.matches)
    return [
        Fact(
            "align",
            "sentences",
            " and ".join(
                str(len(s.tokens.bounds) - 1) for s in (alignment.pair.a, alignment.pair.b)
            ),
        ),
        Fact("align", "sentence matches", f"{len(alignment.matches)}, {verbatim} of them verbatim"),
        Fact("align", "passages", str(len(alignment.word_passages))),
        Fact("align", "longest verbatim run", f"{measures.longest_run} words"),
        Fact("align", "words of a accounted for", f"{measures.a.accounted:.3f}"),
        Fact("align", "words of b accounted for", f"{measures.b.accounted:.3f}"),
    ]


def _verdict(finding: Finding, settings: Settings) -> list[Fact]:
    sure, score = settings.min_confidence, settings.min_score
    return [
        Fact(
            "verdict",
            "relation",
            finding.relation.value,
            "one that is reported",
            finding.relation in wanted_relations(settings),
        ),
        Fact(
            "verdict",
            "confidence",
            f"{finding.confidence:.3f}",
            f"at least {sure}",
            finding.confidence >= sure,
        ),
        Fact(
            "verdict", "score", f"{finding.score:.3f}", f"at least {score}", finding.score >= score
        ),
    ]
