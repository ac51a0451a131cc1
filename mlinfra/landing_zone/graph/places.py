"""Hold resources to the scopes that their types can stand in."""

from __future__ import annotations

from mlinfra.base.errors import InvalidInput
from mlinfra.base.scope import Scope
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.resource_type import ChildOf
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._extension import Extension
from mlinfra.landing_zone.model._where import where

_WORDS = {
    "resourceGroup": "a resource group",
    "subscription": "a subscription",
    "managementGroup": "a management group",
    "tenant": "a tenant",
}


def check_place(value: Resource, scope: Scope) -> None:
    """Raise `InvalidInput` where resources of this type cannot stand in a scope of this kind."""
    entry = find_type(value.arm_type)
    if entry is None or isinstance(entry.place, ChildOf) or scope.kind in entry.place.scopes:
        return
    field = "on" if isinstance(value, Extension) else "scope"
    allowed = " or ".join(_WORDS[kind] for kind in entry.place.scopes) or "a resource"
    raise InvalidInput(
        f"a {type(value).__name__} cannot lie in {_WORDS[scope.kind]}",
        where=f"{where(value)} {type(value).__name__}.{field}",
        hint=f"give {field}= {allowed}, such as ResourceGroup(...)"
        if "group" in allowed
        else f"give {field}= {allowed}",
    )
