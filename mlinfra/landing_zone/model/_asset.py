"""Define what versions of assets, and what holds the versions of one asset, have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, TypeVar

from mlinfra.arm.resource_id import resource_id
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.types.machine_learning import ML_WORKSPACES
from mlinfra.catalogue.types.machine_learning_registry import ML_REGISTRY
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._content_hash import content_version
from mlinfra.landing_zone.model._fields import Choice, Existing
from mlinfra.landing_zone.model._names import check_name
from mlinfra.landing_zone.model._rows import Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from typing_extensions import Self

    from mlinfra.landing_zone.model.machine_learning_registry import MachineLearningRegistry
    from mlinfra.landing_zone.model.workspace import Workspace

HASH = "hash"
"""The version that is made of the content."""


def registry_type(arm_type: str) -> str:
    """The type that an asset has in a registry for machine learning; empty for one that only workspaces have."""
    own = arm_type.replace(ML_WORKSPACES, ML_REGISTRY.type, 1)
    return own if find_type(own) else ""


@model
class _Described(Resource):
    """What can be said of an asset and of each of its versions."""

    parent_field: ClassVar[str | None] = "parent"

    name: str
    """1 to 255 letters, digits, '-' and '_'."""
    _: KW_ONLY
    parent: Annotated[
        Workspace | MachineLearningRegistry | Existing[Workspace] | Existing[MachineLearningRegistry] | None, Choice()
    ] = elsewhere("its place in the ARM id", default=None)
    """The workspace, or the registry for machine learning, that it is part of, new or existing; None: the workspace that
    lists it."""
    description: Value[str] = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, Value[str]] = at("properties.tags", default_factory=dict)
    """Tags of its own; those of the stack are not added."""
    properties: Mapping[str, Value[str]] | None = at("properties.properties", default=None)
    """More names and values that are kept with it."""
    archived: Value[bool] = at("properties.isArchived", default=False)
    """Hide it in lists; whoever names it may still use it."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    def _check(self) -> None:
        above = self.parent.kind if isinstance(self.parent, Existing) else self.parent
        if above is not None and above.arm_type == ML_REGISTRY.type:
            own = registry_type(self.arm_type)
            if not own:
                where, hint = f"{caller_location()} {type(self).__name__}.parent", "give it a workspace"
                raise InvalidInput(f"a registry has no {type(self).__name__}", where=where, hint=hint)
            self.__dict__["arm_type"] = own  # past the frozen ``__setattr__``
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class

    @classmethod
    def from_id(cls, id: str) -> Existing[Self]:  # ruff: ignore[builtin-argument-shadowing]  Azure's word for it
        """Refer to an existing one by its ARM id, in a workspace or in a registry for machine learning.

        Raises `InvalidInput` for text that is no id, or the id of another type.
        """
        given, own = resource_id(id) if isinstance(id, str) else None, registry_type(cls.arm_type)
        shared = bool(given and own and given.type.lower() == own.lower())
        return super(_Described, _shared(cls) if shared else cls).from_id(id)


_D = TypeVar("_D", bound=_Described)
_of_registries: dict[type, type] = {}


def _shared(kind: type[_D]) -> type[_D]:
    """The class of existing assets of a class in registries, made once."""
    if kind not in _of_registries:
        members = {"arm_type": registry_type(kind.arm_type), "__module__": __name__}
        _of_registries[kind] = type(kind.__name__, (kind,), members)
    return _of_registries[kind]


@model
class AssetVersion(_Described):
    """What every version of an asset has; its content cannot change once it is registered."""

    id_fields: ClassVar[tuple[str, ...]] = ("name", "version")

    _: KW_ONLY
    version: str = "1"
    """The version: 1 to 255 letters, digits, '-', '_' and '.'; a new one for new content. ``hash`` makes it of the content:
    what changes is registered as a new version by itself."""
    anonymous: Value[bool] = at("properties.isAnonymous", default=False)
    """Leave it out of lists, as what clients register for one job alone; fixed at creation."""

    @property
    def version_name(self) -> str:
        """The version that it is registered as: that of its content where ``version`` is ``hash``."""
        return content_version(self) if self.version == HASH else self.version

    def segments_named(self, name: str) -> tuple[str, ...]:
        """Its own part of the ARM name, if it is called so."""
        return (name, self.version_name)

    @property
    def address(self) -> str:
        """How jobs and deployments name it: ``azureml:NAME:VERSION`` in its workspace, by the name of its registry elsewhere.

        It is text, and makes nothing wait for it; ``id`` does.
        """
        if self.parent is None or self.arm_type.startswith(f"{ML_WORKSPACES}/"):
            return f"azureml:{self.name}:{self.version_name}"
        word = self.arm_type.split("/")[2]
        return f"azureml://registries/{self.parent.name}/{word}/{self.name}/versions/{self.version_name}"

    def _check(self) -> None:
        _Described._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_name(self.arm_type, self.version, f"{caller_location()} {type(self).__name__}.version")


@model
class AssetHolder(_Described):
    """What holds the versions of one asset: made with the first of them where the stack does not write it."""

    ROWS: ClassVar[Rows] = ("description", "tags", "archived")
