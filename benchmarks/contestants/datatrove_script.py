"""The four steps of MinHash in datatrove, at its defaults, on two tasks where it can."""

import shutil
import sys
from pathlib import Path

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import (
    MinhashConfig,
    MinhashDedupBuckets,
    MinhashDedupCluster,
    MinhashDedupFilter,
)
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

corpus, folder = Path(sys.argv[1]), Path(sys.argv[2])


def run(steps, tasks):
    LocalPipelineExecutor(steps, tasks=tasks, workers=2, logging_dir=None).run()


def read():
    return JsonlReader(str(folder / "parts"))


if __name__ == "__main__":
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "parts").mkdir(parents=True)
    lines = corpus.read_text(encoding="utf-8").splitlines(keepends=True)
    for part in range(2):
        text = "".join(lines[part::2])
        (folder / "parts" / f"{part}.jsonl").write_text(text, encoding="utf-8")
    config = MinhashConfig()
    signatures, buckets, removed = (str(folder / name) for name in ("sig", "buckets", "removed"))
    run([read(), MinhashDedupSignature(signatures, config=config)], 2)
    run([MinhashDedupBuckets(signatures, buckets, config=config)], config.num_buckets)
    run([MinhashDedupCluster(buckets, removed, config=config)], 1)
    run([read(), MinhashDedupFilter(removed), JsonlWriter(str(folder / "out"))], 2)
