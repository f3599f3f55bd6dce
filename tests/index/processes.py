"""Other processes that use an index."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

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
