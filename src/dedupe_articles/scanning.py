"""A scan of files and folders: what there is to read is known before anything slow is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from dedupe_articles.engine import workers
from dedupe_articles.load import bytes_of, find, listed, read, refuse_missing_stdin
from dedupe_articles.model import DEFAULTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from dedupe_articles.candidates import Candidates
    from dedupe_articles.model import Progress, ScanResult, Settings
    from dedupe_articles.store import Store


def scan(  # noqa: PLR0913 - each of them is asked for by some caller
    paths: Sequence[str | Path],
    settings: Settings = DEFAULTS,
    *,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
    is_changed: Callable[[str], bool] | None = None,
    examine: Callable[[Store, Candidates], None] | None = None,
    apart: Iterable[Path] = (),
) -> ScanResult:
    """Find the copied and derived articles among files and folders.

    Raises `InputError` for a path that does not exist; whatever else cannot be read is listed in
    `ScanResult.skipped`. `is_changed` and `examine` are as in `scan_articles`. `apart`
    are files that are no articles where they lie in folders: what is going to be written, say. With
    `settings.workers` other than 1 processes are started when there is enough work, and a script
    that calls this needs the usual `if __name__ == "__main__":`.
    """
    paths = listed(paths)
    refuse_missing_stdin(paths, stdin)
    found = find(paths, settings, apart)
    expected = bytes_of(found, workers.WORTH_A_POOL)
    if workers.pay(settings.workers, expected):
        workers.prepare()
    from dedupe_articles.pipeline import scan_articles  # noqa: PLC0415 - while the other starts

    return scan_articles(
        read(found, settings, stdin),
        settings,
        progress=progress,
        is_changed=is_changed,
        examine=examine,
        expected=expected,
    )
