"""How long others take for the same articles: every contestant in one run, in turn.

Each peer lives in an environment of its own, made on the first run in the folder `--environments`;
none of them is a dependency. The peers stop at candidate pairs or clusters, so ours is measured
twice: up to the candidates, and the whole scan with alignment, verdicts and a report. `wc -w` over
the same file is the floor. Seconds are medians; processor time includes all child processes and is
what to compare on a machine that others use too.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from corpora import evenly, read_news
from tables import parser, print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

SCRIPTS = Path(__file__).parent / "contestants"
_SET_CHILD_SUBREAPER = 36  # of prctl(2), Linux
PEERS = {
    "rensa": ("rensa==0.5.*",),
    "datasketch": ("datasketch>=2,<3",),
    "text-dedup": ("text-dedup==0.4.*",),
    "datatrove": ("datatrove[io,processing]==0.10.*", "spacy"),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command took, in seconds of the clock and of all processors together."""

    wall: float
    processor: float


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end; its output goes to a log in the folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with (folder / "log").open("ab") as log:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        code = process.wait()
        wall = time.perf_counter() - began
    if code:
        tail = (folder / "log").read_text(errors="replace")[-2000:]
        sys.exit(f"{command[0]} failed:\n{tail}")
    _reap_orphans()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, used)


def _adopt_orphans() -> None:
    """Let worker processes that outlive their parent become ours, so that their time counts."""
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _reap_orphans() -> None:
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


def environment(name: str, root: Path) -> str:
    """Return the Python of a peer's environment, made and filled if it is not there."""
    python = root / name / "bin" / "python"
    if not (root / name / "complete").exists():
        venv.create(root / name, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PEERS[name]], check=True)
        (root / name / "complete").touch()
    return str(python)


def commands(
    corpus: Path, root: Path, folder: Path, chosen: Sequence[str], *, whole: bool
) -> dict[str, list[str]]:
    """Return the command of every contestant, by name; `whole` says whether our scan is one."""
    ours, file = sys.executable, str(corpus)
    report = ["--format", "json", "-o", str(folder / "report.json"), "--workers", "2"]
    report += ["--exit-zero", "--quiet"]
    found = {
        "wc -w": ["wc", "-w", file],
        "dedupe, to candidates": [ours, str(SCRIPTS / "candidates_script.py"), file],
    }
    if whole:
        found["dedupe scan"] = [ours, "-m", "dedupe_articles", "scan", file, *report]
    arguments = {
        "rensa": [str(SCRIPTS / "rensa_script.py"), file],
        "datasketch": [str(SCRIPTS / "datasketch_script.py"), file],
        "text-dedup": [
            *("-m", "text_dedup.minhash", "--path", "json", "--data_files", file),
            *("--split", "train", "--column", "text", "--num_proc", "2"),
            *("--cache_dir", str(folder / "cache"), "--output", str(folder / "text-dedup")),
        ],
        "datatrove": [str(SCRIPTS / "datatrove_script.py"), file, str(folder / "datatrove")],
    }
    for name in chosen:
        found[name] = [environment(name, root), *arguments[name]]
    return found


def write_corpus(sample: int | None, path: Path) -> None:
    """Write news36k, or a sample of it, as JSON Lines."""
    with path.open("w", encoding="utf-8") as out:
        for article in evenly(read_news(), sample):
            record = {"id": article.id, "title": article.title, "text": article.text}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def main() -> int:
    """Write the corpus, run everyone in turn, print the medians."""
    options = parser(__doc__, "articles")
    options.add_argument("--rounds", type=int, default=3, metavar="N", help="runs of each (3)")
    options.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS), metavar="NAME")
    options.add_argument(
        "--candidates-only", action="store_true", help="leave out our scan beyond its candidates"
    )
    options.add_argument(
        "--environments", type=Path, default=Path("~/.cache/dedupe-benchmarks"), metavar="FOLDER"
    )
    arguments = options.parse_args()
    _adopt_orphans()
    with TemporaryDirectory() as name:
        folder = Path(name)
        corpus = folder / "news.jsonl"
        write_corpus(arguments.sample, corpus)
        root = arguments.environments.expanduser()
        whole = not arguments.candidates_only
        contestants = commands(corpus, root, folder, arguments.peers, whole=whole)
        costs: dict[str, list[Cost]] = {contestant: [] for contestant in contestants}
        for _ in range(arguments.rounds):
            for contestant, command in contestants.items():
                costs[contestant].append(run(command, folder))
    rows = [
        (
            contestant,
            f"{median(c.wall for c in seen):.2f}",
            f"{median(c.processor for c in seen):.2f}",
        )
        for contestant, seen in costs.items()
    ]
    print_table(("contestant", "wall s", "processor s"), rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
