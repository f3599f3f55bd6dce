"""`dedupe compare --pairs`: other programs have their own candidates verified."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from dedupe_articles.cli import exit_codes
from dedupe_articles.cli.output import write_stdout
from dedupe_articles.cli.progress import tracked
from dedupe_articles.cli.stdin import require_stdin
from dedupe_articles.errors import DedupeError, InputError
from dedupe_articles.model import STDIN
from dedupe_articles.report.json_lines import render_comparison_line, render_failed_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dedupe_articles.cli.messages import Messages
    from dedupe_articles.model import Settings


class _Pair(NamedTuple):
    """A line of the list: two paths, or what is wrong with it."""

    a: str
    b: str
    error: str | None = None


def compare_pairs(name: str, settings: Settings, messages: Messages, *, explain: bool) -> int:
    """Compare the pairs listed in the file `name`, each as soon as it is read.

    Writes one JSON object a line to stdout. Returns the exit code: 2 if any pair could not be
    compared, else 1 if any is a finding.
    """
    code = exit_codes.NOTHING
    with tracked(messages) as progress, _opened(name) as lines:
        progress.stage("compare", None)
        for pair in _read_pairs(lines):
            line, pair_code = _compare(pair, settings, explain=explain)
            code = max(code, pair_code)
            progress.advance()
            try:
                write_stdout(line)
            except BrokenPipeError:
                break  # whoever read stdout has seen enough
    return code


def _compare(pair: _Pair, settings: Settings, *, explain: bool) -> tuple[str, int]:
    from dedupe_articles.pipeline import compare  # noqa: PLC0415 - slow to import

    if pair.error is not None:
        return render_failed_pair(pair.a, pair.b, pair.error), exit_codes.ERROR
    try:
        comparison = compare(pair.a, pair.b, settings)
    except (DedupeError, OSError) as error:
        return render_failed_pair(pair.a, pair.b, str(error)), exit_codes.ERROR
    code = exit_codes.FINDINGS if comparison.reported else exit_codes.NOTHING
    return render_comparison_line(comparison, explain=explain), code


def _read_pairs(lines: BinaryIO) -> Iterator[_Pair]:
    """Read tab-separated paths, relative to the current folder; empty lines count for nothing."""
    for number, line in enumerate(lines, start=1):
        # Paths need not be UTF-8, and come back as the bytes they were.
        text = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
        if not text:
            continue
        fields = text.split("\t")
        if len(fields) == 2 and all(fields):
            yield _Pair(*fields)
        else:
            error = f"line {number}: expected two paths parted by one tab"
            yield _Pair(fields[0], "".join(fields[1:2]), error)


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == STDIN:
        yield require_stdin("name a file after --pairs")
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"cannot read the list of pairs {name}: {reason}") from error
    with file:
        yield file
