from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import example, given
from hypothesis import strategies as st

from dedupe_articles.postings import BATCH_TEXTS
from dedupe_articles.sketch import (
    BANDS,
    NUM_PERM,
    ROWS,
    SEED,
    SketchBatch,
    band_keys,
    estimated_jaccard,
    minhash_input,
    sketch,
)
from dedupe_articles.text.shingles import HASH_BITS

if TYPE_CHECKING:
    from collections.abc import Sequence

# Few words, so that shingles meet; inflected, so that stems matter. None could be of another
# alphabet: beside a word in Cyrillic letters a lone "a" is read as one.
WORDS = (
    *("police", "policing", "monitor", "monitored", "monitors", "the", "an", "of", "officer"),
    *("officers", "recruit", "recruited", "Sofia", "London", "42", "Maße", "ﬁnance", "Москва"),
)
articles = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
anything = st.one_of(articles, st.text(max_size=200), st.text(alphabet="東京都 ab.", max_size=60))


def shingles_of(batch: SketchBatch, i: int) -> list[int]:
    found: list[int] = batch.shingles()[i].tolist()
    return found


def naive_shingles(text: str) -> set[tuple[str, ...]]:
    """Return the sorted triples of the first six letters of neighbouring words."""
    folded = text.casefold().replace("ﬁ", "fi").replace("ß", "ss")
    stems = [word[:6] for word in re.findall(r"[^\W_]+", folded)]
    if len(stems) < 3:
        return {tuple(sorted(stems))} if stems else set()
    return {tuple(sorted(stems[i : i + 3])) for i in range(len(stems) - 2)}


def exact_jaccard(first: set[int], second: set[int]) -> float:
    return len(first & second) / max(len(first | second), 1)


def reference_minhash(shingles: Sequence[int]) -> MinHash:
    """Return what datasketch makes of the shingles."""
    made = MinHash(num_perm=NUM_PERM, seed=SEED, scheme="affine32", hashfunc=int)
    made.update_batch(minhash_input(np.array(shingles, dtype=np.int64)).tolist())
    return made


def stored_minhash(signature: bytes) -> MinHash:
    """Return the datasketch object of a signature that was stored as bytes."""
    values = np.frombuffer(signature, dtype=np.uint32)
    return MinHash(seed=SEED, scheme="affine32", hashvalues=values)


@given(st.lists(anything, max_size=5))
def test_signatures_are_those_of_datasketch(texts: list[str]) -> None:
    batch = sketch(texts)
    for i in range(len(texts)):
        reference = reference_minhash(shingles_of(batch, i))
        assert batch.signatures[i].tolist() == reference.hashvalues.tolist()


def test_a_long_text_has_the_signature_of_datasketch() -> None:
    """A text of more shingles than are worked through together."""
    words = np.random.default_rng(1).integers(10_000, size=10_000)
    batch = sketch([" ".join(map(str, words))])
    reference = reference_minhash(shingles_of(batch, 0))
    assert batch.signatures[0].tolist() == reference.hashvalues.tolist()


def test_datasketch_draws_the_permutations_of_a_new_object_as_we_do() -> None:
    """`MinHash(num_perm=64)` without any other option is compatible with a stored signature."""
    default = MinHash(num_perm=NUM_PERM)
    assert default.scheme == "affine32"
    assert default.seed == SEED
    signature = sketch(["one two three four"]).signatures[0]
    assert default.jaccard(stored_minhash(signature.tobytes())) == 0.0


@given(anything, anything)
def test_a_stored_signature_loads_back_into_datasketch(first: str, second: str) -> None:
    signatures = sketch([first, second]).signatures
    a, b = (stored_minhash(row.tobytes()) for row in signatures)
    assert a.jaccard(b) == estimated_jaccard(signatures[0], signatures[1])
    a.merge(b)
    assert a.hashvalues.tolist() == np.minimum(*signatures).tolist()


def test_a_stored_signature_can_be_queried_in_an_index_of_datasketch() -> None:
    index = MinHashLSH(num_perm=NUM_PERM, params=(BANDS, ROWS))
    texts = ["one two three four five six", "seven eight nine ten eleven twelve"]
    for i, row in enumerate(sketch(texts).signatures):
        index.insert(str(i), stored_minhash(row.tobytes()))
    wanted = sketch(["six five four three two one"]).signatures[0]
    assert index.query(stored_minhash(wanted.tobytes())) == ["0"]


@given(articles, articles)
def test_shingles_are_the_sorted_triples_of_stems(first: str, second: str) -> None:
    batch = sketch([first, second])
    ours = [set(shingles_of(batch, i)) for i in range(2)]
    naive = [naive_shingles(text) for text in (first, second)]
    assert [len(found) for found in ours] == [len(found) for found in naive]
    assert len(ours[0] & ours[1]) == len(naive[0] & naive[1])
    assert len(ours[0] | ours[1]) == len(naive[0] | naive[1])


@example(["u\u00b5", "Москва"])
@example(["\u309b", "\ucc05"])
@example(["police\U0001d51e\U0001d51f", "Ζεύς"])
@given(st.lists(anything, max_size=6))
def test_a_batch_gives_every_text_the_sketch_it_has_alone(texts: list[str]) -> None:
    """Results cannot depend on which articles are sketched together."""
    batch = sketch(texts)
    for i, text in enumerate(texts):
        alone = sketch([text])
        assert batch.words[i] == alone.words[0]
        assert shingles_of(batch, i) == shingles_of(alone, 0)
        assert batch.signatures[i].tolist() == alone.signatures[0].tolist()
        assert batch.band_keys[i].tolist() == alone.band_keys[0].tolist()


@given(st.lists(anything, max_size=4))
def test_shingles_are_ascending_distinct_and_fit_a_signed_integer(texts: list[str]) -> None:
    batch = sketch(texts)
    assert batch.shingle_counts.sum() == len(batch.postings)
    for i in range(len(texts)):
        found = shingles_of(batch, i)
        assert all(0 <= low < high < 1 << HASH_BITS for low, high in pairwise(found))
    assert (batch.band_keys >= 0).all()


@given(st.lists(articles, max_size=6), st.data())
def test_selected_texts_keep_their_sketches(texts: list[str], data: st.DataObject) -> None:
    keep = data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    selected = sketch(texts).select(np.array(keep, dtype=np.bool_))
    again = sketch([text for text, is_kept in zip(texts, keep, strict=True) if is_kept])
    assert selected.words.tolist() == again.words.tolist()
    assert selected.postings.tolist() == again.postings.tolist()
    assert selected.shingle_counts.tolist() == again.shingle_counts.tolist()
    assert selected.signatures.tolist() == again.signatures.tolist()
    assert selected.band_keys.tolist() == again.band_keys.tolist()


def test_the_estimate_is_near_the_exact_resemblance() -> None:
    """With 64 permutations an estimate is off by 0.06 at most, as a standard deviation."""
    words = np.random.default_rng(7)
    errors = []
    for kept in range(0, 300, 2):
        text, other = words.integers(10_000, size=(2, 300))
        other[:kept] = text[:kept]
        batch = sketch([" ".join(map(str, side)) for side in (text, other)])
        exact = exact_jaccard(set(shingles_of(batch, 0)), set(shingles_of(batch, 1)))
        errors.append(float(estimated_jaccard(*batch.signatures)) - exact)
    assert abs(float(np.mean(errors))) < 0.02
    assert float(np.std(errors)) < 0.0625
    assert float(np.abs(errors).max()) < 0.25


VALUES = st.sampled_from([0x9E3779B9, 0x85EBCA6B, 0xFFFFFFFF])


@given(st.lists(st.lists(VALUES, min_size=NUM_PERM, max_size=NUM_PERM), max_size=4))
def test_keys_are_equal_where_the_rows_of_the_same_band_are(rows: list[list[int]]) -> None:
    signatures = np.array(rows, dtype=np.uint32).reshape(-1, NUM_PERM)
    bands = {
        (i, band): (band, *row[band * ROWS : (band + 1) * ROWS])
        for i, row in enumerate(rows)
        for band in range(BANDS)
    }
    keys = band_keys(signatures)
    assert len({int(keys[place]) for place in bands}) == len(set(bands.values()))
    same: dict[int, tuple[int, ...]] = {}
    for place, band in bands.items():
        assert same.setdefault(int(keys[place]), band) == band


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("one two three", "three one two", 1),
        ("monitored the officers", "The officer monitors", 1),
        ("monitored the officers", "monitored the police", 0),
        ("one two", "two one", 1),
        ("one", "one", 1),
        ("one", "one one", 0),
        ("ha ha", "no no", 0),
        ("東京都知事", "東京都知事は", 2),
        ("東京都知事選挙", "知事選挙東京都", 1),
        ("", "", 0),
    ],
)
def test_what_two_short_texts_share(first: str, second: str, shared: int) -> None:
    batch = sketch([first, second])
    assert len(set(shingles_of(batch, 0)) & set(shingles_of(batch, 1))) == shared


@pytest.mark.parametrize("texts", [[], [""], ["", "..."]])
def test_texts_without_words_have_no_shingles(texts: list[str]) -> None:
    batch = sketch(texts)
    assert batch.words.tolist() == [0] * len(texts)
    assert [shingles_of(batch, i) for i in range(len(texts))] == [[]] * len(texts)
    assert batch.signatures.shape == (len(texts), NUM_PERM)


def test_more_texts_than_the_keys_can_number_are_refused() -> None:
    assert len(sketch(["one two three"] * BATCH_TEXTS).words) == BATCH_TEXTS
    with pytest.raises(ValueError, match="201 texts"):
        sketch(["one two three"] * (BATCH_TEXTS + 1))
