"""Make plain resources for the existing ones that a stack refers to and the local target lacks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mlinfra.arm.resource_id import ResourceId, resource_id
from mlinfra.base.arm_types import VAULTS
from mlinfra.catalogue.types.container_registry import CONTAINER_REGISTRY
from mlinfra.catalogue.types.insights import APPLICATION_INSIGHTS
from mlinfra.catalogue.types.key_vault import SECRET
from mlinfra.catalogue.types.network import DNS_ZONE, SUBNET, VIRTUAL_NETWORK
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.local.providers._base import TENANT, Body
from mlinfra.local.resource_checks import exists
from mlinfra.local.resources import put_resource
from mlinfra.local.store import Store

_BODIES: dict[str, Body] = {
    STORAGE_ACCOUNT.key: {"kind": "StorageV2", "sku": {"name": "Standard_LRS"}},
    VAULTS.lower(): {
        "properties": {"tenantId": TENANT, "sku": {"family": "A", "name": "standard"}, "enableRbacAuthorization": True}
    },
    SECRET.key: {"properties": {"value": "a stand-in, made by the local target"}},
    CONTAINER_REGISTRY.key: {"sku": {"name": "Premium"}},
    APPLICATION_INSIGHTS.key: {"kind": "web", "properties": {"Application_Type": "web"}},
    VIRTUAL_NETWORK.key: {"properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}},
    SUBNET.key: {"properties": {"addressPrefix": "10.0.0.0/24"}},
    DNS_ZONE.key: {"location": "global"},
}
"""The least that a PUT of the type needs; other types need a location alone."""


def make_stand_ins(store: Store, ids: Iterable[str], location: str = "westeurope") -> tuple[str, ...]:
    """Make what isn't there yet, with its group and parents; the ids that were made. Raises ArmError for a bad name."""
    new_ids: list[str] = []
    with store.transaction():
        for text in ids:
            _make(store, resource_id(text), location, new_ids)
    return tuple(new_ids)


def _make(store: Store, rid: ResourceId, location: str, new_ids: list[str]) -> None:
    if exists(store, rid):
        return
    group = rid.group if rid.group and rid.group.key != rid.key else None
    for holder in (group, rid.extends, rid.parent):
        if holder:
            _make(store, holder, location, new_ids)
    body: dict[str, Any] = {"location": location, **_BODIES.get(rid.type.lower(), {})}
    put_resource(store, rid, body)
    new_ids.append(rid.text)
