"""Text of a web page that is in its source, and that no reader sees.

Looked at are inline styles, the attribute `hidden`, and the rules of `<style>` elements that have a
tag, a class or an id for a selector. Not known are style sheets in other files, other selectors,
scripts, and what lies behind or outside of something. What is not known is held for visible.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dedupe_articles.load.documents.css import (
    WHITE,
    Declarations,
    Styles,
    colour_in,
    is_same,
    length,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from dedupe_articles.load.documents.css import Colour

# Elements whose words are one text, and those that stand in the middle of one: what is hidden there
# is hidden on purpose.
_PARAGRAPHS: Final = frozenset(
    ["p", "li", "td", "th", "dd", "dt", "blockquote", "figcaption", *(f"h{i}" for i in range(1, 7))]
)
_INLINE: Final = frozenset(
    "a b big cite code em font i mark q s small span strong sub sup tt u".split()  # noqa: SIM905 - readable
)
# Where pages have words that they show when they are asked to, or that are none.
_APART: Final = frozenset(
    ["aside", "button", "dialog", "footer", "form", "header", "nav", "select", "svg"]
).union(["noscript", "script", "style", "template"])
_UNREADABLE_PIXELS: Final = 1
_OFF_SCREEN_PIXELS: Final = 900


@dataclass(frozen=True, slots=True)
class _Look:
    """How the text of an element looks.

    `background` is None where a style that is not known may have set it. `is_away` is text that the
    page may show later; `is_unseen` what is there and looks as if it were not, whatever its colour.
    `in_paragraph` tells that it stands in the middle of visible text, `is_apart` that it is no part
    of the text of the page.
    """

    colour: Colour | None = None
    background: Colour | None = WHITE
    is_tiny: bool = False
    is_invisible: bool = False
    is_away: bool = False
    is_unseen: bool = False
    in_paragraph: bool = False
    is_apart: bool = False

    @property
    def is_disguised(self) -> bool:
        """Whether the text is there and looks as if it were not."""
        return self.is_unseen or self.is_tiny or is_same(self.colour, self.background)

    @property
    def is_hidden(self) -> bool:
        """Whether the text cannot be seen."""
        return self.is_away or self.is_invisible or self.is_disguised


def blank_hidden(tree: HtmlElement) -> int:
    """Blank the text of a page that no reader sees; return how many words of it are in disguise.

    Those are words in the colour of their background, too small to read, transparent or off the
    screen, and others in the middle of a paragraph that is seen. Menus and the like, and what a
    page takes away as a whole to show it later, are blanked and not counted.
    """
    from lxml.etree import iterwalk  # noqa: PLC0415 - of the extra that made the tree

    styles = Styles(tree)
    looks = [_Look()]
    words = 0
    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            looks.append(_look(element, looks[-1], styles))
            words += _blank(element, "text", looks[-1])
        else:
            if event == "end":
                looks.pop()
            words += _blank(element, "tail", looks[-1])
    return words


def _blank(element: HtmlElement, part: str, look: _Look) -> int:
    """Blank the text in or behind an element if it is hidden; return its words in disguise."""
    text = getattr(element, part)
    if not text or not look.is_hidden:
        return 0
    setattr(element, part, " ")
    is_on_purpose = (look.is_disguised or look.in_paragraph) and not look.is_apart
    return len(text.split()) if is_on_purpose else 0


def _look(element: HtmlElement, around: _Look, styles: Styles) -> _Look:
    """Return how the text in an element looks."""
    parent = element.getparent()
    in_text = parent is not None and parent.tag in _PARAGRAPHS and not around.is_hidden
    found = styles.of(element)
    look = replace(
        around,
        in_paragraph=element.tag in _INLINE and (around.in_paragraph or in_text),
        is_apart=around.is_apart or element.tag in _APART,
        is_away=around.is_away or _is_away(element, found),
        is_unseen=around.is_unseen or _is_unseen(found),
        is_tiny=_is_tiny(found, around),
        background=_background(element, found, around, styles),
    )
    if found.get("visibility"):
        look = replace(look, is_invisible=found["visibility"] in {"hidden", "collapse"})
    if found.get("color") not in {None, "inherit", "currentcolor", "unset"}:
        look = replace(look, colour=colour_in(found["color"]))
    return look


def _is_away(element: HtmlElement, found: Declarations) -> bool:
    if element.tag == "template":  # unless the parser puts it in a shadow tree, which is shown
        return element.get("shadowrootmode") is None
    return element.get("hidden") is not None or found.get("display") == "none"


def _is_unseen(found: Declarations) -> bool:
    """Whether an element is transparent for good, or off the screen."""
    if found.get("color") == "transparent":
        return True
    moves = any(name.startswith(("animation", "transition")) for name in found)
    if not moves and length(found.get("opacity", "1"), "") == 0:
        return True
    sides = ["text-indent"]
    if found.get("position") in {"absolute", "fixed"}:
        sides += ["left", "right", "top", "bottom"]
    return any(length(found.get(side, "0"), "px") <= -_OFF_SCREEN_PIXELS for side in sides)


def _is_tiny(found: Declarations, around: _Look) -> bool:
    size = found.get("font-size")
    if size is None or size in {"inherit", "smaller", "larger"}:
        return around.is_tiny
    if size.endswith(("%", "em")) and not size.endswith("rem"):
        return around.is_tiny or length(size, "") == 0
    return length(size, "px") <= _UNREADABLE_PIXELS


def _background(
    element: HtmlElement, found: Declarations, around: _Look, styles: Styles
) -> Colour | None:
    """Return the colour behind an element, None if it is not known."""
    value = (
        found.get("background-color")
        or found.get("background")
        or element.get("bgcolor", "").lower()
    )
    if value:
        is_clear = value in {"transparent", "none", "inherit", "initial", "unset"}
        return around.background if is_clear else colour_in(value)
    if not styles.are_all_known and (element.get("class") or element.get("id")):
        return None
    return around.background
