"""Which stage of a scan lost a pair, and by how much.

The store of the scan says what the candidate search saw of a pair. A pair that was aligned and
came out as unrelated is judged again with what the search saw, so that its figures are those of
the scan; one that was not aligned is compared as `dedupe compare` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

import numpy as np

from dedupe_articles.align import align
from dedupe_articles.candidates import MAX_DF, MIN_SHARED, keep_tables
from dedupe_articles.groups import group_of
from dedupe_articles.pipeline import compare
from dedupe_articles.resemblance import tables_for
from dedupe_articles.text.tokenise import tokenise
from dedupe_articles.verdict import UNRELATED_BELOW, judge, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.candidates import Candidates
    from dedupe_articles.evaluate.names import NamedPairs
    from dedupe_articles.evaluate.truth import LabelledPair
    from dedupe_articles.model import Article, Finding, Settings
    from dedupe_articles.rarity import Rarity
    from dedupe_articles.store import Store

Stage = Literal["load", "candidates", "align", "verdict"]
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
"""The stages that can lose a pair, in order."""

# The tables are those of `candidates.sql`, and the two put there below.
_CANDIDACIES: Final = """
WITH numbered AS (
    SELECT row_no, least(p.no, q.no) AS a, greatest(p.no, q.no) AS b
    FROM labelled
    JOIN articles p ON p.id = labelled.a
    JOIN articles q ON q.id = labelled.b
), common AS (
    SELECT row_no, count(*) AS shared
    FROM numbered
    JOIN rare_postings p ON p.article = a
    JOIN rare_postings q ON q.article = b AND q.hash = p.hash
    GROUP BY row_no
), places AS (
    SELECT row_no, min(place) AS place
    FROM numbered
    JOIN ranked USING (a, b)
    GROUP BY row_no
)
SELECT row_no, n.a AS a, n.b AS b,
       coalesce(candidate, -1) AS candidate,
       coalesce(shared, 0) AS shared,
       coalesce(place, 0) AS place,
       n.a IN (SELECT article FROM collapsed) OR n.b IN (SELECT article FROM collapsed) AS stood_in
FROM numbered n
LEFT JOIN candidate_pairs c ON c.a = n.a AND c.b = n.b
LEFT JOIN common USING (row_no)
LEFT JOIN places USING (row_no)
ORDER BY row_no
"""


@dataclass(frozen=True, slots=True)
class Candidacy:
    """What the candidate search of a scan saw of a pair.

    `rarity` is None if the pair was not aligned. `shared` counts the rare shingles both have;
    `place` is the better of its places among the pairs of either article, 0 if it shares too
    little to have one. `stood_in` tells that one of the two is left to a copy that stands for its
    large group of near-duplicates. `boilerplate` are the keys of the lines that were left out of
    both.
    """

    rarity: Rarity | None
    shared: int
    place: int
    stood_in: bool
    boilerplate: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class MissedPair:
    """A labelled pair that should have been reported: the stage that lost it, and why.

    `finding` is what the pair amounts to when it is aligned, None if an article is missing.
    """

    pair: LabelledPair
    stage: Stage
    reason: str
    finding: Finding | None = None


def find_candidacies(
    store: Store,
    candidates: Candidates,
    pairs: Sequence[tuple[str, str]],
    settings: Settings,
) -> dict[tuple[str, str], Candidacy]:
    """Look pairs of ids up in the store of a scan, after `find_candidates` has searched it.

    Pairs of which the store lacks an article are left out.
    """
    if not pairs:
        return {}
    tables, across = tables_for(settings.grouping), settings.grouping == "across"
    keep_tables(store, settings.candidates_per_article, tables, across=across)
    ids = np.array(pairs, dtype=object)
    store.put("labelled", {"row_no": np.arange(len(pairs)), "a": ids[:, 0], "b": ids[:, 1]})
    places = np.arange(len(candidates))
    store.put("candidate_pairs", {"candidate": places, "a": candidates.a, "b": candidates.b})
    seen = store.arrays(_CANDIDACIES)
    keys = store.boilerplate(np.append(seen["a"], seen["b"]).astype(np.int32))
    return {
        pairs[row]: Candidacy(
            candidates.rarities(np.array([candidate]))[0] if candidate >= 0 else None,
            shared,
            place,
            stood_in,
            frozenset(keys.get(a, ())) | frozenset(keys.get(b, ())),
        )
        for row, a, b, candidate, shared, place, stood_in in zip(
            *(column.tolist() for column in seen.values()), strict=True
        )
    }


def explain_miss(
    pair: LabelledPair,
    named: NamedPairs,
    candidacy: Candidacy | None,
    finding: Finding | None,
    settings: Settings,
) -> MissedPair:
    """Say which stage lost a pair.

    Args:
        pair: by ids; it should have been reported and was not.
        named: the articles of the scan, and why others could not be read.
        candidacy: what the candidate search saw; None if the store lacks one of the two.
        finding: the verdict of the scan, if it was not "unrelated".
        settings: the settings of the scan that should have reported it.

    """
    if candidacy is None:
        reasons = [f"{x}: {named.unread[x]}" for x in (pair.a, pair.b) if x in named.unread]
        return MissedPair(pair, "load", "; ".join(reasons))
    a, b = named.articles[pair.a], named.articles[pair.b]
    if candidacy.rarity is None:
        finding = compare(a, b, settings).finding
        reason = _kept_apart(a, b, settings) or _not_aligned(candidacy, settings)
        return MissedPair(pair, "candidates", reason, finding)
    if finding is None:
        finding = _judged(a, b, candidacy.rarity, candidacy.boilerplate)
    if not finding.matches and not finding.passages:
        return MissedPair(pair, "align", "no sentences correspond", finding)
    return MissedPair(pair, "verdict", _not_reported(finding, settings), finding)


def _judged(a: Article, b: Article, rarity: Rarity, boilerplate: frozenset[int]) -> Finding:
    """Align and judge one pair as a scan does that saw this rarity in it and left out these."""
    tokens_a, tokens_b = (tokenise(article.text, boilerplate) for article in (a, b))
    alignment = align(tokens_a, tokens_b)
    refs = a.reference(len(tokens_a)), b.reference(len(tokens_b))
    return judge(alignment, measure(alignment), *refs, rarity)


def _kept_apart(a: Article, b: Article, settings: Settings) -> str | None:
    """Say why `--group-by` leaves a pair out, None if it does not."""
    if settings.group_by is None:
        return None
    groups = group_of(a, settings.group_by), group_of(b, settings.group_by)
    is_one_group = groups[0] is not None and groups[0] == groups[1]
    if is_one_group == (settings.groups == "within"):
        return None
    if is_one_group:
        return (
            f"both are of one group by {settings.group_by}, {groups[0]!r},"
            " and only pairs of different groups are compared"
        )
    names = " and ".join("none" if group is None else repr(group) for group in groups)
    return (
        f"they are of different groups by {settings.group_by}, {names},"
        " and only pairs of one group are compared"
    )


def _not_aligned(candidacy: Candidacy, settings: Settings) -> str:
    if candidacy.stood_in:
        return "a copy stands for one of the two and its large group of near-duplicates"
    if candidacy.shared < MIN_SHARED:
        return (
            f"rare shingles in common: {candidacy.shared}, at least {MIN_SHARED} needed"
            f" (rare: in no more than {MAX_DF} articles)"
        )
    if candidacy.place <= settings.candidates_per_article:
        return f"what they share promises too little: {candidacy.shared} rare shingles"
    return (
        f"place {candidacy.place:,} among the pairs of either article,"
        f" the best {settings.candidates_per_article:,} are aligned"
    )


def _not_reported(finding: Finding, settings: Settings) -> str:
    reasons = []
    least = max(settings.min_confidence, UNRELATED_BELOW)
    if finding.confidence < least:
        reasons.append(f"confidence {finding.confidence:.3f}, at least {least} needed")
    if finding.score < settings.min_score:
        reasons.append(f"score {finding.score:.3f}, at least {settings.min_score} needed")
    if not reasons:
        reasons.append(f"the relation {finding.relation} is not among those to report")
    return "; ".join(reasons)
