"""Small corpora in which everything happens that makes an index hard to keep right.

Groups of near-duplicates around the size from which they collapse, shingles in about as many
articles as still count as rare, lines in about as many as make them boilerplate, articles without a
shingle, ids that sort unlike they come.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from dedupe_articles.candidates import MAX_DF
from dedupe_articles.index.check import find_new_candidates
from dedupe_articles.index.file import attach
from dedupe_articles.index.store import IndexStore
from dedupe_articles.model import Article
from dedupe_articles.resemblance import BUCKET_CLIQUE
from dedupe_articles.sketch import sketch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dedupe_articles.candidates import Candidates
    from dedupe_articles.store import Store

Corpus = dict[str, str]
Pairs = dict[tuple[str, str], tuple[int, int, int]]
"""Shared shingles, weight and background of pairs, in thousandths, under their ids, sorted."""


def random_corpus(seed: int) -> Corpus:
    """Return some 40 to 90 articles."""
    rng = random.Random(seed)
    texts: list[str] = []
    for story in range(rng.randint(1, 2)):
        copies = rng.choice([2, BUCKET_CLIQUE - 1, BUCKET_CLIQUE, BUCKET_CLIQUE + 1, 14])
        texts += [near_copy(story, rng) for _ in range(copies)]
        texts += [texts[-1]] * rng.choice([0, BUCKET_CLIQUE - 1, BUCKET_CLIQUE, 12])
    frame = " ".join(f"frame{i}" for i in range(5))
    for page in range(rng.choice([5, MAX_DF - 2, MAX_DF, MAX_DF + 2])):
        own = " ".join(rng.choices([f"w{i}" for i in range(9)], k=rng.randint(0, 8)))
        texts.append(f"{own} {frame} page{page}")
    texts += [" ".join(rng.choices([f"w{i}" for i in range(9)], k=12)) for _ in range(10)]
    for _ in range(rng.choice([3, 4, 5, 6, 12])):
        own = " ".join(rng.choices([f"v{i}" for i in range(500)], k=15))
        texts.append(f"{own}\nread more of this on our pages")
    texts += ["", "..."]
    ids = [f"{rng.choice('aZé😀')}{number}" for number in range(len(texts))]
    rng.shuffle(texts)
    return dict(zip(ids, texts, strict=True))


def near_copy(story: int, rng: random.Random) -> str:
    """Return one of many versions of a story."""
    words = [f"s{story}x{i}" for i in range(60)]
    for _ in range(rng.randint(0, 3)):
        words[rng.randrange(60)] = f"changed{rng.randrange(4)}"
    return " ".join(words)


def articles(corpus: Mapping[str, str]) -> list[Article]:
    """Return the articles of a corpus, in its order."""
    return [Article(id_, id_, text) for id_, text in corpus.items()]


def fill(store: Store, corpus: Mapping[str, str]) -> list[str]:
    """Add a corpus to a store; return the ids."""
    store.add([([article], sketch([article.text])) for article in articles(corpus)])
    return list(corpus)


def by_id(found: Candidates, ids: Mapping[int, str]) -> Pairs:
    """Return candidates under the ids of their articles."""
    columns = (found.a, found.b, found.shared, found.weight, found.background)
    pairs: Pairs = {}
    for a, b, shared, weight, background in zip(*(c.tolist() for c in columns), strict=True):
        first, second = sorted((ids[a], ids[b]))
        pairs[first, second] = (shared, round(1000 * weight), round(1000 * background))
    assert len(pairs) == len(found)
    return pairs


def new_candidates(index: Path, corpus: Mapping[str, str], per_article: int) -> Pairs:
    """Return the candidates of a check."""
    with IndexStore() as store:
        fill(store, corpus)
        store.attach(index, write=False)
        store.put("leaving", {"article": store.numbers("SELECT no FROM articles")[:0]})
        found = find_new_candidates(store, per_article)
        numbers = {int(n) for n in (*found.a.tolist(), *found.b.tolist())}
        return by_id(found, store.ids(numbers))


def contents(index: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return everything that an index says of its articles, without their numbers."""
    with IndexStore() as store:
        attach(store.database, index, write=False)
        named = "JOIN archive.articles ON no = article"
        both = "JOIN archive.articles p ON p.no = a JOIN archive.articles q ON q.no = b"
        ids = "least(p.id, q.id) AS one, greatest(p.id, q.id) AS two"
        queries = {
            "articles": "SELECT * EXCLUDE (no, digest, text), md5(text) FROM archive.articles",
            "signatures": f"SELECT id, md5(signature) FROM archive.signatures {named}",
            "bands": f"SELECT key, id FROM archive.bands {named}",
            "postings": f"SELECT hash, id FROM archive.postings {named}",
            "lines": f"SELECT hash, id FROM archive.lines {named}",
            "collapsed": f"SELECT id, is_copy FROM archive.collapsed {named}",
            "close_pairs": f"SELECT {ids} FROM archive.close_pairs {both}",
            "pairs": f"SELECT {ids}, shared, logs FROM archive.pairs {both}",
        }
        return {
            name: store.database.execute(f"{query} ORDER BY ALL").fetchall()
            for name, query in queries.items()
        }
