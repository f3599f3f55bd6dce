from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.report.json_text import json_document, json_line

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(
    SCALARS.filter(lambda value: value not in {float("inf"), -float("inf")}),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(VALUES)
def test_a_document_and_a_line_hold_the_value(value: object) -> None:
    assert json.loads(json_document(value)) == value
    line = json_line(value)
    assert json.loads(line) == value
    assert line.splitlines() == [line.removesuffix("\n")]


@given(st.dictionaries(st.text("ab"), st.lists(st.dictionaries(st.text("ab"), st.integers()))))
def test_what_is_not_deep_is_indented_as_everywhere(value: object) -> None:
    assert json_document(value) == json.dumps(value, indent=2) + "\n"


def test_what_lies_deeper_stays_on_its_line() -> None:
    match = {"a": {"start": 1, "end": 2}, "edits": [[1, 2], [3, 4]]}
    text = json_document({"findings": [{"matches": [match, match], "labels": []}]})
    assert text.splitlines() == [
        "{",
        '  "findings": [',
        "    {",
        '      "matches": [',
        '        {"a": {"start": 1, "end": 2}, "edits": [[1, 2], [3, 4]]},',
        '        {"a": {"start": 1, "end": 2}, "edits": [[1, 2], [3, 4]]}',
        "      ],",
        '      "labels": []',
        "    }",
        "  ]",
        "}",
    ]
