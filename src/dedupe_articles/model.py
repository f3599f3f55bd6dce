"""The data that flows through the pipeline.

Every stage takes and gives values of this module and nothing else; none of them has behaviour
beyond what follows from its own fields. Offsets are Python code points into `Article.text`, end
exclusive. Lines are 1-based lines of the same text. Shares, scores and confidences lie in 0..1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Side = Literal["a", "b"]
Groups = Literal["across", "within"]


class Relation(StrEnum):
    """How two articles are related, strongest first."""

    EXACT = "exact"
    NEAR_DUPLICATE = "near-duplicate"
    DERIVED = "derived"
    EXCERPT = "excerpt"
    SHARED_PASSAGES = "shared-passages"
    QUOTES_ONLY = "quotes-only"
    BOILERPLATE_ONLY = "boilerplate-only"
    UNRELATED = "unrelated"


class MatchKind(StrEnum):
    """How the two sides of a match correspond."""

    VERBATIM = "verbatim"
    REWRITTEN = "rewritten"
    SPLIT = "split"  # one sentence of a is several of b
    MERGED = "merged"  # several sentences of a are one of b
    SUMMARY = "summary"  # a passage is condensed into a much shorter one


class Representative(StrEnum):
    """Which article of a family stands for it."""

    ORIGINAL = "original"  # the one most often named the original
    OLDEST = "oldest"  # the one with the earliest date
    LONGEST = "longest"
    FIRST = "first"  # the first by path and line


class EditLabel(StrEnum):
    """What was changed between the two sides of a match."""

    PUNCTUATION = "punctuation"
    SPELLING = "spelling"
    INFLECTION = "inflection"
    SYNONYM = "synonym"  # a word replaced by another; the tool does not judge meaning
    ENTITY_SWAP = "entity-swap"
    NUMBER = "number"
    NEGATION = "negation"
    QUOTATION = "quotation"
    INSERTED = "inserted"
    DELETED = "deleted"
    REORDERED = "reordered"
    MOVED = "moved"  # the sentence stands elsewhere in the order of the text


class DisguiseKind(StrEnum):
    """What makes a text differ from how it looks."""

    LOOKALIKE = "look-alike letters"  # of another alphabet, inside a word
    INVISIBLE = "invisible characters"  # inside a word
    SOFT_HYPHEN = "soft hyphens"
    OVERRIDE = "direction overrides"  # what stands behind one is shown from right to left
    STYLED = "styled letters"  # full-width, mathematical or struck out ones in ordinary words


class SubstitutionKind(StrEnum):
    """What a systematic substitution replaces; a name of no known kind is just a name."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    TITLE = "title"
    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    RESPELLING = "respelling"
    WORD = "word"


class AlterationKind(StrEnum):
    """What the two texts state otherwise."""

    NUMBER = "number"
    DATE = "date"
    NEGATION = "negation"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read.

    `id` is unique in a scan: the path for a file that holds one article, `path#record` for a
    record of a file that holds several, `path#member` and `path#member#record` in an archive.
    `line` is where the article starts in its file or member (of a format without lines: the
    number of its row). `file_lines` tells that the lines of the text are those of the file, from
    `line` on; those of a record or of an extracted text are not. `group` is set by a scan with
    `Settings.group_by`.
    """

    id: str
    path: str
    text: str
    title: str | None = None
    date: str | None = None
    line: int = 1
    metadata: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    member: str | None = None
    record: str | None = None
    file_lines: bool = True
    group: str | None = None

    @property
    def place(self) -> str:
        """The file, or the member of an archive, in which the article stands."""
        return self.path if self.member is None else f"{self.path}#{self.member}"

    def reference(
        self, words: int, language: str | None = None, disguises: tuple[Disguise, ...] = ()
    ) -> ArticleRef:
        """Return what a finding says of the article, whose text has so many words."""
        return ArticleRef(
            id=self.id,
            path=self.path,
            words=words,
            line=self.line,
            title=self.title,
            date=self.date,
            member=self.member,
            record=self.record,
            file_lines=self.file_lines,
            group=self.group,
            language=language,
            disguises=disguises,
        )


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that did not become an article, and why."""

    path: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article's text: characters `start..end`, lines `start_line..end_line`."""

    start: int
    end: int
    start_line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A word-level difference inside a match; an empty range is the place of an insertion."""

    op: Literal["replace", "delete", "insert"]
    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Match:
    """Sentences of `a` and sentences of `b` that say the same in related words."""

    a: Span
    b: Span
    score: float
    kind: MatchKind
    labels: tuple[EditLabel, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A longest stretch of `a` that corresponds to a stretch of `b`."""

    a: Span
    b: Span
    score: float
    kind: MatchKind


@dataclass(frozen=True, slots=True)
class Substitution:
    """Words of the original that the derived article replaces consistently."""

    source: str
    target: str
    count: int
    kind: SubstitutionKind


@dataclass(frozen=True, slots=True)
class Alteration:
    """A number, date, negation or quotation that the two texts give otherwise.

    What an editor must see. An empty span is the place of what only the other text has.
    """

    kind: AlterationKind
    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason to hold one side for the original; `weight` is a log-odds, always positive."""

    name: str
    favours: Side
    weight: float
    detail: str


@dataclass(frozen=True, slots=True)
class Direction:
    """Which side is the likely original; `original` is None when the evidence does not decide."""

    original: Side | None
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Containment:
    """Share of the one article's distinct shingles that the other has too."""

    a_in_b: float
    b_in_a: float


@dataclass(frozen=True, slots=True)
class Disguise:
    """How often a text has something that makes it differ from how it looks."""

    kind: DisguiseKind
    count: int

    @property
    def shown(self) -> str:
        """The count with the kind in its number: `214 look-alike letters`, `1 soft hyphen`."""
        kind = self.kind if self.count > 1 else self.kind.removesuffix("s")
        return f"{self.count:,} {kind}"


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """What a finding says of an article besides its text; see `Article`.

    `language` is an ISO 639-1 code, None where the text does not show it. `disguises` is empty
    unless there are enough of them to be no accident.
    """

    id: str
    path: str
    words: int
    line: int = 1
    title: str | None = None
    date: str | None = None
    member: str | None = None
    record: str | None = None
    file_lines: bool = True
    group: str | None = None
    language: str | None = None
    disguises: tuple[Disguise, ...] = ()

    def lines_in_file(self, span: Span) -> tuple[int, int]:
        """Return the first and last line of the file (or member) that show a span of the text.

        Where the text is not in the file line by line, both are where the article starts.
        """
        if not self.file_lines:
            return self.line, self.line
        return self.line + span.start_line - 1, self.line + span.end_line - 1


@dataclass(frozen=True, slots=True)
class Imprint:
    """A sample of what each side shares, to know a finding by after it has changed a little.

    Each side has the 64 smallest hashes of its shared shingles, ascending, of 8 hexadecimal
    digits each.
    """

    a: str
    b: str


# Of a share of 0.9 in common, 64 hashes show 0.8 or more in all but 1 of 100 samples.
IMPRINT_HASHES: Final = 64
NO_IMPRINT: Final = Imprint("", "")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a finding is accepted, and by whom: it is reported as suppressed and fails nothing."""

    reason: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Two articles and how they are related.

    `score` is the share of the derived article's words that the other accounts for; `confidence`
    is how sure it is that one text descends from the other. `coverage_a` and `coverage_b` are
    the shares of each side's words inside passages; `score` is the larger word-level one.
    """

    fingerprint: str
    a: ArticleRef
    b: ArticleRef
    relation: Relation
    score: float
    confidence: float
    jaccard: float
    containment: Containment
    coverage_a: float
    coverage_b: float
    longest_run: int
    quoted_share: float
    direction: Direction
    passages: tuple[Passage, ...]
    matches: tuple[Match, ...]
    substitutions: tuple[Substitution, ...]
    alterations: tuple[Alteration, ...] = ()
    accepted: Acceptance | None = None
    imprint: Imprint = NO_IMPRINT


@dataclass(frozen=True, slots=True)
class Family:
    """Articles that descend from one another, directly or through others."""

    members: tuple[str, ...]
    representative: str


@dataclass(frozen=True, slots=True)
class SourceShare:
    """The share of an article's text that a source covers and no source named before it does."""

    source: str
    share: float


@dataclass(frozen=True, slots=True)
class Composition:
    """An article that draws on several others: the smallest set of sources that covers it."""

    article: str
    sources: tuple[SourceShare, ...]
    covered: float


@dataclass(frozen=True, slots=True)
class ChanceLevel:
    """Scores between random pairs of this scan that are no candidates: what chance gives here."""

    pairs: int
    median: float
    p95: float
    p99: float
    highest: float


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


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of a scan; `findings` counts by relation, the `accepted` ones too.

    `changed` is the number of articles that findings had to touch, None if any would do.
    `languages` counts articles by language, most first; `und` stands for none.
    """

    articles: int
    words: int
    candidates: int
    findings: Mapping[str, int]
    families: int
    skipped: int
    chance: ChanceLevel | None = None
    accepted: int = 0
    changed: int | None = None
    languages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that changes what a scan finds or reads.

    `min_confidence` and `min_score` are what a pair must reach to be a finding. `relations`
    limits the report to the named relations; empty means all but quotes-only and
    boilerplate-only. `representative` and, before it, the folders of `prefer` say which article
    stands for a family. With `group_by` (`folder`, `site` or a field of metadata, such as `author`)
    only articles of different groups are compared, or only those of one group, as `groups` says; an
    article without the field is a group of its own. `language` is that of every article, None for
    what its text shows. `workers` 0 means one for each processor. `memory_limit` bounds the bytes
    of the index of a scan, the rest of which goes to disk; 0 means four fifths of the memory.
    Neither of the last two changes a result.
    """

    min_confidence: float = 0.5
    min_score: float = 0.0
    min_words: int = 8
    relations: tuple[Relation, ...] = ()
    candidates_per_article: int = 20
    group_by: str | None = None
    groups: Groups = "across"
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


class Progress(Protocol):
    """Told how far a scan has come; the pipeline knows no more of the terminal than this."""

    def stage(self, name: str, total: int | None) -> None:
        """Begin a stage of `total` steps, or of an unknown number."""

    def advance(self, steps: int = 1) -> None:
        """Count steps of the present stage as done."""
