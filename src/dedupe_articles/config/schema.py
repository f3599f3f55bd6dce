"""The JSON Schema of `dedupe.toml` and `[tool.dedupe]`, for editors that check what one types."""

from __future__ import annotations

from typing import Any

from dedupe_articles.config.keys import KEYS, dashed


def config_schema() -> dict[str, Any]:
    """Return the schema, as `dedupe-config.schema.json` beside this module has it."""
    properties = {
        dashed(key): {"description": setting.meaning, **setting.schema}
        for key, setting in sorted(KEYS.items())
    }
    in_underscores = {
        f"^{key}$": {"$ref": f"#/properties/{dashed(key)}"} for key in sorted(KEYS) if "_" in key
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:dedupe-articles:config",
        "title": "dedupe.toml, or [tool.dedupe] of pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "patternProperties": in_underscores,
    }
