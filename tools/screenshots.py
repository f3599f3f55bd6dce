"""Takes the pictures of the HTML report that README.md and docs/ show.

    python -m tools.screenshots

Scans the example articles and the seed pair, opens the report in a headless Chromium and writes
docs/images/report-*.png. Fonts differ from machine to machine, so no test compares the pictures.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from tools.browser import installed, open_browser, picture, set_page
from tools.docs import ROOT, output_of

IMAGES: Final = ROOT / "docs/images"
_SCAN: Final = "dedupe scan examples/articles seeds --exit-zero -q --format html"
_SETTLED: Final = "return new Promise((done) => setTimeout(done, 500))"


class Shot(NamedTuple):
    """A picture: which view of the report, after which keys, in which colours, how high."""

    name: str
    view: str
    keys: str
    scheme: str
    height: int


_SHOTS: Final = (
    Shot("report-overview", "", "", "light", 1080),
    Shot("report-findings", "findings", "", "light", 640),
    Shot("report-finding", "findings/2", "nnn", "light", 900),
    Shot("report-finding-dark", "findings/3", "nnnn", "dark", 900),
)


def main() -> int:
    """Take all pictures, or say that there is no browser."""
    programs = installed()
    if programs is None:
        print("no Chromium with chromedriver: apt-get install chromium chromium-driver")
        return 1
    with TemporaryDirectory() as name:
        folder = Path(name)
        report = folder / "report.html"
        report.write_text(output_of(_SCAN), encoding="utf-8")
        with open_browser(programs, folder) as driver:
            for shot in _SHOTS:
                set_page(driver, 1180, 860, shot.scheme)
                driver.get("about:blank")
                driver.get(f"{report.as_uri()}#/{shot.view}")
                driver.execute_script(_SETTLED)
                for key in shot.keys:
                    driver.switch_to.active_element.send_keys(key)
                driver.execute_script(_SETTLED)
                (IMAGES / f"{shot.name}.png").write_bytes(picture(driver, shot.height))
    return 0


if __name__ == "__main__":
    sys.exit(main())
