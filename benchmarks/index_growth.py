"""How an index grows: seconds to build it, bytes per article, and how long a check takes.

The articles are those of Wikinews, Reuters-21578 and a part of English Wikipedia. Where more are
wanted, each comes again in other languages, so to speak: letters of words of four letters and more
are exchanged by a fixed table, vowels for vowels. So lengths, repetitions, copies and short words
are those of real articles, and the copies of one article have next to nothing in common.

The latency is that of a whole `dedupe check` of one article, with the start of the program; the
article is one of the archive with every tenth word replaced.
"""

from __future__ import annotations

import json
import random
import re
import resource
import string
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from corpora import read_articles
from tables import parser, print_table

from dedupe_articles.index.write import add_articles, build_from
from dedupe_articles.model import Article, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CORPORA = ("wikinews_en", "reuters21578", "enwiki_part")
SIZES = (10_000, 50_000, 100_000, 200_000)
CHECKS = 15
BATCH = 1000

_VOWELS = "aeiou"
_CONSONANTS = "".join(letter for letter in string.ascii_lowercase if letter not in _VOWELS)
_LONG_WORD = re.compile("[A-Za-z]{4,}")


def real_articles() -> list[Article]:
    """Return the articles of all corpora, mixed."""
    found = [article for corpus in CORPORA for article in read_articles(corpus)]
    random.Random(1).shuffle(found)  # noqa: S311 - the same every time
    return found


def grown(base: Sequence[Article], count: int, start: int = 0) -> Iterator[Article]:
    """Yield `count` articles from the `start`-th on: the real ones, then their translations."""
    for number in range(start, start + count):
        version, place = divmod(number, len(base))
        article = base[place]
        text = translated(article.text, version)
        yield replace(article, id=f"{article.id}/{number}", text=text)


def translated(text: str, version: int) -> str:
    """Return a text with the letters of its longer words exchanged; version 0 is the text."""
    if not version:
        return text
    table = letter_table(version)
    return _LONG_WORD.sub(lambda word: word[0].translate(table), text)


def letter_table(version: int) -> dict[int, int]:
    """Return which letter stands for which: vowels for vowels, and figures for figures."""
    rng = random.Random(version)  # noqa: S311 - the same every time
    letters = _VOWELS + _CONSONANTS
    others = "".join(rng.sample(_VOWELS, len(_VOWELS)))
    others += "".join(rng.sample(_CONSONANTS, len(_CONSONANTS)))
    figures = "".join(rng.sample(string.digits, len(string.digits)))
    return str.maketrans(
        letters + letters.upper() + string.digits, others + others.upper() + figures
    )


def rewritten(text: str) -> str:
    """Return a text with every tenth word replaced."""
    words = text.split(" ")
    return " ".join("replaced" if i % 10 == 9 else word for i, word in enumerate(words))


def check_seconds(index: Path, articles: Sequence[Article], folder: Path) -> list[float]:
    """Return how long the checks of single articles took, each in a process of its own."""
    seconds = []
    for article in articles:
        new = folder / "new.txt"
        new.write_text(rewritten(article.text), encoding="utf-8")
        command = [sys.executable, "-m", "dedupe_articles", "check", str(new)]
        began = time.perf_counter()
        done = subprocess.run(
            [*command, "--against", str(index), "--format", "jsonl", "-q"],
            capture_output=True,
            check=False,
        )
        seconds.append(time.perf_counter() - began)
        found = [json.loads(line) for line in done.stdout.splitlines()]
        if not any(article.id in (f["a"]["id"], f["b"]["id"]) for f in found):
            print(f"not found: {article.id} {done.stderr.decode()}")
    return sorted(seconds)


def batch_seconds(index: Path, articles: Sequence[Article], folder: Path) -> float:
    """Return how long the check of a batch of articles takes, in a process of its own."""
    new = folder / "new.jsonl"
    lines = [json.dumps({"id": a.id, "text": rewritten(a.text)}) for a in articles]
    new.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "dedupe_articles", "check", str(new), "--against", str(index)]
    began = time.perf_counter()
    subprocess.run([*command, "-o", str(folder / "report"), "-q"], check=False)
    return time.perf_counter() - began


def measure(base: Sequence[Article], size: int, checks: int, workers: int) -> list[object]:
    """Return the figures of an index of `size` articles."""
    settings = Settings(workers=workers)
    with TemporaryDirectory() as folder:
        index = Path(folder) / "archive.dedupe"
        began = time.perf_counter()
        held = build_from(index, grown(base, size), settings).articles
        built = time.perf_counter() - began
        bytes_ = index.stat().st_size
        step = size // checks
        some = [next(grown(base, 1, place * step)) for place in range(checks)]
        single = check_seconds(index, some, Path(folder))
        batch = [next(grown(base, 1, place * (size // BATCH))) for place in range(BATCH)]
        many = batch_seconds(index, batch, Path(folder))
        began = time.perf_counter()
        add_articles(index, grown(base, 1, size), settings)
        one_more = time.perf_counter() - began
    return [
        held,
        f"{built:.1f}",
        round(held / built),
        round(bytes_ / held),
        f"{single[len(single) // 2]:.2f}",
        f"{single[-1]:.2f}",
        round(BATCH / many),
        f"{one_more:.2f}",
    ]


def main() -> int:
    """Build and check indexes of growing size."""
    options = parser(__doc__, "checks of one article")
    options.add_argument("--size", type=int, action="append", metavar="N", help="articles")
    arguments = options.parse_args()
    base = real_articles()
    sizes = arguments.size or SIZES
    rows = [measure(base, n, arguments.sample or CHECKS, arguments.workers) for n in sizes]
    print_table(
        (
            "articles",
            "build s",
            "articles/s",
            "bytes/article",
            "check s, median",
            "longest",
            "articles/s in 1,000",
            "add one, s",
        ),
        rows,
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory while building: {peak:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
