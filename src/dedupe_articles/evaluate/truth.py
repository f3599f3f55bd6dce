"""Labelled pairs: reads the file in which a user says which articles are related.

Tab-, comma- or semicolon-separated with a header row, or JSON Lines. What had to be guessed of its
columns and labels is said in `Truth.notices`; what cannot be understood is an error with its line.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dedupe_articles.errors import InputError
from dedupe_articles.model import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

RELATED: Final = "related"
"""The label of a pair that is related in a way its truth does not say."""

# Names of the two columns that hold the articles; the first pair that is there counts.
_SIDES: Final = (
    ("a", "b"),
    ("source", "derived"),
    ("original", "derived"),
    ("original", "copy"),
    ("source", "copy"),
    ("source", "target"),
    ("doc_a", "doc_b"),
    ("doc1", "doc2"),
    ("id_a", "id_b"),
    ("id1", "id2"),
    ("path_a", "path_b"),
    ("file_a", "file_b"),
    ("article_a", "article_b"),
    ("left", "right"),
    ("first", "second"),
)
_LABELS: Final = ("label", "relation", "expected", "related", "kind", "class", "duplicate")
_NO: Final = frozenset(
    ("unrelated", "not related", "no", "n", "0", "0.0", "false", "f", "none", "negative")
)
_YES: Final = frozenset((RELATED, "yes", "y", "1", "1.0", "true", "t", "positive"))
_FAULTS_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two articles, and what somebody knows of them.

    `expected` is UNRELATED for a pair that is not related, and None for one that is related in
    whichever way. `label` is what the pair is counted under.
    """

    a: str
    b: str
    label: str = RELATED
    expected: Relation | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """Labelled pairs by the names they give to articles, and the file they come from, if any."""

    pairs: Sequence[LabelledPair]
    notices: Sequence[str] = ()
    path: Path | None = None


class FaultsError(InputError):
    """A truth has faults, each told with its line; only the first few are shown."""

    def __init__(self, truth: object, faults: Sequence[str], advice: str = "") -> None:
        shown = [*faults[:_FAULTS_SHOWN]]
        if len(faults) > len(shown):
            shown.append(f"and {len(faults) - len(shown):,} more")
        super().__init__(f"{truth}: " + "; ".join([*shown, *filter(None, [advice])]))


def read_truth(file: str | Path) -> Truth:
    """Read labelled pairs; their names are not yet held against any articles.

    Raises:
        InputError: if the file cannot be read or is not understood.

    """
    path = Path(file)
    text = _read(path)
    table = _json_lines(path, text) if text.lstrip().startswith("{") else _separated(path, text)
    columns = _find_columns(path, table.fields)
    faults = list(table.faults)
    pairs: list[LabelledPair] = []
    for line, row in table.rows:
        try:
            pairs.append(_pair(line, row, columns))
        except ValueError as error:
            faults.append(f"line {line}: {error}")
    if faults:
        raise FaultsError(path, faults)
    if not pairs:
        raise InputError(f"{path}: holds no pair below its header")
    return Truth(pairs, [*columns.notices(table.fields), *_label_notices(pairs)], path)


class _Table(NamedTuple):
    """The rows of a file with their lines; a field that a row has not is absent from it."""

    fields: Sequence[str]
    rows: Sequence[tuple[int, Mapping[str, Any]]]
    faults: Sequence[str]


class _Columns(NamedTuple):
    """Which columns are the two articles and the labels."""

    a: str
    b: str
    labels: Sequence[str]

    def notices(self, fields: Sequence[str]) -> list[str]:
        """Say what was guessed and what was passed over."""
        notices = []
        if (_plain(self.a), _plain(self.b)) != _SIDES[0]:
            notices.append(f"read the column {self.a!r} as a and {self.b!r} as b")
        if not self.labels:
            notices.append("no column has labels: every pair counts as related")
        elif not {_plain(label) for label in self.labels} <= {"label", "relation"}:
            notices.append(f"read the column {_quoted(self.labels)} as the label")
        ignored = [name for name in fields if name not in (self.a, self.b, *self.labels)]
        if ignored:
            notices.append(f"ignored the columns {_quoted(ignored)}")
        return notices


def _read(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"cannot read the labelled pairs in {path}: {reason}") from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path} is not UTF-8: {error.reason} at byte {error.start:,}; save it as UTF-8"
        ) from error
    if not text.strip():
        raise InputError(f"{path} is empty; it needs a header row such as a,b,label")
    return text


def _separated(path: Path, text: str) -> _Table:
    header = text.lstrip().splitlines()[0]
    delimiter = next((char for char in "\t,;" if char in header), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    fields: list[str] = []
    rows: list[tuple[int, Mapping[str, Any]]] = []
    faults: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not fields:
                fields = cells
            elif len(cells) > len(fields):
                count = f"{len(cells)} cells under {len(fields)} columns"
                faults.append(f"line {reader.line_num}: {count}; quote what holds a {delimiter!r}")
            else:
                rows.append((reader.line_num, dict(zip(fields, cells, strict=False))))
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: {error}") from error
    return _Table(fields, rows, faults)


def _json_lines(path: Path, text: str) -> _Table:
    fields: dict[str, None] = {}
    rows: list[tuple[int, Mapping[str, Any]]] = []
    faults: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            faults.append(f"line {number}: not a JSON object on one line: {error}")
            continue
        if isinstance(record, dict):
            fields |= dict.fromkeys(record)
            rows.append((number, record))
        else:
            faults.append(f"line {number}: not a JSON object")
    if not rows:
        raise FaultsError(path, faults)
    return _Table(list(fields), rows, faults)


def _find_columns(path: Path, fields: Sequence[str]) -> _Columns:
    names = {_plain(name): name for name in reversed(fields)}
    for a, b in _SIDES:
        if a in names and b in names:
            rest = [names[label] for label in _LABELS if label in names]
            return _Columns(names[a], names[b], rest)
    raise InputError(
        f"{path}: no columns for the two articles among {_quoted(fields[:10])}; the first line"
        " (or each JSON object) must name them a and b"
    )


def _pair(line: int, row: Mapping[str, Any], columns: _Columns) -> LabelledPair:
    a, b = (_name(row.get(column), column) for column in (columns.a, columns.b))
    label, expected = _expectation([_scalar(row.get(c), c) for c in columns.labels])
    return LabelledPair(a, b, label, expected, line)


def _name(value: object, column: str) -> str:
    # The articles of a finding, as `dedupe scan --format jsonl` writes it, are objects.
    name = _scalar(value.get("id") if isinstance(value, dict) else value, column)
    if not name:
        raise ValueError(f"no article in the column {column!r}")
    return name


def _scalar(value: object, column: str) -> str:
    if isinstance(value, list | dict):
        raise ValueError(f"a list or an object in the column {column!r}, not a text")  # noqa: TRY004 - a fault of the file
    return "" if value is None else str(value).strip()


def _expectation(labels: Iterable[str]) -> tuple[str, Relation | None]:
    """Return what the labels of one pair amount to; a no counts before a relation."""
    given = [label for label in labels if label]
    if any(label.casefold() in _NO for label in given):
        return Relation.UNRELATED.value, Relation.UNRELATED
    relations = {relation.value: relation for relation in Relation}
    for label in given:
        relation = relations.get(_plain(label).replace("_", "-"))
        if relation is not None:
            return relation.value, relation
    own = [label for label in given if label.casefold() not in _YES]
    return (own[0] if own else RELATED), None


def _label_notices(pairs: Sequence[LabelledPair]) -> list[str]:
    own = sorted({pair.label for pair in pairs if pair.expected is None} - {RELATED})
    return [f"labels that name no relation count as related: {_quoted(own)}"] if own else []


def _plain(name: str) -> str:
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


def _quoted(names: Sequence[str]) -> str:
    shown = [repr(name[:40]) for name in names[:10]]
    return ", ".join([*shown, f"and {len(names) - 10:,} more"] if len(names) > 10 else shown)
