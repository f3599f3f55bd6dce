"""The readers of documents: each is a kind that the process apart knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from dedupe_articles.load.decode import (
    UnreadableError,
    read_bytes,
    replace_lone_surrogates,
)
from dedupe_articles.load.documents.document import Document, Task
from dedupe_articles.load.documents.worker import WORKER
from dedupe_articles.load.records import UniqueNames, member_name
from dedupe_articles.model import Article, Disguise, DisguiseKind, Settings, Skipped

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

# Fewer hidden words are such as tell those who cannot see where a link leads.
NOTABLE_WORDS: Final = 10


@dataclass(frozen=True, slots=True)
class DocumentReader:
    """Reads a file as one article, or as one for each of its parts.

    `kind` is what the process apart calls the format; `extra` is the extra of the distribution
    with the module `needs`, if there is need of one.
    """

    suffixes: tuple[str, ...]
    kind: str
    extra: str | None = None
    needs: str | None = None

    def read(
        self, path: str, stream: io.BufferedReader, settings: Settings
    ) -> Iterator[Article | Skipped]:
        """Give the articles of a document; see `Reader.read`."""
        require_extra(self.suffixes[0], self.extra, self.needs)
        raw = read_bytes(stream, settings)
        if not raw.strip():
            raise UnreadableError("empty")
        task = Task(raw, settings.encoding, settings.max_file_size)
        names = UniqueNames()
        is_empty = True
        for document in WORKER.documents(self.kind, task):
            is_blank = not document.text or document.text.isspace()
            if not is_blank:
                is_empty = False
                yield article_of(path, document, names)
            elif document.record is not None:
                is_empty = False
                yield Skipped(path, "empty", document.line)
        if is_empty:
            raise UnreadableError("empty: there is no text in it")


def require_extra(suffix: str, extra: str | None, module: str | None) -> None:
    """Raise `UnreadableError`, with what to install, if a module is missing."""
    if extra is not None and module is not None and not _is_installed(module):
        raise UnreadableError(
            f"{suffix} files need an extra: pip install 'dedupe-articles[{extra}]'"
        )


@cache
def _is_installed(module: str) -> bool:
    return find_spec(module) is not None


def article_of(path: str, document: Document, names: UniqueNames) -> Article:
    """Make the article of a document in the file shown as `path`; `names` are those of its parts.

    A part or record whose name was there before gets a name of its own, with a notice.
    """
    member = record = None
    notices = document.notices
    if document.part is not None:
        part = member_name(document.part)
        member, renamed = names.unique(part, "part", None)
        notices += renamed
    if document.record is not None:
        own = replace_lone_surrogates(document.record)
        if own == str(document.line):  # it has no id
            record = names.numbered(own)
        else:
            record, renamed = names.unique(own, "record id", document.line)
            notices += renamed
    return Article(
        id="#".join(name for name in (path, member, record) if name is not None),
        path=path,
        text=replace_lone_surrogates(document.text),
        title=_line(document.title),
        date=_line(document.date),
        line=document.line,
        metadata={name: replace_lone_surrogates(v) for name, v in document.metadata.items()},
        notices=notices,
        disguises=_disguises(document),
        member=member,
        record=record,
        file_lines=False,
    )


def _disguises(document: Document) -> tuple[Disguise, ...]:
    if document.hidden_words < NOTABLE_WORDS:
        return ()
    return (Disguise(DisguiseKind.HIDDEN, document.hidden_words),)


def _line(text: str | None) -> str | None:
    """Return a title or date in one line; None if it is blank."""
    return " ".join(replace_lone_surrogates(text).split()) or None if text else None
