"""Connections, collectors, captures and alerts: the identity that signs in, writes or reads holds the role for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from mlinfra import (
    BlobDatastore,
    Connection,
    ContainerRegistry,
    DataAsset,
    DataCollection,
    DataCollector,
    EventCapture,
    EventHub,
    EventHubNamespace,
    LogAlert,
    LogAnalytics,
    LogCondition,
    ManagedIdentityConnection,
    OnlineDeployment,
    OnlineEndpoint,
    ResourceGroup,
    Stack,
    StorageAccount,
    SystemAssigned,
    UserAssignedIdentity,
    Workspace,
)
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.resolve import resolve
from mlinfra.landing_zone.model._base import Resource

GROUP = ResourceGroup("rg-x", location="westeurope")
READER, WRITER = UserAssignedIdentity("id-reader"), UserAssignedIdentity("id-writer")
LAKE = StorageAccount("stlake", containers=["answers"])
IMAGES = ContainerRegistry("crimages")
ANSWERS = BlobDatastore("answers", account=LAKE, container="answers")


def _roles(*resources: Resource, skip: Sequence[str] = ()) -> set[tuple[str, str, str]]:
    """Who holds which role on what."""
    graph = resolve(Stack("s", scope=GROUP, resources=resources))
    roles = [node.resource for node in graph if isinstance(node.resource, RoleAssignment)]
    held = {(role.principal.name, role.role, role.on.name) for role in roles}  # type: ignore[union-attr]  # of the stack
    return {row for row in held if row[1] not in skip}


def test_the_identity_of_a_connection_opens_what_it_leads_to() -> None:
    """The one that is named, or the workspace; one that its user opens needs nothing."""
    connections: list[ManagedIdentityConnection | Connection] = [
        ManagedIdentityConnection(
            "images", category="ContainerRegistry", target="crimages.azurecr.io", resource_id=READER.id, metadata={"ResourceId": IMAGES.id},
        ),
        Connection("lake", category="AzureBlob", workspace_identity=True, metadata={"ResourceId": LAKE.id}),
        Connection("others", category="ContainerRegistry", metadata={"ResourceId": IMAGES.id}),
    ]  # fmt: skip
    assert _roles(Workspace("mlw-x", connections=connections), READER, IMAGES, LAKE) == {
        ("id-reader", "AcrPull", "crimages"),
        ("mlw-x", "Storage Blob Data Reader", "stlake"),
    }


def _endpoint(name: str, identity: UserAssignedIdentity | None, **collection: object) -> OnlineEndpoint:
    collector = DataCollector({"model_inputs": DataCollection(**collection)})  # type: ignore[arg-type]
    blue = OnlineDeployment("blue", model="azureml:churn:4", data_collector=collector)
    given = {"identity": identity} if identity is not None else {}
    return OnlineEndpoint(name, deployments=[blue], **given)  # type: ignore[arg-type]


def test_a_data_collector_writes_where_it_keeps_what_it_collects() -> None:
    """In the workspace's storage or in its own datastore, as the endpoint or another identity; Azure grants its own the first."""
    kept = DataAsset("kept", datastore=ANSWERS)
    endpoints = [
        _endpoint("with-identity", READER),
        _endpoint("with-writer", READER, client_id=WRITER.client_id, data=kept),
        _endpoint("by-itself", None),
        _endpoint("itself-elsewhere", None, data=kept),
        _endpoint("switched-off", WRITER, enabled=False),
    ]
    storage = StorageAccount("stown")
    workspace = Workspace("mlw-x", storage=storage, datastores=[ANSWERS], data=[kept], endpoints=endpoints)
    others = ("AcrPull", "AzureML Metrics Writer", "Storage Blob Data Reader")
    assert _roles(workspace, READER, WRITER, LAKE, skip=others) == {
        ("id-reader", "Storage Blob Data Contributor", "stown"),
        ("id-writer", "Storage Blob Data Contributor", "answers"),
        ("itself-elsewhere", "Storage Blob Data Contributor", "answers"),
    }


def test_captured_events_and_logs_are_opened_by_roles() -> None:
    """An event hub writes to its container, an alert reads what it looks at; what another identity needs is there before."""
    namespaces = [
        EventHubNamespace("evhns-one", identity=WRITER),
        EventHubNamespace("evhns-two", identity=SystemAssigned()),
    ]
    hubs = [
        EventHub(f"hub-{at}", parent=namespace, capture=EventCapture(LAKE, "answers", identity=namespace.identity))  # type: ignore[arg-type]
        for at, namespace in enumerate(namespaces)
    ]
    logs, conditions = LogAnalytics("log-x"), [LogCondition("AzureActivity")]
    spans: dict[str, Any] = {"every": timedelta(minutes=15), "window": timedelta(hours=1)}
    alerts = [
        LogAlert("by-reader", on=[logs], identity=READER, conditions=conditions, **spans),
        LogAlert("by-itself", on=[logs], identity=SystemAssigned(), conditions=conditions, **spans),
        LogAlert("by-author", on=[logs], conditions=conditions, **spans),
    ]
    assert _roles(*namespaces, *hubs, *alerts, logs, LAKE, READER, WRITER) == {
        ("id-writer", "Storage Blob Data Contributor", "answers"),
        ("evhns-two", "Storage Blob Data Contributor", "answers"),
        ("id-reader", "Reader", "log-x"),
        ("by-itself", "Reader", "log-x"),
    }
