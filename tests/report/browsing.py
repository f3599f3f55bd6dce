"""Reads an HTML report in a browser as a person would: looks, clicks, types."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

from tools.browser import set_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver
    from selenium.webdriver.remote.webelement import WebElement

Answer = TypeVar("Answer")

PATIENCE = 20.0  # seconds; a busy machine may need some, and no test waits for nothing


class Reader:
    """One browser; each report is a new file, so that none sees what another stored."""

    def __init__(self, driver: WebDriver, folder: Path) -> None:
        self.driver = driver
        self.folder = folder
        self.reports = 0

    def read(
        self,
        page: str,
        view: str = "",
        *,
        width: int = 1280,
        height: int = 900,
        scheme: str = "light",
    ) -> None:
        """Open a report as a file in a window of that size; `view` is an address in it."""
        self.reports += 1
        file = self.folder / f"report-{self.reports}.html"
        file.write_text(page, encoding="utf-8")
        set_page(self.driver, width, height, scheme)
        self.driver.get(f"{file.as_uri()}#/{view}")
        self.one("main h1")

    def go(self, view: str) -> None:
        """Go to another view of the report."""
        self.script("location.hash = arguments[0]", f"#/{view}")
        self.wait(lambda: self.script("return location.hash") == f"#/{view}")
        self.settle()

    def refresh(self) -> None:
        """Load the same file again, as whoever comes back to it does."""
        self.driver.refresh()
        self.one("main h1")

    @contextmanager
    def in_time_zone(self, name: str) -> Iterator[None]:
        """Have the browser be where clocks go otherwise."""
        command = "Emulation.setTimezoneOverride"
        self.driver.execute_cdp_cmd(command, {"timezoneId": name})
        try:
            yield
        finally:
            self.driver.execute_cdp_cmd(command, {"timezoneId": ""})

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        self.wait(lambda: bool(self.all(selector)))
        return self.all(selector)[0]

    def text(self, selector: str) -> str:
        return self.ask(lambda: self.one(selector).text)

    def texts(self, selector: str) -> list[str]:
        return self.ask(lambda: [element.text for element in self.all(selector)])

    def style(self, selector: str, name: str) -> str:
        return self.ask(lambda: self.one(selector).value_of_css_property(name))

    def attribute(self, selector: str, name: str) -> str | None:
        return self.ask(lambda: self.one(selector).get_attribute(name))

    def click(self, selector: str) -> None:
        self.ask(lambda: self.one(selector).click())
        self.settle()

    def enter(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.ask(lambda: self.one(selector).send_keys(text))
        self.settle()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        ActionChains(self.driver).send_keys(*keys).perform()
        self.settle()

    def script(self, source: str, *arguments: object) -> Any:  # noqa: ANN401 - any JSON
        return self.driver.execute_script(source, *arguments)

    def complaints(self) -> list[str]:
        """Return what the browser noted since it was last asked: errors, refusals by the policy."""
        log: list[dict[str, str]] = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in log]

    def settle(self) -> None:
        """Wait until the page has drawn what it answers; scrolling is told it a frame later."""
        self.script(
            "return new Promise(done =>"
            " requestAnimationFrame(() => requestAnimationFrame(() => done())))"
        )

    def ask(self, question: Callable[[], Answer]) -> Answer:
        """Ask again where the page drew an element anew between finding and asking it."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return question()
            except StaleElementReferenceException:
                assert time.monotonic() < end, "the page does not come to rest"

    def wait(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < end, "what was waited for did not come"
            time.sleep(0.02)
