"""How much of what a finding shares was accepted: one imprint held against many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.model import IMPRINT_HASHES, Imprint
from dedupe_articles.text.ranges import numbers_in, without_repeats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BEYOND: Final = 1 << 32  # behind every hash


class Imprints:
    """The imprints of accepted findings, by their hashes.

    The sides of the imprint in place `i` have the numbers `2 * i` and `2 * i + 1`.
    """

    def __init__(self, imprints: Sequence[Imprint]) -> None:
        sides = [_hashes(side) for imprint in imprints for side in (imprint.a, imprint.b)]
        hashes = np.concatenate([np.zeros(0, dtype=np.uint32), *sides])
        order = np.argsort(hashes, kind="stable")
        self._hashes = hashes[order]
        lengths = np.array([len(side) for side in sides], dtype=np.int64)
        self._side_of = np.repeat(np.arange(len(sides)), lengths)[order]
        # A sample that is not full holds all hashes, however large.
        self._ends = np.array([s[-1] if len(s) == IMPRINT_HASHES else _BEYOND for s in sides])

    def shares_of(self, new: Imprint, least: float) -> list[tuple[int, float]]:
        """Return the places of imprints, and how much of what is shared now was shared then.

        It is the share of the side that has less; those with less than `least` are left out.
        """
        sides_a, of_a = self._contained(_hashes(new.a))
        sides_b, of_b = self._contained(_hashes(new.b))
        both, in_a, in_b = np.intersect1d(
            sides_a, sides_b ^ 1, assume_unique=True, return_indices=True
        )
        shares = np.minimum(of_a[in_a], of_b[in_b])
        enough = shares >= least
        pairs = zip((both[enough] >> 1).tolist(), shares[enough].tolist(), strict=True)
        return list(dict(sorted(pairs)).items())  # of both ways round the better one

    def _contained(self, new: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the sides that have something of a side's content, and estimate how much.

        Only hashes that both samples would hold can be compared: those up to where the first ends.
        """
        starts = np.searchsorted(self._hashes, new, side="left")
        ends = np.searchsorted(self._hashes, new, side="right")
        holders = self._side_of[numbers_in(starts, ends - starts)]
        sides, common = np.unique(holders, return_counts=True)
        return sides, common / np.searchsorted(new, self._ends[sides], side="right")


def _hashes(side: str) -> NDArray[np.uint32]:
    """Return the hashes of one side, ascending."""
    hashes = np.frombuffer(bytes.fromhex(side), dtype=">u4").astype(np.uint32)
    return without_repeats(np.sort(hashes))
