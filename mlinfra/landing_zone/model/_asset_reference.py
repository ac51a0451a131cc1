"""Write references to versions of assets: an ARM id, an address in a registry, or ``azureml:NAME:VERSION``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import mlinfra
from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.machine_learning import ML_WORKSPACES
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._rows import Conversion

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading

_SHORT = re.compile(r"azureml:(?!//)(?P<name>[^:@/]+)(?::(?P<version>[^:@/]+))?(?P<label>@.+)?")
"""How clients name an asset of the workspace; the service itself is sent an id."""


def asset_id(segment: str, kind: str) -> Conversion:
    """The version of an asset whose type ends in ``segment``, such as ``models``; ``kind`` is the name of its class.

    A short reference becomes the ARM id in the workspace of the resource that names it.
    """

    def write(asset: Any, context: BodyContext, _field: str) -> expr.Value:
        if isinstance(asset, (Resource, Existing)):
            return context.id(asset)
        short = _SHORT.fullmatch(asset) if isinstance(asset, str) else None
        if short is None:
            return None if asset is None else context.value(asset)
        arm_type = f"{ML_WORKSPACES}/{segment}/versions"
        return expr.Call("resourceId", (arm_type, context.names[0], short["name"], short["version"]))

    def read(text: str, reading: Reading) -> Any:
        own = text.startswith("/subscriptions/") and f"/{ML_WORKSPACES}/" in text
        return reading.linked(getattr(mlinfra, kind), text) if own else text

    return Conversion(write, read)


def check_asset(asset: object, place: str) -> None:
    """Raise `InvalidInput` for a short reference that names no version: only clients look up labels and newest versions."""
    short = _SHORT.fullmatch(asset) if isinstance(asset, str) else None
    if short is not None and (short["version"] is None or short["label"] is not None):
        name = short["name"]
        message = f"{asset!r} names no version, and a template cannot look one up"
        raise InvalidInput(message, where=place, hint=f"name the version, such as azureml:{name}:1")
