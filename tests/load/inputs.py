"""Files of every format, made of the texts of articles."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class _Pipe(io.RawIOBase):
    """Bytes that come in small pieces and cannot be sought in."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self._raw = raw
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        assert isinstance(buffer, memoryview)
        piece = self._raw[self._place : self._place + min(len(buffer), 1000)]
        self._place += len(piece)
        buffer[: len(piece)] = piece
        return len(piece)


def stream_of(raw: bytes) -> io.BufferedReader:
    """Return the bytes as the stream of an open file."""
    return io.BufferedReader(io.BytesIO(raw))


def pipe_of(raw: bytes) -> io.BufferedReader:
    """Return the bytes as those of standard input."""
    return io.BufferedReader(_Pipe(raw))


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how files of it end, and how one is made of texts."""

    suffix: str
    make: Callable[[Sequence[str]], bytes]
    holds_several: bool = True

    def __str__(self) -> str:
        return self.suffix


def plain(texts: Sequence[str]) -> bytes:
    return texts[0].encode()


def markdown(texts: Sequence[str]) -> bytes:
    return f"---\ntitle: T\n---\n{texts[0]}".encode()


def json_lines(texts: Sequence[str]) -> bytes:
    return "".join(json.dumps({"text": text}) + "\n" for text in texts).encode()


def json_array(texts: Sequence[str]) -> bytes:
    return json.dumps([{"text": text} for text in texts], indent=1).encode()


def table(texts: Sequence[str], delimiter: str) -> bytes:
    file = io.StringIO(newline="")
    rows = csv.writer(file, delimiter=delimiter)
    rows.writerows([["title", "text"], *(["T", text] for text in texts)])
    return file.getvalue().encode()


def parquet(texts: Sequence[str]) -> bytes:
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as database:
        file = Path(folder) / "a.parquet"
        database.execute("CREATE TABLE t (text VARCHAR)")
        database.executemany("INSERT INTO t VALUES (?)", [[text] for text in texts])
        database.execute(f"COPY t TO '{file}' (FORMAT parquet)")
        return file.read_bytes()


FORMATS = (
    Format(".txt", plain, holds_several=False),
    Format(".md", markdown, holds_several=False),
    Format(".jsonl", json_lines),
    Format(".json", json_array),
    Format(".csv", lambda texts: table(texts, ",")),
    Format(".tsv", lambda texts: table(texts, "\t")),
    Format(".parquet", parquet),
)
