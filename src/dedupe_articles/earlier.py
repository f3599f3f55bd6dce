"""What an earlier run has written, told from articles by how it begins."""

from __future__ import annotations

import re
from typing import Final

LONGEST_OPENING: Final = 4096
"""Characters of a file that are enough to know it by."""

_STRING: Final = r'"(?:[^"\\]|\\.)*"'
_OPENINGS: Final = (
    r"─{40,}\n *\d+  [\w-]+ · score ",  # text, as wide as its terminal
    r"\d[\d,]*\sarticles?,\s[\d,]+\swords?\s·\s([\d,]+\schanged\s·\s)?no\sfindings",
    r'\{\s*"schema": "dedupe/',  # json
    r'\{"fingerprint": "\w*", "imprint": \{',  # jsonl
    r"fingerprint,relation,score,confidence,",  # csv
    r'\{\s*"\$schema": "[^"]*/sarif-schema-[^}]*"driver": \{"name": "dedupe"',  # sarif
    r"::(error|warning|notice) [^:]*title=dedupe",  # github
    rf'\[\s*\{{\s*"description": {_STRING},\s*"check_name": "dedupe/',  # gitlab
    r'<\?xml[^>]*>\s*<testsuites name="dedupe"',  # junit
    r"## dedupe\n",  # markdown
    r'<!doctype html>(?s:.)*<meta name="generator" content="dedupe ',  # html
    rf'\{{"path": {_STRING}, "id": {_STRING}, "member": ',  # what to keep and to drop
    r'\{\s*("version":\s*\d+,\s*)?"accepted":\s*\[',  # a baseline, however formatted
)
_OPENING: Final = re.compile("|".join(_OPENINGS))
_OF_NOTHING: Final = frozenset({"", "[]", "[]\n"})  # jsonl, github and lists; gitlab


def is_own_output(opening: str) -> bool:
    """Tell whether a file that begins so is a report, a list or a baseline of this program."""
    return _OPENING.match(opening) is not None


def may_be_own_output(opening: str) -> bool:
    """Tell whether it is, or an output without an entry, which does not show whose it is."""
    return opening in _OF_NOTHING or is_own_output(opening)
