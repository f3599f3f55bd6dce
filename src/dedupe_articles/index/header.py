"""What an index says of itself, and when it cannot be used.

Everything that decides which pairs are candidates is written into the index when it is built. A
program that would decide otherwise refuses it: an answer from two kinds of sketches would be wrong
without a sign of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from dedupe_articles import __version__
from dedupe_articles.candidates import (
    BACKGROUND_PLACE,
    MAX_DF,
    MIN_SHARED,
    PRIOR_ARTICLES,
)
from dedupe_articles.errors import DamagedIndexError, IndexFileError, InputError
from dedupe_articles.resemblance import (
    BUCKET_CLIQUE,
    COLLAPSE_RESEMBLANCE,
    MIN_RESEMBLANCE,
    NEIGHBOURS,
)
from dedupe_articles.sketch import BANDS, NUM_PERM, SEED, sketch
from dedupe_articles.text.shingles import SHINGLE_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dedupe_articles.model import Settings

FORMAT: Final = 3
"""Raised by one when the tables of an index, or what stands in them, change their meaning."""

# What words, stems and shingles are made of differs between versions, and shows in these.
_SAMPLE: Final = (
    "The Mayor's café re-opened on 3 May 2021; “naïve” recognisers recognised Ζεύς and Москва."
    " 東京は日本の首都です。 北京是中国的首都。 ภาษาไทย नमस्ते,"
    " السلام عليكم والكتاب שלום 한국어를."
)

_LOADING: Final = (
    "id_field",
    "text_field",
    "title_field",
    "date_field",
    "encoding",
    "include",
    "exclude",
    "ignore",
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the articles of an index were made with; `loading` is how records are read."""

    scheme: Mapping[str, str]
    min_words: int
    with_text: bool
    loading: Mapping[str, Any]
    written_by: str = __version__

    def rows(self) -> list[tuple[str, str]]:
        """Return the rows of the table `header`."""
        return [
            *self.scheme.items(),
            ("min_words", str(self.min_words)),
            ("with_text", json.dumps(self.with_text)),
            ("loading", json.dumps(self.loading, sort_keys=True)),
            ("written_by", self.written_by),
        ]


def present_scheme() -> dict[str, str]:
    """Return what this program makes sketches and candidates with, by name."""
    scheme: dict[str, Any] = {
        "format": FORMAT,
        "words": sha256(sketch([_SAMPLE]).shingles()[0].tobytes()).hexdigest()[:16],
        "shingle_words": SHINGLE_WORDS,
        "minhash": "affine32",
        "seed": SEED,
        "permutations": NUM_PERM,
        "bands": BANDS,
        "languages": "all in one, each word by its script",
        "max_df": MAX_DF,
        "min_shared": MIN_SHARED,
        "prior_articles": PRIOR_ARTICLES,
        "background_place": BACKGROUND_PLACE,
        "bucket_clique": BUCKET_CLIQUE,
        "neighbours": NEIGHBOURS,
        "min_resemblance": MIN_RESEMBLANCE,
        "collapse_resemblance": COLLAPSE_RESEMBLANCE,
    }
    return {name: str(value) for name, value in scheme.items()}


def new_header(settings: Settings, *, with_text: bool) -> Header:
    """Return the header of an index that is built now."""
    loading = {name: getattr(settings, name) for name in _LOADING}
    return Header(present_scheme(), settings.min_words, with_text, loading)


def parse_header(path: Path, rows: Mapping[str, str]) -> Header:
    """Return the header of an index; raise `IndexFileError` if this program cannot use it."""
    try:
        return _parsed(path, rows)
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedIndexError(path, "a part of its header is missing or garbled") from error


def _parsed(path: Path, rows: Mapping[str, str]) -> Header:
    if "format" not in rows:
        raise IndexFileError(f"{path} is a database, but no index of dedupe; name another file")
    scheme = present_scheme()
    if rows["format"] != scheme["format"]:
        newer = int(rows["format"]) > FORMAT
        anew = f"build it anew: dedupe index build --force {path} PATH..."
        way_out = "update dedupe-articles" if newer else anew
        raise IndexFileError(
            f"{path} has format {rows['format']} (written by dedupe {rows['written_by']}), this is"
            f" dedupe {__version__} for format {FORMAT}; {way_out}"
        )
    for name, value in scheme.items():
        if rows.get(name) != value:
            raise IndexFileError(
                f"{path} was built with {name.replace('_', ' ')} {rows.get(name)} (by dedupe"
                f" {rows['written_by']}), this program has {value}: its sketches cannot be compared"
                f" with new ones; build it anew: dedupe index build --force {path} PATH..."
            )
    return Header(
        scheme=scheme,
        min_words=int(rows["min_words"]),
        with_text=bool(json.loads(rows["with_text"])),
        loading={**json.loads(rows["loading"])},  # raises for what is no object
        written_by=rows["written_by"],
    )


def require_settings(path: Path, header: Header, settings: Settings) -> None:
    """Raise `IndexFileError` where settings would give answers that a scan would not give."""
    if settings.min_words != header.min_words:
        raise IndexFileError(
            f"{path} was built with --min-words {header.min_words}, and now it is"
            f" {settings.min_words}; give --min-words {header.min_words}, or build the index anew"
        )
    refuse_groups(settings)


def refuse_groups(settings: Settings) -> None:
    """Raise `InputError` where articles are to be grouped: an index knows no groups."""
    if settings.group_by is not None:
        raise InputError(
            "an index compares all articles with all; leave out --group-by (group-by in the"
            " configuration), which works with dedupe scan only"
        )


def as_loaded(settings: Settings, header: Header) -> Settings:
    """Return the settings with what the files of the index were read with."""
    loading: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in header.loading.items()
    }
    return replace(settings, **loading)
