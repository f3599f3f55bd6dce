from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dedupe_articles.load.documents.worker import WORKER

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def _no_process_stays_behind() -> Iterator[None]:
    yield
    WORKER.close()
