"""From text to what the store indexes: shingles and MinHash signatures.

Pure functions over batches of texts: what a process pool and a cluster run alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.postings import (
    BATCH_TEXTS,
    count_by_text,
    keys_of_some,
    posting_keys,
    shingles_by_text,
)
from dedupe_articles.text.disguises import disguises_of
from dedupe_articles.text.hashes import mix
from dedupe_articles.text.language import languages_of
from dedupe_articles.text.line_hashes import distinct_lines
from dedupe_articles.text.shingles import HASH_BITS, HASH_SHIFT, shingle_hashes
from dedupe_articles.text.words import split_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dedupe_articles.model import Disguise
    from dedupe_articles.text.words import WordBatch

NUM_PERM: Final = 64
BANDS: Final = 16
ROWS: Final = NUM_PERM // BANDS
SEED: Final = 1

_EMPTY_SIGNATURE: Final = np.uint32(0xFFFFFFFF)
BATCH_CHARACTERS: Final = 500_000


@dataclass(frozen=True, slots=True)
class SketchBatch:
    """Sketches of several texts.

    `postings` has a key for every distinct shingle of every text, as `postings.Postings` has it,
    `shingle_counts` how many each text has. A shingle is a hash of `HASH_BITS`, so that it is a
    non-negative signed 64-bit integer in every database. The distinct lines of text `i` are
    `lines[line_bounds[i]:line_bounds[i + 1]]`, hashes of the same kind.
    """

    words: NDArray[np.int64]
    postings: NDArray[np.int64]
    shingle_counts: NDArray[np.int64]
    lines: NDArray[np.int64]
    line_bounds: NDArray[np.int64]
    signatures: NDArray[np.uint32]
    band_keys: NDArray[np.int64]
    languages: Sequence[str | None]
    disguises: Sequence[tuple[Disguise, ...]]

    def select(self, keep: NDArray[np.bool_]) -> SketchBatch:
        """Return the sketches of some of the texts."""
        if keep.all():
            return self
        lines, line_bounds = _select(self.lines, self.line_bounds, keep)
        return SketchBatch(
            words=self.words[keep],
            postings=keys_of_some(self.postings, keep),
            shingle_counts=self.shingle_counts[keep],
            lines=lines,
            line_bounds=line_bounds,
            signatures=self.signatures[keep],
            band_keys=self.band_keys[keep],
            languages=list(compress(self.languages, keep)),
            disguises=list(compress(self.disguises, keep)),
        )

    def shingles(self) -> list[NDArray[np.int64]]:
        """Return the distinct shingles of each text, ascending."""
        return shingles_by_text(self.postings, self.shingle_counts)


def _select(
    values: NDArray[np.int64], bounds: NDArray[np.int64], keep: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the values of some of the texts, and where each text's begin."""
    sizes = np.diff(bounds)
    kept = np.concatenate([[0], np.cumsum(sizes[keep])]).astype(np.int64)
    return values[np.repeat(keep, sizes)], kept


def sketch(texts: Sequence[str]) -> SketchBatch:
    """Sketch at most 200 texts."""
    if len(texts) > BATCH_TEXTS:
        raise ValueError(f"{len(texts)} texts in one batch; at most {BATCH_TEXTS} fit its keys")
    batch = split_words(texts)
    hashes, owners = shingle_hashes(batch)
    bounds = np.searchsorted(owners, np.arange(len(texts) + 1, dtype=np.uint64))
    shingles = (hashes >> HASH_SHIFT).view(np.int64)
    postings = posting_keys(shingles, owners.view(np.int64))
    lines, line_bounds = distinct_lines(batch)
    signatures = minhash(shingles, bounds)
    return SketchBatch(
        words=np.diff(batch.bounds),
        postings=postings,
        shingle_counts=count_by_text(postings, len(texts)),
        lines=lines,
        line_bounds=line_bounds,
        signatures=signatures,
        band_keys=band_keys(signatures),
        languages=languages_of(batch),
        disguises=_disguises(batch),
    )


def _disguises(batch: WordBatch) -> list[tuple[Disguise, ...]]:
    """Return what each text hides; most have nothing that could be."""
    found: list[tuple[Disguise, ...]] = [()] * len(batch.disguises)
    for text in np.flatnonzero(batch.disguises.any(axis=1)).tolist():
        found[text] = disguises_of(batch.disguises[text].tolist())
    return found


@cache
def permutations() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the parameters `a` and `b` of datasketch's scheme `affine32` for our seed.

    Drawn as `datasketch.MinHash` draws them, without the half second that its import takes; a
    test holds the two together.
    """
    generator = np.random.RandomState(SEED)
    a = generator.randint(0, 1 << 31, NUM_PERM, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    b = generator.randint(0, 1 << 32, NUM_PERM, dtype=np.uint32)
    return a, b


def minhash_input(shingles: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return the 32 bits of each shingle that datasketch calls its hash value."""
    return (shingles >> (HASH_BITS - 32)).astype(np.uint32)


def minhash(shingles: NDArray[np.int64], bounds: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return the MinHash signature of every text of a batch, one row each.

    Those of text `i` are `shingles[bounds[i]:bounds[i + 1]]`, each as often as it stands there.
    Identical to `datasketch.MinHash(NUM_PERM, seed=SEED)` fed with `minhash_input`.
    """
    a, b = permutations()
    texts = np.flatnonzero(np.diff(bounds))
    starts = bounds[texts]
    values = _premix(minhash_input(shingles))
    permuted = np.empty_like(values)
    least = np.empty((NUM_PERM, len(texts)), dtype=np.uint32)
    if len(texts):
        for place in range(NUM_PERM):
            np.multiply(values, a[place], out=permuted)
            permuted += b[place]
            least[place] = np.minimum.reduceat(permuted, starts)
    signatures = np.full((len(bounds) - 1, NUM_PERM), _EMPTY_SIGNATURE, dtype=np.uint32)
    signatures[texts] = least.T
    return signatures


def _premix(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the MurmurHash3 32-bit finalizer of each value, the scheme's first step."""
    values = values ^ (values >> np.uint32(16))
    values *= np.uint32(0x85EBCA6B)
    values ^= values >> np.uint32(13)
    values *= np.uint32(0xC2B2AE35)
    values ^= values >> np.uint32(16)
    return values


def band_keys(signatures: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return one key for each band of each signature; the band's number is mixed in."""
    rows = signatures.reshape(len(signatures), BANDS, ROWS).astype(np.uint64)
    keys = np.broadcast_to(np.arange(BANDS, dtype=np.uint64), rows.shape[:2]).copy()
    for row in range(ROWS):
        keys = mix(keys * np.uint64(3) + rows[:, :, row])
    return (keys >> np.uint64(1)).astype(np.int64)


def estimated_jaccard(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Return the share of equal places of signatures, row by row: an estimate of resemblance."""
    return np.asarray((first == second).mean(axis=-1), dtype=np.float64)
