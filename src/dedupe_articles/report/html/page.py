"""The file of an HTML report: style, program and data in one page that asks nobody for more."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from dedupe_articles.report.escape import visible
from dedupe_articles.report.html.data import MOST_DETAIL, MOST_FINDINGS, page_data
from dedupe_articles.report.summary import summary_line

if TYPE_CHECKING:
    from dedupe_articles.model import ScanResult

_STYLES: Final = ("base.css", "overview.css", "table.css", "finding.css", "print.css")
_PROGRAM: Final = "main"
# The forms of import and export that the modules of the program use; no other is joined.
_IMPORT: Final = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=(?:function|const) (\w+))", re.MULTILINE)


def render_html(
    result: ScanResult, *, most_findings: int = MOST_FINDINGS, most_detail: int = MOST_DETAIL
) -> str:
    """Return a scan as one HTML page; see `data` for what the limits leave out."""
    data = page_data(result, most_findings=most_findings, most_detail=most_detail)
    style, program = style_sheet(), script()
    return "".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, program)}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="color-scheme" content="light dark">\n',
            '<meta name="referrer" content="no-referrer">\n',
            f'<meta name="generator" content="dedupe {escape(visible(result.version))}">\n',
            "<title>dedupe report</title>\n",
            f"<style>{style}</style>\n</head>\n<body>\n",
            '<noscript><p class="no-script">This report needs JavaScript to be read. In short: ',
            f"{escape(visible(summary_line(result.summary)))}.</p></noscript>\n",
            *(
                f'<script type="application/json" id="{name}">{json}</script>\n'
                for name, json in data.items()
            ),
            f'<script type="module">{program}</script>\n</body>\n</html>\n',
        ]
    )


def style_sheet() -> str:
    """Return the style of the page."""
    return "".join(_asset(name) for name in _STYLES)


def script() -> str:
    """Return the program of the page: its modules in one, each after those that it imports.

    A module becomes a function, called once, that returns what the module exports.
    """
    return "".join(_joined(name) for name in _ordered(_PROGRAM))


def _joined(name: str) -> str:
    source = _asset(f"{name}.js")
    exported = ", ".join(_EXPORT.findall(source))
    body = _EXPORT.sub("", _IMPORT.sub(r"const \1 = \2_js;\n", source))
    return f"const {name}_js = (() => {{\n{body}return {{ {exported} }};\n}})();\n"


def _ordered(name: str, seen: tuple[str, ...] = ()) -> tuple[str, ...]:
    for _, imported in _IMPORT.findall(_asset(f"{name}.js")):
        if imported not in seen:
            seen = _ordered(imported, seen)
    return (*seen, name)


def _policy(style: str, program: str) -> str:
    """Return a policy that lets this program and this style work, and nothing else at all."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src '{_digest(program)}'",
            f"style-src '{_digest(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _digest(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _asset(name: str) -> str:
    return files("dedupe_articles.report.html").joinpath("assets", name).read_text("utf-8")
