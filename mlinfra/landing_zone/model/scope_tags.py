"""Tags of a subscription, or of what exists already, as a resource of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.resources import SCOPE_TAGS
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._extension import Extended, Extension, check_on
from mlinfra.landing_zone.model._rows import Rows, at, elsewhere
from mlinfra.landing_zone.model._scope import ModelScope
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value

_MOST = 50


@model
class ScopeTags(Resource, Extension):
    """All tags of a subscription, a resource group or an existing resource: they take the place of those that it has.

    What a stack creates has its tags in its own ``tags``.
    """

    arm_type: ClassVar[str] = SCOPE_TAGS.type

    name: Literal["default"] = "default"
    """Its name in Azure."""
    _: KW_ONLY
    on: Extended | None = elsewhere("its scope", default=None)
    """What has them: a subscription, a resource group or an existing resource; None: what the stack is deployed to."""
    values: Mapping[str, Value[str]] = at("properties.tags")
    """The tags, by their names; at most 50, names of at most 512 and values of at most 256 characters."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        super()._check()
        check_on(self, self.on)
        place = f"{caller_location()} ScopeTags.values"
        if isinstance(self.on, Resource) and not isinstance(self.on, ModelScope):
            message = f"this stack creates {self.on.name or 'it'}, with tags of its own"
            hint = "say them in its tags="
            raise InvalidInput(message, where=f"{caller_location()} ScopeTags.on", hint=hint)
        if len(self.values) > _MOST:
            raise InvalidInput(f"Azure keeps {_MOST} tags, these are {len(self.values)}", where=place)
        for name, value in self.values.items():
            if not 1 <= len(name) <= 512 or (isinstance(value, str) and len(value) > 256):
                hint = "give the name 1 to 512 characters, the value at most 256"
                raise InvalidInput(f"the tag {name[:40]!r} is too short or too long", where=place, hint=hint)
