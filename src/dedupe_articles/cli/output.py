"""Where results go: stdout, and files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from dedupe_articles.cli.messages import discard
from dedupe_articles.earlier import LONGEST_OPENING, may_be_own_output
from dedupe_articles.errors import OutputError
from dedupe_articles.model import STDIN
from dedupe_articles.report import PLAIN, Page
from dedupe_articles.report.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLOR_CHOICES: Final = ("auto", "always", "never")

_STDOUT: Final = 1


def stdout_page(color: str) -> Page:
    """Return the page for stdout: as wide as the terminal, or as COLUMNS says, else 100.

    `color` is one of `COLOR_CHOICES`; auto heeds NO_COLOR first, then FORCE_COLOR, then whether
    stdout is a terminal.
    """
    width = shutil.get_terminal_size(fallback=(PLAIN.width, 0)).columns
    return Page(width, _wants_color(color))


def write_stdout(text: str) -> None:
    """Write results to stdout, in UTF-8 unless it is a terminal of another encoding.

    Raises:
        BrokenPipeError: if the reader has gone; nothing more can be written.
        OutputError: if stdout is closed or full.

    """
    stream = sys.stdout
    if stream is None:
        raise OutputError("standard output is closed; write to a file with -o FILE")
    encoding = stream.encoding if stream.isatty() else "utf-8"
    try:
        stream.flush()
        stream.buffer.write(text.encode(encoding, "backslashreplace"))
        stream.buffer.flush()
    except BrokenPipeError:
        discard(stream)
        raise
    except OSError as error:
        discard(stream)
        raise OutputError(f"cannot write to standard output: {_reason(error)}") from error


def check_outputs(
    outputs: Iterable[Path | None],
    inputs: Iterable[str | Path | None] = (),
    *,
    to_stdout: bool = False,
) -> list[Path]:
    """Find out before the work whether all files can be written after it, and none over another.

    Returns the outputs that are one. Files are compared, not names; None and the "-" of stdin are
    passed over. Into a folder that is read an output may go. With `to_stdout` a report goes there
    too.

    Raises:
        click.UsageError: if two outputs would go to one file, or one would replace an input.
        OutputError: if one cannot be written.

    """
    taken: dict[object, Path] = {}
    given = [output for output in outputs if output is not None]
    for output in given:
        if output == Path("-"):
            raise _refused("- is no file; name one, or /dev/stdout for standard output")
        _check_writable(output)
        if to_stdout and _is_stdout(output) and not output.is_char_device():
            raise _refused(
                f"{output} is where standard output goes, which has a report already; give each"
                " its own file"
            )
        place = _place(output)
        if place in taken:
            raise _refused(f"two outputs would go to {output}; give each its own file")
        if place is not None:
            taken[place] = output
    for source in inputs if taken else ():
        if source not in {None, STDIN} and (target := taken.get(_place(source))):
            raise _refused(f"{target} would replace the input {source}; write to another file")
    return given


def no_articles(outputs: Iterable[Path], beside: Iterable[str | Path | None]) -> list[Path]:
    """Return the files of a command that are no articles, where they lie in a folder that is read.

    It writes to the `outputs` and to stdout, and reads those `beside` the articles; None and the
    "-" of stdin are passed over.
    """
    return [
        *outputs,
        Path("/dev/stdout"),
        *(Path(file) for file in beside if file not in {None, STDIN}),
    ]


def spare_articles(outputs: Iterable[Path], paths: Iterable[str]) -> None:
    """Raise `click.UsageError` if an output would replace an article in a folder among `paths`.

    That is any file there but an earlier output. Which of them are read is not known yet, and one
    that is not was hardly meant either.
    """
    others = [output for output in outputs if output.is_file() and not _is_earlier(output)]
    for path in paths if others else ():
        if not os.path.isdir(path):  # noqa: PTH112 - pathlib raises for a name that no file can have
            continue
        folder = os.path.realpath(path)
        for output in others:
            if Path(os.path.realpath(output)).is_relative_to(folder):
                raise _refused(
                    f"{output} would replace a file in {path} that is no earlier report; write to"
                    " another file, or remove it first"
                )


def write_file(path: Path, text: str) -> None:
    """Write a report in UTF-8: at no time does `path` hold a part of it.

    A device or a named pipe is written to as it is; a link keeps pointing where it points. What
    stdout goes to is not replaced, or it would lose what others have written there.

    Raises:
        OutputError: if the file cannot be written; one that was there before is untouched.

    """
    if _is_stdout(path):
        with suppress(BrokenPipeError):  # whoever read stdout has seen enough
            write_stdout(text)
        return
    data = text.encode("utf-8", "backslashreplace")
    try:
        if _is_special(path):
            path.write_bytes(data)
        else:
            _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {_reason(error)}") from error


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give the name of a new file beside `path`, which takes its place if nothing goes wrong.

    Raises:
        OutputError: if the file cannot be written; one that was there before is untouched.

    """
    place = Path(os.path.realpath(path))
    temporary = place.with_name(f".dedupe-{secrets.token_hex(8)}.tmp")
    try:
        with _taking_the_place(place, temporary):
            yield temporary
    except OSError as error:
        raise OutputError(f"cannot write {path}: {_reason(error)}") from error


def _refused(message: str) -> click.UsageError:
    """Return the error with names of files made harmless, which click shows as they are."""
    return click.UsageError(visible(message))


def _check_writable(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        mode = stat.S_IFREG  # as it will be
    except OSError as error:
        raise OutputError(f"cannot write {path}: {_reason(error)}; choose another place") from error
    if stat.S_ISDIR(mode):
        raise OutputError(f"cannot write to {path}: it is a folder; name a file in it")
    if not path.parent.is_dir():
        raise OutputError(f"cannot write {path}: there is no folder {path.parent}; create it first")
    if not os.access(path.parent if stat.S_ISREG(mode) else path, os.W_OK):
        raise OutputError(f"cannot write {path}: permission denied; choose another place")


def _is_earlier(path: Path) -> bool:
    """Tell whether a file is what an earlier run has written."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return may_be_own_output(file.read(LONGEST_OPENING))
    except OSError:
        return False


def _place(path: str | Path) -> object:
    """Return what tells a file from others; None for what no file can take the place of."""
    try:
        status = Path(path).stat()
    except ValueError:  # a NUL character
        return None
    except OSError:
        return os.path.realpath(path)
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


def _is_stdout(path: Path) -> bool:
    """Tell whether a path leads where stdout goes, as /dev/stdout does."""
    if sys.stdout is None:
        return False
    try:
        return os.path.samestat(path.stat(), os.fstat(_STDOUT))
    except OSError:
        return False


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".dedupe-{secrets.token_hex(8)}.tmp")
    with _taking_the_place(path, temporary):
        temporary.write_bytes(data)


@contextmanager
def _taking_the_place(path: Path, temporary: Path) -> Iterator[None]:
    """Let a file that is written meanwhile take the place of `path`, or vanish."""
    try:
        yield
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _is_special(path: Path) -> bool:
    return path.exists() and not path.is_file()


def _wants_color(color: str) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    return is_terminal and os.environ.get("TERM") != "dumb"


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
