"""Markdown: a file is an article, with its YAML front matter taken out of the text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from dedupe_articles.load.decode import UnreadableError, read_text, replace_lone_surrogates
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Mapping

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
# With more words before the colon it is prose.
_ENTRY = re.compile(r"""(["']?)([\w.-]+(?: [\w.-]+){0,2})\1[ \t]*:(?:[ \t]+(.*))?""")
_BLOCK_VALUE = re.compile(r"[|>\[{&*!]")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_QUOTED = re.compile(r"""(?:'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)")\s*(?:\s#.*)?""")
_ESCAPED = re.compile(r"\\(.)")


class Markdown:
    """Reads the body as the text, syntax and all, and front matter as metadata."""

    suffixes = (".md", ".markdown")

    def read(
        self, path: str, stream: io.BufferedReader, settings: Settings
    ) -> Iterator[Article | Skipped]:
        """Give the one article, whose `line` is where its body starts; see `Reader.read`."""
        decoded = read_text(stream, settings)
        metadata, body, line = split_front_matter(decoded.text)
        if not body or body.isspace():
            raise UnreadableError("empty: there is only front matter")
        yield Article(
            id=path,
            path=path,
            text=body,
            title=metadata.get("title"),
            date=metadata.get("date"),
            line=line,
            metadata=metadata,
            notices=decoded.notices,
        )


def split_front_matter(text: str) -> tuple[Mapping[str, str], str, int]:
    """Split text into the simple entries of its front matter, the body and the body's line.

    Front matter stands between `---` at the very start and the next `---` or `...`. An entry is
    one line of `key: value`; nested and multi-line values are taken out of the text but not
    kept. Where the lines between are not YAML, `---` is a thematic break and all is body.
    """
    lines = _LINE.finditer(text)
    if next(lines).group().rstrip() != "---":
        return {}, text, 1
    metadata: dict[str, str] = {}
    is_mapping = False
    for number, match in enumerate(lines, start=2):
        line = match.group().rstrip()
        if line in ("---", "..."):
            return metadata, text[match.end() :], number + 1
        entry = _ENTRY.fullmatch(line)
        if entry is not None:
            is_mapping = True
            value = _plain_value(entry[3] or "")
            if value:
                metadata[entry[2].lower()] = value
        elif line and not (is_mapping and line.startswith((" ", "\t", "#", "- ", "]", "}"))):
            break
    return {}, text, 1


def _plain_value(value: str) -> str:
    """Return a value without quotes and comment; '' of one that is a list, a block or an alias."""
    value = value.strip()
    quoted = _QUOTED.fullmatch(value)
    if quoted is None:
        return "" if _BLOCK_VALUE.match(value) else _COMMENT.sub("", value)
    if quoted[1] is not None:
        return quoted[1].replace("''", "'").strip()
    try:
        text: str = json.loads(f'"{quoted[2]}"', strict=False)
    except ValueError:  # of the escapes that YAML has and JSON has not
        text = _ESCAPED.sub(r"\1", quoted[2])
    return replace_lone_surrogates(text).strip()
