"""Which entry of a baseline a finding belongs to."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, Final

from dedupe_articles.model import IMPRINT_HASHES, NO_IMPRINT, Imprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dedupe_articles.baseline.entry import Entry

# The least share of what a finding shares that must have been accepted: one that takes a quarter
# more falls below it. Measured with benchmarks/imprints.py.
ACCEPTED_SHARE: Final = 0.8

_HASH_DIGITS: Final = 8
_BEYOND: Final = "g"  # sorts behind every hexadecimal digit


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
        for o in by_names[frozenset((entry.a, entry.b))]:
            if _accepted_share(entry.imprint, old[o].imprint) >= ACCEPTED_SHARE:
                yield n, o


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
    by_hash = defaultdict(set)
    for o, entry in old.items():
        for value in _hashes(entry.imprint.a) + _hashes(entry.imprint.b):
            by_hash[value].add(o)
    found = []
    for rank, (n, entry) in enumerate(new.items()):
        values = _hashes(entry.imprint.a) + _hashes(entry.imprint.b)
        for o in set().union(*(by_hash[value] for value in values if value in by_hash)):
            share = _accepted_share(entry.imprint, old[o].imprint)
            if share >= ACCEPTED_SHARE:
                is_other = entry.relation != old[o].relation
                found.append((is_other, -share, rank, old[o].order, n, o))
    for *_, n, o in sorted(found):
        yield n, o


def _accepted_share(new: Imprint, old: Imprint) -> float:
    """Return the share of what is shared now that was shared then, of the side that has less."""
    straight = min(_contained(new.a, old.a), _contained(new.b, old.b))
    crossed = min(_contained(new.a, old.b), _contained(new.b, old.a))
    return max(straight, crossed)


def _contained(new: str, old: str) -> float:
    """Estimate how much of a side's content another has, from the smallest hashes of both.

    Only hashes that both samples would hold can be compared: those up to where the first ends.
    """
    samples = _hashes(new), _hashes(old)
    ends = [sample[-1] for sample in samples if len(sample) == IMPRINT_HASHES]
    end = min(ends, default=_BEYOND)
    here, there = ({value for value in sample if value <= end} for sample in samples)
    return len(here & there) / len(here) if here else 0.0


def _hashes(side: str) -> list[str]:
    """Return the hashes of one side, ascending; as text they sort as they do as numbers."""
    return [side[start : start + _HASH_DIGITS] for start in range(0, len(side), _HASH_DIGITS)]
