"""A session of Spark: started for the command line, or split from one that runs."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dedupe_articles.engine.spark.interrupts import interruptible
from dedupe_articles.errors import DedupeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pyspark.sql import SparkSession

# What `open_session` sets where it is not told otherwise: no web page, no bar in the log.
_CONF: Final = {
    "spark.app.name": "dedupe",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
# Seconds to wait for an answer of a master; Spark itself tries for a minute and a half.
_PATIENCE: Final = 5
# The end of a stack trace of Python, and the beginning of one of Java, in the text of an error.
_THROWN: Final = re.compile(
    r'^(?:Exception in thread "main" )?((?:\w+\.)*\w+(?:Error|Exception): .*)', re.MULTILINE
)
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

    What Spark and its Java say goes to a file, which is left where an error names it. Raises
    `EngineError` where pyspark or Java is missing, or Spark does not start or gives up.
    """
    try:
        from py4j.protocol import Py4JError  # noqa: PLC0415 - an extra, slow to import
        from pyspark import SparkConf, SparkContext  # noqa: PLC0415 - as above
        from pyspark.errors import PySparkException  # noqa: PLC0415 - as above
        from pyspark.java_gateway import launch_gateway  # noqa: PLC0415 - as above
        from pyspark.sql import SparkSession  # noqa: PLC0415 - as above
    except ImportError as error:
        raise EngineError(
            "--engine spark needs pyspark; install it: pip install 'dedupe-articles[spark]'"
        ) from error
    require_java()
    given = {**_CONF, **({} if master is None else {"spark.master": master}), **conf}
    require_master(given.get("spark.master", ""))
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = SparkConf().setAll(list(given.items()))
    with tempfile.NamedTemporaryFile(prefix="dedupe-spark-", suffix=".log", delete=False) as log:
        what = "Spark does not start"
        try:
            # A second session of a process has to live with the Java of the first.
            gateway = SparkContext._gateway  # noqa: SLF001 - no other way
            if gateway is None:
                launch: Callable[..., Any] = launch_gateway  # it has no types
                gateway = launch(settings, {"stdout": log, "stderr": log})
            handler = signal.getsignal(signal.SIGINT)
            context = SparkContext(conf=settings, gateway=gateway)
            what = "Spark has given up"
            try:
                with interruptible(context.cancelAllJobs, handler):
                    yield SparkSession.builder.getOrCreate()
            finally:
                context.stop()
        except (PySparkException, Py4JError) as error:
            cause = _cause(error, Path(log.name))
            raise EngineError(f"{what}: {cause} (its log: {log.name})") from error
        except BaseException:
            Path(log.name).unlink()
            raise
        Path(log.name).unlink()


def require_java() -> None:
    """Raise `EngineError` where there is no Java to run Spark with."""
    home = os.environ.get("JAVA_HOME")
    if home:
        if not Path(home, "bin", "java").exists():
            raise EngineError(f"JAVA_HOME is {home}, where there is no bin/java. {_INSTALL_JAVA}")
    elif shutil.which("java") is None:
        raise EngineError(_INSTALL_JAVA)


def require_master(url: str) -> None:
    """Raise `EngineError` where none of the standalone masters of a URL can be reached."""
    if not url.startswith("spark://"):
        return
    reasons = []
    for place in url.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        if not host or not port.isdecimal():
            raise EngineError(f"{url} is no address of a master; expected spark://HOST:PORT")
        try:
            socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()
        except (OSError, OverflowError, UnicodeError) as error:  # the latter two of odd addresses
            reasons.append(f"{place}: {getattr(error, 'strerror', None) or error}")
        else:
            return
    raise EngineError(f"no Spark master answers ({'; '.join(reasons)})")


def _cause(error: Exception, log: Path) -> str:
    """Return what says most of an error, in one line; pages of stack traces stand around it."""
    java: Any = getattr(error, "java_exception", None)
    if java is not None:
        return _messages(java)
    text = str(error)
    if "JAVA_GATEWAY_EXITED" in text:  # pyspark cannot tell why
        text = log.read_text(encoding="utf-8", errors="replace")
    told: list[str] = _THROWN.findall(text) or text.split("\n")[:1]
    return told[-1]


def _messages(java: Any) -> str:  # noqa: ANN401 - a Java object
    """Return the first lines of an exception of Java and of its causes, each once."""
    found: list[str] = []
    while java is not None:
        message = str(java.getMessage() or java.getClass().getSimpleName()).split("\n")[0]
        if not any(message in said for said in found):
            found.append(message)
        java = java.getCause()
    return ": ".join(message.rstrip(".") for message in found)


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
