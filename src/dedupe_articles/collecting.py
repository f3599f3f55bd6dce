"""The first half of a scan: articles from anywhere are sketched into a store.

What is left out on the way, and what a reader should know of, is collected beside it.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field, replace
from itertools import compress
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.errors import InputError
from dedupe_articles.groups import group_of
from dedupe_articles.model import Article, Disguise, Progress, Settings, Skipped
from dedupe_articles.postings import BATCH_TEXTS
from dedupe_articles.sketch import BATCH_CHARACTERS, SketchBatch, sketch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dedupe_articles.engine.local import LocalEngine
    from dedupe_articles.store import Store

# Sketched batches that are written to the store together; a write has a fixed cost.
_BATCHES_AT_ONCE: Final = 64


@dataclass(slots=True)
class Collected:
    """What loading left beside the articles in the store."""

    skipped: list[Skipped]
    notices: list[str]
    languages: Counter[str] = field(default_factory=Counter)


def collect(
    articles: Iterable[Article | Skipped],
    settings: Settings,
    engine: LocalEngine,
    store: Store,
    progress: Progress,
) -> Collected:
    """Sketch every article into the store."""
    collected = Collected([], [])
    waiting: deque[Sequence[Article]] = deque()
    buffer: list[tuple[list[Article], SketchBatch]] = []

    def work() -> Iterator[tuple[list[str], int]]:
        for batch in _batches(articles, settings.group_by, collected):
            waiting.append(batch)
            texts = [article.text for article in batch]
            yield texts, sum(map(len, texts))

    progress.stage("load", None)
    for sketched in engine.map(sketch, work()):
        batch = waiting.popleft()
        progress.advance(len(batch))
        keep = sketched.words >= settings.min_words
        for place in np.flatnonzero(~keep).tolist():
            words = int(sketched.words[place])
            collected.skipped.append(too_short(batch[place], words, settings.min_words))
        kept = list(compress(batch, keep))
        kept_sketches = in_language(sketched.select(keep), settings.language)
        kept_sketches = with_disguises(kept_sketches, [article.disguises for article in kept])
        for article, disguises in zip(kept, kept_sketches.disguises, strict=True):
            if article.notices:
                collected.notices.extend(f"{article.place}: {text}" for text in article.notices)
            if disguises:
                collected.notices.append(disguise_notice(article.id, disguises))
        collected.languages.update(language or "und" for language in kept_sketches.languages)
        buffer.append((kept, kept_sketches))
        if len(buffer) == _BATCHES_AT_ONCE:
            store.add(buffer)
            buffer = []
    store.add(buffer)
    if settings.group_by is not None:
        groups = store.groups()
        alone, distinct = int((groups < 0).sum()), len(np.unique(groups))
        collected.notices.extend(grouping_notices(settings, len(groups), alone, distinct))
    return collected


def disguise_notice(article: str, disguises: Sequence[Disguise]) -> str:
    """Say what makes the text of an article differ from how it looks."""
    return f"{article}: text in disguise: {', '.join(found.shown for found in disguises)}"


def with_disguises(sketched: SketchBatch, further: Sequence[tuple[Disguise, ...]]) -> SketchBatch:
    """Return the sketches with what the sources of the texts hide besides."""
    if not any(further):
        return sketched
    both = zip(sketched.disguises, further, strict=True)
    return replace(sketched, disguises=[(*seen, *more) for seen, more in both])


def in_language(sketched: SketchBatch, language: str | None) -> SketchBatch:
    """Return the sketches with the language that is said to be that of every article."""
    if language is None:
        return sketched
    return replace(sketched, languages=[language] * len(sketched.languages))


def grouping_notices(settings: Settings, articles: int, alone: int, groups: int) -> Iterator[str]:
    """Say what a grouping leaves out that was hardly meant.

    `alone` articles have no group; each of them counts as one of the `groups`.
    """
    if alone:
        what = "compared with all" if settings.groups == "across" else "compared with none"
        who, are = ("1 article has", "is") if alone == 1 else (f"{alone:,} articles have", "are")
        yield f"--group-by {settings.group_by}: {who} no such group and {are} {what}"
    if settings.groups == "across" and articles > 1 and groups == 1:
        yield f"--group-by {settings.group_by}: all articles are of one group; nothing is compared"


def too_short(article: Article, words: int, least: int) -> Skipped:
    """Say of an article that it has fewer words than are looked at."""
    count = f"{words} word" if words == 1 else f"{words} words"
    line = None if article.record is None else article.line
    return Skipped(article.place, f"too short: {count}, --min-words is {least}", line)


def _batches(
    articles: Iterable[Article | Skipped], group_by: str | None, collected: Collected
) -> Iterator[list[Article]]:
    """Yield articles in batches that the sketcher takes; what is skipped is collected.

    Raises `InputError` for an id that comes twice, and as `require_text` does.
    """
    batch: list[Article] = []
    size = 0
    ids: set[str] = set()
    for item in articles:
        if isinstance(item, Skipped):
            collected.skipped.append(item)
            continue
        if item.id in ids:
            raise InputError(f"two articles have the id {item.id!r}; a finding could mean either")
        ids.add(item.id)
        require_text(item)
        if batch and (size + len(item.text) > BATCH_CHARACTERS or len(batch) == BATCH_TEXTS):
            yield batch
            batch, size = [], 0
        batch.append(item if group_by is None else replace(item, group=group_of(item, group_by)))
        size += len(item.text)
    if batch:
        yield batch


def require_text(article: Article) -> None:
    """Raise `InputError` for what is no text, as a cell without one is none, or in no encoding."""
    for name, value in (("id", article.id), ("text", article.text)):
        if not isinstance(value, str):
            raise InputError(f"the {name} of article {article.id!r} is no text, but {value!r}")
    for name in ("text", "id", "path", "title", "date"):
        value = getattr(article, name)
        if not isinstance(value, str) or value.isascii():  # known without a look at the text
            continue
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise InputError(
                f"the {name} of article {article.id!r} has half a surrogate pair at character"
                f" {error.start}, which is no text; replace it"
            ) from error
