from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.postings import BATCH_TEXTS, Postings
from dedupe_articles.sketch import sketch
from dedupe_articles.text.shingles import distinct_shingles
from dedupe_articles.text.words import split_words

texts = st.lists(st.sampled_from("abcdef"), max_size=9).map(" ".join)


@given(st.lists(texts, max_size=20), st.sampled_from([0, 7, 1 << 30]))
def test_every_article_has_its_shingles_and_keys_ascend(batch: list[str], first: int) -> None:
    postings = Postings(first, sketch(batch).postings)
    pairs = list(zip(postings.articles.tolist(), postings.hashes.tolist(), strict=True))
    shingles = [distinct_shingles(split_words([text]))[0].tolist() for text in batch]
    assert sorted(pairs) == [
        (first + place, shingle) for place, of_text in enumerate(shingles) for shingle in of_text
    ]
    assert (np.diff(postings.keys) > 0).all()


def test_the_places_of_a_whole_batch_fit() -> None:
    postings = Postings(0, sketch(["one two three"] * BATCH_TEXTS).postings)
    assert postings.articles.tolist() == list(range(BATCH_TEXTS))
