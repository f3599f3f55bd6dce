"""The benchmarks are scripts, not a package: their folder goes on the path as for a script."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the readers at an empty folder of corpora."""
    monkeypatch.setenv("DEDUPE_CORPORA", str(tmp_path))
    return tmp_path
