"""Everything that has to hold before a commit: format, lint, types, tests with the documents.

    python -m tools.check

Runs all of them, the tests last, and exits with 1 if any failed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
# Two processes take two thirds of the time of one: some tests wait for others' programs. Those of a
# file stay together, since they share a session of Spark or a browser; the slowest files come first
# (tests/conftest.py), so that no process waits for one at the end.
CHECKS: Final = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"),
)


def main() -> int:
    """Run the checks with the Python that runs this."""
    failed = []
    for check in CHECKS:
        print(f"== {' '.join(check)}", flush=True)
        if subprocess.run([sys.executable, "-m", *check], cwd=ROOT, check=False).returncode:
            failed.append(" ".join(check))
    if failed:
        print(f"Failed: {'; '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
