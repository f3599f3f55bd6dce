"""Two articles and everything that is said of how they are related."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from dedupe_articles.model.article import ArticleRef, Span


Side = Literal["a", "b"]


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
    the shares of each side's words inside passages and matches.
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
    """An article that draws on several others: few sources that cover it, the largest first."""

    article: str
    sources: tuple[SourceShare, ...]
    covered: float
