"""What two sides do not have alike: nothing is altered that merely changed its place."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

_Item = TypeVar("_Item")


def unbalanced(
    a: Sequence[_Item], b: Sequence[_Item], key: Callable[[_Item], Hashable]
) -> tuple[list[_Item], list[_Item]]:
    """Return what each side has and the other has not as often, compared by a key, in its order.

    >>> unbalanced([1, 2, 2, 3], [2, 4], str)
    ([1, 2, 3], [4])
    """
    return _without(a, map(key, b), key), _without(b, map(key, a), key)


def _without(
    items: Iterable[_Item], others: Iterable[Hashable], key: Callable[[_Item], Hashable]
) -> list[_Item]:
    there = Counter(others)
    left = []
    for item in items:
        if there[key(item)]:
            there[key(item)] -= 1
        else:
            left.append(item)
    return left
