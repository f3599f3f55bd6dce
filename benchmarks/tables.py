"""What the benchmark scripts have in common: their options, a table, a pool of processes."""

from __future__ import annotations

import argparse
import multiprocessing
from typing import TYPE_CHECKING, Any, TypeVar

from dedupe_articles.engine.local import one_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")

_shared: dict[str, Callable[..., Any]] = {}


def parser(description: str | None, sample_of: str) -> argparse.ArgumentParser:
    """Make a parser with the options of every benchmark; `sample_of` names what is sampled."""
    options = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--sample", type=int, metavar="N", help=f"only N {sample_of}")
    options.add_argument("--workers", type=int, default=2, metavar="N", help="processes (2)")
    return options


def print_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under a header: the first column to the left, the others to the right."""
    cells = [list(header), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    for number, row in enumerate(cells):
        padded = [row[0].ljust(widths[0])]
        padded += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        print("  ".join(padded).rstrip())
        if number == 0:
            print("  ".join("-" * width for width in widths))


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def share(part: int, whole: int) -> float | None:
    """Divide, with None where there is nothing to divide by."""
    return part / whole if whole else None


def ordered_map(
    function: Callable[[Item], Result], items: Sequence[Item], workers: int
) -> list[Result]:
    """Apply a function to every item in `workers` processes; results come in order of items.

    Processes are forked, so that the function may be a closure over loaded data. Linear algebra has
    one thread in each, as in a scan.
    """
    with one_thread():
        if workers <= 1 or len(items) < 2:
            return [function(item) for item in items]
        _shared["function"] = function
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            chunk = max(1, len(items) // (workers * 16))
            return pool.map(_call_shared, items, chunk)


def _call_shared(item: object) -> Any:  # noqa: ANN401 - the function travels untyped
    return _shared["function"](item)
