"""`--format html`: one self-contained page that a browser opens from a file, without a network.

`data` says what the page holds, `page` makes the file, `assets/` has its style and its program.
"""

from __future__ import annotations

from dedupe_articles.report.html.page import render_html

__all__ = ["render_html"]
