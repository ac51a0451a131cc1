"""Say what the types of fields accept: plainly right values at once, all else by way of pydantic."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

from mlinfra.base.frozen import dataclass, freeze, make_fields
from mlinfra.landing_zone.model._field_types import Given, Hint
from mlinfra.landing_zone.model._plain import Check, NeedsValidation, check_of
from mlinfra.landing_zone.model._where import NOWHERE, Where
from mlinfra.landing_zone.model.attribute import Attribute, attribute_at, attribute_names

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from mlinfra.landing_zone.model._base import Resource
    from mlinfra.landing_zone.model.scope import ResourceGroup

T = TypeVar("T")
K_co = TypeVar("K_co", covariant=True)
R = TypeVar("R", bound="Resource")


class Choice:
    """In a union of model classes: one sentence when the value is none of them, instead of one for each.

    ``usual`` is the name of the class that other formats mean where they name none.
    """

    def __init__(self, usual: str = "") -> None:
        self.usual = usual

    def plain(self, source: Hint) -> Check:
        accepts = _accepts(members(source))

        def check(value: Given) -> Given:
            if not accepts(value):
                raise NeedsValidation
            return value

        return check

    def __get_pydantic_core_schema__(self, source: Hint, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import PydanticCustomError, core_schema

        kinds = members(source)
        accepts = _accepts(kinds)
        abstract = any(map(_is_any_resource, kinds))
        wanted = " or ".join(_spelled(member) for member in kinds)

        def check(value: Given, validate: Given) -> Given:
            if accepts(value):
                return value
            if isinstance(value, dict) and not abstract:
                return validate(value)
            raise PydanticCustomError("choice", "give {wanted}, got {got}", {"wanted": wanted, "got": _kind(value)})

        schemas = [
            _existing_schema(member) if get_origin(member) is Existing else handler.generate_schema(member)
            for member in kinds
        ]
        inner = schemas[0] if len(schemas) == 1 else core_schema.union_schema([*schemas])
        return core_schema.no_info_wrap_validator_function(check, inner)


def _accepts(members: tuple[Any, ...]) -> Callable[[Given], bool]:
    plain = tuple(member for member in members if isinstance(member, type))
    existing = tuple(get_args(member)[0] for member in members if get_origin(member) is Existing)
    words = {word for member in members if get_origin(member) is Literal for word in get_args(member)}

    def accepts(value: Given) -> bool:
        if isinstance(value, Existing):
            return issubclass(value.kind, existing)
        return isinstance(value, plain) or (isinstance(value, str) and value in words)

    return accepts


def members(source: Any) -> tuple[Any, ...]:
    if get_origin(source) is Annotated:
        return members(get_args(source)[0])
    if get_origin(source) in {Union, types.UnionType}:
        return tuple(inner for member in get_args(source) for inner in members(member))
    return (source,)


def _is_any_resource(member: Hint) -> bool:
    """Whether this is a base of resources, which has no body of its own."""
    return hasattr(member, "arm_type") and not hasattr(member, "ROWS") and not member.arm_type


def _spelled(member: Any) -> str:
    if get_origin(member) is Existing:
        return f"{get_args(member)[0].__name__}.existing(...)"
    if get_origin(member) is Literal:
        return " or ".join(repr(word) for word in get_args(member))
    if _is_any_resource(member):
        return "a resource that this stack creates"
    if hasattr(member, "spelled"):
        return str(member.spelled)
    if member in {type(None), str}:
        return "None" if member is not str else "text"
    return f"{member.__name__}(...)"


def _kind(value: Given) -> str:
    return f"an existing {value.kind.__name__}" if isinstance(value, Existing) else type(value).__name__


class _Tuple:
    """Users pass lists, the model keeps tuples."""

    def plain(self, source: Hint) -> Check:
        item = check_of(get_args(source)[0])

        def check(value: Given) -> Given:
            if type(value) not in {list, tuple}:
                raise NeedsValidation
            return tuple(map(item, value))

        return check

    def __get_pydantic_core_schema__(self, source: Hint, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        (item,) = get_args(source)
        return core_schema.tuple_variable_schema(handler.generate_schema(item))


@dataclass(frozen=True, slots=True)
class Between:
    """A whole number from ``least`` to ``most``."""

    least: int
    most: int

    def plain(self, source: Hint) -> Check:  # ruff: ignore[unused-method-argument]  as other annotations have it
        def check(value: Given) -> Given:
            if type(value) is not int or not self.least <= value <= self.most:
                raise NeedsValidation
            return value

        return check

    def __get_pydantic_core_schema__(self, source: Hint, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.int_schema(ge=self.least, le=self.most)


class Existing(Generic[K_co]):
    """An existing resource: referred to, never changed.

    ``name`` has one segment for each segment of the type (``vnet/subnet``); ``scope`` is the resource group it
    lives in, None the stack's own.
    """

    kind: type[K_co]
    name: str
    scope: ResourceGroup | None = None
    _where: Where = dataclasses.field(default=NOWHERE, compare=False, repr=False)

    def __init__(
        self, kind: type[K_co], name: str, scope: ResourceGroup | None = None, _where: Where = NOWHERE
    ) -> None:
        vars(self).update(kind=kind, name=name, scope=scope, _where=_where)  # past the refusing ``__setattr__``

    @property
    def id(self) -> Attribute[str]:
        """The ARM id."""
        return Attribute(self)

    def get(self, path: str) -> Attribute[Any]:
        """What Azure tells at a path of the resource, such as ``properties.endpoint`` or ``name``."""
        return attribute_at(self, path)

    def __getattr__(self, name: str) -> Attribute[Any]:
        """What resources of this class tell; raises AttributeError for all else, as only Azure knows the rest."""
        names = () if name.startswith("_") else attribute_names(self.kind)
        if name in names:
            value: Attribute[Any] = getattr(self.kind, name).fget(self)
            return value
        advice = f"; it tells: {', '.join(names)}" if names else ""
        raise AttributeError(f"an existing {self.kind.__name__} has no attribute {name!r}{advice}")


freeze(Existing, lambda: make_fields(Existing, kw_only=False))  # `dataclasses` takes 1.6 ms for this one


def _existing_schema(source: Hint) -> CoreSchema:
    """Accept what other formats write for an existing resource; instances are checked by `Choice`."""
    from pydantic_core import core_schema

    (kind,) = get_args(source)
    text = core_schema.typed_dict_field(core_schema.str_schema(), required=False)
    written = core_schema.typed_dict_schema(dict.fromkeys(_EXISTING_KEYS, text), extra_behavior="forbid")
    return core_schema.no_info_after_validator_function(lambda value: _existing_of(kind, value), written)


_EXISTING_KEYS = ("existing", "scope", "subscription", "id")
"""How other formats spell an existing resource: ``{existing: NAME, scope: GROUP}`` or ``{id: ARM-ID}``."""


def _existing_of(kind: type[R], value: Mapping[str, Any]) -> Existing[R]:
    from pydantic_core import PydanticCustomError

    from mlinfra.landing_zone.model.scope import ResourceGroup

    if set(value) == {"id"}:
        return kind.from_id(value["id"])
    if "existing" not in value or not set(value) <= {"existing", "scope", "subscription"}:
        raise PydanticCustomError("choice", "give existing: NAME, or id: ARM-ID")
    group = value.get("scope")
    scope = ResourceGroup(group, subscription=value.get("subscription")) if isinstance(group, str) else group
    return kind.existing(value["existing"], scope=scope)


NewOrExisting: TypeAlias = Annotated[T | Existing[T], Choice()]
"""A resource that this stack creates, or an existing one."""

Many: TypeAlias = Annotated[Sequence[T], _Tuple()]
"""Any number of values: pass a list or a tuple."""
