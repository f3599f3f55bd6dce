"""Makes values of the model of plain data: the inverse of `records`.

A record has the shape of the dataclasses, so their type hints say how it is read; `_ELSEWHERE`
names what stands in another place. Keys that are unknown are passed over, and so are items of open
lists with values that are unknown: later versions may add both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from math import isfinite
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

from dedupe_articles.errors import InputError
from dedupe_articles.model import (
    AlterationKind,
    Edit,
    EditLabel,
    Finding,
    ScanResult,
    Substitution,
    SubstitutionKind,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

_T = TypeVar("_T")

# The keys that lead to a field whose own name does not.
_ELSEWHERE: Final[Mapping[tuple[type, str], tuple[str, ...]]] = {
    (ScanResult, "version"): ("tool", "version"),
    (Finding, "coverage_a"): ("coverage", "a"),
    (Finding, "coverage_b"): ("coverage", "b"),
    (Edit, "a_start"): ("a", "start"),
    (Edit, "a_end"): ("a", "end"),
    (Edit, "b_start"): ("b", "start"),
    (Edit, "b_end"): ("b", "end"),
    (Substitution, "source"): ("from",),
    (Substitution, "target"): ("to",),
}
_OPEN: Final = (EditLabel, SubstitutionKind, AlterationKind)
_ABSENT: Final = object()
_SHOWN_OF_A_VALUE: Final = 40


class _LaterError(Exception):
    """A value of an open list that this version does not know."""


def from_record(cls: type[_T], record: object, where: str = "") -> _T:
    """Return a dataclass of `model` from its record; `where` is the place of the record.

    Raises:
        InputError: if a value is missing or not what the field takes; it names the place.

    """
    if not isinstance(record, dict):
        raise _unexpected("an object", record, where)
    values = {}
    hints = _hints(cast("Hashable", cls))
    for field in fields(cls):  # type: ignore[arg-type] # a dataclass, as the caller knows
        keys = _ELSEWHERE.get((cls, field.name), (field.name,))
        place = ".".join(filter(None, [where, *keys]))
        value = _look_up(record, keys)
        if value is not _ABSENT:
            values[field.name] = _value(hints[field.name], value, place)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise InputError(f"{place} is missing")
    return cls(**values)


def _look_up(record: object, keys: tuple[str, ...]) -> object:
    for key in keys:
        if not isinstance(record, dict) or key not in record:
            return _ABSENT
        record = record[key]
    return record


@cache
def _hints(cls: Hashable) -> Mapping[str, Any]:
    # The model imports these for type checkers only.
    return get_type_hints(cls, localns={"Mapping": Mapping, "Sequence": Sequence})


def _value(hint: Any, value: object, where: str) -> Any:  # noqa: ANN401 - as the hint says
    origin = get_origin(hint)
    if origin is not None:
        return _composed(origin, get_args(hint), value, where)
    if is_dataclass(hint):
        return from_record(cast("type[object]", hint), value, where)
    if issubclass(hint, StrEnum):
        if hint in _OPEN and isinstance(value, str) and value not in list(hint):
            raise _LaterError
        return hint(_one_of(tuple(hint), value, where))
    return _scalar(hint, value, where)


def _composed(origin: object, hints: tuple[Any, ...], value: object, where: str) -> Any:  # noqa: ANN401 - as the hint says
    """Return an optional value, one of several strings, a mapping from strings, or a tuple."""
    if origin in {Union, UnionType}:
        return None if value is None else _value(hints[0], value, where)
    if origin is Literal:
        return _one_of(hints, value, where)
    if origin is Mapping:
        return _mapping(hints[1], value, where)
    return tuple(_items(hints[0], value, where))


def _items(hint: Any, value: object, where: str) -> Iterator[Any]:  # noqa: ANN401 - as the hint says
    if not isinstance(value, list):
        raise _unexpected("a list", value, where)
    for number, item in enumerate(value):
        try:
            yield _value(hint, item, f"{where}[{number}]")
        except _LaterError:
            continue


def _mapping(hint: Any, value: object, where: str) -> Mapping[str, Any]:  # noqa: ANN401 - as the hint says
    if not isinstance(value, dict):
        raise _unexpected("an object", value, where)
    return {key: _value(hint, item, f"{where}.{key}") for key, item in value.items()}


def _one_of(choices: tuple[str, ...], value: object, where: str) -> str:
    if not isinstance(value, str) or value not in choices:
        raise _unexpected(f"one of {', '.join(choices)}", value, where)
    return value


def _scalar(hint: type, value: object, where: str) -> str | float | bool:
    """Return a string, a truth value, a finite number, or a whole number of 0 or more."""
    if hint is str and isinstance(value, str):
        return value
    if hint is bool and isinstance(value, bool):
        return value
    if not isinstance(value, bool):
        if hint is float and isinstance(value, int | float) and isfinite(value):
            return float(value)
        if hint is int and isinstance(value, int) and value >= 0:
            return value
    raise _unexpected(_EXPECTED[hint], value, where)


_EXPECTED: Final[Mapping[type, str]] = {
    str: "a string",
    bool: "true or false",
    float: "a number",
    int: "a whole number",
}


def _unexpected(expected: str, value: object, where: str) -> InputError:
    shown = repr(value)
    if len(shown) > _SHOWN_OF_A_VALUE:
        shown = f"{shown[:_SHOWN_OF_A_VALUE]}…"
    return InputError(f"{where or 'the report'}: expected {expected}, not {shown}")
