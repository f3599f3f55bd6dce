from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

# Small, and with the limit on what the driver may be sent that a scan has to live with.
# A scan of a few articles is mostly Java compiling: without its second compiler half of it.
_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
CONF = {
    "spark.driver.extraJavaOptions": _JAVA,
    "spark.executor.extraJavaOptions": _JAVA,
    "spark.driver.memory": "1g",
    "spark.driver.maxResultSize": "10m",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "3",
    "spark.ui.enabled": "false",
    "spark.log.level": "ERROR",
}


def missing() -> str | None:
    """Say what a test with Spark lacks here; None if nothing."""
    try:
        import pyspark  # noqa: F401, PLC0415 - is it there?
    except ImportError:
        return "pyspark is missing: pip install 'dedupe-articles[spark]'"
    if "JAVA_HOME" not in os.environ and shutil.which("java") is None:
        return "Java is missing: apt install openjdk-17-jre-headless"
    return None


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """Return a running session on this machine; the test is skipped where it cannot run."""
    reason = missing()
    if reason is not None:
        pytest.skip(reason)
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").appName("tests of dedupe")
    for name, value in CONF.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()
