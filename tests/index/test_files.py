"""Which files of an index a path means, and what has become of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.index.files import compare, is_under, look_at, places_of
from dedupe_articles.load import find
from dedupe_articles.model import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("news/a.txt", "news/a.txt"),
        ("news/a.txt", "./news/"),
        ("news/old/a.txt", "news"),
        ("news/a.txt", "."),
        ("../news/a.txt", "../news"),
        ("../news/a.txt", ".."),
        ("/news/a.txt", "/"),
        ("-", "-"),
        ("./-", "./-"),
        ("caf\\xe9/a.txt", "caf\udce9"),
    ],
)
def test_a_file_is_under_itself_and_every_folder_above_it(path: str, place: str) -> None:
    assert is_under(path, places_of([place]))


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("news/a.txt", "new"),
        ("news/a.txt", "a.txt"),
        ("/news/a.txt", "."),
        ("../news/a.txt", "."),
        ("../../news/a.txt", ".."),
        ("./-", "-"),
    ],
)
def test_a_file_is_under_no_other_place(path: str, place: str) -> None:
    assert not is_under(path, places_of([place]))


class Unwalked(set[str]):
    """Places that can be looked up, and not be gone through."""

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("every place was looked at for one file")


def test_many_places_cost_a_file_no_more_than_few() -> None:
    places = Unwalked({"sports", "news"})
    assert is_under("news/old/a.txt", places)
    assert not is_under("weather/a.txt", places)


def test_what_may_not_be_read_is_not_gone_but_said(
    unprivileged: Path, as_nobody: Callable[[], AbstractContextManager[None]]
) -> None:
    (unprivileged / "locked").mkdir()
    for name in ("closed", "gone", "locked/in", "open"):
        (unprivileged / f"{name}.txt").write_text(name)
    known = {file.path: file for file in look_at(find([unprivileged], Settings()))}
    os.utime(unprivileged / "closed.txt", ns=(1, 1))
    (unprivileged / "closed.txt").chmod(0)
    (unprivileged / "locked").chmod(0)
    (unprivileged / "gone.txt").unlink()
    with as_nobody():
        found = find([unprivileged], Settings())
        differences = compare(found, known, places_of([unprivileged]))
    (unprivileged / "locked").chmod(0o755)
    names = [f"{unprivileged}/{name}" for name in ("closed.txt", "locked")]
    assert [item.path for item in differences.to_read] == names
    assert differences.gone == [f"{unprivileged}/gone.txt"]
    assert not differences.changed
    assert not differences.states
