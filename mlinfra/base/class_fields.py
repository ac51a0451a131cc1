"""Make the fields of a dataclass as `dataclasses` makes them, in a fifth of the time."""

from __future__ import annotations

import dataclasses
import inspect
from types import MemberDescriptorType
from typing import Any, TypeAlias

Dynamic: TypeAlias = Any
"""A class of the package, one of its values, or of its fields: which members it has is known when it runs."""

Field: TypeAlias = "dataclasses.Field[Dynamic]"


@dataclasses.dataclass(init=False, repr=False, eq=False)
class _Sample:
    """A dataclass with a field, to take from it what `dataclasses` keeps for itself."""

    field: int


_KIND: Dynamic = getattr(dataclasses.fields(_Sample)[0], "_field_type")  # ruff: ignore[get-attr-with-constant]  mypy
"""What tells `dataclasses` that a field is one, and no class variable."""
PARAMETERS: Dynamic = vars(_Sample)["__dataclass_params__"]
"""With which parameters `dataclasses` believes a class to be made: none of its functions."""


def is_no_field(kind: Dynamic) -> bool:
    """Whether this is the type of a class variable, or the mark after which fields are given by name alone."""
    name = str(kind).removeprefix("typing.").removeprefix("dataclasses.")
    return name.startswith(("ClassVar", "KW_ONLY")) or kind is dataclasses.KW_ONLY


def annotations_of(cls: type) -> dict[str, Dynamic]:
    """The annotations that stand in the class itself."""
    return vars(cls).get("__annotations__") or inspect.get_annotations(cls)


def all_fields(cls: type, kw_only: bool) -> dict[str, Field]:
    """The fields of the classes above, and those that stand in the class itself, in the order of `dataclasses`."""
    fields: dict[str, Field] = {}
    for base in cls.__mro__[-1:0:-1]:
        fields |= getattr(base, "__dataclass_fields__", {})
    return fields | _own_fields(cls, kw_only)


def _own_fields(cls: type, kw_only: bool) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for name, kind in annotations_of(cls).items():
        if is_no_field(kind):
            kw_only = kw_only or "KW_ONLY" in str(kind)
        else:
            fields[name] = _field(name, kind, getattr(cls, name, dataclasses.MISSING), kw_only)
    return fields


def _field(name: str, kind: Dynamic, default: Dynamic, kw_only: bool) -> Field:
    if isinstance(default, MemberDescriptorType):  # the slot of a class above
        default = dataclasses.MISSING
    field: Field = default if isinstance(default, dataclasses.Field) else dataclasses.field(default=default)
    members: dict[str, Dynamic] = {"name": name, "type": kind, "_field_type": _KIND}
    if field.kw_only is dataclasses.MISSING:
        members["kw_only"] = kw_only
    for member, value in members.items():
        setattr(field, member, value)
    return field
