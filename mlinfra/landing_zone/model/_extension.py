"""Define what extends any resource, or holds for a whole scope, has in common."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.resource_type import Extends, InScope
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._fields import Choice, Existing
from mlinfra.landing_zone.model._scope import ModelScope
from mlinfra.landing_zone.model._where import caller_location

Extended: TypeAlias = Annotated[Resource | Existing[Resource] | ModelScope, Choice()]
"""A resource of the stack, an existing one, or a scope."""


class Extension:
    """What belongs to another resource of any type, or to a scope: a lock, a diagnostic setting, a role assignment."""

    on: Extended | None


def check_on(value: Resource, on: Extended | None) -> None:
    """Raise `InvalidInput` where ``value`` has a scope beside what it belongs to, or cannot belong to a resource."""
    kind = type(value)
    if value.scope is not None:
        place, hint = f"{caller_location()} {kind.__name__}.scope", "give on= the same value"
        raise InvalidInput("its scope is what it belongs to", where=place, hint=hint)
    entry = find_type(value.arm_type)
    if on is None or isinstance(on, ModelScope) or entry is None or isinstance(entry.place, Extends):
        return
    scopes = entry.place.scopes if isinstance(entry.place, InScope) else ()
    raise InvalidInput(
        f"a {kind.__name__} cannot belong to a resource",
        where=f"{caller_location()} {kind.__name__}.on",
        hint=f"give {' or '.join(_WORDS[scope] for scope in scopes)}",
    )


_WORDS = {
    "resourceGroup": "ResourceGroup(...)",
    "subscription": "Subscription(...)",
    "managementGroup": "ManagementGroup(...)",
    "tenant": "Tenant(...)",
}
