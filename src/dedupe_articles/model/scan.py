"""What a scan is told, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dedupe_articles.model.article import Skipped
    from dedupe_articles.model.finding import Composition, Family, Finding, Relation


Groups = Literal["across", "within"]

READ_AS: Final = ("parquet", "jsonl", "csv", "text")
"""The formats that the readers of a cluster know."""


class Representative(StrEnum):
    """Which article of a family stands for it."""

    ORIGINAL = "original"  # the one most often named the original
    OLDEST = "oldest"  # the one with the earliest date
    LONGEST = "longest"
    FIRST = "first"  # the first by path and line


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that changes what a scan finds or reads.

    `min_confidence` and `min_score` are what a pair must reach to be a finding. `relations`
    limits the report to the named relations; empty means all but quotes-only and
    boilerplate-only. `representative` and, before it, the folders of `prefer` say which article
    stands for a family. With `group_by` (`folder`, `site` or a field of metadata, such as `author`)
    only articles of different groups are compared, or only those of one group, as `groups` says; an
    article without the field is a group of its own. `language` is that of every article, None for
    what its text shows. A line in `boilerplate_in` articles that otherwise share little is left out
    of the figures; 0 leaves none out. `workers` 0 means one for each processor. `memory_limit`
    bounds the bytes of the index of a scan, the rest of which goes to disk; 0 means four fifths of
    the memory. Neither of the last two changes a result.
    """

    min_confidence: float = 0.5
    min_score: float = 0.0
    min_words: int = 8
    relations: tuple[Relation, ...] = ()
    candidates_per_article: int = 20
    group_by: str | None = None
    groups: Groups = "across"
    boilerplate_in: int = 5
    representative: Representative = Representative.ORIGINAL
    prefer: tuple[str, ...] = ()
    id_field: str = "id"
    text_field: str = "text"
    title_field: str = "title"
    date_field: str = "date"
    language: str | None = None
    encoding: str | None = None
    max_file_size: int = 100_000_000
    ignore: bool = True
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    stdin_filename: str | None = None
    workers: int = 1
    memory_limit: int = 0

    @property
    def grouping(self) -> Groups | None:
        """Which pairs of groups of articles are compared, None if articles have no groups."""
        return None if self.group_by is None else self.groups


DEFAULTS: Final = Settings()


@dataclass(frozen=True, slots=True)
class ChanceLevel:
    """Scores between random pairs of this scan that are no candidates: what chance gives here."""

    pairs: int
    median: float
    p95: float
    p99: float
    highest: float


@dataclass(frozen=True, slots=True)
class CommonLine:
    """A line and the number of articles that have it; a large group of copies counts as one."""

    text: str
    articles: int


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """How many distinct lines are boilerplate, in how many articles, and the most frequent ones."""

    lines: int = 0
    articles: int = 0
    frequent: tuple[CommonLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of a scan; `findings` counts by relation, the `accepted` ones too.

    `changed` is the number of articles that findings had to touch, None if any would do.
    `languages` counts articles by language, most first; `und` stands for none.
    """

    articles: int
    words: int
    candidates: int
    findings: Mapping[Relation, int]
    families: int
    skipped: int
    chance: ChanceLevel | None = None
    accepted: int = 0
    changed: int | None = None
    languages: Mapping[str, int] = field(default_factory=dict)
    boilerplate: Boilerplate = Boilerplate()


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What a scan found. `texts` holds the text of every article that stands in a finding."""

    version: str
    settings: Settings
    summary: Summary
    skipped: Sequence[Skipped]
    notices: Sequence[str]
    findings: Sequence[Finding]
    families: Sequence[Family]
    texts: Mapping[str, str]
    compositions: Sequence[Composition] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a stage saw about a pair; `passed` is None when it decides nothing."""

    stage: str
    name: str
    value: str
    threshold: str | None = None
    passed: bool | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The full account of one pair, reported or not."""

    finding: Finding
    reported: bool
    explanation: tuple[Fact, ...]
    texts: Mapping[str, str]


class Progress(Protocol):
    """Told how far a scan has come; the pipeline knows no more of the terminal than this."""

    def stage(self, name: str, total: int | None) -> None:
        """Begin a stage of `total` steps, or of an unknown number."""

    def advance(self, steps: int = 1) -> None:
        """Count steps of the present stage as done."""
