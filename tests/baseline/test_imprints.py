"""One imprint held against many gives what it gives against each, worked out plainly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.baseline.imprints import Imprints
from dedupe_articles.model import IMPRINT_HASHES, NO_IMPRINT, Imprint

from .entries import side

# Some sides have fewer hashes than a sample holds, some more; most have many in common.
sides = st.builds(
    lambda first, length, step: side(range(first, first + length * step, step)),
    st.integers(0, 40),
    st.sampled_from([0, 1, 10, 50, 64, 65, 200]),
    st.integers(1, 2),
)
imprints = st.builds(Imprint, sides, sides)


@given(st.lists(imprints, max_size=6), imprints)
def test_shares_are_those_of_each_pair(accepted: list[Imprint], new: Imprint) -> None:
    shares = [(place, plain_share(new, old)) for place, old in enumerate(accepted)]
    found = Imprints(accepted).shares_of(new, 0.8)
    assert found == [(place, share) for place, share in shares if share >= 0.8]


def test_what_shares_nothing_was_never_accepted() -> None:
    assert Imprints([NO_IMPRINT]).shares_of(NO_IMPRINT, 0.8) == []
    assert Imprints([]).shares_of(NO_IMPRINT, 0.8) == []


def plain_share(new: Imprint, old: Imprint) -> float:
    straight = min(contained(new.a, old.a), contained(new.b, old.b))
    crossed = min(contained(new.a, old.b), contained(new.b, old.a))
    return max(straight, crossed)


def contained(new: str, old: str) -> float:
    samples = [[text[at : at + 8] for at in range(0, len(text), 8)] for text in (new, old)]
    ends = [sample[-1] for sample in samples if len(sample) == IMPRINT_HASHES]
    here, there = (
        {value for value in sample if not ends or value <= min(ends)} for sample in samples
    )
    return len(here & there) / len(here) if here else 0.0
