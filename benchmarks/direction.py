"""Which of two articles is the original: how often the product says so, and how often rightly.

Pairs are compared in both orders of their articles by turns, so that a preference for either side
shows as chance and not as skill.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from corpora import Labelled, LabelledPair, read_detectrl, read_outfox, read_pairs, together
from tables import ordered_map, parser, print_table, share

from dedupe_articles import Article, compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.model import Direction

SEEDS = Path(__file__).parent.parent / "seeds"
SEED_ORIGINAL, SEED_DERIVED = "000_c5e7cf671d4e869a.txt", "004_3c6cc98886f52436.txt"
AIM_SPOKEN, AIM_RIGHT = 0.5, 0.8


@dataclass(frozen=True, slots=True)
class Verdict:
    """The direction found for a pair, and on which side its original stood."""

    kind: str
    original: Literal["a", "b"]
    direction: Direction


def read_directed(sample: int | None) -> Labelled:
    """Read the pairs whose original is known, at most `sample` of each kind."""
    return together(
        _read_seeds(),
        read_detectrl(sample),
        read_pairs("hppt_en", sample=sample),
        read_pairs("hppt_zh", sample=sample),
        read_pairs("onestop_english", sample=sample),
        read_outfox(sample),
    )


def _read_seeds() -> Labelled:
    """Read the seed article and its derivative with the names of people and places swapped."""
    articles = tuple(
        Article(id=f"seeds/{name}", path=name, text=(SEEDS / name).read_text(encoding="utf-8"))
        for name in (SEED_ORIGINAL, SEED_DERIVED)
    )
    pair = LabelledPair(articles[0].id, articles[1].id, "seeds entity_swap")
    return Labelled(articles, (pair,), (pair,))


def judge(labelled: Labelled, workers: int) -> list[Verdict]:
    """Compare every pair, the original on side a and on side b by turns."""
    articles = {article.id: article for article in labelled.articles}

    def verdict(numbered: tuple[int, LabelledPair]) -> Verdict:
        number, pair = numbered
        source, derived = articles[pair.source], articles[pair.derived]
        if number % 2:
            return Verdict(pair.kind, "b", compare(derived, source).finding.direction)
        return Verdict(pair.kind, "a", compare(source, derived).finding.direction)

    return ordered_map(verdict, list(enumerate(labelled.pairs)), workers)


def print_accuracy(verdicts: Sequence[Verdict]) -> None:
    """Print for each kind how often the product speaks, and how often it is right when it does."""
    rows: list[Sequence[object]] = []
    kinds = dict.fromkeys(verdict.kind for verdict in verdicts)
    for kind in (*kinds, "all"):
        some = [verdict for verdict in verdicts if kind in (verdict.kind, "all")]
        spoken = [verdict for verdict in some if verdict.direction.original]
        right = sum(verdict.direction.original == verdict.original for verdict in spoken)
        says_a = sum(verdict.direction.original == "a" for verdict in spoken)
        rows.append(
            [
                kind,
                len(some),
                share(len(spoken), len(some)),
                share(right, len(spoken)),
                share(says_a, len(spoken)),
            ]
        )
    print_table(("pairs", "number", "spoken", "right", "says a"), rows)
    print(f"wanted: spoken {AIM_SPOKEN}, right {AIM_RIGHT}; 'says a' should be near .5\n")


def print_evidence(verdicts: Sequence[Verdict]) -> None:
    """Print for each kind of evidence how often it is brought and how often it points right."""
    brought: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for verdict in verdicts:
        for evidence in verdict.direction.evidence:
            brought[evidence.name] += 1
            right[evidence.name] += evidence.favours == verdict.original
    rows = [[name, count, share(right[name], count)] for name, count in brought.most_common()]
    print_table(("evidence", "brought", "right"), rows)


def main() -> int:
    """Judge all pairs whose original is known."""
    arguments = parser(__doc__, "pairs of each kind").parse_args()
    verdicts = judge(read_directed(arguments.sample), arguments.workers)
    print_accuracy(verdicts)
    print_evidence(verdicts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
