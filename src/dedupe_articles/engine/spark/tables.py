"""Tables of one scan, by name: what the SQL of the plan reads and writes."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    Batches = Iterable[pa.RecordBatch]

# What the driver asks of the executors at one time, within the smallest limit that is usual for
# `spark.driver.maxResultSize` (10 MB).
_BYTES_AT_ONCE: Final = 2_000_000


class Tables:
    """Temporary views of a session; what is read more than once are Parquet files of a folder.

    The folder is on storage that all executors share: what it has is not lost with one of them,
    and the plan of a query begins at its files, not at the inputs of the scan.
    """

    def __init__(self, session: SparkSession, folder: str) -> None:
        self.session = session
        self._folder = f"{folder.rstrip('/')}/dedupe-{uuid.uuid4().hex}"
        self._written = 0

    def view(self, name: str, frame: DataFrame) -> DataFrame:
        """Give a frame a name for the queries that follow."""
        frame.createOrReplaceTempView(name)
        return frame

    def keep(self, name: str, frame: DataFrame) -> DataFrame:
        """Compute a frame, and give its rows a name."""
        self._written += 1
        path = f"{self._folder}/{self._written:03}-{name}"
        frame.write.parquet(path)
        return self.view(name, self.session.read.schema(frame.schema).parquet(path))

    def adopted(self, frame: DataFrame) -> DataFrame:
        """Return a frame of another session as one of this session."""
        if frame.sparkSession is self.session:
            return frame
        name = f"dedupe_{uuid.uuid4().hex}"
        frame.createGlobalTempView(name)
        try:
            return self.session.table(f"global_temp.{name}")
        finally:
            frame.sparkSession.catalog.dropGlobalTempView(name)

    def query(self, query: str) -> DataFrame:
        """Return the answer to a query over the named tables."""
        return self.session.sql(query)

    def empty(self, name: str, schema: str) -> DataFrame:
        """Give a name to a table without rows."""
        return self.view(name, self.session.createDataFrame([], schema))

    def count(self, query: str) -> int:
        """Return the one number that a query gives."""
        return int(self.query(query).collect()[0][0] or 0)

    def rows(self, frame: DataFrame, size: str) -> Iterator[Any]:
        """Fetch all rows of a frame piece by piece; `size` is the SQL of the bytes of a row."""
        total = int(frame.selectExpr(f"sum({size}) AS total").collect()[0].total or 0)
        if total <= _BYTES_AT_ONCE:
            yield from frame.collect()
        else:
            yield from frame.repartition(total // _BYTES_AT_ONCE + 1).toLocalIterator()

    def close(self) -> None:
        """Remove the folder."""
        jvm = self.session.sparkContext._jvm  # noqa: SLF001 - pyspark has no file system of its own
        if jvm is not None:
            path = jvm.org.apache.hadoop.fs.Path(self._folder)
            configuration = self.session._jsparkSession.sessionState().newHadoopConf()  # noqa: SLF001 - as above
            path.getFileSystem(configuration).delete(path, True)  # noqa: FBT003 - Java


def mapped(
    frame: DataFrame, function: Callable[[Mapping[str, list[Any]]], Mapping[str, Any]], schema: str
) -> DataFrame:
    """Return what a function makes of the columns of each batch of rows, in the given schema."""
    arrow = arrow_schema(schema)

    def work(batches: Batches) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa  # noqa: PLC0415 - runs on the executors

        for batch in batches:
            columns = function(batch.to_pydict())
            yield pa.RecordBatch.from_pydict(dict(columns), schema=arrow)

    return frame.mapInArrow(work, schema)


def arrow_schema(schema: str) -> pa.Schema:
    """Return a schema as Spark's SQL writes it as one of Arrow, without asking Spark."""
    import pyarrow as pa  # noqa: PLC0415 - runs on the executors

    kinds = {
        "string": pa.string(),
        "int": pa.int32(),
        "bigint": pa.int64(),
        "double": pa.float64(),
        "boolean": pa.bool_(),
        "binary": pa.binary(),
        "array<string>": pa.list_(pa.string()),
        "array<bigint>": pa.list_(pa.int64()),
    }
    columns = (column.split() for column in schema.split(","))
    return pa.schema([(name, kinds[kind]) for name, kind in columns])
