"""What the writers of stack files ask of a value of the model: its given fields, its attributes, what is used twice."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.load.fields import hints, kinds
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model.attribute import Attribute, attribute_names
from mlinfra.landing_zone.model.stack import Stack


def class_name(value: Any) -> str:
    """The name of a value's class in the public model. Raises `InvalidInput` for what no stack file can say."""
    public = kinds()
    name = next((base.__name__ for base in type(value).__mro__ if public.get(base.__name__) is base), None)
    if name is None:
        raise InvalidInput(f"a stack file cannot say a {type(value).__name__}", hint="write the stack by hand")
    return name


def given_fields(value: Any, shared: Collection[int] = ()) -> dict[str, Any]:
    """The fields of a model value that differ from their defaults, in the order of its class.

    A resource that is one of ``shared``, or refers to one, is among them though it equals the default: what else refers
    to it means that one, such as the key vault of a workspace, and not another that says the same.
    """
    fields = {field.name: field for field in dataclasses.fields(value) if field.init}
    kind: Any = type(value)
    values = {name: getattr(value, name) for name in hints(kind)}
    meant = {name for name, item in values.items() if isinstance(item, Resource) and _refers(item, shared)}
    return {name: item for name, item in values.items() if name in meant or not _is_default(fields[name], item)}


def _refers(resource: Resource, shared: Collection[int]) -> bool:
    """Whether a resource is one of ``shared``, or has a field that refers to one."""
    fields = [value for value in vars(resource).values() if isinstance(value, Resource)]
    return id(resource) in shared or any(_refers(value, shared) for value in fields)


def _is_default(field: dataclasses.Field[Any], value: Any) -> bool:
    if field.default_factory is not dataclasses.MISSING:
        return bool(value == field.default_factory())
    return field.default is not dataclasses.MISSING and bool(value == field.default)


def attribute_name(attribute: Attribute[Any]) -> str | None:
    """The name of the property of the resource that gives an attribute, such as ``mlflow_uri``; None: only `get` does."""
    resource = attribute.resource
    kind = resource.kind if isinstance(resource, Existing) else type(resource)
    return next((name for name in _told(resource, kind) if getattr(resource, name) == attribute), None)


def _told(resource: Any, kind: type) -> list[str]:
    """The names of attributes that give a value; one of a resource without an identity gives none."""
    return [name for name in attribute_names(kind) if _gives(resource, name)]


def _gives(resource: Any, name: str) -> bool:
    try:
        getattr(resource, name)
    except InvalidInput:
        return False
    return True


def path_of(resource: Resource) -> str:
    """The name by which a stack file refers to a resource, with its version where it has one."""
    return "/".join(vars(resource)[field] for field in resource.id_fields if field in vars(resource))


def written_type(kind: type[Resource]) -> str:
    """The type and API version of an existing resource that has no class here."""
    return f"{kind.arm_type}@{kind.api_version}"


def used_twice(stacks: Iterable[Stack]) -> set[int]:
    """The ``id()`` of each resource that several fields, or an attribute, refer to: it is written once and named."""
    uses: Counter[int] = Counter()
    for stack in stacks:
        for value in given_fields(stack).values():
            _count(value, uses)
    return {key for key, count in uses.items() if count > 1}


def _count(value: Any, uses: Counter[int]) -> None:
    if isinstance(value, (Resource, Existing)):
        uses[id(value)] += 1
        if uses[id(value)] > 1:
            return
    if isinstance(value, Attribute):
        _count(value.resource, uses)
        uses[id(value.resource)] += 1  # an attribute needs a name to be told by
    elif isinstance(value, Mapping):
        for item in (*(key for key in value if isinstance(key, Resource)), *value.values()):
            _count(item, uses)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _count(item, uses)
    elif dataclasses.is_dataclass(value) and not isinstance(value, (Existing, Stack)):
        items = (getattr(value, field.name) for field in dataclasses.fields(value))
        resources = {id(item) for item in items if isinstance(item, Resource)}
        for item in given_fields(value, resources).values():  # a resource counts though it is there by default
            _count(item, uses)
