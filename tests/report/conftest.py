from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tools.browser import installed, open_browser

from .browsing import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GOLDEN = Path(__file__).parent / "golden"
SCHEMAS = Path(__file__).parent / "schemas"


@pytest.fixture
def check_golden() -> Callable[[str, str], None]:
    """Compare a report with the file of that name in `golden`.

    `UPDATE_GOLDEN=1 pytest tests/report` writes the files anew; read the difference before you
    commit it.
    """

    def check(name: str, report: str) -> None:
        file = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            file.write_text(report, encoding="utf-8", newline="")
        assert report == file.read_bytes().decode("utf-8")

    return check


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Somebody who reads HTML reports in a real browser; where there is none, skip the test."""
    programs = installed()
    if programs is None:
        pytest.skip("no Chromium with chromedriver: apt-get install chromium chromium-driver")
    folder = tmp_path_factory.mktemp("browser")
    with open_browser(programs, folder) as driver:
        yield Reader(driver, folder)
