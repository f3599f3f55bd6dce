"""An index knows as much as a scan: whatever became of it, a check finds what a scan finds."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.candidates import find_candidates
from dedupe_articles.index.check import check_articles
from dedupe_articles.index.write import add_articles, build_from, compact, remove
from dedupe_articles.model import Settings
from dedupe_articles.pipeline import scan_articles
from dedupe_articles.store import Store

from .corpora import Corpus, Pairs, articles, by_id, contents, fill, new_candidates, random_corpus

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings(min_words=0)


def scanned_candidates(corpus: Corpus, per_article: int) -> Pairs:
    with Store() as store:
        ids = fill(store, corpus)
        return by_id(find_candidates(store, per_article), dict(enumerate(ids)))


def split(corpus: Corpus, rng: random.Random) -> tuple[Corpus, Corpus]:
    new = set(rng.sample(sorted(corpus), rng.randint(1, 12)))
    return (
        {id_: text for id_, text in corpus.items() if id_ not in new},
        {id_: text for id_, text in corpus.items() if id_ in new},
    )


def history(index: Path, corpus: Corpus, rng: random.Random) -> None:
    """Let an index come to hold a corpus, with detours."""
    others = {f"x{i}": text for i, text in enumerate(random_corpus(rng.randrange(1000)).values())}
    waiting = list(corpus)
    rng.shuffle(waiting)
    passing = rng.sample(sorted(others), rng.randint(0, 15))
    held = [*waiting[: rng.randint(0, len(waiting))], *passing]
    texts = corpus | others
    rng.shuffle(held)
    build_from(index, articles({id_: texts[id_] for id_ in held}), SETTINGS)
    for _ in range(rng.randint(0, 3)):
        away = rng.sample(held, rng.randint(0, min(5, len(held))))
        if away:
            remove(index, away)
        held = [id_ for id_ in held if id_ not in away]
        missing = [id_ for id_ in waiting if id_ not in held][: rng.randint(0, 20)]
        add_articles(index, articles({id_: texts[id_] for id_ in missing}), SETTINGS)
        held += missing
        if rng.random() < 0.3:
            compact(index)
    rest = [id_ for id_ in held if id_ not in corpus]
    if rest:
        remove(index, rest)
    add_articles(index, articles({id_: texts[id_] for id_ in waiting if id_ not in held}), SETTINGS)


@pytest.mark.parametrize("seed", range(4))
def test_a_check_has_the_candidates_of_a_scan(tmp_path: Path, seed: int) -> None:
    """The same pairs, each with what it shares, its weight and its background."""
    rng = random.Random(seed)
    archive, new = split(random_corpus(seed), rng)
    index = tmp_path / "index"
    build_from(index, articles(archive), SETTINGS)
    per_article = rng.choice([1, 3, 20])
    expected = scanned_candidates(archive | new, per_article)
    crossing = {pair: seen for pair, seen in expected.items() if not new.keys().isdisjoint(pair)}
    assert new_candidates(index, new, per_article) == crossing


@pytest.mark.parametrize("seed", range(4))
def test_what_an_index_holds_does_not_depend_on_its_history(tmp_path: Path, seed: int) -> None:
    """Adding in any order and batches, removing, adding again, compacting."""
    rng = random.Random(seed)
    corpus = random_corpus(seed)
    history(tmp_path / "one", corpus, rng)
    build_from(tmp_path / "other", articles(corpus), SETTINGS)
    found, expected = contents(tmp_path / "one"), contents(tmp_path / "other")
    for table, rows in expected.items():
        assert found[table] == rows, table


@pytest.mark.parametrize("seed", range(2))
def test_a_check_has_the_findings_of_a_scan(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    archive, new = split(random_corpus(seed), rng)
    history(tmp_path / "index", archive, rng)
    found = check_articles(articles(new), tmp_path / "index", SETTINGS)
    whole = scan_articles(articles(archive | new), SETTINGS)
    expected = [f for f in whole.findings if f.a.id in new or f.b.id in new]
    assert found.findings == expected
    assert expected


def test_an_archived_article_keeps_its_language_and_what_it_hides(tmp_path: Path) -> None:
    plain = (
        "The police found the old harbour empty, and they said that it was not for sale. Nobody had"
        " seen the owner of the last boat since the storm of March, which took the roof of the inn"
        " and two of the cranes. The council will now ask the port of Varnholm for a pilot."
    )
    hidden = plain.replace("o", "\N{CYRILLIC SMALL LETTER O}")
    build_from(tmp_path / "index", articles({"a": hidden}), SETTINGS)
    found = check_articles(articles({"b": plain}), tmp_path / "index", SETTINGS)
    whole = scan_articles(articles({"a": hidden, "b": plain}), SETTINGS)
    assert found.findings == whole.findings
    assert found.findings[0].a.language == "en"
    assert found.findings[0].a.disguises
