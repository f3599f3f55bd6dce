from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.engine.workers import WORTH_A_POOL

if TYPE_CHECKING:
    from pathlib import Path

# Says what was imported when the process that workers are forked from was started.
SCAN = """
import sys
from dedupe_articles import Settings, scan
from dedupe_articles.engine import workers

prepare = workers.prepare

def prepare_and_tell():
    print(sorted(name for name in {slow} if name in sys.modules))
    prepare()

if __name__ == "__main__":
    workers.prepare = prepare_and_tell
    print(scan([{file!r}], Settings(workers=2)).summary.articles)
"""
SLOW = ["duckdb", "numpy", "rapidfuzz", "dedupe_articles.pipeline"]


@pytest.mark.parametrize("is_large", [False, True])
def test_workers_are_prepared_for_large_files_before_anything_slow_is_imported(
    tmp_path: Path, *, is_large: bool
) -> None:
    file = tmp_path / "articles.jsonl"
    article = json.dumps({"text": "One two three four five six. " * 20})
    copies = WORTH_A_POOL // len(article) + 1 if is_large else 3
    file.write_text(f"{article}\n" * copies)
    script = tmp_path / "script.py"
    script.write_text(SCAN.format(slow=SLOW, file=str(file)))
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, encoding="utf-8", check=True
    )
    lines = done.stdout.splitlines()
    assert lines[-1] == str(copies)
    assert lines[:1] == (["[]"] if is_large else ["3"])
