from __future__ import annotations

import os

import pytest

from dedupe_articles.engine import workers


@pytest.mark.parametrize(
    ("count", "cost", "pays"),
    [
        (1, 100 * workers.WORTH_A_POOL, False),
        (2, workers.WORTH_A_POOL - 1, False),
        (2, workers.WORTH_A_POOL, True),
        (0, workers.WORTH_A_POOL, (os.cpu_count() or 1) > 1),
    ],
)
def test_a_pool_pays_for_several_workers_with_much_to_do(
    count: int, cost: int, *, pays: bool
) -> None:
    assert workers.pay(count, cost) is pays


def test_no_worker_means_one_for_each_processor() -> None:
    assert workers.count(0) == (os.cpu_count() or 1)
    assert workers.count(3) == 3
