"""Which entry of a baseline a finding belongs to."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, Final

from dedupe_articles.model import NO_IMPRINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dedupe_articles.baseline.entry import Entry
    from dedupe_articles.baseline.imprints import Imprints

# The least share of what a finding shares that must have been accepted: one that takes a quarter
# more falls below it. Measured with benchmarks/imprints.py.
ACCEPTED_SHARE: Final = 0.8


def recognise(found: Sequence[Entry], entries: Sequence[Entry]) -> dict[int, int]:
    """Return the place of the entry that accepts a finding, by the finding's place.

    No entry accepts two. Of several that could, one with the same names goes first, then one with
    the same content and relation, then the one that is most alike.
    """
    known: dict[int, int] = {}
    for pairs_of in (_same_names, _same_content, _alike):
        taken = set(known.values())
        new = {n: found[n] for n in _ordered(found) if n not in known}
        old = {o: entries[o] for o in _ordered(entries) if o not in taken}
        for n, o in pairs_of(new, old):
            if n not in known and o not in taken:
                known[n] = o
                taken.add(o)
    return known


def _ordered(entries: Sequence[Entry]) -> list[int]:
    """Return the places of entries in the order of the file."""
    return sorted(range(len(entries)), key=lambda place: entries[place].order)


def _same_names(new: Mapping[int, Entry], old: Mapping[int, Entry]) -> Iterator[tuple[int, int]]:
    by_names = defaultdict(list)
    for o, entry in old.items():
        by_names[frozenset((entry.a, entry.b))].append(o)
    for n, entry in new.items():
        namesakes = by_names.get(frozenset((entry.a, entry.b)))
        if namesakes is None:
            continue
        accepted = _imprints_of(old[o] for o in namesakes)
        for place, _ in accepted.shares_of(entry.imprint, ACCEPTED_SHARE):
            yield n, namesakes[place]


def _same_content(new: Mapping[int, Entry], old: Mapping[int, Entry]) -> Iterator[tuple[int, int]]:
    by_content: defaultdict[tuple[str, frozenset[str]], deque[int]] = defaultdict(deque)
    for o, entry in old.items():
        if entry.imprint != NO_IMPRINT:
            by_content[_content(entry)].append(o)
    for n, entry in new.items():
        waiting = by_content[_content(entry)]
        if waiting:
            yield n, waiting.popleft()


def _content(entry: Entry) -> tuple[str, frozenset[str]]:
    """Return relation and imprint, whichever side is a."""
    return entry.relation, frozenset((entry.imprint.a, entry.imprint.b))


def _alike(new: Mapping[int, Entry], old: Mapping[int, Entry]) -> Iterator[tuple[int, int]]:
    places = list(old)
    accepted = _imprints_of(old.values())
    pairs: defaultdict[tuple[bool, float], list[tuple[int, int]]] = defaultdict(list)
    for n, entry in new.items():
        for place, share in accepted.shares_of(entry.imprint, ACCEPTED_SHARE):
            o = places[place]
            is_other = entry.relation != old[o].relation
            pairs[is_other, -share].append((n, o))
    for key in sorted(pairs):
        yield from pairs[key]


def _imprints_of(entries: Iterable[Entry]) -> Imprints:
    from dedupe_articles.baseline.imprints import Imprints  # noqa: PLC0415 - slow to import

    return Imprints([entry.imprint for entry in entries])
