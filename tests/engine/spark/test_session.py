from __future__ import annotations

import sys

import pytest

from dedupe_articles.engine.spark.session import EngineError, open_session


def test_a_missing_pyspark_is_one_line_with_the_way_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(EngineError, match=r"pip install 'dedupe-articles\[spark\]'"):
        open_session(None, {}).__enter__()


def test_a_missing_java_is_one_line_with_the_way_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(EngineError, match=r"needs Java 17 .* apt install openjdk-17"):
        open_session(None, {}).__enter__()
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    with pytest.raises(EngineError, match="JAVA_HOME is /nowhere"):
        open_session(None, {}).__enter__()
