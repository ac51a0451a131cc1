"""Write references to versions of assets: an ARM id, an address in a registry, or ``azureml:NAME:VERSION``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import mlinfra
from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Hole, Interp
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.machine_learning import ML_WORKSPACES
from mlinfra.catalogue.types.machine_learning_registry import ML_REGISTRY
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._rows import Conversion

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading

_SHORT = r"azureml:(?!//)(?P<name>[^:@/]+)(?::(?P<version>[^:@/]+))?(?P<label>@.+)?"
"""How clients name an asset of the workspace; the service itself is sent an id."""


def asset_id(segment: str, kind: str) -> Conversion:
    """The version of an asset whose type ends in ``segment``, such as ``models``; ``kind`` is the name of its class.

    A short reference becomes the ARM id in the workspace of the resource that names it; an asset of a registry its
    address there, as Azure takes no ARM id of one.
    """

    def write(asset: Any, context: BodyContext, _field: str) -> expr.Value:
        if isinstance(asset, (Resource, Existing)):
            return _in_registry(asset, segment, context) or context.id(asset)
        short = re.fullmatch(_SHORT, asset) if isinstance(asset, str) else None
        if short is None:
            return None if asset is None else context.value(asset)
        arm_type = f"{ML_WORKSPACES}/{segment}/versions"
        return expr.Call("resourceId", (arm_type, context.names[0], short["name"], short["version"]))

    def read(text: str, reading: Reading) -> Any:
        own = text.startswith("/subscriptions/") and f"/{ML_WORKSPACES}/" in text
        return reading.linked(getattr(mlinfra, kind), text) if own else text

    return Conversion(write, read)


def _in_registry(asset: Resource | Existing[Resource], segment: str, context: BodyContext) -> str | Interp | None:
    """``azureml://registries/...`` of an asset of a registry, which waits for it to be there; None for one of a workspace."""
    if not of_registry(asset):
        return None
    if isinstance(asset, Existing):
        registry, name, version = asset.name.split("/")
        return f"azureml://registries/{registry}/{segment}/{name}/versions/{version}"
    above = getattr(asset, "parent", None)
    assert above is not None, "what has the type of a registry's asset was given the registry"
    return Interp((f"azureml://registries/{above.name}/{segment}/{asset.name}/versions/", Hole(context.name(asset))))


def of_registry(asset: object) -> bool:
    """Whether an asset, or what names one, is of a registry for machine learning."""
    if isinstance(asset, str):
        return asset.startswith("azureml://registries/")
    if not isinstance(asset, (Resource, Existing)):
        return False
    arm_type = asset.kind.arm_type if isinstance(asset, Existing) else asset.arm_type
    return arm_type.startswith(f"{ML_REGISTRY.type}/")


def check_asset(asset: object, place: str) -> None:
    """Raise `InvalidInput` for a short reference that names no version: only clients look up labels and newest versions."""
    short = re.fullmatch(_SHORT, asset) if isinstance(asset, str) else None
    if short is not None and (short["version"] is None or short["label"] is not None):
        name = short["name"]
        message = f"{asset!r} names no version, and a template cannot look one up"
        raise InvalidInput(message, where=place, hint=f"name the version, such as azureml:{name}:1")
