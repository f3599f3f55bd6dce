"""Errors a user can act on.

Every message says what happened, where, and what to do about it. The command line prints them
without a traceback and exits with 2; a library caller catches `DedupeError`.
"""

from __future__ import annotations


class DedupeError(Exception):
    """Base class of every error that `dedupe_articles` raises on purpose."""


class InputError(DedupeError):
    """An input that was named explicitly cannot be read."""


class ConfigError(DedupeError):
    """A setting has an unknown name, a wrong type or a value out of range."""


class OutputError(DedupeError):
    """A report cannot be written where it was asked for."""


class IndexFileError(DedupeError):
    """An index cannot be opened, used with these settings, or written."""


class IndexInUseError(IndexFileError):
    """Another process writes an index, or reads one that is to be written."""


class DamagedIndexError(IndexFileError):
    """An index does not hold what was written to it; `problem` says what shows that."""

    def __init__(self, index: object, problem: str) -> None:
        super().__init__(
            f"the index {index} is damaged: {problem}; dedupe index verify says where,"
            " and dedupe index build --force makes it anew"
        )
        self.problem = problem
