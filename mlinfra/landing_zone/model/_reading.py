"""Read the model value of an ARM body by the rows of its class: what `_body` writes, backwards."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.base.property_paths import written_names
from mlinfra.landing_zone.model._nested import Nested, each, nested_of
from mlinfra.landing_zone.model._rows import FIELD_DEFAULT, BodyRow, Computed, Constant, Mapped, rows_of, telling

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import Reading


_Place: TypeAlias = "dict[str, _Place] | BodyRow | Nested"
"""What a name of a body is: an object that several rows make, or a row."""


def read_value(kind: type, body: Mapping[str, Json], reading: Reading, names: Mapping[str, Any]) -> Any:
    """The value of a class that has this body; ``names`` are the fields that the ARM id gives.

    A property that no row of the class says, and a constant of another value, goes into ``extra``. Raises
    `InvalidInput` where a required property is missing, or a value is none that the class can have.
    """
    values = dict(names)
    for field, row in rows_of(kind):
        if isinstance(row, Mapped) and row.path:
            values.update(_read_field(kind, field, row, body, reading))
        elif isinstance(row, Computed) and row.inverse is not None:
            values.update(row.inverse(_get(body, row.path), reading))
    rest = _rest(kind, body)
    if rest and any(field.name == "extra" for field in dataclasses.fields(kind)):
        values["extra"] = rest
    return kind(**values)


def _read_field(
    kind: type, field: str, row: Mapped, body: Mapping[str, Json], reading: Reading
) -> Iterator[tuple[str, Any]]:
    value = _get(body, row.path)
    if value is None:
        if row.absent is not FIELD_DEFAULT:
            yield field, row.absent
        elif _required(kind, field):
            message = f"the body has no {row.path}, which {kind.__name__}.{field} is made of"
            raise InvalidInput(message, where=f"{kind.__name__}.{field}")
    elif row.nested:
        yield field, _read_nested(kind, field, value, reading)
    else:
        yield field, row.conversion.read(value, reading) if row.conversion else value


def _read_nested(kind: type, field: str, value: Json, reading: Reading) -> Any:
    nested = nested_of(kind, field)

    def read(item: Mapping[str, Json]) -> Any:
        return read_value(_told(nested.kinds, item, f"{kind.__name__}.{field}"), item, reading, {})

    return each(value, read) if nested.shape else read(value)


def _required(kind: type, name: str) -> bool:
    field = next(field for field in dataclasses.fields(kind) if field.name == name)
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _get(body: Json, path: str) -> Json:
    for name in written_names(path):
        body = body.get(name) if isinstance(body, Mapping) else None
    return body


def _rest(kind: type, body: Mapping[str, Json]) -> dict[str, Json]:
    """What no row of a class says, and constants that have another value here."""
    tree: dict[str, _Place] = {}
    for field, row in rows_of(kind):
        if row.path:
            _place_row(tree, row, nested_of(kind, field) if isinstance(row, Mapped) and row.nested else None)
    return dict(_unsaid(tree, body))


def _place_row(tree: dict[str, _Place], row: BodyRow, nested: Nested | None) -> None:
    *above, last = written_names(row.path)
    for name in above:
        inner = tree.setdefault(name, {})
        assert isinstance(inner, dict), "a path of a row goes through no other row"
        tree = inner
    tree[last] = nested or row


def _unsaid(tree: Mapping[str, _Place], body: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    for name, value in body.items():
        row = tree.get(name)
        if isinstance(value, Mapping) and (inner := _inner(row, value)) is not None:
            if inner:
                yield name, inner
        elif row is None or isinstance(row, dict) or _differs(row, value):
            yield name, value


def _inner(row: _Place | None, value: Mapping[str, Json]) -> dict[str, Json] | None:
    """What no row says inside an object that several rows, or the rows of a nested class, make; None for another."""
    if isinstance(row, dict):
        return dict(_unsaid(row, value))
    if isinstance(row, Nested) and not row.shape:
        return _rest(_told(row.kinds, value, "an object"), value)
    return None


def _differs(row: BodyRow | Nested, value: Json) -> bool:
    """Whether a constant has another value here, or objects of a list have what their class has no field for."""
    if isinstance(row, Nested) and isinstance(value, (list, Mapping)):
        items = value.values() if isinstance(value, Mapping) else value
        return any(_rest(_told(row.kinds, item, "an object"), item) for item in items)
    return isinstance(row, Constant) and _is_plain(row.value) and row.value != value


def _is_plain(value: expr.Value) -> bool:
    """Whether a value is known before the deployment, so that another one can be told from it."""
    if isinstance(value, Mapping):
        return all(map(_is_plain, value.values()))
    return isinstance(value, (str, int, bool))


def _told(kinds: Iterable[type], body: Mapping[str, Json], place: str) -> type:
    kind = next((kind for kind in kinds if _is_told(kind, body)), None)
    if kind is None:
        raise InvalidInput(f"no class has such an object: {dict(body)}", where=place)
    return kind


def _is_told(kind: type, body: Mapping[str, Json]) -> bool:
    """Whether the properties that tell classes apart have values of this class."""
    return all(_get(body, path) in values for path, values in telling(kind).items())


def class_of(kinds: Iterable[type], arm_type: str, body: Mapping[str, Json]) -> type | None:
    """The class among ``kinds`` that a body of an ARM type belongs to, by the constants that tell classes apart."""
    alike = (kind for kind in kinds if getattr(kind, "arm_type", "").lower() == arm_type.lower())
    return next((kind for kind in alike if _is_told(kind, body)), None)
