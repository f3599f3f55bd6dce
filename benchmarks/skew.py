"""What one-sided corpora cost at full size, and whether the findings are still right.

- `copies`: 20,000 versions of one wire story, half of them exact, the others lightly edited;
- `footer`: news36k with the same footer under every article, up to the candidates;
- `lines`: a million articles of the same one line;
- `giant`: one article of 50 MB among 5,000 of news, ten of which it has swallowed;
- `bucket`: 20,000 articles that have the same first half, so that all stand in one bucket.

`tests/test_skew.py` holds the same promises on small corpora. Each corpus is scanned with one
worker in a process of its own; seconds are of the processor, and peak memory is of that process.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from corpora import evenly, read_news
from tables import parser, print_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STORY_WORDS = 300
GIANT_CHARACTERS = 50_000_000
FOOTER = "\n\nAll rights reserved. This page is printed on recycled paper by our own press."
LINE = "The office is closed today because of the public holiday."
MEASURE = """
import json, resource, sys, time
from dedupe_articles import Settings, scan
class Enough(Exception): ...
def stop(store, candidates):
    print(json.dumps({"candidates": len(candidates)}))
    raise Enough
if __name__ == "__main__":
    settings = Settings(workers=1, max_file_size=1 << 30)
    try:
        found = scan([sys.argv[1]], settings, examine=stop if sys.argv[2] == "part" else None)
        sizes = sorted((len(family.members) for family in found.families), reverse=True)
        print(json.dumps({"candidates": found.summary.candidates, "findings": len(found.findings),
                          "families": len(sizes), "largest": sizes[0] if sizes else 0}))
    except Enough:
        pass
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(time.process_time(), usage.ru_maxrss / 1024)
"""


def prose(chance: random.Random, words: int) -> str:
    """Return a text of random words, in sentences of twelve."""
    drawn = [f"w{chance.randrange(50_000)}" for _ in range(words)]
    return " ".join(" ".join(drawn[i : i + 12]).capitalize() + "." for i in range(0, words, 12))


def copies(count: int) -> Iterator[str]:
    """Give versions of one story: every other one has a headline and three words of its own."""
    chance = random.Random(1)  # noqa: S311 - no secret
    story = prose(chance, STORY_WORDS).split()
    for number in range(count):
        version = list(story)
        if number % 2:
            version.insert(0, f"{prose(chance, 4)}\n")
            for _ in range(3):
                version[chance.randrange(1, len(version))] = f"w{chance.randrange(50_000)}"
        yield " ".join(version)


def footer(count: int) -> Iterator[str]:
    """Give articles of news, each with the footer."""
    for article in evenly(read_news(), count):
        yield article.text + FOOTER


def lines(count: int) -> Iterator[str]:
    """Give the same line again and again."""
    yield from (LINE for _ in range(count))


def giant(count: int) -> Iterator[str]:
    """Give articles of news, and one of their words in any order that has swallowed ten of them."""
    chance = random.Random(2)  # noqa: S311 - no secret
    articles = [article.text for article in evenly(read_news(), count)]
    yield from articles
    pool = [word for article in articles for word in article.split()]
    parts = chance.choices(pool, k=GIANT_CHARACTERS * len(pool) // sum(map(len, articles)))
    for swallowed in evenly(articles, 10):
        parts.insert(chance.randrange(len(parts)), f"\n\n{swallowed}\n\n")
    yield " ".join(parts)


def bucket(count: int) -> Iterator[str]:
    """Give articles of which the first half is the same."""
    chance = random.Random(3)  # noqa: S311 - no secret
    first = prose(chance, STORY_WORDS)
    for _ in range(count):
        yield f"{first} {prose(chance, STORY_WORDS // 2)}"


CORPORA: dict[str, tuple[Callable[[int], Iterator[str]], int, str]] = {
    "copies": (copies, 20_000, "whole"),
    "footer": (footer, 36_019, "part"),
    "lines": (lines, 1_000_000, "whole"),
    "giant": (giant, 5_000, "whole"),
    "bucket": (bucket, 20_000, "whole"),
}


def measure(name: str, sample: int | None, folder: Path) -> tuple[str, ...]:
    """Write a corpus, scan it and return a row of the table."""
    make, count, part = CORPORA[name]
    path = folder / f"{name}.jsonl"
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps({"text": text}) + "\n" for text in make(sample or count))
    command = [sys.executable, "-c", MEASURE, str(path), part]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found, cost = printed.splitlines()
    seconds, peak = cost.split()
    counts = [str(json.loads(found).get(key, "")) for key in COUNTS]
    path.unlink()
    return name, f"{sample or count:,}", f"{float(seconds):.1f}", f"{float(peak):.0f}", *counts


COUNTS = ("candidates", "findings", "families", "largest")


def main() -> int:
    """Scan every corpus and print what it cost."""
    options = parser(__doc__, "articles in each corpus")
    options.add_argument("--corpora", nargs="*", choices=CORPORA, default=list(CORPORA))
    arguments = options.parse_args()
    with TemporaryDirectory() as folder:
        rows = [measure(name, arguments.sample, Path(folder)) for name in arguments.corpora]
    print_table(("corpus", "articles", "processor s", "peak MB", *COUNTS), rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
