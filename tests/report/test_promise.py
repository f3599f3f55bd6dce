"""What `docs/json.md` promises of `dedupe/v1`: it only grows."""

from __future__ import annotations

import json
import os
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

PROMISED: Final = Path(__file__).parent / "golden/v1-fields.txt"


def fields(schema: dict[str, Any], name: str) -> Iterator[str]:
    """Yield each field of an object of the schema, with its type and whether it is always there."""
    for field, value in schema.get("properties", {}).items():
        place = f"{name}.{field}"
        types = value.get("type", value.get("$ref", value.get("anyOf", value.get("enum"))))
        always = "always" if field in schema.get("required", ()) else "sometimes"
        yield f"{place}: {json.dumps(types)} {always}"
        yield from fields(value, place)


def test_no_field_of_the_json_goes_or_changes_its_type() -> None:
    """Where this fails a reader of the format breaks: keep the field, or begin `dedupe/v2`.

    `UPDATE_GOLDEN=1` promises the fields that are new; until 0.1.0 is out it may also take back.
    """
    text = files("dedupe_articles.report").joinpath("dedupe-v1.schema.json").read_text("utf-8")
    schema = json.loads(text)
    present = set(fields(schema, "report"))
    for name, definition in schema["$defs"].items():
        present |= set(fields(definition, name))
    if os.environ.get("UPDATE_GOLDEN"):
        PROMISED.write_text("".join(f"{line}\n" for line in sorted(present)), encoding="utf-8")
    assert set(PROMISED.read_text("utf-8").splitlines()) <= present
