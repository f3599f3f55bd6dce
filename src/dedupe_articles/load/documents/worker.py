"""The handle of the process apart in which documents are read."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from dedupe_articles.load.decode import UnreadableError
from dedupe_articles.load.documents.document import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dedupe_articles.load.documents.document import Task

MEMORY_BYTES: Final = 4 << 30
"""Address space of the process; more than any honest document of 100 MB was seen to take."""

CPU_SECONDS: Final = 60
"""Processor time for one document, where the system can limit it (not on Windows)."""


class _Process(NamedTuple):
    handle: subprocess.Popen[bytes]
    tasks: IO[bytes]
    answers: IO[bytes]


class Worker:
    """Starts the process when there is the first document to read, and again after a crash."""

    def __init__(self, memory: int = MEMORY_BYTES, seconds: int = CPU_SECONDS) -> None:
        self._limits = (str(memory), str(seconds))
        self._process: _Process | None = None
        self._lock = threading.Lock()

    def documents(self, kind: str, task: Task) -> Sequence[Document]:
        """Return what is in a document of a kind that the process knows.

        Raises `UnreadableError` if it cannot be read in the memory and the time there is.
        """
        with self._lock:
            answer = self._ask(kind, task)
        if "problem" in answer:
            raise UnreadableError(answer["problem"])
        return [
            Document(**{**document, "notices": tuple(document["notices"])})
            for document in answer["documents"]
        ]

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _ask(self, kind: str, task: Task) -> dict[str, Any]:
        process = self._process = self._process or _start(self._limits)
        header = {
            "kind": kind,
            "encoding": task.encoding,
            "limit": task.limit,
            "size": len(task.raw),
        }
        line = b""
        try:
            process.tasks.write(json.dumps(header).encode() + b"\n")
            process.tasks.write(task.raw)
            process.tasks.flush()
            line = process.answers.readline()
        except BrokenPipeError:
            pass  # it has ended
        except BaseException:  # such as an interrupt, after which no answer would be in its place
            process.handle.kill()
            self._end()
            raise
        if line.endswith(b"\n"):
            answer: dict[str, Any] = json.loads(line)
            return answer
        return {"problem": self._cause(self._end())}

    def _cause(self, code: int) -> str:
        if code == -getattr(signal, "SIGPROF", 0):
            return f"takes more than {self._limits[1]} seconds to read"
        return f"cannot be read: the library for it ended with exit code {code}"

    def _end(self) -> int:
        """End the process and return its exit code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        with suppress(BrokenPipeError):
            process.tasks.close()
        code = process.handle.wait()
        process.answers.close()
        return code


def _start(limits: tuple[str, str]) -> _Process:
    # The module search path of this process, so that it finds this very package.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    handle = subprocess.Popen(  # noqa: S603 - this very program
        # Without -P it would import from the current folder, which may be the one that is scanned.
        [sys.executable, "-P", "-m", "dedupe_articles.load.documents", *limits],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    if handle.stdin is None or handle.stdout is None:
        raise UnreadableError("cannot be read: no process can be started for it")
    return _Process(handle, handle.stdin, handle.stdout)


WORKER: Final = Worker()
"""The one of this process; it costs nothing before its first document."""
