from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe_articles.candidates import (
    BACKGROUND_PLACE,
    MAX_DF,
    MIN_SHARED,
    PRIOR_ARTICLES,
    Candidates,
    find_candidates,
)
from dedupe_articles.cluster import components
from dedupe_articles.model import Article, Groups
from dedupe_articles.queries import read_queries
from dedupe_articles.rarity import MIN_PROMISE, Rarity
from dedupe_articles.resemblance import BUCKET_CLIQUE, MIN_RESEMBLANCE
from dedupe_articles.sketch import estimated_jaccard, sketch
from dedupe_articles.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence


class Shared(NamedTuple):
    """What a pair shares; weights are in thousandths."""

    shingles: int = 0
    weight: int = 0
    background: int = 0


Pairs = dict[tuple[str, str], Shared]
"""What the pairs share, under their ids, sorted."""


class Rule(NamedTuple):
    """The parameters of the join."""

    max_df: int = MAX_DF
    min_shared: int = MIN_SHARED
    per_article: int = 20
    background_place: int = BACKGROUND_PLACE


# Few words, so that articles share shingles by chance; ids that sort unlike they are numbered.
texts = st.lists(st.sampled_from(["one", "two", "red", "sun", "sea"]), max_size=14).map(" ".join)
corpora = st.lists(texts, min_size=1, max_size=9).flatmap(
    lambda found: st.permutations(["Z", "a", "é", "b#10", "b#9", "😀", "\uffff", "0", "zz"]).map(
        lambda ids: dict(zip(ids, found, strict=False))
    )
)
rules = st.builds(Rule, *(st.integers(low, high) for low, high in ((2, 5), (1, 4), (1, 3), (1, 4))))


def fill(
    store: Store, corpus: Mapping[str, str], groups: Mapping[str, str | None] | None = None
) -> list[str]:
    """Add a corpus in its own order, an article at a time; return the ids."""
    batches = []
    for id_, text in corpus.items():
        group = (groups or {}).get(id_)
        batches.append(([Article(id_, id_, text, group=group)], sketch([text])))
    store.add(batches)
    return list(corpus)


def shingles_of(corpus: Mapping[str, str]) -> dict[str, set[int]]:
    return {id_: set(sketch([text]).shingles()[0].tolist()) for id_, text in corpus.items()}


def naive_join(
    corpus: Mapping[str, str],
    collapsed: Collection[str],
    rule: Rule,
    may_pair: Callable[[str, str], bool] = lambda _a, _b: True,
    alike: Collection[tuple[str, str]] = (),
) -> Pairs:
    """Join the articles in a double loop; pairs that are alike are kept however many are better."""
    postings = defaultdict(set)
    for id_, shingles in shingles_of(corpus).items():
        for shingle in shingles:
            if id_ not in collapsed:
                postings[shingle].add(id_)
    pairs: Pairs = {}
    for a, b in combinations(sorted(corpus), 2):
        both = [ids for ids in postings.values() if a in ids and b in ids]
        rare = [len(ids) for ids in both if len(ids) <= rule.max_df]
        if len(rare) >= rule.min_shared and may_pair(a, b):
            pairs[a, b] = Shared(len(rare), sum(worth(len(corpus), df) for df in rare))
    best = pairs.keys() & set(alike)
    habits = {}
    for id_ in corpus:
        mine = ranked(pairs, id_)
        best.update(mine[: rule.per_article])
        at_place = mine[rule.background_place - 1 : rule.background_place]
        habits[id_] = pairs[at_place[0]].weight if at_place else 0
    return {(a, b): pairs[a, b]._replace(background=min(habits[a], habits[b])) for a, b in best}


def ranked(pairs: Pairs, id_: str) -> list[tuple[str, str]]:
    """Return the pairs of an article, best first."""
    mine = [pair for pair in pairs if id_ in pair]
    return sorted(
        mine, key=lambda pair: (-pairs[pair].weight, -pairs[pair].shingles, other(pair, id_))
    )


def worth(articles: int, frequency: int) -> int:
    """Return what sharing a shingle is worth, in thousandths."""
    return round(1000 * math.log(articles + PRIOR_ARTICLES)) - round(1000 * math.log(frequency))


def other(pair: tuple[str, str], id_: str) -> str:
    return pair[1] if pair[0] == id_ else pair[0]


def naive_resemblance(corpus: Mapping[str, str]) -> set[tuple[str, str]]:
    """Return the pairs that share a band and resemble, in a double loop."""
    sketches = {id_: sketch([text]) for id_, text in corpus.items()}
    return {
        (a, b)
        for a, b in combinations(sorted(corpus), 2)
        if len(sketches[a].postings)
        and (sketches[a].band_keys == sketches[b].band_keys).any()
        and estimated_jaccard(sketches[a].signatures, sketches[b].signatures)[0] >= MIN_RESEMBLANCE
    }


def naive_candidates(
    corpus: Mapping[str, str],
    rule: Rule,
    may_pair: Callable[[str, str], bool] = lambda _a, _b: True,
) -> Pairs:
    """Return the pairs that resemble, and those of the join that promise enough."""
    sizes = {id_: len(shingles) for id_, shingles in shingles_of(corpus).items()}
    alike = {pair for pair in naive_resemblance(corpus) if may_pair(*pair)}
    joined = naive_join(corpus, (), rule, may_pair, alike)
    alone = worth(len(corpus), 1) / 1000
    found = {
        (a, b): shared
        for (a, b), shared in joined.items()
        if (a, b) in alike
        or Rarity(shared.shingles, shared.weight / 1000, shared.background / 1000, alone).promise(
            sizes[a], sizes[b]
        )
        >= MIN_PROMISE
    }
    return {**dict.fromkeys(alike, Shared()), **found}


def by_id(found: Candidates, ids: Sequence[str]) -> Pairs:
    pairs = {
        (min(ids[a], ids[b]), max(ids[a], ids[b])): Shared(
            int(shared), round(1000 * weight), round(1000 * background)
        )
        for a, b, shared, weight, background in zip(
            found.a.tolist(),
            found.b.tolist(),
            found.shared.tolist(),
            found.weight.tolist(),
            found.background.tolist(),
            strict=True,
        )
    }
    assert len(pairs) == len(found)
    return pairs


def candidates_of(
    corpus: Mapping[str, str],
    per_article: int = 20,
    members: Mapping[str, str | None] | None = None,
    groups: Groups | None = None,
) -> Pairs:
    with Store() as store:
        ids = fill(store, corpus, members)
        return by_id(find_candidates(store, per_article, groups), ids)


@settings(max_examples=40)
@given(corpora, rules, st.data())
def test_the_join_in_sql_is_a_double_loop_over_the_articles(
    corpus: dict[str, str], rule: Rule, data: st.DataObject
) -> None:
    """The same document-frequency cap, least number shared, K best, and ties by id."""
    collapsed = data.draw(st.sets(st.sampled_from(sorted(corpus)), max_size=2))
    pairs = st.sampled_from([(a, b) for a in sorted(corpus) for b in sorted(corpus)])
    alike = {pair for pair in data.draw(st.sets(pairs, max_size=8)) if pair[0] < pair[1]}
    with Store() as store:
        ids = fill(store, corpus)
        numbers = np.array([ids.index(id_) for id_ in collapsed], dtype=np.int32)
        store.put("collapsed", {"article": numbers})
        rows = sorted(tuple(sorted((ids.index(a), ids.index(b)))) for a, b in alike)
        a, b = np.array(rows, dtype=np.int32).reshape(-1, 2).T
        store.put("alike", {"a": a, "b": b})
        store.write_postings()
        for name, query in read_queries("candidates.sql").items():
            parameters = {
                "worth_of_one": worth(len(corpus), 1),
                "postings": "postings",
                "restriction": "",
                **rule._asdict(),
            }
            store.materialise(name, query.format(**parameters))
        best = store.arrays("SELECT a, b, shared, weight, background FROM best")
        weights = best["weight"] / 1000, best["background"] / 1000
        found = by_id(Candidates(best["a"], best["b"], best["shared"], *weights, alone=0.0), ids)
    assert found == naive_join(corpus, collapsed, rule, alike=alike)


@settings(max_examples=25)
@given(corpora, st.integers(1, 3))
def test_candidates_are_the_pairs_of_both_channels(corpus: dict[str, str], best: int) -> None:
    expected = naive_candidates(corpus, Rule(per_article=best))
    assert candidates_of(corpus, best) == expected


@settings(max_examples=15)
@given(corpora, st.data())
def test_candidates_do_not_depend_on_the_order_of_the_articles(
    corpus: dict[str, str], data: st.DataObject
) -> None:
    shuffled = dict(data.draw(st.permutations(list(corpus.items()))))
    assert candidates_of(shuffled, 2) == candidates_of(corpus, 2)


@settings(max_examples=40)
@given(corpora, st.integers(1, 2), st.data())
def test_candidates_across_groups_are_the_best_of_all_that_join_two_groups(
    corpus: dict[str, str], best: int, data: st.DataObject
) -> None:
    """The restriction counts before the best pairs are chosen, in both channels."""
    members = drawn_groups(corpus, data)

    def differ(a: str, b: str) -> bool:
        return members[a] is None or members[a] != members[b]

    expected = naive_candidates(corpus, Rule(per_article=best), differ)
    assert candidates_of(corpus, best, members, "across") == expected


@settings(max_examples=40)
@given(corpora, st.integers(1, 2), st.data())
def test_candidates_within_groups_are_those_of_each_group_alone(
    corpus: dict[str, str], best: int, data: st.DataObject
) -> None:
    """But for the weights, which know how many articles there are in all."""
    members = drawn_groups(corpus, data)
    expected = set()
    for group in set(members.values()) - {None}:
        alone = {id_: text for id_, text in corpus.items() if members[id_] == group}
        expected |= set(candidates_of(alone, best))
    assert set(candidates_of(corpus, best, members, "within")) == expected


def drawn_groups(corpus: Mapping[str, str], data: st.DataObject) -> dict[str, str | None]:
    return {id_: data.draw(st.sampled_from(["x", "y", None])) for id_ in corpus}


STORY = " ".join(f"word{i}" for i in range(200))
EXCERPT = " ".join([*(f"other{i}" for i in range(100)), *(f"word{i}" for i in range(40, 80))])


def near_copies(count: int) -> dict[str, str]:
    """Return copies of a story, each with a word of its own in the middle of the excerpt."""
    return {f"copy{i:03}": STORY.replace("word60 ", f"changed{i} ") for i in range(count)}


@settings(max_examples=8)
@given(st.data())
def test_which_article_stands_for_a_large_group_does_not_depend_on_the_order(
    data: st.DataObject,
) -> None:
    corpus = {**near_copies(BUCKET_CLIQUE + 3), "excerpt": EXCERPT.replace("word60", "changed2")}
    shuffled = dict(data.draw(st.permutations(list(corpus.items()))))
    assert candidates_of(shuffled) == candidates_of(corpus)


@pytest.mark.parametrize("copies", [{f"copy{i:03}": STORY for i in range(200)}, near_copies(60)])
def test_a_large_group_of_copies_is_compared_with_its_first_id_only(copies: dict[str, str]) -> None:
    """A group of n has n - 1 pairs, not n (n - 1) / 2."""
    assert sorted(candidates_of(copies)) == [("copy000", id_) for id_ in sorted(copies)[1:]]


def test_a_chain_of_resemblance_stays_one_group() -> None:
    """Where the last is too far from the first, each is still paired with its neighbours."""
    words = STORY.split()
    drifting = {
        f"step{i:02}": " ".join([*(f"new{j}" for j in range(4 * i)), *words[4 * i :]])
        for i in range(40)
    }
    found = candidates_of(drifting)
    assert components(found) == [sorted(drifting)]
    assert ("step00", "step39") not in found


def test_candidates_count_the_articles_that_another_stands_for() -> None:
    with Store() as store:
        fill(
            store, {**near_copies(30), **{f"same{i:02}": EXCERPT for i in range(12)}, "new": "x y"}
        )
        assert find_candidates(store, 20).collapsed == 29 + 11


def test_what_has_more_copies_than_the_frequency_cap_is_still_found_by_its_passages() -> None:
    """One representative of the group takes part in the containment channel."""
    corpus = {**near_copies(MAX_DF + 10), "excerpt": EXCERPT}
    found = candidates_of(corpus)
    assert [pair for pair in found if "excerpt" in pair] == [("copy000", "excerpt")]


def test_a_group_of_near_copies_is_still_linked_across_groups() -> None:
    """Though most copies have all their neighbours in their own group."""
    corpus = near_copies(60)
    members: dict[str, str | None] = {id_: "x" if id_ < "copy050" else "y" for id_ in corpus}
    found = candidates_of(corpus, members=members, groups="across")
    assert components(found) == [sorted(corpus)]
    assert all(members[a] != members[b] for a, b in found)


@pytest.mark.parametrize("mine", ["copy000", "copy059", "none of them"])
def test_many_copies_in_one_group_do_not_hide_a_passage_from_another(mine: str) -> None:
    """Two groups stand for the copies, so that there is always one of another group."""
    corpus = {**near_copies(MAX_DF + 10), "excerpt": EXCERPT}
    members: dict[str, str | None] = {id_: "y" if id_ == "copy059" else "x" for id_ in corpus}
    members["excerpt"] = members.get(mine, "z")
    found = candidates_of(corpus, members=members, groups="across")
    partners = {a for a, b in found if b == "excerpt"}
    assert partners
    assert all(members[partner] != members["excerpt"] for partner in partners)


def test_copies_in_other_groups_do_not_make_a_passage_common() -> None:
    """Within a group a story counts as often as the group has it."""
    corpus = {**near_copies(MAX_DF + 10), "excerpt": EXCERPT}
    members: dict[str, str | None] = {id_: id_ for id_ in corpus}
    members["excerpt"] = "copy007"
    assert list(candidates_of(corpus, members=members, groups="within")) == [("copy007", "excerpt")]


def template_pages(count: int) -> dict[str, str]:
    """Return pages that share the phrases around what is their own."""
    frame = " ".join(f"frame{i}" for i in range(9))
    return {f"{i}": f"{own_words(i)} {frame}" for i in range(count)}


def own_words(page: int) -> str:
    return " ".join(f"{page}x{i}" for i in range(200))


def test_a_phrase_that_too_many_articles_have_makes_no_candidates() -> None:
    assert candidates_of(template_pages(MAX_DF + 1)) == {}
    pages = {**template_pages(MAX_DF + 1), "like 7": own_words(7)}
    assert list(candidates_of(pages)) == [("7", "like 7")]


def test_what_articles_share_with_many_others_by_habit_promises_nothing() -> None:
    pages = template_pages(2 * BACKGROUND_PLACE)
    assert candidates_of(pages) == {}
    assert len(candidates_of(template_pages(2))) == 1
    pages["3"] += own_words(8)
    assert list(candidates_of(pages)) == [("3", "8")]


def test_what_near_duplicates_share_is_known_however_many_there_are() -> None:
    """Each of a template's forms shares more with some others than with the rest of them."""
    forms = {
        str(number): f"{STORY} {' '.join(f'gap{number // 2}x{i}' for i in range(9))} {number}"
        for number in range(10)
    }
    pairs = candidates_of(forms, per_article=2)
    assert len(pairs) == 45
    assert all(pair.shingles for pair in pairs.values())


def test_articles_without_words_are_candidates_of_nobody() -> None:
    assert candidates_of({"a": "", "b": "", "c": "..."}) == {}


def test_an_empty_store_has_no_candidates() -> None:
    with Store() as store:
        assert len(find_candidates(store, 20)) == 0


def test_pairs_come_sorted_with_the_smaller_number_first() -> None:
    with Store() as store:
        fill(store, {f"{9 - i}": STORY for i in range(6)})
        found = find_candidates(store, 2)
    pairs = list(zip(found.a.tolist(), found.b.tolist(), strict=True))
    assert pairs == sorted(pairs)
    assert all(a < b for a, b in pairs)


def test_candidates_tell_how_many_articles_have_what_two_share() -> None:
    """Three articles have the first hundred words, two of them a hundred more."""
    first, second, *others = (
        " ".join(f"{stem}{i}" for i in range(100)) for stem in ("in", "of", "a", "b", "c")
    )
    with Store() as store:
        texts = [f"{others[0]} {first} {second}", f"{others[1]} {first} {second}"]
        ids = fill(store, dict(zip("abc", [*texts, f"{others[2]} {first}"], strict=True)))
        found = find_candidates(store, 20)
    rarities = found.rarities(np.arange(len(found)))
    holders = {
        ids[a] + ids[b]: rarity.holders
        for a, b, rarity in zip(found.a, found.b, rarities, strict=True)
    }
    assert holders == {
        "ab": pytest.approx(6**0.5, rel=0.01),
        "ac": pytest.approx(3, rel=0.01),
        "bc": pytest.approx(3, rel=0.01),
    }
