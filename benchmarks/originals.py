"""Readers of pairs of which it is known which article is the original."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pan
from corpora import (
    WMT_LANGUAGES,
    Labelled,
    LabelledPair,
    corpus_folder,
    evenly,
    read_articles,
    read_detectrl,
    read_outfox,
    read_pairs,
    read_rows,
    read_text,
    read_translations,
    together,
)

from dedupe_articles.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SEEDS = Path(__file__).parent.parent / "seeds"
SEED_ORIGINAL, SEED_DERIVED = "000_c5e7cf671d4e869a.txt", "004_3c6cc98886f52436.txt"
SWAPPED_CORPORA = {"en": "wikinews_en", "de": "gnad10_test_de"}
SWAPPED_PAIRS = 300
SWAPPED_MIN_CHARACTERS = 800
SWAPPED_NAMES = 3
SWAP_FORGOTTEN = 7  # every seventh name is left as it was
NAME = re.compile(r"(?<=[^\W\d_,;] )[^\W\d_]{3,}")


def read_directed(sample: int | None) -> Labelled:
    """Read the pairs whose original is known, at most `sample` of each kind."""
    return together(
        read_seeds(),
        _by_origin(read_detectrl(None), sample),
        *(
            read_pairs(corpus, sample=sample)
            for corpus in ("hppt_en", "hppt_zh", "mixset", "onestop_english")
        ),
        replace(read_outfox(sample), related=()),
        *(_from_reference(language, sample) for language in WMT_LANGUAGES),
        _read_short_answers(),
        _read_passages(sample),
        _read_versions(sample),
        *(_read_swapped(language, sample) for language in SWAPPED_CORPORA),
    )


def read_seeds() -> Labelled:
    """Read the seed article and its derivative with the names of people and places swapped."""
    original, derived = (
        (SEEDS / name).read_text(encoding="utf-8") for name in (SEED_ORIGINAL, SEED_DERIVED)
    )
    return _labelled([("seeds entity_swap", original, derived)])


def _labelled(texts: Iterable[tuple[str, str, str]]) -> Labelled:
    """Make labelled pairs of kinds, originals and what was made of them."""
    articles: list[Article] = []
    pairs: list[LabelledPair] = []
    for number, (kind, original, derived) in enumerate(texts):
        ids = [f"{kind}/{number}/{side}" for side in ("original", "derived")]
        articles += [
            Article(id=id_, path=id_, text=text)
            for id_, text in zip(ids, (original, derived), strict=True)
        ]
        pairs.append(LabelledPair(ids[0], ids[1], kind))
    return Labelled(tuple(articles), tuple(pairs), tuple(pairs))


def _sampled(labelled: Labelled, sample: int | None) -> Labelled:
    """Keep at most `sample` pairs of each kind, and their articles."""
    kinds: dict[str, list[LabelledPair]] = {}
    for pair in labelled.pairs:
        kinds.setdefault(pair.kind, []).append(pair)
    pairs = tuple(pair for kind in kinds.values() for pair in evenly(kind, sample))
    ids = {id_ for pair in pairs for id_ in (pair.source, pair.derived)}
    return Labelled(tuple(a for a in labelled.articles if a.id in ids), pairs, pairs)


def _by_origin(detectrl: Labelled, sample: int | None) -> Labelled:
    """Tell what people wrote from what a model wrote, and one domain from another."""

    def kind(pair: LabelledPair) -> str:
        author, domain = pair.source.rpartition("/")[2].split("_")[:2]
        return f"{pair.kind} {author.rstrip('0123456789')} {domain}"

    pairs = tuple(replace(pair, kind=kind(pair)) for pair in detectrl.pairs)
    return _sampled(replace(detectrl, pairs=pairs), sample)


def _from_reference(language: str, sample: int | None) -> Labelled:
    """Take a human translation for the original of the machine's of the same article.

    It is not; but the machine's differs from it as from an original.
    """
    translations = read_translations(language)
    pairs = []
    for pair in translations.pairs:
        if pair.kind.endswith("ref-mt"):
            machine_first = "__mt-" in pair.source
            ids = (pair.derived, pair.source) if machine_first else (pair.source, pair.derived)
            pairs.append(LabelledPair(*ids, f"wmt21_news {language}"))
    return _sampled(replace(translations, pairs=tuple(pairs)), sample)


def _read_short_answers() -> Labelled:
    folder = corpus_folder("clough_stevenson")
    level = "level(cut/light/heavy/non)"
    return _labelled(
        (
            f"clough {row[level]}",
            read_text(folder / row["source"]),
            read_text(folder / row["answer"]),
        )
        for row in read_rows(folder / "pairs.tsv")
        if row[level] != "non"
    )


def _read_passages(sample: int | None) -> Labelled:
    """Read PAN 2013: documents into which passages of another were put."""
    root = corpus_folder("train")
    return _labelled(
        (
            f"pan {kind}",
            read_text(root / "src" / pair.source),
            read_text(root / "susp" / pair.suspicious),
        )
        for kind in pan.KINDS
        for pair in pan.read_kind(kind, sample)
        if pair.cases
    )


def _read_versions(sample: int | None) -> Labelled:
    """Read versions of Wikipedia articles that follow one another."""
    folder = corpus_folder("wiki_versions")
    versions = folder / "version_documents"
    rows = [row for row in read_rows(folder / "pairs.tsv") if row["kind"] == "consecutive"]
    return _labelled(
        (
            "wiki_versions consecutive",
            read_text(versions / row["old"]),
            read_text(versions / row["new"]),
        )
        for row in evenly(rows, sample)
    )


def _read_swapped(language: str, sample: int | None) -> Labelled:
    """Make copies of news articles with names swapped for those of another, a few forgotten."""
    corpus = SWAPPED_CORPORA[language]
    texts = [article.text for article in read_articles(corpus, SWAPPED_MIN_CHARACTERS)]
    chosen = evenly(texts, 3 * (sample or SWAPPED_PAIRS))
    names = [_names(text) for text in chosen]
    pairs = []
    for text, old, other in zip(chosen, names, [*names[1:], names[0]], strict=True):
        new = [name for name in other if name not in text]
        swaps = dict(zip(old[:SWAPPED_NAMES], new, strict=False))
        if swaps:
            pairs.append((f"swapped {language}", text, _swapped(text, swaps)))
    return _labelled(pairs[: sample or SWAPPED_PAIRS])


def _names(text: str) -> Sequence[str]:
    """Give the words that stand twice or oftener inside a sentence and always have a capital."""
    counts = Counter(NAME.findall(text))
    lower = {word.casefold() for word in counts if word.islower()}
    return [
        word
        for word, count in counts.most_common()
        if count > 1 and word.istitle() and word.casefold() not in lower
    ]


def _swapped(text: str, swaps: dict[str, str]) -> str:
    seen = 0

    def swap(found: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return found[0] if seen % SWAP_FORGOTTEN == 0 else swaps[found[0]]

    return re.sub(rf"\b(?:{'|'.join(map(re.escape, swaps))})\b", swap, text)
