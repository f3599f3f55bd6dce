"""Readers of the public corpora that the benchmarks measure on.

The corpora are not part of the repository. They lie, unpacked, in the folder that the environment
variable `DEDUPE_CORPORA` names; `benchmarks/README.md` describes the layout. Every reader gives
articles whose id is `corpus/name`, so that the id alone says where a text comes from.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn, TypeVar

from dedupe_articles.model import Article

VARIABLE = "DEDUPE_CORPORA"
NEWS_CORPORA = ("wikinews_en", "reuters21578")
NEWS_MIN_CHARACTERS = 200  # shorter ones are headlines and corrections, not articles
# Rows of detectrl_pairs below this similarity are wrongly paired in the data set itself; a
# back-translation may be that far from its source and still be right.
DETECTRL_MIN_JACCARD = 0.05
WMT_LANGUAGES = {"de": "en-de", "ja": "en-ja", "en": "ja-en"}

Item = TypeVar("Item")
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two articles of which `derived` is known to descend from `source`, by id."""

    source: str
    derived: str
    kind: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """Articles and the pairs among them that are known to be derived.

    `pairs` may be a sample; `related` has every known pair, of which some articles may be missing.
    """

    articles: tuple[Article, ...]
    pairs: tuple[LabelledPair, ...]
    related: tuple[LabelledPair, ...]


def fail(message: str) -> NoReturn:
    """Print what is missing and end with the exit code of a usage error."""
    print(message, file=sys.stderr)
    raise SystemExit(2)


def corpus_folder(name: str) -> Path:
    """Give the folder of a corpus; exit with 2 and a message where it is not there."""
    root = os.environ.get(VARIABLE)
    if not root:
        fail(
            f"{VARIABLE} is not set. Unpack the corpora that benchmarks/README.md describes "
            f"and set {VARIABLE} to their folder."
        )
    folder = Path(root).expanduser() / name
    if not folder.is_dir():
        fail(f"{folder}: no such corpus. benchmarks/README.md says where it comes from.")
    return folder


def corpus_of(article_id: str) -> str:
    """Give the corpus an article id belongs to."""
    return article_id.partition("/")[0]


def evenly(items: Sequence[Item], sample: int | None) -> list[Item]:
    """Take `sample` items at even distances (all of them for None), the same ones every time."""
    if sample is None or sample >= len(items):
        return list(items)
    return [items[i * len(items) // sample] for i in range(sample)]


def read_text(path: Path) -> str:
    """Read a text file as UTF-8, or as Windows-1252 or Latin-1 where it is not UTF-8.

    Line ends stay as they are: the offsets of the corpora count them.
    """
    data = path.read_bytes()
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def read_rows(path: Path) -> list[Row]:
    """Read a tab-separated file with a header row and no quoting."""
    header, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    names = header.split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines]


def read_articles(name: str, min_characters: int = NEWS_MIN_CHARACTERS) -> Iterator[Article]:
    """Read `articles.jsonl` of a corpus, without short articles and rows that are no JSON."""
    path = corpus_folder(name) / "articles.jsonl"
    with path.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
            except ValueError:
                continue
            if len(row["text"]) >= min_characters:
                yield Article(
                    id=f"{name}/{row['id']}",
                    path=f"{name}/articles.jsonl",
                    text=row["text"],
                    title=row.get("title"),
                    line=number,
                )


def read_news() -> list[Article]:
    """Read news36k: the articles of Wikinews and Reuters-21578 of 200 characters or more."""
    return [article for name in NEWS_CORPORA for article in read_articles(name)]


def read_documents(corpus: str, names: Iterable[str]) -> tuple[Article, ...]:
    """Read files in the folder `docs` of a corpus as articles, in the order of their names."""
    docs = corpus_folder(corpus) / "docs"
    return tuple(
        Article(id=f"{corpus}/{name}", path=f"{corpus}/docs/{name}", text=read_text(docs / name))
        for name in sorted(set(names))
    )


def read_pairs(
    corpus: str,
    *,
    columns: tuple[str, str] = ("source", "derived"),
    keep: Callable[[Row], bool] = lambda _row: True,
    sample: int | None = None,
) -> Labelled:
    """Read `pairs.tsv` and the documents beside it, at most `sample` pairs of each kind."""
    folder = corpus_folder(corpus)
    by_kind: dict[str, list[LabelledPair]] = {}
    for row in filter(keep, read_rows(folder / "pairs.tsv")):
        source, derived = (f"{corpus}/{row[column]}" for column in columns)
        pair = LabelledPair(source, derived, f"{corpus} {row['kind']}")
        by_kind.setdefault(pair.kind, []).append(pair)
    pairs = tuple(pair for kind in by_kind.values() for pair in evenly(kind, sample))
    ids = {id_ for pair in pairs for id_ in (pair.source, pair.derived)}
    names = (id_.removeprefix(f"{corpus}/") for id_ in ids)
    related = tuple(pair for kind in by_kind.values() for pair in kind)
    return Labelled(read_documents(corpus, names), pairs, related)


def read_detectrl(sample: int | None = None) -> Labelled:
    """Read DetectRL: texts translated back, polished, paraphrased and perturbed."""

    def paired_rightly(row: Row) -> bool:
        similar = float(row["word4_jaccard_sanity"]) >= DETECTRL_MIN_JACCARD
        return similar or row["kind"] == "backtranslation"

    return read_pairs("detectrl_pairs", keep=paired_rightly, sample=sample)


def read_outfox(sample: int | None = None) -> Labelled:
    """Read OUTFOX with DIPPER; other essays on the same prompts come along as hard negatives."""
    labelled = read_pairs("outfox_dipper", sample=sample)
    docs = corpus_folder("outfox_dipper") / "docs"
    prompts = {prompt_of(article.id) for article in labelled.articles}
    names = [path.name for path in docs.iterdir() if prompt_of(path.name) in prompts]
    return replace(labelled, articles=read_documents("outfox_dipper", names))


def prompt_of(name: str) -> str:
    """Give the prompt an essay answers: `essay017` of `outfox_dipper/essay017_human.txt`."""
    return name.rpartition("/")[2].partition("_")[0]


def read_english(sample: int | None = None) -> Labelled:
    """Read every labelled English pair, at most `sample` of each kind."""
    return together(
        read_detectrl(sample),
        read_outfox(sample),
        read_pairs("mixset", sample=sample),
        read_pairs("onestop_english", sample=sample),
        read_pairs("hppt_en", sample=sample),
    )


def together(*parts: Labelled) -> Labelled:
    """Make one corpus of several."""
    return Labelled(
        tuple(article for part in parts for article in part.articles),
        tuple(pair for part in parts for pair in part.pairs),
        tuple(pair for part in parts for pair in part.related),
    )


def read_chinese(sample: int | None = None) -> Labelled:
    """Read HPPT: Chinese abstracts and their polished versions."""
    return read_pairs("hppt_zh", sample=sample)


def read_translations(language: str, sample: int | None = None) -> Labelled:
    """Read WMT21 news: one article by several translators and systems (`de`, `ja`, `en`)."""
    corpus = f"wmt21_news/{WMT_LANGUAGES[language]}"
    return read_pairs(corpus, columns=("doc_a", "doc_b"), sample=sample)
