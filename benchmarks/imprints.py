"""Whether a baseline knows a finding again after an edit that has nothing to do with it.

    DEDUPE_CORPORA=~/corpora python benchmarks/imprints.py --sample 40

Aligns labelled English pairs (at most SAMPLE of each kind), edits one article, aligns again, and
holds what identifies the finding then against what did before. For each edit: the share of pairs
whose fingerprint is the same, and the share that the baseline still accepts.
"""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from corpora import LabelledPair, read_articles, read_english
from tables import ordered_map, parser, print_table, share

from dedupe_articles.align import align_texts
from dedupe_articles.baseline import Entry, recognise
from dedupe_articles.verdict.identity import fingerprint, imprint

if TYPE_CHECKING:
    from collections.abc import Iterator

PARAGRAPH_WORDS: Final = 90
_CHANGED: Final = "zebra"


def main() -> None:
    """Print a table with a row for each kind of edit."""
    options = parser(__doc__, "pairs of each kind").parse_args()
    labelled = read_english(options.sample)
    texts = {article.id: article.text for article in labelled.articles}
    news = [article.text for article in read_articles("wikinews_en")]

    def outcomes(pair: LabelledPair) -> list[tuple[str, bool, bool]]:
        source, derived = texts[pair.source], texts[pair.derived]
        generator = random.Random(f"{pair.source} {pair.derived}")  # noqa: S311 - no secret
        before = _finding(source, derived)
        found = edits(source, generator.choice(news), generator) if before else ()
        return [(name, *_same(before, _finding(text, derived))) for name, text in found if before]

    seen: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for of_pair in ordered_map(outcomes, labelled.pairs, options.workers):
        for name, *same in of_pair:
            seen[name].append((same[0], same[1]))
    rows = [
        [name, len(same), *(share(sum(column), len(same)) for column in zip(*same, strict=True))]
        for name, same in seen.items()
    ]
    print_table(["edit", "pairs", "same fingerprint", "accepted"], rows)


def edits(text: str, other: str, generator: random.Random) -> Iterator[tuple[str, str]]:
    """Yield a text with edits of several kinds; the paragraph comes from another article."""
    paragraph = " ".join(other.split()[:PARAGRAPH_WORDS])
    sentences = text.split(". ")
    half = len(sentences) // 2
    first, second = ". ".join(sentences[:half]), ". ".join(sentences[half:])
    yield "paragraph before", f"{paragraph}\n\n{text}"
    yield "paragraph behind", f"{text}\n\n{paragraph}"
    yield "paragraph in the middle", f"{first}.\n\n{paragraph}\n\n{second}"
    for name, count in (("one word replaced", 1), ("five words replaced", 5)):
        words = text.split(" ")
        for place in generator.sample(range(len(words)), min(count, len(words))):
            words[place] = _CHANGED
        yield name, " ".join(words)


def _finding(a: str, b: str) -> Entry | None:
    """Return what identifies the finding of two texts, None if nothing is aligned."""
    alignment = align_texts(a, b)
    if not (alignment.matches or alignment.word_passages):
        return None
    return Entry(fingerprint(alignment), "derived", "a", "b", imprint(alignment))


def _same(before: Entry, after: Entry | None) -> tuple[bool, bool]:
    """Say whether the fingerprint is the same, and whether the baseline accepts."""
    if after is None:
        return False, False
    return after.fingerprint == before.fingerprint, bool(recognise([after], [before]))


if __name__ == "__main__":
    main()
