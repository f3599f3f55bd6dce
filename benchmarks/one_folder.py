"""The documents of PAN 2013 in one folder: which pairs with re-used passages a scan gives back.

`pan.py` compares the pairs that are given; here nothing is said of who goes with whom. A passage is
some 70 words of a document of 1,000, and most are rewritten. A pair counts as found whatever its
relation, quotations and templates excepted, which are reported on request only.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pan
from corpora import corpus_folder, evenly, read_text
from haystack import StageClock, find_pairs
from tables import parser, print_table, share

from dedupe_articles.model import Article, Settings
from dedupe_articles.pipeline import scan_articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Key = frozenset[str]
# What this project wants of the share of all pairs that are found.
AIM = 0.97


def read_documents(sample: int | None = None) -> list[Article]:
    """Read every document; `sample` of the sources and of the suspicious ones."""
    root = corpus_folder("train")
    paths = [
        path for side in ("src", "susp") for path in evenly(sorted((root / side).iterdir()), sample)
    ]
    return [
        Article(id=f"{path.parent.name}/{path.name}", path=str(path), text=read_text(path))
        for path in paths
    ]


def read_truth() -> dict[Key, str]:
    """Give the kind of every pair of documents with a re-used passage, by their ids."""
    return {
        frozenset((f"susp/{pair.suspicious}", f"src/{pair.source}")): kind
        for kind in pan.KINDS
        for pair in pan.read_kind(kind)
        if pair.cases
    }


def print_found(truth: Mapping[Key, str], stages: Mapping[str, Iterable[tuple[str, str]]]) -> None:
    """Print what share of the pairs each stage has let through, by kind."""
    left = {stage: {frozenset(pair) for pair in pairs} for stage, pairs in stages.items()}
    rows: list[Sequence[object]] = []
    for kind in [*pan.KINDS[1:], "overall"]:
        pairs = {pair for pair, known in truth.items() if kind in (known, "overall")}
        shares = [share(len(pairs & found), len(pairs)) for found in left.values()]
        rows.append([kind, len(pairs), *shares, AIM if kind == "overall" else None])
    print_table(("pairs with re-use", "pairs", *left, "aim"), rows)


def main() -> int:
    """Scan the folder and print what was found, and the time of each stage."""
    options = parser(__doc__, "documents of each side")
    arguments = options.parse_args()
    articles = read_documents(arguments.sample)
    there = {article.id for article in articles}
    truth = {pair: kind for pair, kind in read_truth().items() if pair <= there}
    settings = Settings(workers=arguments.workers)
    clock, began = StageClock(), time.perf_counter()
    result = scan_articles(articles, settings, progress=clock)
    clock.stop()
    seconds = time.perf_counter() - began
    print_found(
        truth,
        {
            "sharing enough": [(c.a, c.b) for c in find_pairs(articles, settings, promising=False)],
            "candidates": [(c.a, c.b) for c in find_pairs(articles, settings)],
            "findings": [(f.a.id, f.b.id) for f in result.findings],
        },
    )
    stages = ", ".join(f"{name} {spent:.1f}" for name, spent in clock.seconds.items())
    print(f"\n{len(articles)} documents, {result.summary.candidates} pairs aligned,", end=" ")
    print(f"{len(result.findings)} findings, {seconds:.1f} s: {stages}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
