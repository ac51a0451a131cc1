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
_Get: TypeAlias = "Callable[[Any, BodyContext], Any]"
_Tree: TypeAlias = "dict[str, _Tree | _Part]"


class _Part(NamedTuple):
    """How one property is written: by a function, or a value that is always the same."""

    write: _Write | None
    value: expr.Value = None


def body_of(kind: type, value: Any, context: BodyContext) -> Body:
    """The body of a value of a class; what is None, empty text or an empty object is left out."""
    write = _object(kind, context.phase)
    body: Any = write.value if write.write is None else write.write(value, context)
    return dict(body)


@cache
def _object(kind: type, phase: int) -> _Part:
    """What writes the body of a class in one of its writes, made once of its rows."""
    tree: _Tree = {}
    for field, row in rows_of(kind):
        if row.path and not (isinstance(row, Mapped) and row.phase > phase):
            _place(kind, tree, row.path, _part(kind, field, row))
    return _joined(tree)


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


def _joined(tree: _Tree) -> _Part:
    """One object of what is written at each of its names."""
    parts = [(name, _joined(part) if isinstance(part, dict) else part) for name, part in tree.items()]
    if all(part.write is None for _, part in parts):
        return _Part(None, {name: part.value for name, part in parts})
    steps = tuple((name, part.write, part.value) for name, part in parts)

    def write(resource: Any, context: BodyContext) -> expr.Value:
        body: Body = {}
        for name, make, value in steps:
            if make is not None:
                value = make(resource, context)  # ruff: ignore[redefined-loop-name] - the same thing, made now
                if not value and (value is None or value in _NOTHING):
                    continue
            body[name] = value
        return body

    return _Part(write)


_NOTHING: tuple[expr.Value, ...] = ("", {})
"""Values that say nothing, and are left out as None is."""


def _part(kind: type, field: str, row: BodyRow) -> _Part:
    if isinstance(row, Constant):
        return _Part(None, row.value)
    if isinstance(row, Computed):
        return _Part(_computed(kind, row))
    if row.nested:
        return _Part(_with_more(_nested(field), row.added) if row.added else _nested(field))
    get = _settled(field) if hasattr(kind, "arm_type") else _member(field)
    if row.conversion is not None:
        return _Part(_converted(kind, field, row.conversion, get))
    return _Part(_plain(kind, field, get))


def _settled(field: str) -> _Get:
    """The value of a field of a resource; where the author left it open, the value that was settled."""

    def get(resource: Any, context: BodyContext) -> Any:
        return context.settled[field] if field in context.settled else getattr(resource, field)

    return get


def _member(field: str) -> _Get:
    """The value of a field of a nested object."""
    return lambda value, _context: getattr(value, field)


def _plain(kind: type, field: str, get: _Get) -> _Write:
    def write(resource: Any, context: BodyContext) -> expr.Value:
        value = get(resource, context)
        if value.__class__ in _PLAIN:
            written: expr.Value = value
            return written
        close(kind, field, value, context)
        return as_number(kind, field, value, context.value(value))

    return write


_PLAIN = frozenset({str, int, bool, type(None)})


def _converted(kind: type, field: str, conversion: Conversion, get: _Get) -> _Write:
    convert, fill = conversion.write, conversion.fill

    def write(resource: Any, context: BodyContext) -> expr.Value:
        value = get(resource, context)
        close(kind, field, value, context)
        if fill is not None and isinstance(value, FILLED_CLASSES):
            return fill(context.value(value))
        return convert(value, context, field)

    return write


def _computed(kind: type, row: Computed) -> _Write:
    def write(resource: Any, context: BodyContext) -> expr.Value:
        for field in row.uses:
            close(kind, field, getattr(resource, field), context)
        return row.write(resource, context)

    return write


def _nested(field: str) -> _Write:
    def write(resource: Any, context: BodyContext) -> expr.Value:
        body: expr.Value = each(getattr(resource, field), lambda value: _inner(value, context))
        return body

    return write


def _with_more(write: _Write, added: Added) -> _Write:
    """Write a list, and more objects after those of its field."""

    def joined(resource: Any, context: BodyContext) -> expr.Value:
        written: Any = write(resource, context)
        return [*written, *added.write(resource, context)]

    return joined


def _inner(value: Any, context: BodyContext) -> Body | None:
    return body_of(type(value), value, context) if hasattr(value, "ROWS") else None
