"""How time and memory grow with the number of articles: 10 to 160 thousand, and a plot.

News36k is not enough for 160,000, and copies of it would be duplicates: it comes again with other
letters and figures, so that what is alike in it is alike in each copy, and no copy is like another.
A corpus has stretches of articles that follow each other, as an archive that grows has: updates and
digests come within days. The exponent is the slope of the logarithms; processor time is that of the
whole scan.
"""

from __future__ import annotations

import json
import math
import random
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from corpora import read_news
from index_growth import letter_table
from tables import parser, print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

STRETCH = 500
SIZES = (10_000, 20_000, 40_000, 80_000, 160_000)
MEASURE = """
import resource, sys, time
from dedupe_articles import Settings, scan
class Enough(Exception): ...
def examine(store, candidates):
    global pairs
    pairs = len(candidates)
    if sys.argv[2] != "whole": raise Enough
if __name__ == "__main__":
    began = time.process_time()
    try:
        scan([sys.argv[1]], Settings(workers=1), examine=examine)
    except Enough:
        pass
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(time.process_time() - began, peak, pairs)
"""


def by_stretches(count: int) -> list[str]:
    """Return as many articles, in stretches that follow each other, these in a random order."""
    texts = news = [article.text for article in read_news()]
    while len(texts) < count:
        table = letter_table(len(texts))
        texts = texts + [text.translate(table) for text in news]
    firsts = list(range(0, count, STRETCH))
    random.Random(0).shuffle(firsts)  # noqa: S311 - no secret
    return [text for first in firsts for text in texts[first : first + STRETCH]]


def write_corpora(sizes: Sequence[int], folder: Path) -> list[Path]:
    """Write a file of each size; one order serves all of them."""
    texts = by_stretches(max(sizes))
    paths = []
    for size in sizes:
        paths.append(folder / f"{size}.jsonl")
        with paths[-1].open("w", encoding="utf-8") as out:
            out.writelines(json.dumps({"text": text}) + "\n" for text in texts[:size])
    return paths


def measure(path: Path, part: str) -> tuple[float, float, int]:
    """Return processor seconds, peak megabytes and candidate pairs of a scan in a new process."""
    command = [sys.executable, "-c", MEASURE, str(path), part]
    found = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    return float(found[0]), float(found[1]), int(found[2])


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the power of the size that time grows with."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def plot(sizes: Sequence[int], seconds: Sequence[float], power: float) -> str:
    """Draw time over size, both logarithmic, with the fitted line, as SVG."""
    width, height, edge = 480, 300, 50

    def place(size: float, spent: float) -> tuple[float, float]:
        x = math.log(size / sizes[0]) / math.log(sizes[-1] / sizes[0])
        y = math.log(spent / seconds[0]) / math.log(max(seconds) / seconds[0])
        return edge + x * (width - 2 * edge), height - edge - y * (height - 2 * edge)

    factor = math.exp(np.mean(np.log(seconds)) - power * np.mean(np.log(sizes)))
    ends = [place(size, factor * size**power) for size in (sizes[0], sizes[-1])]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in ends)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">',
        "<style>text { font: 11px sans-serif }</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<polyline points="{line}" stroke="#888" stroke-dasharray="4" fill="none"/>',
        f'<text x="{edge}" y="20">processor seconds over articles: n^{power:.2f}</text>',
    ]
    for size, spent in zip(sizes, seconds, strict=True):
        x, y = place(size, spent)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#2563eb"/>')
        parts.append(f'<text x="{x + 8:.1f}" y="{y + 14:.1f}">{spent:.1f} s</text>')
        parts.append(
            f'<text x="{x:.1f}" y="{height - 20}" text-anchor="middle">{size // 1000}k</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def main() -> int:
    """Write the corpora, measure each, print and plot."""
    options = parser(__doc__, "articles in the largest corpus")
    options.add_argument("--part", choices=("candidates", "whole"), default="whole")
    options.add_argument("--plot", type=Path, metavar="FILE", help="write the plot as SVG")
    arguments = options.parse_args()
    sizes = [size for size in SIZES if arguments.sample is None or size <= arguments.sample]
    with TemporaryDirectory() as folder:
        paths = write_corpora(sizes, Path(folder))
        found = []
        for size, path in zip(sizes, paths, strict=True):
            found.append(measure(path, arguments.part))
            print(f"{size:,} articles: {found[-1][0]:.1f} s", file=sys.stderr)
    seconds = [spent for spent, _, _ in found]
    power = exponent(sizes, seconds)
    rows = [
        (f"{size:,}", f"{spent:.1f}", f"{1000 * spent / size:.2f}", f"{peak:.0f}", f"{pairs:,}")
        for size, (spent, peak, pairs) in zip(sizes, found, strict=True)
    ]
    columns = ("articles", "processor s", "ms an article", "peak MB", "candidate pairs")
    print_table(columns, rows)
    print(f"time grows with n^{power:.2f}")
    if arguments.plot:
        arguments.plot.write_text(plot(sizes, seconds, power), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
