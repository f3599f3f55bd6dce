"""Options of `dedupe scan` that choose the engine, and a scan by the engine of a cluster."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

import click

from dedupe_articles.cli.several import Command, with_options
from dedupe_articles.errors import OutputError
from dedupe_articles.model import READ_AS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from dedupe_articles.engine.spark import SparkScan
    from dedupe_articles.model import Progress, ScanResult, Settings


@dataclass(frozen=True, slots=True)
class SparkOptions:
    """How a cluster is reached, and where it writes."""

    master: str | None
    spark_conf: tuple[tuple[str, str], ...]
    work_folder: str | None
    read_as: str | None
    tables: str | None
    tables_format: str | None

    def given(self) -> list[str]:
        """Return the options that were given, as they are written."""
        return [
            f"--{option.name.replace('_', '-')}"
            for option in fields(self)
            if getattr(self, option.name) not in (None, ())
        ]


def engine_options(command: Command) -> Command:
    """Add `--engine`, and the options of Spark."""
    return with_options(command, _ENGINE_OPTIONS)


def scan_with_spark(
    paths: Sequence[str],
    settings: Settings,
    options: SparkOptions,
    progress: Progress,
    apart: Iterable[Path],
) -> ScanResult:
    """Scan on a cluster. Raises `EngineError` if it cannot be reached."""
    from dedupe_articles.engine.spark.session import open_session  # noqa: PLC0415 - slow to import

    progress.stage("start Spark", None)
    with open_session(options.master, dict(options.spark_conf)) as session:
        from dedupe_articles.engine.spark import scan_paths  # noqa: PLC0415 - needs the extra

        with scan_paths(
            session,
            paths,
            settings,
            read_as=options.read_as,
            work_folder=options.work_folder,
            progress=progress,
            apart=apart,
        ) as found:
            _write_tables(found, options)
            return found.result()


def _write_tables(found: SparkScan, options: SparkOptions) -> None:
    """Write findings, families and what was skipped as folders of files, each by its executor."""
    if options.tables is None:
        return
    from pyspark.errors import PySparkException  # noqa: PLC0415 - needs the extra

    kind = "json" if options.tables_format == "jsonl" else "parquet"
    for name in ("findings", "families", "skipped"):
        path = f"{options.tables.rstrip('/')}/{name}"
        try:
            getattr(found, name).write.format(kind).save(path)
        except PySparkException as error:
            raise OutputError(f"cannot write {path}: {str(error).splitlines()[0]}") from error


def _pairs(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    found = []
    for value in values:
        name, equals, setting = value.partition("=")
        if not name or not equals:
            raise click.BadParameter(f"{value!r}: expected KEY=VALUE, as spark-submit --conf takes")
        found.append((name, setting))
    return tuple(found)


_ENGINE_OPTIONS: Final = (
    click.option(
        "--engine",
        type=click.Choice(("local", "spark")),
        default="local",
        show_default=True,
        help="What does the work: this machine, or a cluster. Both find the same.",
    ),
    click.option(
        "--master", metavar="URL", help="Spark: the cluster, such as yarn or spark://HOST:7077."
    ),
    click.option(
        "--spark-conf",
        multiple=True,
        callback=_pairs,
        metavar="KEY=VALUE",
        help="Spark: a setting of Spark. Repeatable.",
    ),
    click.option(
        "--work-folder",
        metavar="URL",
        help="Spark: where tables are kept during the scan; all executors must share it.",
    ),
    click.option(
        "--read-as",
        type=click.Choice(READ_AS),
        help="Spark: the format of paths with a scheme (hdfs://, s3a://). [default: by suffix]",
    ),
    click.option(
        "--tables",
        metavar="URL",
        help="Spark: write findings, families and skipped inputs as tables to this folder.",
    ),
    click.option(
        "--tables-format",
        type=click.Choice(("parquet", "jsonl")),
        help="Spark: the format of --tables. [default: parquet]",
    ),
)
