"""What a scan costs on one machine and on Spark, stage by stage, and that both find the same.

The corpus is `haystack` news articles with `sample` labelled pairs of each kind, or with
`--copies N` a made one: N copies of a story, exact and edited, N articles with one footer, N / 10
rewrites. It is written as JSON Lines and scanned by both engines; the JSON reports are compared.
Spark runs in this process's machine, with as many cores as `--workers`.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from haystack import StageClock, read_test_bed
from tables import parser, print_table

from dedupe_articles.engine.spark import scan_paths
from dedupe_articles.engine.spark.session import open_session
from dedupe_articles.model import Article, Settings
from dedupe_articles.pipeline import scan
from dedupe_articles.report import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark.sql import SparkSession

_FILES = 8
_FOOTER = "Subscribe to our letter for more stories like this one and follow us on every channel."
_SYLLABLES = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "emer", "ist", "olan", "uns", "ery")]


class Meter(StageClock):
    """A `Progress` that also measures what Spark writes in each stage."""

    def __init__(self, session: SparkSession, work: Path) -> None:
        super().__init__()
        self._session, self._work = session, work
        self._seen = (0, 0)
        self.shuffled: dict[str, int] = {}
        self.kept: dict[str, int] = {}

    def stop(self) -> None:
        """End the present stage."""
        name = self._stage
        super().stop()
        if name is not None:
            now = self._shuffle_bytes(), bytes_below(self._work)
            self.shuffled[name] = now[0] - self._seen[0]
            self.kept[name] = now[1] - self._seen[1]
            self._seen = now

    def _shuffle_bytes(self) -> int:
        store = self._session._jsparkSession.sparkContext().statusStore()  # noqa: SLF001 - no other way
        executors = store.executorList(False)  # noqa: FBT003 - Java
        return sum(executors.apply(i).totalShuffleWrite() for i in range(executors.size()))


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


def main() -> int:
    """Scan a corpus on both engines; return 1 if they find different things."""
    options = parser(__doc__, "pairs of each kind")
    options.add_argument("--haystack", type=int, default=10_000, metavar="N", help="news articles")
    options.add_argument("--copies", type=int, metavar="N", help="a made corpus instead")
    options.add_argument("--partitions", type=int, default=4, metavar="N", help="of a shuffle")
    asked = options.parse_args()
    if asked.copies:
        articles: Sequence[Article] = made(asked.copies)
    else:
        articles = read_test_bed("en", asked.sample, asked.haystack).articles
    with tempfile.TemporaryDirectory() as name:
        corpus, work = Path(name, "corpus"), Path(name, "work")
        corpus.mkdir()
        write(articles, corpus)
        clock = StageClock()
        settings = Settings(workers=asked.workers)
        began = time.perf_counter()
        local = scan([corpus], settings, progress=clock)
        clock.stop()
        local_seconds = time.perf_counter() - began
        conf = {
            "spark.driver.memory": "2g",
            "spark.driver.maxResultSize": "10m",
            "spark.sql.shuffle.partitions": str(asked.partitions),
        }
        with open_session(f"local[{asked.workers}]", conf) as session:
            meter = Meter(session, work)
            began = time.perf_counter()
            with scan_paths(
                session, [corpus], settings, work_folder=work.as_uri(), progress=meter
            ) as found:
                result = found.result()
                meter.stop()
            spark_seconds = time.perf_counter() - began
    is_same = render(local, "json") == render(result, "json")
    count = local.summary.articles
    print(f"{local.summary}\nJSON of both engines identical: {is_same}\n")
    rows = [
        [
            stage,
            1000 * clock.seconds.get(stage, 0.0) / count,
            1000 * meter.seconds[stage] / count,
            meter.shuffled[stage] // count,
            meter.kept[stage] // count,
        ]
        for stage in meter.seconds
    ]
    rows.append(["all", 1000 * local_seconds / count, 1000 * spark_seconds / count, None, None])
    header = ("per article", "local ms", "spark ms", "shuffle bytes", "table bytes")
    print_table(header, rows)
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main())
