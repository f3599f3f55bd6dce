"""Find copied and derived articles.

    >>> from dedupe_articles import Settings, compare, scan
    >>> result = scan(["seeds/"], Settings())  # doctest: +SKIP
    >>> [finding.relation for finding in result.findings]  # doctest: +SKIP
    [<Relation.DERIVED: 'derived'>]

`scan` reads files and folders, `compare` two of them; both give the dataclasses of
`dedupe_articles.model`. They are imported when they are first used, because the libraries behind
them take longer to load than `dedupe --help` may.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dedupe_articles.errors import ConfigError, DedupeError, InputError, OutputError
from dedupe_articles.model import Article, Comparison, Finding, Relation, ScanResult, Settings

if TYPE_CHECKING:
    from dedupe_articles.pipeline import compare, scan_articles
    from dedupe_articles.scanning import scan

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Comparison",
    "ConfigError",
    "DedupeError",
    "Finding",
    "InputError",
    "OutputError",
    "Relation",
    "ScanResult",
    "Settings",
    "__version__",
    "compare",
    "scan",
    "scan_articles",
]


_MODULES = {"compare": "pipeline", "scan": "scanning", "scan_articles": "pipeline"}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - only when it is needed

    function = getattr(import_module(f"dedupe_articles.{_MODULES[name]}"), name)
    globals()[name] = function
    return function
