"""Records become articles: which field is the text, the title, the date and the id.

A format of records (JSON, JSON Lines, CSV, Parquet) gives each record as a mapping from names of
fields to values. Where a record has no field of the name in the settings, and that is the
default, a field of another usual name is taken and a notice says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dedupe_articles.load.decode import UnreadableError, replace_lone_surrogates
from dedupe_articles.model import DEFAULTS, Article, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (
        *("text", "body", "content", "article", "fulltext", "maintext", "articlebody"),
        *("articletext", "bodytext", "contenttext", "textcontent", "plaintext", "rawcontent"),
        *("story", "document", "abstract", "description"),
    ),
    "title": ("title", "headline", "heading", "subject"),
    "date": (
        *("date", "published", "publishedat", "datepublished", "publicationdate", "publishdate"),
        *("pubdate", "publisheddate", "datetime", "timestamp", "created", "createdat"),
    ),
    "id": ("id", "uid", "guid", "uuid", "articleid", "docid", "documentid", "key", "url", "link"),
}
"""The usual names of fields, likeliest first, in lower case without `_`, `-` and spaces."""

_SHAPES_KEPT: Final = 1000
_SHOWN_FIELDS: Final = 10
_SHOWN_FIELD_LENGTH: Final = 40
_TYPES: Final = {list: "a list", dict: "an object", bool: "a boolean", type(None): "null"}


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which field of records with the same fields has which role; None where there is none.

    `metadata` names those that are taken along if they are simple.
    """

    text: str | None
    title: str | None
    date: str | None
    id: str | None
    metadata: tuple[str, ...]


class Records:
    """Makes articles of the records of the file or member that is shown as `path`."""

    def __init__(self, path: str, settings: Settings) -> None:
        self._path = path
        self._named = {
            "text": settings.text_field,
            "title": settings.title_field,
            "date": settings.date_field,
            "id": settings.id_field,
        }
        self._ids = UniqueNames()
        self._shapes: dict[tuple[str, ...], _Shape] = {}
        self._told: set[tuple[str, str]] = set()
        self._notices: list[str] = []

    def has_text(self, fields: Iterable[str]) -> bool:
        """Tell whether a record of these fields has one that is its text."""
        return self._field("text", _keys(fields), tuple(fields)) is not None

    def require_text(self, fields: Sequence[str]) -> None:
        """Raise `UnreadableError` if records of these fields have none that is their text."""
        if not self.has_text(fields):
            raise UnreadableError(_no_text(fields, self._named["text"]))

    def used(self, fields: Iterable[str]) -> frozenset[str]:
        """Return the fields that a text, title, date and id are taken from."""
        names = tuple(fields)
        keys = _keys(names)
        chosen = (self._field(role, keys, names) for role in _ROLES)
        return frozenset(name for name in chosen if name is not None)

    def tell(self, notice: str) -> None:
        """Leave a notice for the next article."""
        self._notices.append(notice)

    def article(
        self,
        record: Mapping[str, Any],
        line: int,
        notices: tuple[str, ...] = (),
        key: str | int | None = None,
    ) -> Article:
        """Make the article of a record that starts on `line`.

        A record without an id is called by its `key`, a name or its number in a list, else by its
        line. Raises `UnreadableError` if the record has no text.
        """
        shape = self._shape(tuple(record))
        text = _text(record, shape.text, self._named["text"])
        own_id = _scalar(record, shape.id) or (key if isinstance(key, str) else None)
        if own_id:
            name, renamed = self._ids.unique(own_id, "record id", line)
        else:
            name, renamed = self._ids.numbered(str(key or line)), ()
        notices += (*self._notices, *renamed)
        self._notices.clear()
        metadata = {field: _scalar(record, field) for field in shape.metadata}
        return Article(
            id=f"{self._path}#{name}",
            path=self._path,
            text=text,
            title=_scalar(record, shape.title),
            date=_scalar(record, shape.date),
            line=line,
            metadata={field: value for field, value in metadata.items() if value is not None},
            notices=notices,
            record=name,
            file_lines=False,
        )

    def _shape(self, fields: tuple[str, ...]) -> _Shape:
        """Return the roles of the fields; records with the same fields are asked about once."""
        shape = self._shapes.get(fields)
        if shape is None:
            keys = _keys(fields)
            chosen = {role: self._field(role, keys, fields) for role in _ROLES}
            self._tell_guesses(chosen)
            # An address that serves as the id is metadata too.
            apart = {chosen["text"], chosen["title"], chosen["date"], self._named["id"]}
            metadata = tuple(field for field in fields if field not in apart)
            shape = _Shape(**chosen, metadata=metadata)
            if len(self._shapes) == _SHAPES_KEPT:  # hostile input may never repeat one
                self._shapes.clear()
            self._shapes[fields] = shape
        return shape

    def _field(self, role: str, keys: Mapping[str, str], fields: tuple[str, ...]) -> str | None:
        named = self._named[role]
        if named in fields:
            return named
        is_default = named == getattr(DEFAULTS, f"{role}_field")
        return _first(_ROLES[role], keys) if is_default else None

    def _tell_guesses(self, chosen: Mapping[str, str | None]) -> None:
        """Leave a notice of the fields that were guessed, each once, for the next article."""
        if chosen["text"] is None:
            return
        guessed = [
            (role, field)
            for role, field in chosen.items()
            if field not in (None, self._named[role]) and (role, field) not in self._told
        ]
        if guessed:
            self._told.update((role, str(field)) for role, field in guessed)
            taken = ", ".join(
                f"{_short(str(field))} as the {role} (--{role}-field)" for role, field in guessed
            )
            self.tell(f"guessed the fields of the records: {taken}")


class UniqueNames:
    """Gives each record of a file, or member of an archive, a name that no other of it has."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def unique(self, name: str, what: str, line: int | None) -> tuple[str, tuple[str, ...]]:
        """Give the name as `numbered` does and, if it is another, a notice that it is a `what`."""
        new = self.numbered(name)
        if new == name:
            return name, ()
        place = "" if line is None else f" on line {line}"
        return new, (f"{what} {name!r} occurs again{place}; named {new!r} here",)

    def numbered(self, name: str) -> str:
        """Give the name to the first that asks for it; those that follow get `-2`, `-3` and so on.

        This is for a name that is only a place, which others may well share.
        """
        if name not in self._taken:
            self._taken[name] = 1
            return name
        count = self._taken[name] + 1
        while (new := f"{name}-{count}") in self._taken:
            count += 1
        self._taken[name] = count
        self._taken[new] = 1
        return new


def member_name(name: str) -> str:
    """Write a member's name so that it is text, and does not read as a record of another."""
    return name.encode("utf-8", "backslashreplace").decode().replace("#", "%23")


def type_name(value: object) -> str:
    """Say in words of JSON what a value is."""
    return _TYPES.get(type(value), "a string" if isinstance(value, str) else "a number")


def _keys(fields: Iterable[str]) -> dict[str, str]:
    """Map the fields as names in `_ROLES` are written to the fields; the first of its kind wins."""
    keys: dict[str, str] = {}
    for field in fields:
        keys.setdefault(field.lower().replace("_", "").replace("-", "").replace(" ", ""), field)
    return keys


def _first(names: Iterable[str], keys: Mapping[str, str]) -> str | None:
    return next((keys[name] for name in names if name in keys), None)


def _text(record: Mapping[str, Any], field: str | None, named: str) -> str:
    if field is None:
        raise UnreadableError(_no_text(tuple(record), named))
    text = record[field]
    if not isinstance(text, str):
        raise UnreadableError(f"field {field!r} is {type_name(text)}, not a text")
    if not text or text.isspace():
        raise UnreadableError("empty")
    return replace_lone_surrogates(text)


def _scalar(record: Mapping[str, Any], field: str | None) -> str | None:
    value = None if field is None else record[field]
    if isinstance(value, str):
        return replace_lone_surrogates(value) if value and not value.isspace() else None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _no_text(fields: Sequence[str], named: str) -> str:
    there = shown_fields(fields) or "none at all"
    return f"no field {named!r}; there is {there}; name the one with the text: --text-field"


def shown_fields(fields: Sequence[str]) -> str:
    """List names of fields, of many the first."""
    names = [_short(name) for name in fields[:_SHOWN_FIELDS]]
    if len(fields) > len(names):
        names.append(f"and {len(fields) - len(names):,} more")
    return ", ".join(names)


def _short(name: str) -> str:
    return repr(name[:_SHOWN_FIELD_LENGTH])
