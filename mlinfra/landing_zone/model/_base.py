"""Make classes of the public model: frozen, validated dataclasses that know the line they were written on."""

from __future__ import annotations

import dataclasses
import inspect
import sys
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeAlias, TypeVar

from mlinfra.base.errors import InvalidInput
from mlinfra.base.frozen import freeze, make_fields
from mlinfra.base.json_value import Json
from mlinfra.landing_zone.model._existing import existing_named, existing_with_id
from mlinfra.landing_zone.model._field_types import load_all
from mlinfra.landing_zone.model._fields import Choice, Existing, Many
from mlinfra.landing_zone.model._names import FIXED_NAMES, check_name
from mlinfra.landing_zone.model._plain import NeedsValidation, plain_values
from mlinfra.landing_zone.model._rows import at, deciding, elsewhere
from mlinfra.landing_zone.model._scope import AnyScope
from mlinfra.landing_zone.model._where import NOWHERE, Where, caller_location
from mlinfra.landing_zone.model.attribute import Attribute, attribute_at
from mlinfra.landing_zone.model.renamed_fields import refuse_old_name

if sys.version_info >= (3, 11):  # importing typing_extensions takes 3 ms
    from typing import dataclass_transform
else:
    from typing_extensions import dataclass_transform

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from typing_extensions import Self

    from mlinfra.base.accept import Accept
    from mlinfra.base.exempt import Exempt
    from mlinfra.landing_zone.model.scope import ResourceGroup

_HOME = "mlinfra.landing_zone.model."
T = TypeVar("T")
C = TypeVar("C", bound=type)


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field, at, deciding, elsewhere))
def model(cls: C, *, kw_only: bool = False) -> C:
    """Make a class a value of the public model: frozen, nothing unknown accepted, its line remembered."""
    cls.__post_init__ = _note  # type: ignore[attr-defined]  # added here, for every class of the model
    cls.__pydantic_config__ = _CONFIG  # type: ignore[attr-defined]  # for pydantic, where it is asked
    if cls.__module__.startswith(_HOME):
        freeze(cls, lambda: make_fields(cls, kw_only))
    else:  # a user's mistake in it is told where the class is written
        freeze(cls, lambda: dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls))
        dataclasses.fields(cls)
    if any("name" in inspect.get_annotations(base) for base in cls.__mro__):
        cls.__hash__ = _hash_of_name  # type: ignore[assignment]  # equal values have equal names, and fields hold dicts
    if not hasattr(cls, "_check"):
        cls._check = _nothing_more  # type: ignore[attr-defined]  # added here, for every class of the model
    cls.__getattr__ = refuse_old_name  # type: ignore[attr-defined]  # added here, for every class of the model
    cls.__init__ = _checked_init(cls)  # type: ignore[misc]  # the same arguments, checked
    return cls


_CONFIG: Any = {
    "extra": "forbid",
    "arbitrary_types_allowed": True,
    "strict": False,
    "str_strip_whitespace": False,
}


def _hash_of_name(self: Any) -> int:
    return hash((type(self), self.name))


def _note(self: Any) -> None:
    self.__dict__["_where"] = caller_location()  # the value is frozen: past its ``__setattr__``
    self._check()


def _nothing_more(_: T) -> None:
    """What is checked of a class beside its types, where it says nothing."""


def _checked_init(cls: Any) -> Callable[..., None]:
    """Take what is plainly right as it is; ask pydantic about all else."""

    def init(self: Any, /, *args: Any, **kwargs: Any) -> None:
        try:
            values = plain_values(cls, args, kwargs)
        except NeedsValidation:
            _judge(cls, args, kwargs, self)
        else:
            self.__dict__.update(values)
            _note(self)

    return init


@model
class Resource:
    """Anything with a name and an ARM type."""

    arm_type: ClassVar[str] = ""
    api_version: ClassVar[str] = ""
    """The API version that it is written in; empty: that of the catalogue."""
    parent_field: ClassVar[str | None] = None
    id_fields: ClassVar[tuple[str, ...]] = ("name",)
    """The fields that make its own part of the ARM id: one for most, name and version for assets."""
    UNSAID: ClassVar[Mapping[str, str]] = {}
    """Writable properties of its type, or objects of them, that no field says, and why: docs list them."""
    written_in_parent: ClassVar[bool] = False
    """Whether it is a part of its parent's body, and no resource of the template."""

    name: str | None
    """The name in Azure; None where a resource is named after its owner."""
    depends_on: Many[AnyResource] = elsewhere("the order of the deployment", default=(), kw_only=True)
    """Resources of this stack that must be there first, though no other field says so."""
    accept: Many[Accept] = elsewhere("the metadata of the template", default=(), kw_only=True)
    """Values of its body that are sent although the catalogue says that Azure refuses them, each with a reason."""
    scope: AnyScope | None = elsewhere("its ARM id", default=None, kw_only=True)
    """Where it lives, such as another resource group; None: with the resource that alone names it, else where the stack is
    deployed. A group with a location is created with the stack. What is part of another resource lives where that does."""

    exempt: Many[Exempt] = elsewhere("what the rules let stand", default=(), kw_only=True)
    """What rules find on it and what may stay so, each with a reason."""
    omit: Many[str] = elsewhere("nothing: what the body leaves out", default=(), kw_only=True)
    """Paths of properties, such as ``properties.friendlyName``, that are written otherwise and are left out of the body."""

    _where: ClassVar[Where] = NOWHERE

    @property
    def written_version(self) -> str:
        """The API version that it is written in; empty: that of the catalogue."""
        return self.api_version

    @property
    def id(self) -> Attribute[str]:
        """The ARM id."""
        return Attribute(self)

    def get(self, path: str) -> Attribute[Any]:
        """What Azure tells at a path of the deployed resource, such as ``properties.endpoint`` or ``name``."""
        return attribute_at(self, path)

    @property
    def segments(self) -> tuple[str, ...]:
        """Its own part of the ARM name."""
        return self.segments_named(self.name or "")

    def segments_named(self, name: str) -> tuple[str, ...]:
        """Its own part of the ARM name, if it is called so: one for each segment of its type below its parent's."""
        if self.id_fields == ("name",):  # as of most
            return (name,)
        return tuple(name if field == "name" else str(getattr(self, field)) for field in self.id_fields)

    @property
    def parent_type(self) -> str:
        """The ARM type of what it is part of; empty for what stands for itself."""
        above = self.arm_type.rsplit("/", maxsplit=len(self.id_fields))[0]
        return above if "/" in above else ""

    @property
    def parent_resource(self) -> Resource | Existing[Resource] | None:
        """What it is part of, where a field of its own says so."""
        parent: Resource | Existing[Resource] | None = getattr(self, self.parent_field) if self.parent_field else None
        return parent

    @classmethod
    def names_of(cls, path: str) -> tuple[str, ...]:
        """The name of each segment of the ARM id, of the names by which an existing one is referred to."""
        given = iter(path.split("/"))
        return tuple(FIXED_NAMES.get(kind) or next(given) for kind in cls.arm_type.split("/")[1:])

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        refuse_fields(cls)

    def _check(self) -> None:
        place = f"{self._where} {type(self).__name__}"
        if self.name is not None:
            check_name(self.arm_type.removesuffix("/versions"), self.name, f"{place}.name")
        check_extra(getattr(self, "extra", {}), f"{place}.extra")

    @classmethod
    def existing(cls, name: str, *, scope: ResourceGroup | str | None = None) -> Existing[Self]:
        """Refer to an existing resource: ``scope`` is its resource group or the name of that, None the stack's own.

        Raises `InvalidInput` for a name that Azure would not allow.
        """
        return existing_named(cls, name, scope)

    @classmethod
    def from_id(cls, id: str) -> Existing[Self]:  # ruff: ignore[builtin-argument-shadowing]  Azure's word for it
        """Refer to an existing resource by its ARM id.

        Raises `InvalidInput` for text that is no id, or the id of another type.
        """
        return existing_with_id(cls, id)


AnyResource: TypeAlias = Annotated[Resource, Choice()]
"""A resource that this stack creates, of any class."""


def identity_of(resource: Resource) -> int:
    """What tells this resource from an equal one, as long as both are there."""
    return id(resource)


def public_class(kind: type) -> type:
    """The class of the public model that a class is, or extends."""
    return next(base for base in kind.__mro__ if base.__module__.startswith(_HOME))


def refuse_fields(cls: type) -> None:
    """A class that extends one of the model may add methods; raises `InvalidInput` for fields, which nothing would read."""
    if cls.__module__.startswith(_HOME):
        return
    inherited = {field.name for field in dataclasses.fields(public_class(cls))}
    named = next((name for name in (*inspect.get_annotations(cls), *cls.__dict__) if name in inherited), None)
    if named is not None:
        message = f"{cls.__name__} cannot give the field {named!r} of {public_class(cls).__name__} another default"
        hint = "write a function or a Blueprint that makes the value, or dataclasses.replace one"
        raise InvalidInput(message, where=f"{caller_location()} {cls.__name__}.{named}", hint=hint)


_NOT_IN_EXTRA = frozenset({
    "name", "type", "apiversion", "parent", "scope", "dependson", "condition", "copy", "existing", "id", "if", "for",
    "import", "resources", "symbolicname", "subscriptionid", "resourcegroup", "asserts",
})  # fmt: skip
"""Members, in lower case, that make a resource another one, or none: what was checked and planned would not be deployed."""


def check_extra(extra: Mapping[str, Json], place: str, field: str = "extra") -> None:
    """Raise `InvalidInput` for a member of ``extra`` that is not part of a resource's body, and for a resource in it."""
    if not extra:
        return
    refused = next((key for key in extra if str(key).lower() in _NOT_IN_EXTRA), None)
    if refused is not None:
        raise InvalidInput(
            f"{refused!r} cannot be set here", where=place, hint=f"mlinfra sets this property; `{field}` cannot"
        )
    check_values(extra, place)


def check_values(value: Any, place: str) -> None:
    """Raise `InvalidInput` for a resource that stands where one of its values must: anywhere in lists and objects."""
    if isinstance(value, (Resource, Existing)):
        raise InvalidInput("a resource is no value of a body", where=place, hint="give its id: add .id")
    if isinstance(value, (list, tuple)):
        for item in value:
            check_values(item, place)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            check_values(item, f"{place}.{key}")


def _judge(kind: Any, args: tuple[Any, ...], kwargs: dict[str, Any], instance: Any) -> None:
    """Let pydantic fill ``instance``; raises `InvalidInput` with one sentence for each thing that is wrong."""
    from pydantic_core import ArgsKwargs, ValidationError

    from mlinfra.landing_zone.model._errors import invalid_input

    try:
        _adapter(kind).validator.validate_python(ArgsKwargs(args, kwargs), self_instance=instance)
    except ValidationError as error:
        raise invalid_input(kind, error, caller_location()) from None


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    load_all()
    return TypeAdapter(kind)


def validate(kind: type[T], value: Any) -> T:
    """Make a model value of plain data, as other formats have it; raises `InvalidInput`."""
    from pydantic import TypeAdapter, ValidationError

    from mlinfra.landing_zone.model._errors import invalid_input

    load_all()
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        raise invalid_input(kind, error, caller_location()) from None
