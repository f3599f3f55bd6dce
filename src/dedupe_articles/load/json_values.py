"""JSON text to values, with reasons for what cannot be read."""

from __future__ import annotations

import json
from typing import Any

from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.records import type_name

# Not strict: a raw tab inside a string is against the standard, common, and of one meaning.
_DECODER = json.JSONDecoder(strict=False)


def parse_object(text: str) -> dict[str, Any]:
    """Parse one JSON object. Raises `UnreadableError` for what is none."""
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        where = f"column {error.colno:,}" if error.lineno == 1 else f"its line {error.lineno:,}"
        raise UnreadableError(f"invalid JSON: {error.msg} ({where})") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"JSON that cannot be read: {error}") from error
    if not isinstance(value, dict):
        raise UnreadableError(f"not a JSON object but {type_name(value)}")
    return value
