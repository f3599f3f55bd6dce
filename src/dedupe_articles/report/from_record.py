"""Makes values of the model of plain data: the inverse of `records`.

A record has the shape of the dataclasses, so their type hints say how it is read; `_ELSEWHERE`
names what stands in another place. Keys that are unknown are passed over, and so are items of open
lists with values that are unknown: later versions may add both.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Literal,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from dedupe_articles import model
from dedupe_articles.errors import InputError
from dedupe_articles.model import (
    AlterationKind,
    ArticleRef,
    Edit,
    EditLabel,
    Finding,
    ScanResult,
    Substitution,
    SubstitutionKind,
)

if TYPE_CHECKING:
    from collections.abc import Hashable

_T = TypeVar("_T")
_Reader = Callable[[object], object]

# The keys that lead to a field whose own name does not.
_ELSEWHERE: Final[Mapping[tuple[type, str], tuple[str, ...]]] = {
    (ScanResult, "version"): ("tool", "version"),
    (ArticleRef, "boilerplate"): ("boilerplate", "lines"),
    (ArticleRef, "boilerplate_words"): ("boilerplate", "words"),
    (Finding, "coverage_a"): ("coverage", "a"),
    (Finding, "coverage_b"): ("coverage", "b"),
    (Edit, "a_start"): ("a", "start"),
    (Edit, "a_end"): ("a", "end"),
    (Edit, "b_start"): ("b", "start"),
    (Edit, "b_end"): ("b", "end"),
    (Substitution, "source"): ("from",),
    (Substitution, "target"): ("to",),
}
# Later versions of the program may add to these.
_OPEN: Final = (EditLabel, SubstitutionKind, AlterationKind)
_ABSENT: Final = object()
# Beyond it whole numbers are no floating point numbers; no figure of a report comes near.
_LARGEST: Final = 2**53
_SHOWN_OF_A_VALUE: Final = 40


class _RefusedError(Exception):
    """What is wrong with a value; `keys` lead to it, the innermost first."""

    def __init__(self, reason: str, *keys: str | int) -> None:
        super().__init__(reason)
        self.keys: list[str | int] = list(keys)


class _LaterError(Exception):
    """A value of an open list that this version does not know."""


def from_record(cls: type[_T], record: object) -> _T:
    """Return a dataclass of `model` from its record.

    Raises:
        InputError: if a value is missing or not what the field takes; it names the place.

    """
    try:
        return cast("_T", _reader(cast("Hashable", cls))(record))
    except _RefusedError as error:
        keys = reversed(error.keys)
        place = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)
        raise InputError(f"{place.removeprefix('.') or 'the report'} {error}") from error


@cache
def _reader(hint: Any) -> _Reader:  # noqa: ANN401 - any hint of the model
    """Return what reads the values of a type; made once, since a report has millions of them."""
    origin = get_origin(hint)
    if origin is not None:
        return _composed_reader(origin, get_args(hint))
    if is_dataclass(hint):
        return _dataclass_reader(cast("type[object]", hint))
    if issubclass(hint, StrEnum):
        return _choice_reader({item.value: item for item in hint}, is_open=hint in _OPEN)
    return _scalar_reader(*_SCALARS[hint])


def _composed_reader(origin: object, hints: tuple[Any, ...]) -> _Reader:
    """Return what reads an optional value, one of several strings, a mapping, or a tuple."""
    if origin is Literal:
        return _choice_reader({value: value for value in hints}, is_open=False)
    if origin is Mapping:
        return _mapping_reader(*map(_reader, hints))
    if origin in {Union, UnionType}:
        read = _reader(hints[0])
        return lambda value: None if value is None else read(value)
    return _tuple_reader(_reader(hints[0]))


def field_types(cls: type[object]) -> dict[str, Any]:
    """Return the types of the fields of a class of the model, by name."""
    # The modules of the model import these, and one another, for type checkers only.
    return get_type_hints(cls, localns={**vars(model), "Mapping": Mapping, "Sequence": Sequence})


def _dataclass_reader(cls: type[object]) -> _Reader:
    hints = field_types(cls)
    plan = [
        (field, _ELSEWHERE.get((cls, field.name), (field.name,)), _reader(hints[field.name]))
        for field in fields(cls)  # type: ignore[arg-type] # a dataclass, as the caller knows
    ]

    def read(record: object) -> object:
        if not isinstance(record, dict):
            raise _unexpected("an object", record)
        values = {}
        for field, keys, read_field in plan:
            value = record.get(keys[0], _ABSENT) if len(keys) == 1 else _look_up(record, keys)
            if value is _ABSENT:
                if _is_required(field):
                    raise _RefusedError("is missing", *reversed(keys))
                continue
            try:
                values[field.name] = read_field(value)
            except _RefusedError as error:
                error.keys.extend(reversed(keys))
                raise
        return cls(**values)

    return read


def _look_up(record: object, keys: tuple[str, ...]) -> object:
    for key in keys:
        if not isinstance(record, dict) or key not in record:
            return _ABSENT
        record = record[key]
    return record


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _tuple_reader(read_item: _Reader) -> _Reader:
    def read(value: object) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise _unexpected("a list", value)
        items = []
        for number, item in enumerate(value):
            try:
                items.append(read_item(item))
            except _LaterError:
                continue
            except _RefusedError as error:
                error.keys.append(number)
                raise
        return tuple(items)

    return read


def _mapping_reader(read_key: _Reader, read_item: _Reader) -> _Reader:
    def read(value: object) -> dict[object, object]:
        if not isinstance(value, dict):
            raise _unexpected("an object", value)
        items = {}
        for key, item in value.items():
            try:
                items[read_key(key)] = read_item(item)
            except _RefusedError as error:
                error.keys.append(key)
                raise
        return items

    return read


def _choice_reader(choices: Mapping[str, str], *, is_open: bool) -> _Reader:
    def read(value: object) -> str:
        if isinstance(value, str):
            if value in choices:
                return choices[value]
            if is_open:
                raise _LaterError
        raise _unexpected(f"one of {', '.join(choices)}", value)

    return read


def _scalar_reader(expected: str, is_one: Callable[[Any], bool], convert: _Reader) -> _Reader:
    def read(value: object) -> object:
        if is_one(value):
            return convert(value)
        raise _unexpected(expected, value)

    return read


def _is_number(value: float) -> bool:
    return type(value) in (int, float) and abs(value) <= _LARGEST


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


_SCALARS: Final[Mapping[type, tuple[str, Callable[[Any], bool], Callable[[Any], object]]]] = {
    str: ("a string", lambda value: type(value) is str, str),
    bool: ("true or false", lambda value: type(value) is bool, bool),
    float: ("a number", _is_number, float),
    int: ("a whole number of 0 or more", _is_count, int),
}


def _unexpected(expected: str, value: object) -> _RefusedError:
    if isinstance(value, dict | list):
        shown = "an object" if isinstance(value, dict) else "a list"
    else:
        shown = json.dumps(value)
    if len(shown) > _SHOWN_OF_A_VALUE:
        shown = f"{shown[:_SHOWN_OF_A_VALUE]}…"
    return _RefusedError(f"is {shown}, not {expected}")
