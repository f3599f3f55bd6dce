"""What a finding is known by when it is found again: its fingerprint and its imprint.

Both come from what the two articles share and from nothing else, so that neither a rename nor an
edit elsewhere changes them. The fingerprint is one hash, equal or not. But what is aligned shifts
a little when a text grows, so the imprint is a sample that two findings can have mostly in common.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.model import IMPRINT_HASHES, Imprint
from dedupe_articles.text.ranges import without_repeats
from dedupe_articles.text.shingles import shingle_hashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dedupe_articles.align import Alignment, Ranges
    from dedupe_articles.align.pair import Text

_HASH_SHIFT: Final = np.uint64(32)


def fingerprint(alignment: Alignment) -> str:
    """Return a hash of the words in passages of both sides, whichever of them is a.

    What is too short for passages has its matched sentences, and else all its words.
    """
    places = alignment.passage_words or alignment.match_words
    sides = []
    for side, ranges in _by_side(alignment, places):
        words = [side.tokens.spellings[start:end] for start, end in ranges]
        words = words or [side.tokens.spellings]
        sides.append(np.concatenate(words).astype("<u8").tobytes())
    digests = sorted(hashlib.sha256(side).digest() for side in sides)
    return hashlib.sha256(b"".join(digests)).hexdigest()[:32]


def imprint(alignment: Alignment) -> Imprint:
    """Return a sample of the shingles of each side's matched sentences.

    Not of its passages: a paragraph put into the middle of one becomes a part of it. What has
    passages only has those, and what has neither all its words.
    """
    places = alignment.match_words or alignment.passage_words
    a, b = (_smallest(side, ranges) for side, ranges in _by_side(alignment, places))
    return Imprint(a, b)


def _smallest(side: Text, ranges: Sequence[tuple[int, int]]) -> str:
    """Return the smallest hashes of the shingles inside the ranges, none of which crosses two."""
    tokens = side.tokens
    ranges = ranges or [(0, len(tokens))]
    words = np.concatenate([np.arange(start, end) for start, end in ranges])
    batch = replace(  # of which shingles see no more than these
        tokens.batch,
        stems=tokens.stems[words],
        single=tokens.batch.single[words],
        bounds=np.cumsum([0, *(end - start for start, end in ranges)]),
    )
    hashes = shingle_hashes(batch)[0] >> _HASH_SHIFT
    hashes.sort()
    return without_repeats(hashes)[:IMPRINT_HASHES].astype(">u4").tobytes().hex()


def _by_side(
    alignment: Alignment, places: Iterable[Ranges]
) -> Iterable[tuple[Text, list[tuple[int, int]]]]:
    places = list(places)
    return (
        (alignment.pair.a, sorted(place[:2] for place in places)),
        (alignment.pair.b, sorted(place[2:] for place in places)),
    )
