"""Large results for HTML reports, and their data read back without a browser."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from dedupe_articles.model import Imprint

from .builders import news_finding, news_result, result_of

if TYPE_CHECKING:
    from dedupe_articles.model import ScanResult


class Elements(HTMLParser):
    """Collects the elements of a page with their attributes and the text directly in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.is_open = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), ""))
        self.is_open = True

    def handle_endtag(self, tag: str) -> None:
        assert tag
        self.is_open = False

    def handle_data(self, data: str) -> None:
        if self.is_open:
            tag, attributes, text = self.found[-1]
            self.found[-1] = (tag, attributes, text + data)

    def of(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        """Return attributes and text of each element of that name."""
        return [(attributes, text) for name, attributes, text in self.found if name == tag]


def data_of(page: str) -> dict[str, Any]:
    """Return the data of a page by the id of its element, unpacked."""
    scripts = Elements(page).of("script")
    return {
        str(attributes["id"]): unpacked(json.loads(text)) if name_is_packed(attributes) else text
        for attributes, text in scripts
        if attributes.get("type") == "application/json"
    }


def name_is_packed(attributes: dict[str, str | None]) -> bool:
    """Whether an element holds packed records, not the text of an article."""
    return not str(attributes["id"]).startswith("text-")


def unpacked(document: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return what `encode` packed."""
    shapes, packed = document

    def unpack(value: Any) -> Any:  # noqa: ANN401 - any JSON
        if not isinstance(value, list):
            return value
        items = [unpack(item) for item in value[1:]]
        return items if value[0] == -1 else dict(zip(shapes[value[0]], items, strict=True))

    return unpack(packed)


def many(number: int) -> ScanResult:
    """Return a scan with so many findings, each of two articles of its own."""
    finding = news_finding()
    result = news_result()
    texts: dict[str, str] = {}
    findings = []
    for place in range(number):
        a, b = (
            replace(ref, id=f"{ref.id}{place}", path=f"{ref.id}{place}")
            for ref in (finding.a, finding.b)
        )
        imprint = Imprint(f"{place:08x}", f"{number + place:08x}")
        findings.append(replace(finding, a=a, b=b, score=1 - place / number, imprint=imprint))
        texts |= {a.id: result.texts[finding.a.id], b.id: result.texts[finding.b.id]}
    return result_of(findings, texts)
