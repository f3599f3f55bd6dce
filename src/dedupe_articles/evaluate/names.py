"""Which articles of a scan the names in a truth mean.

A name means, in this order: the article with this id; the file (or record) at this place seen from
the folder of the truth, then from the current folder; the only article whose id ends in it.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from dedupe_articles.evaluate.truth import FaultsError, LabelledPair, Truth
from dedupe_articles.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from dedupe_articles.model import Skipped

# How a name can mean an article; the least that holds counts.
_IS_ID, _BESIDE_TRUTH, _FROM_HERE, _IS_ENDING = range(4)
_BEFORE_ENDING: Final = re.compile("[/#]")
_EXAMPLES: Final = 2


@dataclass(frozen=True, slots=True)
class NamedPairs:
    """The pairs of a truth by ids, each once, `a` before `b`, and what is known of the articles.

    `articles` holds those that were read; `unread` says by id why others were not.
    """

    pairs: Sequence[LabelledPair]
    articles: Mapping[str, Article]
    unread: Mapping[str, str]
    notices: Sequence[str] = ()


@dataclass(slots=True)
class _Seen:
    """What passed by: `ids` by name and by how the name means them."""

    ids: dict[str, dict[int, list[str]]]
    articles: dict[str, Article] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    skipped_places: dict[str, str] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)


class NameFinder:
    """Finds the articles that a truth names while they pass by on their way into a scan."""

    def __init__(self, truth: Truth) -> None:
        self._truth = truth
        self._own_place = _place(truth.path) if truth.path else None
        names = {name for pair in truth.pairs for name in (pair.a, pair.b)}
        self._ways_of_place: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for name in names:
            for way, place in zip((_BESIDE_TRUTH, _FROM_HERE), self._places(name), strict=True):
                self._ways_of_place[place].append((way, name))
        self._seen = _Seen({name: {} for name in names})
        self._found: NamedPairs | None = None

    @property
    def found(self) -> NamedPairs:
        """What was found, once all articles have passed by."""
        if self._found is None:
            raise RuntimeError("the articles have not all passed by")
        return self._found

    def watch(self, items: Iterable[Article | Skipped]) -> Iterator[Article | Skipped]:
        """Pass on everything but the truth itself, which may lie among the articles.

        Raises:
            InputError: at the end, if a name means no article or several, or if labels contradict
                each other; but not if there is no article at all.

        """
        for item in items:
            if self._own_place is not None and _place(item.path) == self._own_place:
                continue
            self._note(item)
            yield item
        self._found = self._settle() if self._seen.examples else NamedPairs([], {}, {})

    def _places(self, name: str) -> tuple[str, str]:
        """Return where a name leads from the folder of the truth and from the current one."""
        here = _place(name)
        return (_place(self._truth.path.parent / name) if self._truth.path else here), here

    def _note(self, item: Article | Skipped) -> None:
        seen = self._seen
        if isinstance(item, Article):
            if len(seen.examples) < _EXAMPLES:
                seen.examples.append(item.id)
            if self._is_named(item.id):
                seen.articles[item.id] = item
            return
        seen.skipped_places.setdefault(_place(item.path), item.reason)
        item_id = item.path if item.line is None else f"{item.path}#{item.line}"
        if self._is_named(item_id):
            seen.unread[item_id] = item.reason

    def _is_named(self, item_id: str) -> bool:
        """Note which names mean this id, and say whether any does."""
        ids = self._seen.ids
        ways = [(_IS_ID, item_id), *self._ways_of_place.get(_place(item_id), ())]
        ways += [(_IS_ENDING, item_id[m.end() :]) for m in _BEFORE_ENDING.finditer(item_id)]
        is_named = False
        for way, name in ways:
            if name not in ids:
                continue
            meant = ids[name].setdefault(way, [])
            # Two are enough to know that a name is ambiguous, and the rest need not be kept.
            if len(meant) < 2:
                if item_id not in meant:
                    meant.append(item_id)
                is_named = True
        return is_named

    def _settle(self) -> NamedPairs:
        ids: dict[str, str] = {}
        faults: list[str] = []
        for pair in self._truth.pairs:
            for name in (pair.a, pair.b):
                if name not in ids:
                    try:
                        ids[name] = self._id_of(name)
                    except ValueError as error:
                        ids[name] = name
                        faults.append(_at(pair, str(error)))
        if faults:
            raise FaultsError(self._truth.path or "truth", faults, self._advice())
        pairs, notices = _joined(
            [replace(pair, a=ids[pair.a], b=ids[pair.b]) for pair in self._truth.pairs],
            self._truth,
        )
        seen = self._seen
        unread = {key: reason for key, reason in seen.unread.items() if key not in seen.articles}
        return NamedPairs(pairs, seen.articles, unread, [*self._told_endings(), *notices])

    def _id_of(self, name: str) -> str:
        ways = self._seen.ids[name]
        if ways:
            ids = ways[min(ways)]
            if len(ids) > 1:
                raise ValueError(f"{name!r} may be {ids[0]!r} or {ids[1]!r}")
            return ids[0]
        for mark in re.finditer("#", name):
            for place in self._places(name[: mark.start()]):
                reason = self._seen.skipped_places.get(place)
                if reason is not None:
                    self._seen.unread[name] = f"not among the records that can be read: {reason}"
                    return name
        raise ValueError(f"there is no article {name!r}")

    def _advice(self) -> str:
        examples = ", ".join(map(repr, self._seen.examples))
        return (
            "name an article by its path, or path#record for a record of a file; paths begin at"
            f" the folder of the truth or the current one; articles here are called {examples}"
        )

    def _told_endings(self) -> list[str]:
        by_ending = sorted(
            (name, ways[_IS_ENDING][0])
            for name, ways in self._seen.ids.items()
            if list(ways) == [_IS_ENDING]
        )
        if not by_ending:
            return []
        name, meant = by_ending[0]
        count = "1 name" if len(by_ending) == 1 else f"{len(by_ending):,} names"
        return [f"{count} matched with the end of an article's id, as {name!r} with {meant!r}"]


def _joined(pairs: Sequence[LabelledPair], truth: Truth) -> tuple[list[LabelledPair], list[str]]:
    """Return each pair once, its ids and all pairs in order, and what to say of it."""
    known: dict[tuple[str, str], LabelledPair] = {}
    faults: list[str] = []
    repeated = 0
    for pair in pairs:
        a, b = sorted((pair.a, pair.b))
        first = known.get((a, b))
        if a == b:
            faults.append(_at(pair, f"both sides are {a!r}"))
        elif first is None:
            known[a, b] = replace(pair, a=a, b=b)
        elif first.label != pair.label:
            said = _at(first, repr(first.label))
            faults.append(_at(pair, f"{a!r} and {b!r} are {pair.label!r}, but before {said}"))
        else:
            repeated += 1
    if faults:
        raise FaultsError(truth.path or "truth", faults)
    times = "1 pair is" if repeated == 1 else f"{repeated:,} pairs are"
    notices = [f"{times} named again and counted once"] if repeated else []
    return [known[key] for key in sorted(known)], notices


def _place(path: str | Path) -> str:
    # Links are not followed: the part of an id that names a record is no place on the disk.
    return os.path.abspath(path)  # noqa: PTH100


def _at(pair: LabelledPair, text: str) -> str:
    return text if pair.line is None else f"line {pair.line}: {text}"
