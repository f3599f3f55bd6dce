"""`python -m dedupe_articles` is the command `dedupe`."""

from __future__ import annotations

import sys

from dedupe_articles.cli import main

if __name__ == "__main__":
    sys.exit(main())
