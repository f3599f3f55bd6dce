"""What a scan costs on one machine and on Spark, stage by stage, and that both find the same.

The corpus is `haystack` news articles with `sample` labelled pairs of each kind, or with
`--copies N` a made one: N copies of a story, exact and edited, N articles with one footer, N / 10
rewrites, or with `--grown N` that of `growth.py`. It is written as JSON Lines and scanned on one
machine, then by Spark with each of `--partitions` (none: not at all). The JSON reports are
compared, and with `--keep` left in a folder. Spark runs on this machine, with as many cores as
`--workers`. Seconds are those of the processors, of all processes of a scan; they are read from
/proc, so this runs on Linux only.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import threading
import time
from filecmp import cmp
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from growth import SIZES, by_stretches
from haystack import read_test_bed
from tables import parser, print_table

from dedupe_articles.engine.spark import scan_paths
from dedupe_articles.engine.spark.session import open_session
from dedupe_articles.model import Article, ScanResult, Settings
from dedupe_articles.report import render
from dedupe_articles.scanning import scan

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from pyspark.sql import SparkSession

_FILES = 8
_FOOTER = "Subscribe to our letter for more stories like this one and follow us on every channel."
_SYLLABLES = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "emer", "ist", "olan", "uns", "ery")]


class Processors(threading.Thread):
    """Adds up the processor seconds of this process and of all that descend from it.

    Looks every second, since what a worker of Spark has used is forgotten when it ends.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._lock = threading.Lock()
        self._ticks: dict[tuple[int, int], int] = {}  # by number and time of start

    def run(self) -> None:
        """Look until the program ends."""
        while True:
            self.seconds()
            time.sleep(1)

    def seconds(self) -> float:
        """Return the seconds used so far."""
        with self._lock:
            self._look()
            return sum(self._ticks.values()) / os.sysconf("SC_CLK_TCK")

    def _look(self) -> None:
        ours = {os.getpid()} | {process for process, _ in self._ticks}
        seen: list[tuple[int, int, int, int]] = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                # The name of the program, in brackets, may have spaces.
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it has ended
                continue
            ticks = int(fields[11]) + int(fields[12])
            seen.append((int(entry.name), int(fields[1]), int(fields[19]), ticks))
        # A process has a greater number than its parent, but where the numbers begin anew.
        for process, parent, start, ticks in sorted(seen):
            if (process, start) in self._ticks or parent in ours or process == os.getpid():
                ours.add(process)
                self._ticks[process, start] = ticks


class Meter:
    """A `Progress` that measures the processor seconds of each stage, and what Spark writes."""

    def __init__(
        self,
        processors: Processors,
        session: SparkSession | None = None,
        work: Path | None = None,
    ) -> None:
        self._processors, self._session, self._work = processors, session, work
        self._stage: str | None = None
        self._seen = self._reading()
        self.stages: dict[str, tuple[float, int, int]] = {}

    def stage(self, name: str, total: int | None) -> None:  # noqa: ARG002 - of the protocol
        """End the present stage and begin another one."""
        self.stop()
        self._stage = name

    def advance(self, steps: int = 1) -> None:
        """Ignore the steps."""

    def stop(self) -> None:
        """End the present stage."""
        now = self._reading()
        if self._stage is not None:
            seconds, shuffled, kept = (
                after - before for after, before in zip(now, self._seen, strict=True)
            )
            self.stages[self._stage] = float(seconds), int(shuffled), int(kept)
        self._stage, self._seen = None, now

    def _reading(self) -> tuple[float, int, int]:
        """Return seconds, bytes of shuffles and bytes of tables so far."""
        if self._session is None or self._work is None:
            return self._processors.seconds(), 0, 0
        store = self._session._jsparkSession.sparkContext().statusStore()  # noqa: SLF001 - no other way
        executors = store.executorList(False)  # noqa: FBT003 - Java
        shuffled = sum(executors.apply(i).totalShuffleWrite() for i in range(executors.size()))
        return self._processors.seconds(), shuffled, bytes_below(self._work)


def bytes_below(folder: Path) -> int:
    """Return the bytes of the Parquet files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*.parquet"))


def made(copies: int) -> list[Article]:
    """Return copies of one story, articles with one footer, and rewrites, in no order."""
    chance = random.Random(3)  # noqa: S311 - no secret

    def text(words: int) -> str:
        chosen = ("".join(chance.choices(_SYLLABLES, k=2)) for _ in range(words))
        return " ".join(word + "." * (place % 13 == 12) for place, word in enumerate(chosen))

    def edited(source: str, every: int) -> str:
        offset = chance.randrange(every)
        words = source.split(" ")
        words[offset::every] = chance.choices(_SYLLABLES, k=len(words[offset::every]))
        return " ".join(words)

    story = text(200)
    found = {f"exact-{n}": story for n in range(copies // 2)}
    found |= {f"edited-{n}": edited(story, 30 + n % 90) for n in range(copies - copies // 2)}
    found |= {f"footer-{n}": f"{text(80)} {_FOOTER}" for n in range(copies)}
    for number in range(copies // 10):
        found[f"source-{number}"] = text(120)
        found[f"rewrite-{number}"] = edited(found[f"source-{number}"], 7)
    articles = [Article(id_, id_, text) for id_, text in found.items()]
    chance.shuffle(articles)
    return articles


def write(articles: Sequence[Article], folder: Path) -> None:
    """Write articles as JSON Lines in several files."""
    for number in range(_FILES):
        with (folder / f"{number}.jsonl").open("w", encoding="utf-8") as file:
            for article in articles[number::_FILES]:
                record = {"id": article.id, "text": article.text, "title": article.title}
                file.write(json.dumps(record) + "\n")


def corpus(asked: argparse.Namespace) -> Sequence[Article]:
    """Return the articles that are asked for."""
    if asked.copies:
        return made(asked.copies)
    if asked.grown:
        texts = by_stretches(SIZES[-1])[: asked.grown]
        return [Article(f"{number:06}", "", text) for number, text in enumerate(texts)]
    return read_test_bed("en", asked.sample, asked.haystack).articles


def on_one_machine(
    folder: Path, settings: Settings, processors: Processors
) -> tuple[ScanResult, Meter]:
    """Scan a folder without Spark."""
    meter = Meter(processors)
    result = scan([folder], settings, progress=meter)
    meter.stop()
    return result, meter


def on_spark(
    folder: Path, settings: Settings, processors: Processors, partitions: int
) -> tuple[ScanResult, Meter]:
    """Scan a folder with Spark on this machine, with so many partitions of a shuffle."""
    conf = {
        "spark.driver.memory": "2g",
        "spark.driver.maxResultSize": "10m",
        "spark.sql.shuffle.partitions": str(partitions),
    }
    with (
        tempfile.TemporaryDirectory() as name,
        open_session(f"local[{settings.workers}]", conf) as session,
    ):
        meter = Meter(processors, session, Path(name))
        work = Path(name).as_uri()
        with scan_paths(session, [folder], settings, work_folder=work, progress=meter) as found:
            result = found.result()
            meter.stop()
    return result, meter


def print_costs(meter: Meter, articles: int) -> None:
    """Print what each stage costs for an article."""
    rows = [
        [stage, 1000 * seconds / articles, shuffled // articles, kept // articles]
        for stage, (seconds, shuffled, kept) in meter.stages.items()
    ]
    totals = [sum(column) for column in zip(*(row[1:] for row in rows), strict=True)]
    header = ("per article", "processor ms", "shuffle bytes", "table bytes")
    print_table(header, [*rows, ["all", *totals]])
    print(flush=True)


def main() -> int:
    """Scan a corpus on both engines; return 1 if they find different things."""
    options = parser(__doc__, "pairs of each kind")
    options.add_argument("--haystack", type=int, default=10_000, metavar="N", help="news articles")
    options.add_argument("--copies", type=int, metavar="N", help="a made corpus instead")
    options.add_argument("--grown", type=int, metavar="N", help="N articles of growth.py instead")
    options.add_argument(
        "--partitions", type=int, nargs="*", default=[4], metavar="N", help="of a shuffle (4)"
    )
    options.add_argument("--keep", type=Path, metavar="FOLDER", help="leave all files there")
    asked = options.parse_args()
    settings = Settings(workers=asked.workers)
    processors = Processors()
    processors.start()
    with tempfile.TemporaryDirectory() as name:
        folder = asked.keep or Path(name)
        (folder / "corpus").mkdir(parents=True)
        write(corpus(asked), folder / "corpus")
        runs: dict[str, Callable[[], tuple[ScanResult, Meter]]] = {
            "one machine": partial(on_one_machine, folder / "corpus", settings, processors)
        }
        for partitions in asked.partitions:
            scanned = partial(on_spark, folder / "corpus", settings, processors, partitions)
            runs[f"Spark, {partitions} partitions"] = scanned
        reports = []
        for title, run in runs.items():
            began = time.perf_counter()
            result, meter = run()
            reports.append(folder / f"{title}.json")
            reports[-1].write_text(render(result, "json"), encoding="utf-8")
            print(f"{title}: {time.perf_counter() - began:.0f} s, {result.summary}")
            print_costs(meter, result.summary.articles)
        is_same = all(cmp(reports[0], report, shallow=False) for report in reports)
    print(f"JSON of all runs identical: {is_same}")
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main())
