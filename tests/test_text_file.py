from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.text_file import TextFile

if TYPE_CHECKING:
    from pathlib import Path

texts = st.text() | st.sampled_from(["", "\0", "Grüße, 世界 😀", "\r\n\u2028", "x" * 20_000])


@given(st.lists(st.lists(texts, max_size=5), max_size=5))
def test_texts_come_back_in_any_order_while_others_are_added(batches: list[list[str]]) -> None:
    places: list[tuple[str, int, int]] = []
    file = TextFile()
    for batch in batches:
        starts, sizes = file.append(batch)
        places += zip(batch, starts.tolist(), sizes.tolist(), strict=True)
        for text, start, size in reversed(places):
            assert file.read(start, size) == text
    file.close()


def test_a_closed_file_leaves_nothing_behind(tmp_path: Path) -> None:
    file = TextFile(str(tmp_path))
    file.append(["text"])
    file.close()
    assert list(tmp_path.iterdir()) == []
