"""What there is to scan becomes one table: a row for each article, and for each input that is none.

Paths without a scheme are found as on one machine, and read by the same readers, each file by one
task; every executor has to see them. What has a scheme (`hdfs://`, `s3a://`, `file://`) is
found and read by Spark's own readers, which split large files.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from dedupe_articles.article_table import packed
from dedupe_articles.engine.spark.tables import arrow_schema
from dedupe_articles.errors import InputError
from dedupe_articles.groups import group_of
from dedupe_articles.load import Source, find, read
from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.json_values import parse_object
from dedupe_articles.load.reader import suffix_of
from dedupe_articles.load.records import Records
from dedupe_articles.model import READ_AS, STDIN, Article, Settings, Skipped
from dedupe_articles.postings import BATCH_TEXTS
from dedupe_articles.sketch import BATCH_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

COLUMNS: Final = (
    "id string, path string, line int, title string, date string, member string, record string,"
    " file_lines boolean, grp string, text string, notices array<string>, disguises string,"
    " reason string"
)
"""Of an input that is no article, `reason` says why, and only `path` and `line` are set."""

_SUFFIXES: Final = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".txt": "text",
}
_COMPRESSED: Final = (".gz", ".bz2", ".zst", ".snappy")
_PIECES_PER_CORE: Final = 4


def read_inputs(
    session: SparkSession,
    paths: Sequence[str | Path],
    settings: Settings,
    read_as: str | None,
    apart: Iterable[Path] = (),
) -> DataFrame:
    """Return the table of `COLUMNS` of everything that the paths lead to.

    `read_as` is one of `READ_AS`, and needed for places whose names do not say their format;
    `apart` are as in `load.find`.
    Raises `InputError` for what cannot be read at all.
    """
    given = [str(path) for path in paths]
    if STDIN in given:
        raise InputError("--engine spark cannot read '-'; name files, folders or URLs")
    plain = [path for path in given if "://" not in path]
    urls = [path for path in given if "://" in path]
    frames = [_read_url(session, url, settings, read_as) for url in sorted(set(urls))]
    if plain or not frames:
        frames.append(_read_plain(session, find(plain, settings, apart), settings))
    table = frames[0]
    for frame in frames[1:]:
        table = table.unionByName(frame)
    return table


def read_frame(frame: DataFrame, id_column: str, text_column: str, settings: Settings) -> DataFrame:
    """Return the table of `COLUMNS` of a frame of articles.

    Columns of the names of `settings.title_field` and `settings.date_field` are taken along, the
    others of simple types are metadata. Raises `InputError` for a column that is not there.
    """
    for column in (id_column, text_column):
        if column not in frame.columns:
            there = ", ".join(frame.columns)
            raise InputError(f"the DataFrame has no column {column!r}; there is {there}")

    def article(values: Mapping[str, str | None]) -> Article | Skipped:
        id_, text = values[id_column], values[text_column]
        if id_ is None or text is None or not text.strip():
            name = "(no id)" if id_ is None else id_
            return Skipped(name, "no id" if id_ is None else "empty")
        roles = {id_column, text_column, settings.title_field, settings.date_field}
        return Article(
            id=id_,
            path=id_,
            text=text,
            title=values.get(settings.title_field),
            date=values.get(settings.date_field),
            metadata={n: v for n, v in values.items() if v is not None and n not in roles},
        )

    return _rows_mapped(_simple(frame), article, settings)


def _read_plain(
    session: SparkSession, found: Sequence[Source | Skipped], settings: Settings
) -> DataFrame:
    """Read what was found in the file system, file by file."""
    rows = [
        (item.path, str(item.file), item.named, None, None)
        if isinstance(item, Source)
        else (item.path, None, False, item.reason, item.line)
        for item in found
    ]
    schema = "path string, file string, named boolean, reason string, line int"
    pieces = min(max(len(rows), 1), _PIECES_PER_CORE * session.sparkContext.defaultParallelism)
    table = session.createDataFrame(session.sparkContext.parallelize(rows, pieces), schema)

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from pathlib import Path  # noqa: PLC0415 - runs on the executors

        for batch in batches:
            sources = [
                Skipped(row["path"], row["reason"], row["line"])
                if row["file"] is None
                else Source(row["path"], Path(row["file"]), row["named"])
                for row in batch.to_pylist()
            ]
            yield from batches_of(read(sources, settings), settings)

    return table.mapInArrow(work, COLUMNS)


def _read_url(
    session: SparkSession, url: str, settings: Settings, read_as: str | None
) -> DataFrame:
    from pyspark.errors import PySparkException  # noqa: PLC0415 - slow to import

    kind = read_as or _SUFFIXES.get(_suffix(url))
    if kind is None:
        names = ", ".join(READ_AS)
        raise InputError(f"cannot tell the format of {url}; add --read-as with one of {names}")
    try:
        return _READERS[kind](session, url, settings)
    except PySparkException as error:
        raise InputError(f"Spark cannot read {url}: {str(error).splitlines()[0]}") from error


def _suffix(url: str) -> str:
    name = url.rstrip("/")
    suffix = suffix_of(name)
    return suffix_of(posixpath.splitext(name)[0]) if suffix in _COMPRESSED else suffix


def _parquet(session: SparkSession, url: str, settings: Settings) -> DataFrame:
    frame = session.read.option("recursiveFileLookup", "true").parquet(url)
    extra = "_metadata.file_path AS `_path`", "CAST(_metadata.row_index + 1 AS INT) AS `_line`"
    simple = _simple(frame).columns
    casts = [f"CAST({_quoted(name)} AS STRING) AS {_quoted(name)}" for name in simple]
    return _records(frame.selectExpr(*casts, *extra), settings)


def _csv(session: SparkSession, url: str, settings: Settings) -> DataFrame:
    options = {"header": "true", "multiLine": "true", "escape": '"', "recursiveFileLookup": "true"}
    frame = session.read.options(**options).csv(url)
    return _records(frame.selectExpr("*", "_metadata.file_path AS `_path`"), settings)


def _jsonl(session: SparkSession, url: str, settings: Settings) -> DataFrame:
    frame = session.read.option("recursiveFileLookup", "true").text(url, lineSep="\n")
    lines = frame.where("trim(value) <> ''").selectExpr("value", "_metadata.file_path AS `_path`")

    def article(values: Mapping[str, str | None]) -> Article | Skipped:
        path = str(values["_path"])
        try:
            return _record(parse_object(str(values["value"])), path, None, settings)
        except UnreadableError as error:
            return Skipped(path, str(error))

    return _rows_mapped(lines, article, settings)


def _text(session: SparkSession, url: str, settings: Settings) -> DataFrame:
    frame = session.read.option("recursiveFileLookup", "true").text(url, wholetext=True)

    def article(values: Mapping[str, str | None]) -> Article | Skipped:
        path, text = str(values["_path"]), str(values["value"])
        return Article(path, path, text) if text.strip() else Skipped(path, "empty")

    table = frame.selectExpr("value", "_metadata.file_path AS `_path`")
    return _rows_mapped(table, article, settings)


_READERS: Final[Mapping[str, Callable[[SparkSession, str, Settings], DataFrame]]] = {
    "parquet": _parquet,
    "jsonl": _jsonl,
    "csv": _csv,
    "text": _text,
}


def _records(table: DataFrame, settings: Settings) -> DataFrame:
    """Make articles of rows of texts with their `_path` and, where it is known, `_line`."""

    def article(values: Mapping[str, str | None]) -> Article | Skipped:
        fields = dict(values)
        path, line = str(fields.pop("_path")), fields.pop("_line", None)
        number = None if line is None else int(line)
        try:
            return _record(fields, path, number, settings)
        except UnreadableError as error:
            return Skipped(path, str(error), number)

    return _rows_mapped(table, article, settings)


def _record(fields: Mapping[str, Any], path: str, line: int | None, settings: Settings) -> Article:
    """Make an article of a record; without a line it needs an id of its own."""
    # Names are unique in the whole scan or an error, so that no task needs to know of another.
    article = Records(path, settings).article(fields, line or 1, key=None if line else _NO_ID)
    if article.record == _NO_ID:
        raise UnreadableError("no id, and lines have no numbers here; name its field: --id-field")
    return article


def _simple(frame: DataFrame) -> DataFrame:
    """Return the columns that can be read as texts, as texts."""
    kept = [name for name, kind in frame.dtypes if kind.partition("<")[0] not in _NOT_SIMPLE]
    return frame.selectExpr(
        *(f"CAST({_quoted(name)} AS STRING) AS {_quoted(name)}" for name in kept)
    )


_NO_ID: Final = "\0"
_NOT_SIMPLE: Final = ("array", "map", "struct", "binary", "variant", "boolean")


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _rows_mapped(
    table: DataFrame,
    article: Callable[[Mapping[str, str | None]], Article | Skipped],
    settings: Settings,
) -> DataFrame:
    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from batches_of(map(article, batch.to_pylist()), settings)

    return table.mapInArrow(work, COLUMNS)


def batches_of(items: Iterable[Article | Skipped], settings: Settings) -> Iterator[pa.RecordBatch]:
    """Yield what was read as batches of `COLUMNS`, small enough for the memory of a task."""
    import pyarrow as pa  # noqa: PLC0415 - runs on the executors

    schema = arrow_schema(COLUMNS)
    rows: list[dict[str, Any]] = []
    size = 0
    for item in items:
        row = _row(item, settings)
        if rows and (len(rows) == BATCH_TEXTS or size + len(row["text"] or "") > BATCH_CHARACTERS):
            yield pa.RecordBatch.from_pylist(rows, schema)
            rows, size = [], 0
        rows.append(row)
        size += len(row["text"] or "")
    if rows:
        yield pa.RecordBatch.from_pylist(rows, schema)


def _row(item: Article | Skipped, settings: Settings) -> dict[str, Any]:
    if isinstance(item, Skipped):
        return {"path": item.path, "line": item.line, "reason": item.reason, "text": None}
    if settings.group_by is not None:
        item = replace(item, group=group_of(item, settings.group_by))
    return {
        "id": item.id,
        "path": item.path,
        "line": item.line,
        "title": item.title,
        "date": item.date,
        "member": item.member,
        "record": item.record,
        "file_lines": item.file_lines,
        "grp": item.group,
        "text": item.text,
        "notices": [f"{item.place}: {notice}" for notice in item.notices],
        "disguises": packed(item.disguises),
    }
