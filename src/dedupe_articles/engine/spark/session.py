"""A session of Spark: started for the command line, or split from one that runs."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dedupe_articles.errors import DedupeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark.sql import SparkSession

# Rows of texts that Spark hands to Python at one time; its own 10,000 would be 100 MB.
ROWS_AT_ONCE: Final = "200"

_INSTALL_JAVA: Final = (
    "--engine spark needs Java 17 or later; install it (Debian and Ubuntu: apt install"
    " openjdk-17-jre-headless) or point JAVA_HOME at it"
)


class EngineError(DedupeError):
    """The engine cannot be started, or cannot do what was asked for."""


@contextmanager
def open_session(master: str | None, conf: Mapping[str, str]) -> Iterator[SparkSession]:
    """Start Spark and stop it at the end. `master` is a URL, by default what Spark is set to.

    Raises `EngineError` where pyspark or Java is missing, or Spark does not start.
    """
    try:
        from py4j.protocol import Py4JError  # noqa: PLC0415 - an extra, slow to import
        from pyspark.errors import PySparkException  # noqa: PLC0415 - as above
        from pyspark.sql import SparkSession  # noqa: PLC0415 - as above
    except ImportError as error:
        raise EngineError(
            "--engine spark needs pyspark; install it: pip install 'dedupe-articles[spark]'"
        ) from error
    require_java()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("dedupe")
    if master is not None:
        builder = builder.master(master)
    with _quietly() as settings:
        for name, value in {**settings, **conf}.items():
            builder = builder.config(name, value)
        try:
            session = builder.getOrCreate()
        except (PySparkException, Py4JError) as error:
            raise EngineError(f"Spark does not start: {_cause(error)}") from error
        try:
            yield session
        except (PySparkException, Py4JError) as error:
            raise EngineError(f"Spark has given up: {_cause(error)}") from error
        finally:
            session.stop()


def require_java() -> None:
    """Raise `EngineError` where there is no Java to run Spark with."""
    home = os.environ.get("JAVA_HOME")
    if home:
        if not Path(home, "bin", "java").exists():
            raise EngineError(f"JAVA_HOME is {home}, where there is no bin/java. {_INSTALL_JAVA}")
    elif shutil.which("java") is None:
        raise EngineError(_INSTALL_JAVA)


def _cause(error: Exception) -> str:
    """Return the line of a message that says most; pages of stack traces follow it."""
    java = getattr(error, "java_exception", None)
    lines = [line.strip() for line in str(java or error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__


@contextmanager
def _quietly() -> Iterator[dict[str, str]]:
    """Yield settings that keep Spark's warnings and progress bar out of the terminal."""
    with as_file(files("dedupe_articles.engine.spark").joinpath("log4j2.properties")) as log:
        yield {
            "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={log.as_uri()}",
            "spark.ui.showConsoleProgress": "false",
            "spark.ui.enabled": "false",
        }


def own_session(session: SparkSession) -> SparkSession:
    """Return a session beside a running one, whose tables and settings are its own.

    It takes over the settings that can be changed while Spark runs.
    """
    own = session.newSession()
    for name, value in session.conf.getAll.items():
        if own.conf.isModifiable(name):
            own.conf.set(name, value)
    own.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", ROWS_AT_ONCE)
    # To broadcast a table the driver has to collect it, and its size is only guessed before.
    own.conf.set("spark.sql.autoBroadcastJoinThreshold", "-1")
    return own


def require_local(session: SparkSession) -> None:
    """Raise `EngineError` if a session has executors on other machines than this."""
    master = str(session.sparkContext.master)
    if not master.startswith("local"):
        raise EngineError(
            f"the executors of {master} need a folder that all of them can read and write, such as"
            " hdfs://…/tmp or s3a://…/tmp: --work-folder, or work_folder of scan_dataframe"
        )
