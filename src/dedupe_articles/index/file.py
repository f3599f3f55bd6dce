"""The file of an index: opened by one that writes, or by many that read, and never half written."""

from __future__ import annotations

import errno
import os
import secrets
import time
from contextlib import contextmanager, suppress
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import duckdb

from dedupe_articles.errors import DamagedIndexError, IndexFileError, IndexInUseError
from dedupe_articles.interrupts import is_interrupt
from dedupe_articles.store import is_out_of_room

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE: Final = 20.0
"""Seconds to wait for another process that reads or writes the index."""

# Rows that are compressed and skipped together. With the 122,880 of DuckDB's default the shingles
# of one article were looked up in 26 million postings in 120 to 140 ms, with 8,192 in 12 to 50.
_ROW_GROUP: Final = 8192
_PAUSE: Final = 0.05
# How a database of DuckDB begins, after a checksum of eight bytes.
_MAGIC: Final = b"DUCK"
_CHECKSUM_BYTES: Final = 8


def attach_beside(
    database: duckdb.DuckDBPyConnection, path: Path, *, patience: float = PATIENCE
) -> None:
    """Attach an index to be read while another is made in its place, as `beside`; see `attach`.

    All of it is in its file then, and nothing in a log. While it is attached nobody writes to it;
    who waits to do so finds the other one.
    """
    if os.path.exists(_log_of(path)):  # noqa: PTH110 - pathlib raises for impossible names
        _empty_log(path, patience)
    attach(database, path, write=False, patience=patience, name="beside")


@contextmanager
def without_writer(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Let nobody write to an index, if there is one, while another takes its place unread.

    Raises `IndexInUseError` if another process does, for longer than `patience` seconds. What
    cannot be opened has no writer.
    """
    with duckdb.connect() as database:
        try:
            attach_beside(database, path, patience=patience)
        except IndexInUseError:
            raise
        except IndexFileError:
            pass
        yield


def attach(
    database: duckdb.DuckDBPyConnection,
    path: Path,
    *,
    write: bool,
    patience: float = PATIENCE,
    name: str = "archive",
) -> None:
    """Attach an index to a connection, as `archive`.

    Raises `IndexFileError` if there is none or if it is no database, `IndexInUseError` if another
    process uses it for longer than `patience` seconds.
    """
    if not os.path.isfile(path):  # noqa: PTH113 - pathlib raises for a name that no file can have
        raise IndexFileError(f"{path}: there is no such index; make one: dedupe index build {path}")
    access = f"ROW_GROUP_SIZE {_ROW_GROUP}" if write else "READ_ONLY"
    deadline = time.monotonic() + patience
    while True:
        place = _identity(path)
        try:
            database.execute(f"ATTACH '{_quoted(path)}' AS {name} ({access})")
        except duckdb.Error as error:
            if is_out_of_room(error) or is_interrupt(error):
                raise
            if not _is_locked(error):
                raise IndexFileError(_not_opened(path, error)) from error
            if time.monotonic() > deadline:
                raise IndexInUseError(_in_use(path, write=write)) from error
            time.sleep(_PAUSE)
        else:
            if _identity(path) == place or time.monotonic() > deadline:
                return
            # Another took its place before it was locked: a change of this one would be lost.
            database.execute(f"DETACH {name}")


def require_replaceable(path: Path, *, force: bool) -> None:
    """Raise `IndexFileError` for a file that no new index replaces: `force` allows for an index."""
    if not path.exists():
        return
    if not force:
        raise IndexFileError(f"{path} exists; add to it or update it, or replace it with --force")
    if not _is_empty_or_database(path):
        raise IndexFileError(
            f"{path} is no index, and --force replaces nothing else; name another file or remove it"
        )


@contextmanager
def new_file(database: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """Attach an empty index, which takes the place of `path` if nothing goes wrong."""
    temporary = path.with_name(f".dedupe-{secrets.token_hex(8)}.tmp")
    try:
        with writing(path):
            database.execute(
                f"ATTACH '{_quoted(temporary)}' AS archive (ROW_GROUP_SIZE {_ROW_GROUP})"
            )
            schema = files("dedupe_articles.index").joinpath("schema.sql").read_text("utf-8")
            database.execute(schema).fetchall()
            yield
            database.execute("CHECKPOINT archive")
            database.execute("DETACH archive")
            _synchronise(temporary)
            # Nobody can open an index beside the log of another one, so that goes first.
            _log_of(path).unlink(missing_ok=True)
            temporary.replace(path)
    finally:
        for left in (temporary, _log_of(temporary)):
            with suppress(OSError):
                left.unlink()


@contextmanager
def transaction(database: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """Write to the attached index all of what happens inside, or nothing."""
    with writing(path):
        database.begin()
        try:
            yield
        except BaseException:
            with suppress(duckdb.Error):
                database.rollback()
            raise
        database.commit()
    # What is committed stands in the log beside the file, and whoever opens the index reads it
    # there; a disk that is too full to move it into the file takes nothing back.
    with suppress(duckdb.Error):
        database.execute("CHECKPOINT archive")


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Say in words that an index cannot be read to its end."""
    try:
        yield
    except duckdb.Error as error:
        if _is_of_something_else(error):
            raise
        raise DamagedIndexError(path, _first_line(error)) from error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say in words what goes wrong when an index is written."""
    try:
        yield
    except (duckdb.Error, OSError) as error:
        if _is_of_something_else(error):
            raise
        raise IndexFileError(
            f"cannot write the index {path}: {_first_line(error)}; it holds what it held before"
        ) from error


def _is_empty_or_database(path: Path) -> bool:
    if not path.is_file():
        return False
    with writing(path), path.open("rb") as file:
        head = file.read(_CHECKSUM_BYTES + len(_MAGIC))
    return not head or head[_CHECKSUM_BYTES:] == _MAGIC


def _is_of_something_else(error: Exception) -> bool:
    """Whether an error is a fault of the program, Ctrl-C, or one that the store says in words."""
    is_fault = isinstance(error, duckdb.ProgrammingError)
    return is_fault or is_interrupt(error) or is_out_of_room(error)


def _log_of(path: Path) -> Path:
    """Return the file that has those changes of an index that do not stand in the index itself.

    A writer leaves one behind if it is killed, or finds the disk full, when its change is made.
    """
    return path.with_name(f"{path.name}.wal")


def _empty_log(path: Path, patience: float) -> None:
    """Bring into an index what was left in its log."""
    with duckdb.connect() as database, writing(path):
        attach(database, path, write=True, patience=patience)
        database.execute("CHECKPOINT archive")


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of the same name, None where there is no file."""
    with suppress(OSError):
        status = path.stat()
        return status.st_dev, status.st_ino
    return None


def _synchronise(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _is_locked(error: duckdb.Error) -> bool:
    return "lock" in str(error).lower() and isinstance(error, duckdb.IOException)


def _in_use(path: Path, *, write: bool) -> str:
    if write:
        return (
            f"{path} is in use by another process, which writes to it or checks against it; an"
            " index has one writer at a time: try again when the other is done"
        )
    return f"{path} is being written by another process; try again when it is done"


def _not_opened(path: Path, error: duckdb.Error) -> str:
    way_out = "if it is an index of dedupe, it is damaged or of a newer version: build it anew"
    if _names(error, errno.ENOSPC, errno.EFBIG):
        way_out = "make room on the disk"
    elif _names(error, errno.EROFS, errno.EACCES):
        way_out = "copy it to where it can be written, or ask for the permission"
    return f"cannot open the index {path}: {_first_line(error)}; {way_out}"


def _names(error: duckdb.Error, *codes: int) -> bool:
    """Whether an error says that one of these came from the operating system."""
    return any(os.strerror(code) in str(error) for code in codes)


def _first_line(error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) else None
    return reason or str(error).partition("\n")[0]
