"""Write the ARM body of a model value by the rows of its class."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from mlinfra.arm import expressions as expr
from mlinfra.base.property_paths import written_names
from mlinfra.landing_zone.model._filled import as_number, close
from mlinfra.landing_zone.model._nested import each
from mlinfra.landing_zone.model._rows import Added, BodyRow, Computed, Constant, Conversion, Mapped, rows_of
from mlinfra.landing_zone.model.value import FILLED_CLASSES

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext

Body: TypeAlias = "dict[str, expr.Value]"
_Write: TypeAlias = "Callable[[Any, BodyContext], expr.Value]"
_Tree: TypeAlias = "dict[str, _Tree | _Part]"


class _Part(NamedTuple):
    """How one property is written: by a function of the resource, of the value of a field, or a value that is always the same.

    ``plain`` where the value of the field needs no function unless it is one that Azure fills in, a list or an object.
    """

    write: _Write | None
    value: expr.Value = None
    field: str = ""
    plain: bool = False


def body_of(kind: type, value: Any, context: BodyContext) -> Body:
    """The body of a value of a class; what is None, empty text or an empty object is left out."""
    part = _object(kind, context.phase)
    written: Any = part.value if part.write is None else part.write(value, context)
    body: Body = written.copy() if part.write is None else written
    return body


@cache
def _object(kind: type, phase: int) -> _Part:
    """What writes the body of a class in one of its writes, made once of its rows."""
    tree: _Tree = {}
    for field, row in rows_of(kind):
        if row.path and not (isinstance(row, Mapped) and row.phase > phase):
            _place(kind, tree, row.path, _part(kind, field, row))
    return _joined(tree, hasattr(kind, "arm_type"))


def _place(kind: type, tree: _Tree, path: str, part: _Part) -> None:
    *above, last = written_names(path)
    for name in above:
        inner = tree.setdefault(name, {})
        if not isinstance(inner, dict):
            raise TypeError(f"{kind.__name__} has two rows for {path}")
        tree = inner
    if last in tree:
        raise TypeError(f"{kind.__name__} has two rows for {path}")
    tree[last] = part


def _joined(tree: _Tree, settles: bool) -> _Part:
    """One object of what is written at each of its names; ``settles``: of a resource, whose open fields were settled."""
    parts = [(name, _joined(part, settles) if isinstance(part, dict) else part) for name, part in tree.items()]
    if all(part.write is None for _, part in parts):
        return _Part(None, {name: part.value for name, part in parts})
    steps = tuple((name, *part) for name, part in parts)

    # one loop reads the fields: a function for each took half of the time of a body
    def write(resource: Any, context: BodyContext) -> expr.Value:
        body: Body = {}
        settled = context.settled if settles else _NO_VALUES
        for name, make, value, field, plain in steps:
            if field:
                value = getattr(resource, field)  # ruff: ignore[redefined-loop-name]  the same thing, made now
                if settled and field in settled:
                    value = settled[field]  # ruff: ignore[redefined-loop-name]  as above
            if make is not None and not (plain and value.__class__ in _PLAIN):
                value = make(value if field else resource, context)  # ruff: ignore[redefined-loop-name]  as above
            if value or make is None or (value is not None and value not in _NOTHING):
                body[name] = value
        return body

    return _Part(write)


_NO_VALUES: dict[str, str | bool] = {}
_PLAIN = frozenset({str, int, bool, type(None)})
"""Classes of values that stand in a body as they are."""
_NOTHING: tuple[expr.Value, ...] = ("", {})
"""Values that say nothing, and are left out as None is."""


def _part(kind: type, field: str, row: BodyRow) -> _Part:
    if isinstance(row, Constant):
        return _Part(None, row.value)
    if isinstance(row, Computed):
        return _Part(_computed(kind, row))
    if row.nested:
        return _Part(_with_more(_nested(field), row.added) if row.added else _nested(field))
    make = _filled(kind, field) if row.conversion is None else _converted(kind, field, row.conversion)
    return _Part(make, field=field, plain=row.conversion is None)


def _filled(kind: type, field: str) -> _Write:
    def write(value: Any, context: BodyContext) -> expr.Value:
        close(kind, field, value, context)
        return as_number(kind, field, value, context.value(value))

    return write


def _converted(kind: type, field: str, conversion: Conversion) -> _Write:
    convert, fill = conversion.write, conversion.fill

    def write(value: Any, context: BodyContext) -> expr.Value:
        if value.__class__ not in _PLAIN:
            close(kind, field, value, context)
            if fill is not None and isinstance(value, FILLED_CLASSES):
                return fill(context.value(value))
        return convert(value, context, field)

    return write


def _computed(kind: type, row: Computed) -> _Write:
    def write(resource: Any, context: BodyContext) -> expr.Value:
        for field in row.uses:
            value = getattr(resource, field)
            if value.__class__ not in _PLAIN:
                close(kind, field, value, context)
        return row.write(resource, context)

    return write


def _nested(field: str) -> _Write:
    def write(resource: Any, context: BodyContext) -> expr.Value:
        value = getattr(resource, field)
        if value is None:
            return None
        body: expr.Value = each(value, lambda item: _inner(item, context))
        return body

    return write


def _with_more(write: _Write, added: Added) -> _Write:
    """Write a list, and more objects after those of its field."""

    def joined(resource: Any, context: BodyContext) -> expr.Value:
        written: Any = write(resource, context)
        return [*written, *added.write(resource, context)]

    return joined


def _inner(value: Any, context: BodyContext) -> Body | None:
    return body_of(type(value), value, context) if hasattr(type(value), "ROWS") else None
