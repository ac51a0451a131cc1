"""Say where each field of a model class stands in Azure's body, as data beside the field.

A class has one row for each property of its body. The rows of fields are said where the field is (`at`, `elsewhere`);
constants and computed properties stand in the class's ``ROWS``, which also gives the order of the body:

    size: str = at("properties.properties.vmSize")
    ROWS: ClassVar[Rows] = (LOCATION, "tags", "identity", Constant("properties.computeType", "AmlCompute"), "size")

Read forwards the rows make the body, read backwards the value (`_body`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, overload

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.frozen import dataclass

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading

T = TypeVar("T")
FIELD_DEFAULT: Any = object()
"""Where a property is absent, its field has its default."""
_ROW, _DECIDES = "row", "decides"
"""The keys of a field's row in the metadata of the field, and of what its value decides before the deployment."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a field's value becomes that of the property, and back.

    ``write`` is given the value, the context and the field's name; what is None, empty text or an empty object
    is left out of the body. ``read`` is given the property's value. ``fill`` makes the property of a value that Azure
    fills in, such as a parameter; without it ``write`` does.
    """

    write: Callable[[Any, BodyContext, str], expr.Value]
    read: Callable[[Any, Reading], Any]
    fill: Callable[[expr.Value], expr.Value] | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """Objects that stand after those of a field in the same list, made of the fields in ``uses``; ``reason`` says why."""

    write: Callable[[Any, BodyContext], Sequence[expr.Value]]
    reason: str
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A field that stands at a path of the body; an empty path is the whole body, into which the field is merged.

    A name with a dot stands in brackets: ``properties.criteria['odata.type']``.
    ``nested`` when rows of the value's own class make the object at the path, or the objects of a list or by name there;
    a value of a class without rows is not written.
    ``absent`` is the field's value where the body does not have the property, if that is not the field's default.
    ``phase`` is the write that has the property: 1 for one that names what can only be there after the first write.
    ``added`` are more objects of a nested list.
    """

    path: str
    conversion: Conversion | None = None
    nested: bool = False
    absent: Any = FIELD_DEFAULT
    phase: int = 0
    added: Added | None = None

    @property
    def uses(self) -> tuple[str, ...]:
        """Other fields that decide the property too."""
        return self.added.uses if self.added else ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A field that is no property of the resource's own body: what it becomes instead."""

    what: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A property that is always the same; ``tells_class`` when it tells classes of one ARM type apart."""

    path: str
    value: expr.Value
    tells_class: bool = False


@dataclass(frozen=True, slots=True)
class Computed:
    """A property that a function makes of the fields in ``uses`` and of the context; ``reason`` says why it is not mapped.

    ``inverse`` is given the value of the property (None where it is absent) and returns values of fields; without one
    the property says nothing about the fields that another row, or another resource, does not say too.
    ``telling`` are the values that it can have, where they tell classes of one ARM type apart.
    """

    path: str
    write: Callable[[Any, BodyContext], expr.Value]
    reason: str
    uses: tuple[str, ...] = ()
    inverse: Callable[[Any, Reading], Mapping[str, Any]] | None = None
    telling: tuple[expr.Value, ...] = ()


BodyRow: TypeAlias = Mapped | Constant | Computed
Rows: TypeAlias = tuple[Constant | Computed | str, ...]
"""Rows in the order of the body; a text is the name of a mapped field. Mapped fields that are not named come last."""


@overload
def at(
    path: str,
    *,
    default: T,
    words: Mapping[Any, str] | None = None,
    conversion: Conversion | None = None,
    nested: bool = False,
    absent: Any = FIELD_DEFAULT,
    phase: int = 0,
    added: Added | None = None,
    decides: str = "",
) -> T: ...
@overload
def at(
    path: str,
    *,
    default_factory: Callable[[], T],
    words: Mapping[Any, str] | None = None,
    conversion: Conversion | None = None,
    nested: bool = False,
    absent: Any = FIELD_DEFAULT,
    phase: int = 0,
    added: Added | None = None,
    decides: str = "",
) -> T: ...
@overload
def at(
    path: str,
    *,
    words: Mapping[Any, str] | None = None,
    conversion: Conversion | None = None,
    nested: bool = False,
    absent: Any = FIELD_DEFAULT,
    phase: int = 0,
    added: Added | None = None,
    decides: str = "",
) -> Any: ...
def at(
    path: str,
    *,
    default: Any = dataclasses.MISSING,
    default_factory: Any = dataclasses.MISSING,
    words: Mapping[Any, str] | None = None,
    conversion: Conversion | None = None,
    nested: bool = False,
    absent: Any = FIELD_DEFAULT,
    phase: int = 0,
    added: Added | None = None,
    decides: str = "",
) -> Any:
    """A field that stands at a path of the body; ``words`` are Azure's words for its values.

    ``decides`` is said of a field that takes no parameter: what follows from its value before the deployment.

    With ``phase=1`` a resource that gives the field is written twice in one deployment: the second write has the property,
    the first what is live of it. Example: the shares of an endpoint name its deployments, which can only be made below it.
    """
    row = Mapped(path, in_words(words) if words else conversion, nested, absent, phase, added)
    metadata = {_ROW: row, _DECIDES: decides}
    return dataclasses.field(default=default, default_factory=default_factory, metadata=metadata)


def deciding(what: str, *, default: T) -> T:
    """A field that only computed rows use, and that takes no parameter: ``what`` follows from its value."""
    field: Any = dataclasses.field(default=default, metadata={_DECIDES: what})
    return field  # type: ignore[no-any-return]  # as dataclasses.field has it


@overload
def elsewhere(what: str, *, default: T, kw_only: bool = ...) -> T: ...
@overload
def elsewhere(what: str, *, default_factory: Callable[[], T], kw_only: bool = ...) -> T: ...
@overload
def elsewhere(what: str, *, kw_only: bool = ...) -> Any: ...
def elsewhere(
    what: str,
    *,
    default: Any = dataclasses.MISSING,
    default_factory: Any = dataclasses.MISSING,
    kw_only: Any = dataclasses.MISSING,
) -> Any:
    """A field that is no property of the resource's own body; ``what`` is what it becomes instead."""
    row = {_ROW: Elsewhere(what)}
    return dataclasses.field(default=default, default_factory=default_factory, kw_only=kw_only, metadata=row)


def in_words(words: Mapping[Any, str]) -> Conversion:
    """Azure's words for the values of a field; None where they have no word for it is left out."""
    values = {word: value for value, word in words.items()}

    def write(value: Any, _context: BodyContext, _field: str) -> expr.Value:
        return None if value is None else words[value]

    def read(word: Any, _reading: Reading) -> Any:
        if word not in values:
            raise InvalidInput(f"{word!r} is none of the values that this field can say: {', '.join(values)}")
        return values[word]

    return Conversion(write, read, lambda value: _word_of(value, words))


def _word_of(value: expr.Value, words: Mapping[Any, str]) -> expr.Value:
    """Azure's word for what only the deployment knows: ``on ? 'Enabled' : 'Disabled'``."""
    *choices, (_, otherwise) = words.items()
    result: expr.Value = otherwise or None
    for key, word in reversed(choices):
        switch = value if key is True else expr.Unary("!", value)
        condition = switch if isinstance(key, bool) else expr.Binary("==", value, key)
        result = expr.Ternary(condition, word or None, result)
    return result


def decided_by(kind: type) -> dict[str, str]:
    """What the value of a field decides before the deployment, by field, where a class says so."""
    decided = {field.name: field.metadata.get(_DECIDES, "") for field in dataclasses.fields(kind)}
    return {name: what for name, what in decided.items() if what}


def field_rows(kind: type) -> dict[str, Mapped | Elsewhere | None]:
    """The row of each field of a class; None for one that only computed rows use."""
    named = dict.fromkeys(getattr(kind, "id_fields", ()), Elsewhere("its name in the ARM id"))
    return {field.name: field.metadata.get(_ROW) or named.get(field.name) for field in dataclasses.fields(kind)}


@cache
def rows_of(kind: type) -> tuple[tuple[str, BodyRow], ...]:
    """Every row of a class's body in order, with the name of its field, empty where it is not the row of one field.

    Raises `TypeError` for a class without rows, for a row that names no mapped field, and for a field that stands nowhere.
    """
    if not hasattr(kind, "ROWS"):
        raise TypeError(f"{kind.__name__} has no ROWS: nothing says what its body is")
    mapped = {name: row for name, row in field_rows(kind).items() if isinstance(row, Mapped)}
    rows: list[tuple[str, BodyRow]] = []
    for item in kind.ROWS:
        if isinstance(item, str) and item not in mapped:
            raise TypeError(f"{kind.__name__}.ROWS names {item!r}, which is no field with a path")
        rows.append((item, mapped.pop(item)) if isinstance(item, str) else ("", item))
    result = (*rows, *mapped.items())
    if lost := list(_unplaced(kind, result)):
        raise TypeError("; ".join(lost))
    return result


def _unplaced(kind: type, rows: Iterable[tuple[str, BodyRow]]) -> Iterator[str]:
    """What of a class is not exactly one of mapped, computed and elsewhere: it would be lost without a word."""
    used = {name for _, row in rows if not isinstance(row, Constant) for name in row.uses}
    for name, row in field_rows(kind).items():
        if row is None and name not in used:
            yield f"{kind.__name__}.{name} stands nowhere: give it at(...), elsewhere(...), or a Computed row that uses it"
    yield from (f"{kind.__name__} has no field {name}" for name in sorted(used - field_rows(kind).keys()))


def telling(kind: type) -> dict[str, tuple[expr.Value, ...]]:
    """The properties that tell a class from the others of its ARM type, each with the values that it has in this class."""
    values: dict[str, tuple[expr.Value, ...]] = {}
    for _, row in rows_of(kind):
        if isinstance(row, Constant) and row.tells_class:
            values[row.path] = (row.value,)
        elif isinstance(row, Computed) and row.telling:
            values[row.path] = row.telling
    return values


def field_paths(kind: type) -> dict[str, tuple[str, ...]]:
    """The paths of the body that each field of a class decides, its own first; none for a field that is elsewhere."""
    paths: dict[str, tuple[str, ...]] = {field.name: () for field in dataclasses.fields(kind)}
    for name, row in rows_of(kind):
        if name:
            paths[name] = (row.path, *paths[name])
        for field in () if isinstance(row, Constant) else row.uses:
            paths[field] = (*paths[field], row.path)
    return paths
