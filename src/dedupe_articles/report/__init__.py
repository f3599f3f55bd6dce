"""Reports: one file per format, each a function from a `ScanResult` to a string.

A report computes nothing that is not presentation. Writing the string somewhere is the business
of whoever asked for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dedupe_articles.report.csv_table import render_csv
from dedupe_articles.report.github import render_github
from dedupe_articles.report.gitlab import render_gitlab
from dedupe_articles.report.json_document import render_json
from dedupe_articles.report.json_lines import render_jsonl
from dedupe_articles.report.markdown import render_markdown
from dedupe_articles.report.page import PLAIN, Page
from dedupe_articles.report.sarif import render_sarif

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dedupe_articles.model import ScanResult

__all__ = ["FORMATS", "PLAIN", "Page", "render"]


def _render_text(result: ScanResult, page: Page) -> str:
    from dedupe_articles.report.text import render_text  # noqa: PLC0415 - rich is slow to import

    return render_text(result, page)


def _render_junit(result: ScanResult) -> str:
    from dedupe_articles.report.junit import render_junit  # noqa: PLC0415 - so is an XML library

    return render_junit(result)


def _render_html(result: ScanResult) -> str:
    from dedupe_articles.report.html import render_html  # noqa: PLC0415 - of use to few scans

    return render_html(result)


_RENDERERS: Final[Mapping[str, Callable[[ScanResult, Page], str]]] = {
    "text": _render_text,
    "json": lambda result, _page: render_json(result),
    "jsonl": lambda result, _page: render_jsonl(result),
    "csv": lambda result, _page: render_csv(result),
    "sarif": lambda result, _page: render_sarif(result),
    "github": lambda result, _page: render_github(result),
    "gitlab": lambda result, _page: render_gitlab(result),
    "junit": lambda result, _page: _render_junit(result),
    "markdown": lambda result, _page: render_markdown(result),
    "html": lambda result, _page: _render_html(result),
}

FORMATS: Final[tuple[str, ...]] = tuple(_RENDERERS)
"""The names of the formats, the default first."""


def render(result: ScanResult, format_name: str, page: Page = PLAIN) -> str:
    """Return the report of `result` in the named format; only text heeds the page.

    Raises:
        KeyError: if `format_name` is not one of `FORMATS`.

    """
    return _RENDERERS[format_name](result, page)
