"""As much of style sheets as tells that text is hidden: simple rules, colours, lengths."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

Colour = tuple[int, int, int]
Declarations = dict[str, str]

WHITE: Final[Colour] = (255, 255, 255)
_NAMES: Final[Mapping[str, Colour]] = {
    "white": WHITE,
    "snow": (255, 250, 250),
    "whitesmoke": (245, 245, 245),
    "silver": (192, 192, 192),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
}
_HEX: Final = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])")
_RGB: Final = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*1\s*)?\)")
_NUMBER: Final = re.compile(r"(-?\d*\.?\d+)([a-z]*)")
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SELECTOR: Final = re.compile(r"[.#]?[\w-]+")
# How far two colours may differ in each channel and look the same.
_SAME: Final = 8
_PIXELS: Final = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0}
_SIZES: Final = 16.0  # pixels of a size that is no number, such as `small`


class Styles:
    """The rules of the `<style>` elements of a page that have a tag, class or id for a selector.

    `are_all_known` is False if the page has others too, or style sheets in other files.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self._rules: dict[str, Declarations] = {}
        self.are_all_known = not any(
            "stylesheet" in (link.get("rel") or "").lower() for link in tree.iter("link")
        )
        for style in tree.iter("style"):
            for selectors, body in _rules(style.text or ""):
                self._add(selectors, body)

    def _add(self, selectors: str, body: str) -> None:
        for selector in (part.strip() for part in selectors.split(",")):
            if _SELECTOR.fullmatch(selector):
                self._rules.setdefault(selector, {}).update(declarations(body))
            elif "background" in body or selector.startswith("@import"):
                self.are_all_known = False

    def of(self, element: HtmlElement) -> Declarations:
        """Return what is declared for an element, the more specific over the others."""
        found: Declarations = {}
        if self._rules and isinstance(element.tag, str):
            classes = [f".{name}" for name in (element.get("class") or "").split()]
            for selector in (element.tag, *classes, f"#{element.get('id')}"):
                found.update(self._rules.get(selector, {}))
        if element.get("color") and element.tag == "font":
            found["color"] = element.get("color", "").strip().lower()
        found.update(declarations(element.get("style") or ""))
        return found


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of the rules that hold always; others are for some media."""
    sheet = _COMMENT.sub(" ", sheet)
    depth = begin = 0
    selectors = ""
    for brace in re.finditer(r"[{}]", sheet):
        between = sheet[begin : brace.start()]
        if brace[0] == "{":
            if depth == 0:
                selectors = between.strip()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and not selectors.startswith(("@media", "@supports", "@font", "@keyf")):
                yield selectors.lower() if selectors[:1] not in ".#" else selectors, between
        begin = brace.end()


def declarations(text: str) -> Declarations:
    """Return the declarations of a rule or of an attribute `style`, in small letters."""
    pairs = (part.partition(":") for part in text.lower().split(";"))
    return {
        name.strip(): value.replace("!important", "").strip()
        for name, _, value in pairs
        if value.strip()
    }


def colour_in(value: str) -> Colour | None:
    """Return the colour that a value names; None if it is none, or one of several."""
    if "url(" in value or "gradient" in value:
        return None
    if found := _HEX.search(value):
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        red, green, blue = (int(digits[i : i + 2], 16) for i in (0, 2, 4))
        return red, green, blue
    if found := _RGB.search(value):
        return int(found[1]), int(found[2]), int(found[3])
    return next((_NAMES[word] for word in value.split() if word in _NAMES), None)


def is_same(first: Colour | None, second: Colour | None) -> bool:
    """Whether two colours are known and nobody can tell one from the other."""
    if first is None or second is None:
        return False
    return all(abs(a - b) <= _SAME for a, b in zip(first, second, strict=True))


def length(value: str, unit: str) -> float:
    """Return a length in pixels, or a plain number where `unit` is empty."""
    found = _NUMBER.match(value)
    if found is None:
        return _SIZES
    return float(found[1]) * (_PIXELS.get(found[2], 1.0) if unit else 1.0)
