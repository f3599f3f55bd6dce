from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.article_table import REFERENCE, packed, reference, unpacked
from dedupe_articles.model import ArticleRef, Disguise, DisguiseKind

disguises = st.builds(Disguise, st.sampled_from(DisguiseKind), st.integers(1, 10**9))


@given(st.lists(disguises, max_size=4))
def test_disguises_come_back_from_their_column(found: list[Disguise]) -> None:
    assert unpacked(packed(found)) == tuple(found)


@pytest.mark.parametrize("group", [None, "left"])
def test_the_columns_of_a_reference_are_in_the_order_of_its_fields(group: str | None) -> None:
    article = ArticleRef("id", "path", words=3, line=7, group=group, file_lines=False)
    values = [getattr(article, "group" if name == "grp" else name) for name in REFERENCE]
    values[-1] = packed(values[-1])
    assert reference(values) == article
