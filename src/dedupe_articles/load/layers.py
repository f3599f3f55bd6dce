"""Through compressed files and archives to the files that a reader reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dedupe_articles.earlier import LONGEST_OPENING, is_own_output
from dedupe_articles.load.archives import tar_members, zip_members
from dedupe_articles.load.compression import COMPRESSED, expand, name_inside
from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.reader import choose_reader, suffix_of
from dedupe_articles.load.records import UniqueNames, member_name
from dedupe_articles.model import Article, Settings, Skipped

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from dedupe_articles.load.archives import Member
    from dedupe_articles.load.streams import Allowance

MAX_LAYERS: Final = 4
"""Compressions and archives inside one another; `.tar.gz` in a zip has three."""

_ZIP: Final = ".zip"
_TAR: Final = ".tar"


@dataclass(frozen=True, slots=True)
class Layer:
    """A stream and what is known of it.

    `path` is what it is shown as, `name` the file name that says its format; `depth` counts the
    layers around it. `named` tells that the user gave this very path.
    """

    path: str
    name: str
    stream: io.BufferedReader
    allowance: Allowance
    named: bool = False
    depth: int = 0


def read_layer(layer: Layer, settings: Settings) -> Iterator[Article | Skipped]:
    """Read the articles of a file, or of all the files in it.

    Raises `UnreadableError` if the whole or the rest cannot be read, and `OSError` where the
    stream does.
    """
    suffix = suffix_of(layer.name)
    if suffix in COMPRESSED:
        yield from read_layer(_expanded(layer, suffix), settings)
    elif suffix in (_ZIP, _TAR):
        yield from _read_archive(_deeper(layer), suffix, settings)
    else:
        reader = choose_reader(layer.name, named=layer.named)
        if not layer.named:
            _refuse_own_output(layer.stream)
        yield from reader.read(layer.path, layer.stream, settings)


def _refuse_own_output(stream: io.BufferedReader) -> None:
    """Raise `UnreadableError` for a report, which shows the text of articles as if it were one."""
    opening = stream.peek(LONGEST_OPENING)[:LONGEST_OPENING]
    if is_own_output(opening.decode("utf-8", "replace")):
        raise UnreadableError("an output of dedupe and no article; name it to have it read")


def _expanded(layer: Layer, suffix: str) -> Layer:
    return replace(
        _deeper(layer),
        name=name_inside(layer.name, suffix),
        stream=expand(layer.stream, suffix, layer.allowance),
    )


def _deeper(layer: Layer) -> Layer:
    if layer.depth == MAX_LAYERS:
        raise UnreadableError(
            f"more than {MAX_LAYERS} compressions and archives inside one another;"
            " unpack it to have it read"
        )
    return replace(layer, depth=layer.depth + 1)


def _read_archive(layer: Layer, suffix: str, settings: Settings) -> Iterator[Article | Skipped]:
    if suffix == _TAR:
        members = tar_members(layer.stream)
    else:
        members = zip_members(layer.stream, settings, layer.allowance)
    names = UniqueNames()
    is_empty = True
    for member in members:
        if _is_hidden(member.name):
            continue
        is_empty = False
        own = member_name(member.name.removeprefix("./"))
        shown, notices = names.unique(own, "member", None)
        for item in _read_member(layer, member, shown, settings):
            if isinstance(item, Skipped):
                yield item
            else:
                inner = shown if item.member is None else f"{shown}#{item.member}"
                yield replace(
                    item, path=layer.path, member=inner, notices=(*item.notices, *notices)
                )
                notices = ()
    if is_empty:
        yield Skipped(layer.path, "empty")


def _is_hidden(name: str) -> bool:
    """Tell whether a member is passed over as hidden files of folders are; macOS adds many."""
    return any(part.startswith(".") and part.strip(".") for part in name.split("/"))


def _read_member(
    layer: Layer, member: Member, shown: str, settings: Settings
) -> Iterator[Article | Skipped]:
    path = f"{layer.path}#{shown}"
    if member.open is None:
        yield Skipped(path, member.problem)
        return
    try:
        with member.open() as stream:
            inside = replace(layer, path=path, name=member.name, stream=stream, named=False)
            yield from read_layer(inside, settings)
    except UnreadableError as error:
        yield Skipped(path, str(error))
    except OSError as error:
        yield Skipped(path, error.strerror or str(error))
