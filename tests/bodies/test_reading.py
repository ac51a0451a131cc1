"""Reading a body says what no field says, and refuses what no field can say."""

from __future__ import annotations

from typing import Any

import pytest

from mlinfra import (
    AzureResource,
    BlobDatastore,
    ComputeCluster,
    ComputeInstance,
    DataAsset,
    KeyVault,
    StorageAccount,
    SystemAssigned,
    UserAssignedIdentity,
    Workspace,
)
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.graph.derived_network import OutboundRule
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._body_context import Reading
from mlinfra.landing_zone.model._reading import read_value

GROUP = "/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-a/providers"


def read(kind: Any, body: dict[str, Any], **names: Any) -> Any:
    """The value of a class that a body has, where resources that it names exist."""
    reading = Reading(body, lambda named, arm_id: named.from_id(arm_id), lambda _type, name: name)
    return read_value(kind, body, reading, {"name": "sta12345", **names} if issubclass(kind, Resource) else names)


def cluster(**settings: Any) -> dict[str, Any]:
    """The body of a cluster with more settings."""
    return {"properties": {"computeType": "AmlCompute", "properties": {"vmSize": "Standard_D4s_v5", **settings}}}


def test_what_no_row_says_becomes_extra() -> None:
    """Unknown properties, at any depth, and constants of another value are kept in `extra`; the others are fields."""
    services = {"blob": {"enabled": False, "keyType": "Account"}}
    body = {
        "kind": "StorageV2",
        "sku": {"name": "Standard_ZRS"},
        "future": ["1"],
        "properties": {
            "isHnsEnabled": True,
            "minimumTlsVersion": "TLS1_1",
            "encryption": {"keySource": "Microsoft.Storage", "services": services, "future": True},
        },
    }
    account = read(StorageAccount, body)
    assert account == StorageAccount(
        "sta12345",
        sku="Standard_ZRS",
        hierarchical_namespace=True,
        minimum_tls="TLS1_1",
        extra={"future": ["1"], "properties": {"encryption": {"services": services, "future": True}}},
    )


def test_an_object_of_a_nested_class_keeps_what_it_has_no_field_for() -> None:
    """Also inside the object of a nested class."""
    value = read(ComputeCluster, cluster(scaleSettings={"maxNodeCount": 3, "future": 1}), name="cpu")
    assert value.nodes.maximum == 3
    assert value.extra == {"properties": {"properties": {"scaleSettings": {"future": 1}}}}


def test_absent_is_not_always_the_default() -> None:
    """Azure's default where a property is absent is not the model's: no purge protection, no idle time, no registry."""
    assert not read(KeyVault, {"properties": {}}, name="kv-a").purge_protection
    instance = {"properties": {"computeType": "ComputeInstance", "properties": {"vmSize": "Standard_D4s_v5"}}}
    assert read(ComputeInstance, instance, name="desk").idle is None
    project = {"kind": "Project", "properties": {"hubResourceId": f"{GROUP}/{Workspace.arm_type}/mlh-a"}}
    assert read(Workspace, project, name="mlw-a").registry is None


@pytest.mark.parametrize(
    ("identity", "meant"),
    [
        ({"type": "None"}, None),
        ({"type": "SystemAssigned", "principalId": "x"}, "SystemAssigned"),
        (
            {
                "type": "UserAssigned",
                "userAssignedIdentities": {f"{GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/id-a": {}},
            },
            UserAssignedIdentity,
        ),
    ],
)
def test_identities_are_read(identity: dict[str, Any], meant: Any) -> None:
    """None, the resource's own, and one that exists."""
    body = {"identity": identity, "properties": {"properties": {"vmSize": "x"}}}
    held = read(ComputeInstance, body, name="desk").identity
    assert getattr(held, "kind", None if held is None else type(held).__name__) == meant


def test_several_identities_are_read() -> None:
    """Each of them, and whether Azure makes one too."""
    held = {f"{GROUP}/{UserAssignedIdentity.arm_type}/{name}": {} for name in ("id-a", "id-b")}
    body = {"identity": {"type": "SystemAssigned,UserAssigned", "userAssignedIdentities": held}}
    identities = read(StorageAccount, body).identity
    assert [held.name for held in identities.user_assigned] == ["id-a", "id-b"]
    assert identities.system_assigned


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        (
            ComputeCluster,
            {"properties": {"properties": {}}},
            r"no properties\.properties\.vmSize.* ComputeCluster\.size",
        ),
        (ComputeCluster, cluster(vmPriority="Spot"), "'Spot' is none of"),
        (ComputeCluster, cluster(scaleSettings={"nodeIdleTimeBeforeScaleDown": "P1M"}), "'P1M' is not a duration"),
        (DataAsset, {"properties": {"dataType": "mltable"}}, "the body does not say where the data lies"),
        (OutboundRule, {"properties": {"type": "Peering"}}, "no class has such an object"),
        (Workspace, {"properties": {}}, "a Default workspace needs a storage account"),
        (BlobDatastore, {"properties": {"containerName": "a"}}, "no properties.accountName"),
        (BlobDatastore, {"properties": {"containerName": "a", "accountName": "sta"}}, "no properties.subscriptionId"),
    ],
)
def test_what_no_field_can_say_is_refused(kind: type, body: dict[str, Any], told: str) -> None:
    """With the property and its value, never a value that says something else."""
    with pytest.raises(InvalidInput, match=told):
        read(kind, body)


def test_azures_own_words_are_kept_whole() -> None:
    """The body of an AzureResource has no rows but the identity: a reader finds all the rest in `extra`."""
    reading = Reading({}, lambda _kind, arm_id: arm_id, lambda _type, name: name)
    body = {"sku": {"name": "Standard"}, "properties": {"deep": {"list": [1, "a", {"b": False}]}}}
    names = {"type": "Microsoft.ServiceBus/namespaces@2024-01-01", "name": "sbns-a"}
    assert read_value(AzureResource, {**body, "identity": {"type": "SystemAssigned"}}, reading, names) == AzureResource(
        **names, identity=SystemAssigned(), extra=body
    )
