from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.postings import Postings
from dedupe_articles.sketch import BATCH_TEXTS, sketch

texts = st.lists(st.sampled_from("abcdef"), max_size=9).map(" ".join)


@given(st.lists(texts, max_size=20), st.sampled_from([0, 7, 1 << 30]))
def test_every_article_has_its_shingles_and_keys_ascend(batch: list[str], first: int) -> None:
    sketched = sketch(batch)
    postings = Postings.of(first, sketched)
    pairs = list(zip(postings.articles.tolist(), postings.hashes.tolist(), strict=True))
    assert sorted(pairs) == [
        (first + text, shingle)
        for text, (begin, end) in enumerate(
            zip(sketched.bounds[:-1].tolist(), sketched.bounds[1:].tolist(), strict=True)
        )
        for shingle in sketched.shingles[begin:end].tolist()
    ]
    assert (np.diff(postings.keys) > 0).all()


def test_the_places_of_a_whole_batch_fit() -> None:
    postings = Postings.of(0, sketch(["one two three"] * BATCH_TEXTS))
    assert postings.articles.tolist() == list(range(BATCH_TEXTS))
