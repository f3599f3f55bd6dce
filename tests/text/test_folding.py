from __future__ import annotations

from hypothesis import given

from dedupe_articles.text.folding import fold_character

from .strategies import alone


@given(alone)
def test_folding_twice_changes_nothing_more(char: str) -> None:
    folded = fold_character(char)
    assert "".join(map(fold_character, folded)) == folded
