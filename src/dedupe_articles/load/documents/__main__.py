"""The process apart: tasks come on stdin, documents go to stdout.

Its arguments are the bytes of memory and the seconds of processor time that a document may take.
A task is a line of JSON (`kind`, `encoding`, `limit`, `size`) and `size` bytes. The answer is a
line of JSON, which has `documents` or a `problem`. The process ends with its stdin.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.documents.document import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dedupe_articles.load.documents.document import Document

_EXTRACTORS: Final[Mapping[str, tuple[str, str]]] = {
    "html": ("web_page", "extract"),
    "docx": ("office", "extract_docx"),
    "odt": ("office", "extract_odt"),
    "rtf": ("office", "extract_rtf"),
    "epub": ("epub", "extract"),
    "pdf": ("pdf", "extract"),
    "feed": ("feed", "extract"),
    "mail": ("mail", "extract"),
}


def main() -> None:
    """Answer tasks until there are no more."""
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    memory, seconds = (int(argument) for argument in sys.argv[1:3])
    _limit_memory(memory)
    while header := tasks.readline():
        asked = json.loads(header)
        task = Task(tasks.read(asked["size"]), asked["encoding"], asked["limit"])
        _limit_time(seconds)
        answers.write(json.dumps(_answer(asked["kind"], task)).encode() + b"\n")
        answers.flush()


def _answer(kind: str, task: Task) -> dict[str, Any]:
    module, name = _EXTRACTORS[kind]
    try:
        extract = getattr(importlib.import_module(f"dedupe_articles.load.documents.{module}"), name)
        return {"documents": [asdict(document) for document in _bounded(extract, task)]}
    except UnreadableError as error:
        return {"problem": str(error)}
    except MemoryError:
        return {"problem": "takes more memory to read than it may"}
    except Exception as error:  # noqa: BLE001 - libraries raise anything on hostile input
        return {"problem": f"cannot be read: {type(error).__name__}: {error}"[:300]}


def _bounded(extract: Callable[[Task], Iterator[Document]], task: Task) -> Iterator[Document]:
    size = 0
    for document in extract(task):
        size += len(document.text)
        if size > task.limit:
            raise UnreadableError(f"its text is longer than {task.limit:,} (--max-file-size)")
        yield document


def _limit_memory(size: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # not every system has this limit
        import resource  # noqa: PLC0415 - POSIX only

        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _limit_time(seconds: int) -> None:
    """Have the system end this process when the next document has taken its time.

    Processor time, so that a busy machine changes no result; and no handler, since a library
    that is stuck in native code would never let it run.
    """
    with suppress(ImportError, AttributeError):
        import signal  # noqa: PLC0415

        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    main()
