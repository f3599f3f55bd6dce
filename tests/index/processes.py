"""Other processes that use an index."""

from __future__ import annotations

import resource
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_WRITER = """
    import sys
    from pathlib import Path
    from dedupe_articles.index.write import add_articles
    from dedupe_articles.model import Article, Settings
    for batch in range(1000):
        texts = [" ".join(f"b{batch}a{i}w{j}" for j in range(2000)) for i in range(20)]
        new = [Article(f"{batch}/{i}", "x", text) for i, text in enumerate(texts)]
        done = add_articles(sys.argv[1], new, Settings())
        print(done.articles, flush=True)
"""
_REPLACING = """
    import sys
    from dedupe_articles.index.write import build_from, compact
    from dedupe_articles.model import Article

    index = {index!r}

    def wait(event, arguments):
        if event == "os.rename" and str(arguments[1]) == index:
            print("open", flush=True)
            sys.stdin.read()

    sys.addaudithook(wait)
    {call}
"""


def writer(index: Path, limit: int | None = None) -> subprocess.Popen[str]:
    """Start a process that adds 20 articles again and again, and says how many there are."""

    def forbid_large_files() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_WRITER), str(index)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=forbid_large_files,  # noqa: PLW1509 - no threads in the test
    )


def in_another_process(index: Path, access: str) -> subprocess.Popen[str]:
    """Start a process that holds an index open until its stdin ends."""
    code = (
        "import duckdb, sys; d = duckdb.connect();"
        f" d.execute(\"ATTACH '{index}' AS archive {access}\"); print('open', flush=True);"
        " sys.stdin.read()"
    )
    return _started(code)


def replacing(index: Path, call: str) -> subprocess.Popen[str]:
    """Start a process that makes a new index, and puts it in the place of one when its stdin ends.

    The name of the index is `index` in the call.
    """
    return _started(textwrap.dedent(_REPLACING).format(index=str(index), call=call))


def _started(code: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process
