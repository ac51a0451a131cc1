"""Resources of any type and API version, for what has no class here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import KW_ONLY, field
from functools import cache
from typing import TYPE_CHECKING, Annotated, ClassVar

from mlinfra.arm import expressions as expr
from mlinfra.arm.resource_id import resource_id
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.property_table import takes
from mlinfra.catalogue.types.machine_learning import WORKSPACE
from mlinfra.landing_zone.model._base import Resource, check_extra, model
from mlinfra.landing_zone.model._extension import Extended, check_on
from mlinfra.landing_zone.model._fields import Choice, Existing
from mlinfra.landing_zone.model._rows import Computed, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.identity import IDENTITY, Identity, SystemAssigned, principal_of
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext
    from mlinfra.landing_zone.model.scope import ResourceGroup

_TYPE = r"([A-Za-z][A-Za-z0-9.]*(?:/[A-Za-z0-9_.]+)+)@(\d{4}-\d\d-\d\d(?:-[A-Za-z]+)?)"


def _location(raw: AzureResource, context: BodyContext) -> expr.Value:
    if raw.location is not None:
        return context.value(raw.location)
    return expr.Ref("location") if takes(raw.arm_type, raw.api_version, "location") else None


def _tags(raw: AzureResource, context: BodyContext) -> expr.Value:
    tracked = bool(raw.tags) or raw.location is not None or takes(raw.arm_type, raw.api_version, "tags")
    return context.tags(raw.tags) if tracked else None


@model
class _OfType:
    """What is given before the name."""

    type: str = elsewhere("its ARM id")
    """The type and the API version it is written in: ``Microsoft.CognitiveServices/accounts@2024-10-01``."""


@model
class AzureResource(Resource, _OfType):
    """A resource of any type and API version, in Azure's own words: for what has no class here."""

    parent_field: ClassVar[str | None] = "parent"

    name: str
    """The name in Azure; of a part of something existing with the names above it: ``default/curated``."""
    body: Mapping[str, Json] = at("", default_factory=dict)
    """Its ARM body without name, type and place. Values of other resources (``workspace.id``) and parameters may stand
    at any depth. Held to the properties of its type, where mlinfra knows them."""
    _: KW_ONLY
    parent: Annotated[Resource | Existing[Resource] | None, Choice()] = elsewhere(
        "its place in the ARM id", default=None
    )
    """The resource that it is part of, new or existing, of any class; None: none, or one that ``name`` says."""
    on: Extended | None = elsewhere("its scope", default=None)
    """What it extends, for a type that belongs to any resource: a resource, new or existing, or a scope."""
    location: Value[str] | None = None
    """The region; None: that of the stack where mlinfra knows that the type has one, else none."""
    identity: Identity | None = at("identity", default=None, conversion=IDENTITY)
    """Who it is; None: what ``body`` says, if anything."""
    tags: Mapping[str, Value[str]] = field(default_factory=dict)
    """Added to the stack's tags; those are put on what has a region, or takes tags as far as mlinfra knows."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into ``body``, for a blueprint that adds to it."""

    ROWS: ClassVar[Rows] = (
        Computed("location", _location, "the region of the stack, where its type has one", ("location",)),
        Computed("tags", _tags, "with the tags of the stack, where its type takes tags", ("tags",)),
        "identity",
    )

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity."""
        identity = vars(self).get("identity", SystemAssigned())  # of an existing one nothing is known
        own = isinstance(identity, SystemAssigned) or getattr(identity, "system_assigned", False)
        if own or (identity is None and "identity" in self.body):
            return self.get("identity.principalId")
        return principal_of(self)

    @property
    def parent_type(self) -> str:
        """Nothing: ``parent`` or the name says what it is part of."""
        return ""

    def segments_named(self, name: str) -> tuple[str, ...]:
        """Its own part of the ARM name: one for each segment of its type that ``parent`` does not have."""
        return tuple(name.split("/"))

    def _check(self) -> None:
        place = f"{caller_location()} AzureResource"
        arm_type, version = _split(self.type, f"{place}.type")
        self.__dict__.update(
            arm_type=_spelled(arm_type, self.parent), api_version=version
        )  # past the frozen ``__setattr__``
        self._check_place(place)
        if self.on is not None:
            check_on(self, self.on)
        for name in ("body", "extra"):
            check_extra(getattr(self, name), f"{place}.{name}", name)

    def _check_place(self, place: str) -> None:
        """Hold the names to the segments of the type below the parent's."""
        above = _type_of(self.parent)
        if above and not self.arm_type.lower().startswith(f"{above.lower()}/"):
            message = f"a {self.arm_type} cannot be part of a {above}"
            raise InvalidInput(message, where=f"{place}.parent", hint=f"give a {self.arm_type.rpartition('/')[0]}")
        kinds = self.arm_type.removeprefix(f"{above}/" if above else f"{self.arm_type.partition('/')[0]}/").split("/")
        names = self.name.split("/")
        if len(kinds) != len(names) or not all(names):
            shape = "/".join(kind.removesuffix("s") for kind in kinds)
            hint = "or give the resource that it is part of as parent=" if len(kinds) > 1 else ""
            raise InvalidInput(f"give the name as '{shape}', got {self.name!r}", where=f"{place}.name", hint=hint)

    @classmethod
    def existing(
        cls,
        name: str,
        *,
        scope: ResourceGroup | str | None = None,
        type: str = "",  # ruff: ignore[builtin-argument-shadowing]  as the field is called
    ) -> Existing[AzureResource]:
        """Refer to an existing resource of ``type``, which is written with its API version.

        Raises `InvalidInput` for a type or a name that Azure would not allow.
        """
        kind = _kind(*_split(type, f"{caller_location()} AzureResource.existing"))
        return super(AzureResource, kind).existing(name, scope=scope)

    @classmethod
    def from_id(cls, id: str, *, api_version: str = "") -> Existing[AzureResource]:  # ruff: ignore[builtin-argument-shadowing]  Azure's word
        """Refer to an existing resource by its ARM id; ``api_version`` is that in which it is read.

        Raises `InvalidInput` for text that is no id, and where no version is given and mlinfra knows none.
        """
        given = resource_id(id) if isinstance(id, str) else None
        place = f"{caller_location()} AzureResource.from_id"
        if given is None:
            raise InvalidInput(f"{id!r} is not the id of a resource", where=place)
        arm_type = given.type
        entry = find_type(arm_type)
        version = api_version or (entry.api_version if entry else "")
        if not version:
            hint = 'add api_version="2024-10-01", or what Microsoft documents for it'
            raise InvalidInput(f"no API version of {arm_type} is known", where=place, hint=hint)
        kind = _kind(*_split(f"{arm_type}@{version}", place))
        return super(AzureResource, kind).from_id(id)


def _split(text: str, place: str) -> tuple[str, str]:
    match = re.fullmatch(_TYPE, text) if isinstance(text, str) else None
    if match is None:
        hint = f'write "{WORKSPACE.type}@{WORKSPACE.api_version}"'
        raise InvalidInput(f"{text!r} is no type with an API version", where=place, hint=hint)
    return match[1], match[2]


def _spelled(arm_type: str, parent: Resource | Existing[Resource] | None) -> str:
    """The type as Azure spells it, as far as that is known: Azure reads any letter case, and two spellings are one type."""
    entry = find_type(arm_type)
    above = _type_of(parent)
    if entry is not None:
        return entry.type
    if arm_type.lower().startswith(f"{above.lower()}/"):
        return above + arm_type[len(above) :]
    return arm_type


def _type_of(parent: Resource | Existing[Resource] | None) -> str:
    if parent is None:
        return ""
    return parent.kind.arm_type if isinstance(parent, Existing) else parent.arm_type


@cache
def _kind(arm_type: str, version: str) -> type[AzureResource]:
    """The class of existing resources of one type and version."""
    members = {"arm_type": _spelled(arm_type, None), "api_version": version, "__module__": __name__}
    return type("AzureResource", (AzureResource,), members)


def kind_of(resource: Resource, arm_type: str) -> type[Resource]:
    """The class of what stands above a resource: of another type, read in the version that the catalogue has or its own."""
    entry = find_type(arm_type)
    return _kind(arm_type, entry.api_version if entry else resource.api_version)
