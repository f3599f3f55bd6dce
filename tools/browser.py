"""A headless Chromium, for the tests of the HTML report and for its pictures."""

from __future__ import annotations

import base64
import shutil
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS: Final = (
    "--headless=new",
    "--no-sandbox",  # a container has no other user to run it as
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en",
)


class Programs(NamedTuple):
    """Where the browser and its driver are."""

    browser: str
    driver: str


def installed() -> Programs | None:
    """Return the browser of this machine, if there is one with its driver."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    driver = shutil.which("chromedriver")
    return Programs(browser, driver) if browser and driver else None


@contextmanager
def open_browser(programs: Programs, downloads: Path) -> Iterator[WebDriver]:
    """Start a browser with an empty profile that saves downloads in a folder; end it afterwards."""
    from selenium.webdriver import Chrome, ChromeOptions  # noqa: PLC0415 - an extra of the tests
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

    with TemporaryDirectory() as profile:
        options = ChromeOptions()
        options.binary_location = programs.browser
        for argument in (*_ARGUMENTS, f"--user-data-dir={profile}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
        driver = Chrome(options=options, service=Service(programs.driver))
        try:
            yield driver
        finally:
            driver.quit()


def set_page(driver: WebDriver, width: int, height: int, scheme: str = "light") -> None:
    """Set the window to so many CSS pixels, and which colours the system prefers."""
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
    )
    preference = {"name": "prefers-color-scheme", "value": scheme}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [preference]})


def picture(driver: WebDriver, height: int) -> bytes:
    """Return what is in the page, down to a height, as PNG."""
    width = driver.execute_script("return innerWidth")
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    shot = driver.execute_cdp_cmd(
        "Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip}
    )
    return base64.b64decode(shot["data"])
