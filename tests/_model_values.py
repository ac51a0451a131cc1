"""Make values of every class of the model that has a body: with chosen fields, in a stack, and what is rendered of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import islice
from typing import Any, Literal, get_args, get_origin

from _azure_properties import PUBLIC
from _case_values import changed, fields_of, replaced, sample, samples
from _serving_values import SERVING_ALONGSIDE, SERVING_BASES, SERVING_LISTS, SERVING_PAIRS, SERVING_WITH
from mlinfra import (
    Accept,
    AccessKeyConnection,
    AccessPolicy,
    AccessTokenConnection,
    AccountKeyConnection,
    AIKey,
    AIProject,
    AIRegion,
    AIRegions,
    AIServices,
    AksCompute,
    AksNetworking,
    ApiKeyConnection,
    ApplicationInsights,
    AttachedVirtualMachine,
    Autoscale,
    AzureResource,
    BlobActions,
    BlobAge,
    BlobContainer,
    BlobDatastore,
    BlobService,
    Budget,
    BudgetNotification,
    BuildContext,
    CapabilityHost,
    CategoryLimit,
    Code,
    Component,
    ComputeCluster,
    ComputeCron,
    ComputeInstance,
    ComputeRecurrence,
    ComputeSchedule,
    Connection,
    ContainerRegistry,
    CustomKeysConnection,
    DataAsset,
    DatabricksCompute,
    DataContainer,
    DataLakeDatastore,
    Derived,
    DiagnosticSetting,
    Environment,
    EventCapture,
    EventHubKey,
    Exempt,
    FeatureSet,
    FeatureStoreSettings,
    FederatedCredential,
    FileDatastore,
    FileShare,
    FilesIdentity,
    Fqdn,
    HubSettings,
    Identities,
    InferenceConfig,
    InstanceType,
    KeyVault,
    KubernetesCompute,
    LifecyclePolicy,
    LifecycleRule,
    Lock,
    LogAnalytics,
    LogColumn,
    LogSearch,
    MachineLearningRegistry,
    Managed,
    ManagedIdentityConnection,
    Materialization,
    MetricAlert,
    Model,
    ModelDataset,
    Module,
    NumericLimit,
    OAuthConnection,
    OneLakeDatastore,
    OnlineDeployment,
    OnlineEndpoint,
    Parameter,
    PolicyAssignment,
    PolicyExemption,
    Private,
    PrivateEndpoint,
    PrivateTarget,
    QualitySignal,
    ResourceGroup,
    RestoredLogs,
    RoleAssignment,
    RotationAction,
    Route,
    SasConnection,
    Script,
    SecurityRule,
    Serverless,
    ServicePrincipalConnection,
    ServiceTag,
    SparkPool,
    SshUser,
    Stack,
    StaticAddress,
    StorageAccount,
    StorageKey,
    StoredAccessPolicy,
    Subnet,
    Subscription,
    SystemAssigned,
    UserAssignedIdentity,
    UserConnection,
    VaultAccessPolicies,
    VersionActions,
    VersionAge,
    VirtualNetwork,
    VirtualNetworkLink,
    Workspace,
    WorkspaceKey,
)
from mlinfra.app.stages import Prepared, prepare
from mlinfra.base.arm_types import DEPLOYMENTS
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.authorization import is_role_assignment
from mlinfra.landing_zone.graph.members import values_in
from mlinfra.landing_zone.graph.node import AnyNode
from mlinfra.landing_zone.load.azure_names import Place, owner_of, place_of
from mlinfra.landing_zone.load.fields import members
from mlinfra.landing_zone.model._base import Resource, identity_of
from mlinfra.landing_zone.model._field_types import type_of
from mlinfra.landing_zone.model._rows import field_rows
from mlinfra.landing_zone.model._value_checks import is_guid
from mlinfra.landing_zone.model.attribute import Attribute

FIRST, SECOND = "aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"
"""Two object ids."""
NETWORK = VirtualNetwork("vnet", prefixes=["10.20.0.0/22"])
SUBNET = Subnet("nodes", network=NETWORK, prefix="10.20.0.0/26")
ENDPOINTS = Subnet("endpoints", network=NETWORK, prefix="10.20.1.0/26")
LAKE = StorageAccount.existing("stlake", scope=ResourceGroup("rg-lake"))
FAR = StorageAccount.existing("stfar", scope=ResourceGroup("rg-far", subscription=FIRST))
DATASTORE, OTHER = (BlobDatastore(name, account=LAKE, container=name) for name in ("events", "orders"))
IDENTITY = UserAssignedIdentity("id-of-no-case")
ASSIGNMENTS = f"/subscriptions/{FIRST}/providers/Microsoft.Authorization/policyAssignments"
DEFINITIONS = "/providers/Microsoft.Authorization/policyDefinitions"

_ATTACHED = f"/subscriptions/{FIRST}/resourceGroups/rg-b/providers/{{}}"

_HUB, _PART = (f"Microsoft.ServiceBus/namespaces{kind}@2024-01-01" for kind in ("", "/queues"))
GROUP = ResourceGroup("rg-a", location="westeurope")

BEFORE = ResourceGroup("rg-c", location="westeurope")
BLUE = OnlineDeployment("blue", model="azureml:churn:4")
_LOCK = {"type": "Microsoft.Authorization/locks@2020-05-01", "body": {"properties": {"level": "CanNotDelete"}}}

BASES: dict[type, dict[str, Any]] = {
    AccessPolicy: {"object_id": FIRST, "secret_permissions": ["get"]},
    AzureResource: {"type": _HUB, "name": "sbns-a", "body": {"sku": {"name": "Standard"}}},
    ApplicationInsights: {"name": "appi-a"},
    DataContainer: {"name": "orders", "parent": Workspace.existing("mlw-orders")},  # without versions of one type
    AksCompute: {"name": "aks01", "resource_id": _ATTACHED.format("Microsoft.ContainerService/managedClusters/aks")},
    AksNetworking: {"service_range": "10.0.0.0/16"},
    PrivateEndpoint: {"name": "pep-a", "target": LAKE, "group": "blob", "subnet": SUBNET},
    Autoscale: {},
    Budget: {"name": "monthly", "amount": 100, "start": date(2026, 1, 1)},
    BudgetNotification: {"threshold": 80, "emails": ["ml@example.org"]},
    ModelDataset: {
        "name": "training",
        "id": _ATTACHED.format("Microsoft.MachineLearningServices/workspaces/mlw/data/a"),
    },
    MachineLearningRegistry: {"name": "mlr-a"},
    Materialization: {},
    FeatureSet: {
        "name": "payments",
        "entities": ["azureml:account:1"],
        "specification": "azureml://datastores/a/paths/b",
        "parent": Workspace.existing("mlf-a"),
    },
    Model: {"name": "churn", "uri": "azureml://jobs/a/outputs/b/paths/c"},
    Module: {"source": "modules/logs.json", "name": "logs", "parameters": {"name": "log-a"}},
    BlobDatastore: {"name": "blobs", "account": LAKE, "container": "data"},
    ComputeCluster: {"name": "cpu", "size": "Standard_D4s_v5"},
    ComputeInstance: {"name": "desk", "size": "Standard_D4s_v5"},
    ContainerRegistry: {"name": "cra12345"},
    AttachedVirtualMachine: {"name": "gpu01", "resource_id": _ATTACHED.format("Microsoft.Compute/virtualMachines/vm")},
    ComputeRecurrence: {"frequency": "Day"},
    ComputeSchedule: {"action": "Stop", "recurrence": ComputeRecurrence("Day")},
    DatabricksCompute: {
        "name": "dbx",
        "resource_id": _ATTACHED.format("Microsoft.Databricks/workspaces/dbw"),
        "access_token": Parameter("token", secure=True),
    },
    InstanceType: {"requests": {"cpu": "1"}},
    KubernetesCompute: {
        "name": "aks",
        "resource_id": _ATTACHED.format("Microsoft.ContainerService/managedClusters/aks"),
    },
    Script: {"text": "true"},
    SparkPool: {"name": "spark", "resource_id": _ATTACHED.format("Microsoft.Synapse/workspaces/syn/bigDataPools/ml")},
    SshUser: {"name": "operator", "password": Parameter("password", secure=True)},
    Code: {"name": "source", "uri": "https://stcode.blob.core.windows.net/code/a"},
    Component: {"name": "step", "spec": {"type": "command", "command": "true"}},
    **{
        kind: {
            "name": "signed-in",
            "category": "Git",
            "client_id": FIRST,
            "tenant": FIRST,
            "client_secret": Parameter("secret", secure=True),
        }
        for kind in (OAuthConnection, ServicePrincipalConnection)
    },
    DataAsset: {"name": "asset", "datastore": DATASTORE},
    DataLakeDatastore: {"name": "lake", "account": LAKE, "filesystem": "data"},
    DiagnosticSetting: {"name": "to-hub", "on": IDENTITY, "event_hub_rule": "/rules/send"},
    Environment: {"name": "software", "image": "python:3.11"},
    BlobActions: {"delete": BlobAge(modified=1)},
    AIRegion: {"name": "westeurope", "share": 10},
    EventHubKey: {"vault_uri": "https://kv-a.vault.azure.net/", "name": "ml"},
    StaticAddress: {"address": "10.20.0.5", "member": "blob", "group": "blob", "name": "first"},
    BlobContainer: {"name": "kept", "parent": StorageAccount.existing("sta12345")},
    FileShare: {"name": "work", "parent": StorageAccount.existing("sta12345")},
    VersionActions: {"delete": VersionAge(1)},
    FederatedCredential: {"name": "github", "parent": UserAssignedIdentity("id-pipe"), "issuer": "i", "subject": "s"},
    FileDatastore: {"name": "share", "account": LAKE, "share": "work"},
    InferenceConfig: {"scoring": Route("/score", port=1)},
    OneLakeDatastore: {"name": "lakehouse", "fabric_workspace": "w", "artifact": "a"},
    FeatureStoreSettings: {"spark_version": "3.4"},
    HubSettings: {"storage_accounts": [LAKE]},
    Serverless: {"public_ip": True},
    FilesIdentity: {"directory_service": "AADDS"},
    Fqdn: {"host": "pypi.org"},
    KeyVault: {"name": "kv-a"},
    LifecyclePolicy: {"parent": LAKE, "rules": [LifecycleRule("old", blobs=BlobActions(delete=BlobAge(modified=1)))]},
    LogAnalytics: {"name": "log-a"},
    Lock: {"name": "no-delete"},
    Managed: {},
    OnlineEndpoint: {"name": "answers"},
    PolicyExemption: {"name": "pilot", "assignment_id": f"{ASSIGNMENTS}/sizes"},
    PolicyAssignment: {"name": "sizes", "definition": f"{DEFINITIONS}/sizes"},
    ResourceGroup: {"name": "rg-b", "location": "westeurope"},
    RoleAssignment: {"role": "Reader", "principal_id": FIRST, "description": "they look"},
    LogColumn: {"name": "Score", "type": "real"},
    PrivateTarget: {"resource": LAKE, "group": "blob"},
    ServiceTag: {"tag": "AzureMonitor"},
    StorageAccount: {"name": "sta12345"},
    Subnet: {"name": "apart", "network": NETWORK, "prefix": "10.20.3.0/26"},
    UserAssignedIdentity: {"name": "id-a"},
    VaultAccessPolicies: {
        "parent": KeyVault.existing("kv-a"),
        "policies": [AccessPolicy(FIRST, secret_permissions=["get"])],
    },
    VirtualNetwork: {"name": "vnet-a", "prefixes": ["10.20.0.0/22"]},
    Workspace: {"name": "mlw-a", "datastores": [DATASTORE]},
    WorkspaceKey: {
        "vault": KeyVault.existing("kv-a"),
        "key": f"https://kv-a.vault.azure.net/keys/ml/{'0' * 32}",
    },
    **SERVING_BASES,
}
"""What a value of each class cannot be without; `base` takes that of another class from the cases."""

_KEY = WorkspaceKey(KeyVault.existing("kv-a"), f"https://kv-a.vault.azure.net/keys/ml/{'0' * 32}", identity=IDENTITY)
_PARTS = {
    "storage": StorageAccount("sta12345"),
    "key_vault": KeyVault("kv-a"),
    "insights": ApplicationInsights("appi-a", logs=LogAnalytics("log-a")),
    "registry": ContainerRegistry("cra12345"),
}
PAIRS: dict[tuple[type, str], tuple[dict[str, Any], dict[str, Any]]] = {
    (ApplicationInsights, "name"): (
        {"name": "appi-a", "logs": LogAnalytics("log-a")},
        {"name": "appi-b", "logs": LogAnalytics("log-a")},
    ),
    (AzureResource, "type"): ({}, {"type": "Microsoft.ServiceBus/namespaces@2022-10-01-preview"}),
    (AzureResource, "body"): (
        {"body": {}, "extra": {"sku": {"name": "Standard"}}},
        {"body": {"properties": {"someProperty": "x"}}, "extra": {"sku": {"name": "Standard"}}},
    ),
    (Module, "source"): ({}, {"source": "modules/empty.json"}),
    (ComputeCron, "expression"): ({}, {"expression": "0 19 * * 1-5"}),
    (DiagnosticSetting, "depends_on"): ({}, {"depends_on": [SUBNET]}),
    (ResourceGroup, "depends_on"): ({}, {"depends_on": [BEFORE]}),
    (DiagnosticSetting, "on"): ({"on": StorageAccount("stmonitored")}, {"on": Subscription()}),
    (AIRegion, "share"): ({"share": 10}, {"share": 20}),
    (AIRegions, "regions"): tuple(
        {"routing": "Weighted", "regions": [AIRegion("westeurope", share=1), AIRegion("northeurope", share=n)]}
        for n in (2, 3)
    ),
    (CapabilityHost, "parent"): ({}, {"parent": Workspace.existing("mlw-other")}),
    (StaticAddress, "group"): ({}, {"group": Parameter("part")}),
    (EventHubKey, "identity"): ({}, {"identity": IDENTITY}),
    (EventCapture, "identity"): ({"identity": None}, {"identity": SystemAssigned()}),
    (SecurityRule, "source_ports"): tuple({"source_port": None, "source_ports": [port]} for port in ("80", "443")),
    (BlobService, "access_tracking"): ({}, {"access_tracking": True}),
    (StoredAccessPolicy, "permission"): ({"permission": "r"}, {"permission": "rd"}),
    (VirtualNetworkLink, "network"): ({}, {"network": VirtualNetwork("vnet-other", prefixes=["10.40.0.0/22"])}),
    (RotationAction, "after_creation"): tuple({"after_creation": f"P{n}D", "before_expiry": None} for n in (20, 30)),
    (RotationAction, "before_expiry"): tuple({"after_creation": None, "before_expiry": f"P{n}D"} for n in (20, 30)),
    (ComputeSchedule, "cron"): ({}, {"cron": ComputeCron("0 18 * * *"), "recurrence": None}),
    (Script, "text"): ({"text": None, "path": "Users/a.sh"}, {"text": "echo"}),
    (Script, "path"): ({}, {"text": None, "path": "Users/a.sh"}),
    (ContainerRegistry, "public_access"): ({"sku": "Premium"}, {"sku": "Premium", "public_access": False}),
    (MetricAlert, "on"): ({"on": [LAKE]}, {"on": [LAKE, FAR]}),
    (AIProject, "parent"): ({}, {"parent": AIServices("ais-other", allow_projects=True, identity=IDENTITY)}),
    (Subnet, "prefixes"): tuple({"prefix": None, "prefixes": [f"10.20.{number}.0/26"]} for number in (2, 3)),
    (StorageAccount, "sku"): ({}, {"sku": "Premium_LRS"}),
    (Workspace, "name"): ({"name": "mlw-a", **_PARTS}, {"name": "mlw-b", **_PARTS}),
    (Workspace, "network"): ({}, {"network": Managed(inbound=Private(ENDPOINTS))}),
    (QualitySignal, "limits"): ({}, {"limits": [NumericLimit("NullValueRate", 0.4)]}),
    (Workspace, "derived"): (
        {"network": Private(Subnet.existing("v/s"))},
        {
            "network": Private(Subnet.existing("v/s")),
            "derived": [Derived("Microsoft.Network/privateEndpoints", extra={"properties": {"ipVersionType": "IPv4"}})],
        },
    ),
    **SERVING_PAIRS,
}
"""Two sets of fields that differ in one field alone, where `pairs` makes none of its type, the cases and what is refused."""

_CUSTOMER_KEY = {"identity": IDENTITY, "customer_key": StorageKey("https://kv-a.vault.azure.net", "a")}
_PREMIUM = {"sku": "Premium", "public_access": False, "identity": IDENTITY}
WITH: dict[tuple[type, str], dict[str, Any]] = {
    **{(ContainerRegistry, name): _PREMIUM for name in ("customer_key", "ip_rules")},
    **SERVING_WITH,
}
"""What else a value has to say, so that it may have the field."""

_NAMED: dict[str, Any] = {
    "account": FAR,
    "datastore": OTHER,
    "accept": [Accept("properties.someProperty", "it is known to work")],
    "exempt": [Exempt("ML101", "a demonstration")],
    "depends_on": [IDENTITY],
    "extra": {"properties": {"someProperty": {"inner": "x"}}},
    "identity": IDENTITY,
    "on": IDENTITY,
    "reads": [DATASTORE],
    "scope": ResourceGroup("rg-d"),
    "subnet": SUBNET,
    "tags": {"team": "a"},
    "writes": [DATASTORE],
    "containers": ["data"],
    "group": "dfs",
}


_PARENT = Workspace("mlw-parent", datastores=[DATASTORE, OTHER])
_PARENTS: dict[Any, Resource] = {
    OnlineEndpoint: OnlineEndpoint("others", parent=_PARENT),
    StorageAccount: StorageAccount("stparent"),
    Workspace: _PARENT,
}
"""A resource of each class that another may be part of."""


def base(kind: type) -> dict[str, Any]:
    """The fields of a value of a class, which need not say all."""
    if kind in BASES:
        return BASES[kind]
    given = fields_of(sample(kind)[1])
    kept = {"name", "parent" if given.get("parent") else "name"}  # one that is listed nowhere names its parent
    least = {name: given[name] for name in given if name in kept or default_of(kind, name) is dataclasses.MISSING}
    try:
        kind(**least)
    except InvalidInput:
        return {name: value for name, value in given.items() if name not in {"extra", "tags", "depends_on", "accept"}}
    return least


def pairs(kind: type, field: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Two sets of fields of a class that differ in this field alone, and that the class takes, the plainest first.

    By `PAIRS`; or by the field's type and the cases; or with another value of one more field, where the class refuses the
    plain ones: what goes together is what it does not refuse.
    """
    both = {**base(kind), **WITH.get((kind, field), {})}
    if (kind, field) in PAIRS:
        first, second = PAIRS[kind, field]
        yield {**both, **first}, {**both, **second}
        return
    values = list(_others(kind, field))
    plain = [({}, {field: value}) for value in values]
    beside = (
        ({other: held, **before}, {other: held, field: value})
        for other in _free(kind, field)
        for held in [default(kind, other), *islice(_others(kind, other), 3)]
        for value in values[:3]
        for before in ({}, *({field: earlier} for earlier in values[1:2] if earlier != value))
    )
    yield from (made for first, second in plain if _takes(kind, *(made := ({**both, **first}, {**both, **second}))))
    yield from _given(kind, field)
    yield from (made for first, second in beside if _takes(kind, *(made := ({**both, **first}, {**both, **second}))))


def _takes(kind: type, *values: dict[str, Any]) -> bool:
    try:
        for fields in values:
            kind(**fields)
    except InvalidInput:
        return False
    return True


def _free(kind: type, field: str) -> list[str]:
    """The other fields whose values may decide whether a class takes one of this field."""
    kept = {field, "name", "parent", "extra", "omit", "tags", "depends_on", "accept", "exempt", "scope"}
    return [row.name for row in dataclasses.fields(kind) if row.init and row.name not in kept]


def _given(kind: type, field: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The fields of values of the cases that give this one, first without it, else with that of another value of the cases,
    or another text; where the class takes both.
    """
    values = [value for _, value in samples().get(kind, ())]
    for value in values:
        fields = {name: held for name, held in fields_of(value).items() if name not in {"extra", "tags", "depends_on"}}
        without = {name: held for name, held in fields.items() if name != field}
        others = [{**fields, field: getattr(other, field)} for other in values]
        texts = [{**fields, field: _OTHERS[str](fields[field])}] if isinstance(fields[field], str) else []
        if fields[field] != default(kind, field):
            for other in (without, *others, *texts):
                with suppress(InvalidInput):
                    kind(**other)
                    if other.get(field) != fields[field]:
                        yield other, fields


def _others(kind: type, field: str) -> Iterator[Any]:
    """Values that are neither the default of a field nor what `base` gives it: of the cases, and by the field's type."""
    held = base(kind).get(field, default(kind, field))
    yield from (value for value in _by_type(kind, field, held) if value not in (None, held))  # ruff: ignore[literal-membership] - some values can't be hashed


def _by_type(kind: type, field: str, held: Any) -> Iterator[Any]:
    if field in _NAMED:
        yield _NAMED[field]
        return
    hint = type_of(kind, field)
    if field == "parent":
        above = next(member for member in members(hint) if isinstance(member, type) and issubclass(member, Resource))
        if above in _PARENTS or above in PUBLIC:
            yield _PARENTS.get(above) or above(**base(above))
    if bool in members(hint):
        yield from (not held,) if isinstance(held, bool) else (False, True)
    yield from (word for member in members(hint) if get_origin(member) is Literal for word in get_args(member))
    if field not in {"name", "version"}:
        yield from (getattr(value, field) for _, value in samples().get(kind, ()))
    for member in members(hint):
        if member in _OTHERS:
            yield _OTHERS[member](held)
        elif get_origin(member) is Sequence:
            yield from ([item] for item in _items(get_args(member)[0]))


def _items(hint: Any) -> Iterator[Any]:
    """Items of a list by their type: a text, the words of a choice, what the cases have."""
    for member in members(hint):
        if member in _OTHERS:
            yield _OTHERS[member](None)
        elif get_origin(member) is Literal:
            yield from get_args(member)
        else:
            yield from (value for _, value in islice(samples().get(member, ()), 2))


def default_of(kind: type, name: str) -> Any:
    """The default of a field, or what makes it; MISSING for a field that must be given."""
    field = next(field for field in dataclasses.fields(kind) if field.name == name)
    return field.default_factory if field.default is dataclasses.MISSING else field.default


def default(kind: type, name: str) -> Any:
    """The default of a field; None where it has none."""
    field = next(field for field in dataclasses.fields(kind) if field.name == name)
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return None if field.default is dataclasses.MISSING else field.default


_OTHERS: dict[Any, Callable[[Any], Any]] = {
    str: lambda held: SECOND if isinstance(held, str) and is_guid(held) else f"{held or 'text'}x",
    Parameter: lambda _held: Parameter("another", secure=True),
    int: lambda held: (held or 60) + 1,
    date: lambda held: (held or date(2026, 1, 1)) + timedelta(days=31),
    timedelta: lambda held: (held or timedelta(minutes=30)) + timedelta(minutes=1),
}


_TIME = LogColumn("TimeGenerated", "dateTime")


def _before(value: Any) -> list[Any]:
    """What stands before an object in the list that has it."""
    return [_TIME] if isinstance(value, LogColumn) and value.name != _TIME.name else []


def owner_in(value: Any) -> Any:
    """The resource in whose body a value stands, made as small as it can be; a resource is its own."""
    while (place := _place_for(value)) is not None and place.owner in PUBLIC:
        held = {"": value, "[]": [*_before(value), value], "{}": {"held": value}}[place.shape]
        value = place.owner(**{**base(place.owner), **ALONGSIDE.get(type(value), {}), place.field: held})
    return value


def _place_for(value: Any) -> Place | None:
    """The first field that takes a value: a limit of a rate belongs to a signal of quality, and to no other."""
    place = place_of(type(value))
    of_quality = isinstance(value, (CategoryLimit, NumericLimit)) and value.metric.endswith("Rate")
    return place._replace(owner=QualitySignal) if place and of_quality else place


def stack_with(owner: Any, tags: Mapping[str, str] | None = None) -> Stack:
    """A stack in which the resource, or rule, is used where it belongs."""
    if type(owner) in BASES or isinstance(owner, _RULES) or not owner.parent_type or owner.parent_resource:
        if isinstance(owner, ResourceGroup):
            return Stack(
                "a", scope=Subscription(location="westeurope"), resources=[BEFORE, owner], tags=dict(tags or {})
            )
        told = [attribute.resource for attribute in values_in(list(fields_of(owner).values()), Attribute)]
        named = [resource for resource in told if isinstance(resource, Resource)]
        return Stack("a", scope=GROUP, resources=[IDENTITY, SUBNET, *named, _placed(owner)], tags=dict(tags or {}))
    stack, old = sample(type(owner))
    used: Stack = replaced(stack, old, owner)
    copy: Stack = changed(used, resources=(*used.resources, IDENTITY), tags=dict(tags or {}))
    return copy


ALONGSIDE: dict[type, dict[str, Any]] = {
    LogColumn: {"name": "Own_CL"},
    LogSearch: {"name": "Own_SRCH"},
    RestoredLogs: {"name": "Own_RST"},
    AccessPolicy: {"rbac": False},
    BuildContext: {"image": None},
    AIKey: {"identity": IDENTITY},
    AIRegion: {"routing": "Weighted"},
    EventHubKey: {"sku": "Premium", "identity": Identities([IDENTITY], system_assigned=True)},
    StaticAddress: {"target": LAKE, "group": "blob", "subnet": Subnet.existing("vnet/endpoints")},
    ComputeCron: {"recurrence": None},
    FeatureStoreSettings: {"workspace_kind": "FeatureStore"},
    HubSettings: {"workspace_kind": "Hub"},
    StorageKey: {"identity": IDENTITY},
    **SERVING_ALONGSIDE,
}
"""What the owner of an object has to say beside it."""
_CONNECTIONS = (
    Connection,
    ManagedIdentityConnection,
    ApiKeyConnection,
    AccountKeyConnection,
    AccessKeyConnection,
    SasConnection,
    AccessTokenConnection,
    UserConnection,
    ServicePrincipalConnection,
    OAuthConnection,
    CustomKeysConnection,
)
_RULES = (Fqdn, ServiceTag, PrivateTarget)
_LISTS = {
    BlobDatastore: "datastores",
    DataLakeDatastore: "datastores",
    Code: "codes",
    Component: "components",
    DataAsset: "data",
    Model: "models",
    Environment: "environments",
    ComputeCluster: "computes",
    FileDatastore: "datastores",
    OneLakeDatastore: "datastores",
    **dict.fromkeys(
        (AksCompute, ComputeInstance, KubernetesCompute, AttachedVirtualMachine, SparkPool, DatabricksCompute),
        "computes",
    ),
    OnlineEndpoint: "endpoints",
    **dict.fromkeys(_CONNECTIONS, "connections"),
    **SERVING_LISTS,
}


def _placed(value: Any) -> Resource:
    if isinstance(value, _RULES):
        return Workspace("mlw-a", network=Managed(outbound={"rule": value}))
    field = None if value.parent_resource else _LISTS.get(type(value))
    if field is None:
        assert isinstance(value, Resource)
        return value
    lists: dict[str, Any] = {"datastores": [DATASTORE, OTHER]}
    lists[field] = [*lists.get(field, ()), value]
    return Workspace("mlw-a", **lists)


@dataclasses.dataclass(frozen=True)
class Rendered:
    """A value with the node that it became and the stack that it is in."""

    prepared: Prepared
    node: AnyNode

    @property
    def template(self) -> dict[str, Any]:
        """The whole main.json."""
        return self.prepared.template

    @property
    def body(self) -> dict[str, Any]:
        """Its body in main.json, as it stands there."""
        return self.body_among(_with_modules(self.template))

    def body_among(self, resources: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """Its body among resources of a template or of a snapshot."""
        own = self.node.id
        if self.node.kind is Subnet:
            subnets = [inner for held in resources for inner in held["properties"].get("subnets", ())]
            (body,) = (subnet for subnet in subnets if subnet["name"] == own.name)
        else:
            *_, body = (  # of several writes the last
                held
                for held in resources
                if held["type"] == own.type
                and (is_role_assignment(own.type) or all(name in held["name"] for name in own.names))
            )
        return {name: value for name, value in body.items() if name not in ENVELOPE}


def _with_modules(template: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The resources that a template and its modules create."""
    resources = template["resources"]
    for held in resources.values() if isinstance(resources, dict) else resources:
        if held["type"] == DEPLOYMENTS:
            yield held
            yield from _with_modules(held["properties"]["template"])
        elif not held.get("existing"):
            yield held


ENVELOPE = {"type", "apiVersion", "name", "dependsOn", "id", "scope", "resourceGroup"}
"""Members of a resource in a template that are no part of its body."""


def rendered(kind: type, fields: Mapping[str, Any], tags: Mapping[str, str] | None = None) -> Rendered:
    """A value of a class with these fields, rendered."""
    owner = owner_in(kind(**fields))
    prepared = prepare(stack_with(owner, tags))
    if isinstance(owner, Resource):
        (own,) = prepared.graph.references[identity_of(owner)]
        return Rendered(prepared, prepared.graph.nodes[own])
    (node,) = (node for node in prepared.graph if node.kind is owner_of(kind)[0] and not node.existing)
    return Rendered(prepared, node)


_PLAIN: dict[type, tuple[Mapping[str, Any], Rendered]] = {}


def rendered_once(kind: type, fields: Mapping[str, Any]) -> Rendered:
    """As `rendered`, remembered as long as the fields of this class are the same."""
    known = _PLAIN.get(kind)
    if known is None or known[0] != fields:
        known = _PLAIN[kind] = (fields, rendered(kind, fields))
    return known[1]


def may_live_elsewhere(kind: type) -> bool:
    """Whether resources of a class may have a scope of their own: what is part of another lives with that."""
    if not issubclass(kind, Resource) or kind is ResourceGroup or "on" in field_rows(kind):
        return False
    return not kind(**base(kind)).parent_type
