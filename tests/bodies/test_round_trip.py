"""What the rows of a class write, they read: random values go through main.json and come back."""

from __future__ import annotations

import dataclasses
import re
import string
from datetime import date, timedelta
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from _azure_properties import PUBLIC
from _case_values import changed, samples
from _model_values import (
    BASES,
    BLUE,
    DATASTORE,
    DEFINITIONS,
    FAR,
    FIRST,
    IDENTITY,
    LAKE,
    OTHER,
    SECOND,
    SUBNET,
    Rendered,
    base,
    rendered,
)
from _pipeline import TENANT, made, scope_of
from _serving_values import PIPE, SERVING_VALUES
from mlinfra import (
    AccessPolicy,
    AIRegion,
    ApplicationInsights,
    Autoscale,
    AzureResource,
    BlobActions,
    BlobAge,
    BlobDatastore,
    Budget,
    BudgetNotification,
    Component,
    ComputeCluster,
    ComputeInstance,
    Conda,
    ContainerRegistry,
    DataAsset,
    DataLakeDatastore,
    DiagnosticSetting,
    Environment,
    EventCapture,
    EventHub,
    EventHubKey,
    Existing,
    FeatureSet,
    Fqdn,
    KeyVault,
    KubernetesCompute,
    LogAnalytics,
    LogColumn,
    Managed,
    ManagedIdentityConnection,
    Model,
    ModelDataset,
    Module,
    NetworkSecurityGroup,
    OnlineEndpoint,
    PolicyAssignment,
    PrivateTarget,
    Public,
    RegistryRegion,
    ResourceGroup,
    RoleAssignment,
    Serverless,
    ServiceTag,
    StaticAddress,
    StorageAccount,
    Subnet,
    SystemAssigned,
    VaultAccessPolicies,
    VersionActions,
    VersionAge,
    VirtualNetwork,
    VirtualNetworkLink,
    Workspace,
    WorkspaceKey,
)
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.graph.derived import written_by_author
from mlinfra.landing_zone.graph.references import existing_id
from mlinfra.landing_zone.load.fields import members
from mlinfra.landing_zone.model._base import Resource, identity_of
from mlinfra.landing_zone.model._body_context import Reading
from mlinfra.landing_zone.model._field_types import type_of
from mlinfra.landing_zone.model._reading import class_of, read_value
from mlinfra.landing_zone.model._rows import Elsewhere, field_rows
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.value import Parameter

RESOURCES = [kind for kind in PUBLIC if issubclass(kind, Resource)]

SHORT = re.compile(r"azureml:([^/:]+):([^/:]+)")
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
WORD = st.text(string.ascii_letters + string.digits, min_size=1, max_size=20)
GUID = st.sampled_from([FIRST, SECOND])
MINUTES = st.integers(15, 3 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
LOWER = st.from_regex(r"[a-z0-9]{3,20}", fullmatch=True)


ADDRESS = f"https://kv-b.vault.azure.net/keys/ml/{'1' * 32}"
"""Of a key. A parameter stands for one in a case, but what a body holds is read as an address."""


def _scale(least: int, more: int, seconds: int) -> dict[str, Any]:
    return {"minimum": least, "maximum": least + more, "idle": timedelta(seconds=seconds)}


SCALES = st.builds(_scale, st.integers(0, 20), st.integers(0, 20), st.integers(1, 10**6))
ISOLATIONS = st.sampled_from([
    {"isolation": "internet"},
    {"isolation": "approved", "firewall": "Standard"},
    {"isolation": "approved", "firewall": "Basic"},
])  # fmt: skip
NESTED: dict[type, SearchStrategy[dict[str, Any]]] = {
    Autoscale: SCALES,
    Fqdn: st.sampled_from(["pypi.org", "*.anaconda.org"]).map(lambda host: {"host": host}),
    Managed: ISOLATIONS,
    PrivateTarget: st.sampled_from([
        {"resource": LAKE, "group": "dfs"},
        {"resource": KeyVault.existing("kv-y"), "group": "vault"},
        {"resource": ContainerRegistry.existing("cry12345", scope="rg-b"), "group": "registry"},
    ]),
    ServiceTag: st.fixed_dictionaries({
        "tag": WORD,
        "ports": st.sampled_from(["*", "443", "443,8000-8080"]),
        "protocol": st.sampled_from(["TCP", "UDP", "ICMP", "*"]),
    }),
}  # fmt: skip
"""All fields together of classes whose fields depend on each other."""
FIELDS: dict[tuple[type, str], SearchStrategy[Any]] = {
    (ApplicationInsights, "logs"): st.sampled_from(
        [LogAnalytics("log-a"), LogAnalytics.existing("log-b", scope="rg-b")]
    ),
    (AccessPolicy, "object_id"): GUID,
    (BlobDatastore, "container"): LOWER,
    (VaultAccessPolicies, "policies"): st.just((AccessPolicy(SECOND, key_permissions=["get"]),)),
    (Budget, "amount"): st.integers(1, 10**9),
    (Budget, "start"): st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(lambda day: day.replace(day=1)),
    (Budget, "end"): st.none() | st.dates(date(2031, 1, 1), date(2040, 1, 1)),
    (Budget, "notifications"): st.just({"full": BudgetNotification(100, emails=["ml@example.org"])}),
    (BudgetNotification, "threshold"): st.integers(0, 1000),
    (BudgetNotification, "emails"): st.just(("ml@example.org",)),
    (DiagnosticSetting, "event_hub_rule"): st.just("/rules/other"),
    (DiagnosticSetting, "logs"): st.sampled_from([("allLogs",), ("audit",), ("AmlComputeJobEvent", "RunEvent")]),
    (DiagnosticSetting, "workspace"): st.just(LogAnalytics("log-a")),
    (DiagnosticSetting, "storage"): st.just(StorageAccount("sta12345")),
    (DiagnosticSetting, "metrics"): st.booleans(),
    (PolicyAssignment, "definition"): st.just(f"{DEFINITIONS}/other"),
    (PolicyAssignment, "not_scopes"): st.just(("/subscriptions/a",)),
    (AIRegion, "share"): st.integers(1, 100),
    (EventHub, "capture"): st.just(EventCapture(StorageAccount.existing("sta12345"), "raw")),
    (EventHubKey, "identity"): st.none() | st.just(IDENTITY),
    (EventCapture, "identity"): st.none() | st.just(SystemAssigned()),
    (StaticAddress, "address"): st.sampled_from(["10.20.0.5", "10.20.0.6"]),
    (StaticAddress, "group"): st.just("blob"),
    (RegistryRegion, "location"): st.none() | st.just("westeurope"),
    (VirtualNetworkLink, "network"): st.just(VirtualNetwork("vnet-other", prefixes=["10.40.0.0/22"])),
    (ResourceGroup, "location"): st.just("northeurope"),
    (RoleAssignment, "principal_id"): GUID,
    (RoleAssignment, "role"): st.sampled_from(["Reader", "Contributor"]),
    (RoleAssignment, "description"): TEXT.filter(bool),
    (ComputeCluster, "nodes"): SCALES.map(lambda fields: Autoscale(**fields)),
    (ComputeInstance, "idle"): st.none() | MINUTES,
    (ComputeInstance, "tenant"): st.none() | GUID,
    (ComputeInstance, "user"): st.none() | GUID,
    (DataAsset, "datastore"): st.sampled_from([DATASTORE, OTHER]),
    (DataAsset, "path"): st.from_regex(r"[ -~]{0,20}", fullmatch=True),
    (DataLakeDatastore, "filesystem"): LOWER,
    (FeatureSet, "entities"): st.just(("azureml:account:1", "azureml:order:2")),
    (Model, "datasets"): st.none() | st.just((ModelDataset("training", "a"),)),
    **{(ManagedIdentityConnection, name): st.none() | GUID for name in ("client_id", "resource_id")},
    **{(ModelDataset, name): WORD for name in ("name", "id")},
    (Component, "spec"): st.just({"type": "command", "command": "true"}),
    (Environment, "conda"): st.none() | TEXT.filter(bool) | st.just(Conda(python="3.11.9", pip=["mlflow==2.22.1"])),
    (Environment, "image"): TEXT.filter(bool),
    (KeyVault, "retention"): st.integers(7, 90),
    (NetworkSecurityGroup, "for_computes"): st.none(),  # its rules are read like others
    (LogColumn, "name"): st.sampled_from(["Score", "Caller"]),  # the time has its own
    (LogAnalytics, "daily_cap"): st.none() | st.integers(1, 100_000),
    (LogAnalytics, "retention"): st.integers(30, 730),
    (Serverless, "public_ip"): st.booleans(),  # nothing said is no object
    (BlobActions, "delete"): st.just(BlobAge(modified=1)),
    (VersionActions, "delete"): st.just(VersionAge(1)),
    (StorageAccount, "zone_placement"): st.none(),  # a snapshot of the engine leaves `placement` out
    (Subnet, "prefix"): st.sampled_from(["10.20.3.0/26", "10.20.2.0/27"]),
    (VirtualNetwork, "prefixes"): st.lists(st.sampled_from(["10.1.0.0/16", "10.2.0.0/16", "fd00::/48"]), min_size=1),
    (WorkspaceKey, "key"): st.just(ADDRESS),
    (Workspace, "customer_key"): st.none() | st.just(WorkspaceKey(KeyVault.existing("kv-y", scope="rg-b"), ADDRESS)),
    (Workspace, "image_build_compute"): st.none() | WORD,
    (Workspace, "insights"): st.sampled_from([ApplicationInsights("appi-x"), ApplicationInsights.existing("appi-y")]),
    (Workspace, "key_vault"): st.sampled_from([KeyVault("kv-x"), KeyVault.existing("kv-y", scope="rg-b")]),
    (Workspace, "network"): st.just(Public()) | ISOLATIONS.map(lambda fields: Managed(**fields)),
    (Workspace, "registry"): st.sampled_from(
        [None, ContainerRegistry("crx12345"), ContainerRegistry.existing("cry12345")]
    ),
    **{key: st.sampled_from(values) for key, values in SERVING_VALUES.items()},
    (Workspace, "storage"): st.sampled_from([StorageAccount("stx"), LAKE]),
}
"""Values of fields whose type does not say all that they may be."""
NAMED: dict[str, SearchStrategy[Any]] = {
    "traffic": st.sampled_from([{}, {BLUE: 100}, {BLUE: 0}]),
    "account": st.sampled_from([LAKE, FAR]),
    "compute": st.sampled_from([None, KubernetesCompute.existing("mlw-a/aks")]),
    "description": TEXT,
    "extra": st.dictionaries(WORD, TEXT | st.integers(-(2**63), 2**63 - 1) | st.booleans()).map(
        lambda more: {"properties": {"more": more}} if more else {}
    ),
    "identity": st.sampled_from([SystemAssigned(), IDENTITY]),
    "size": TEXT.filter(bool),
    "subnet": st.sampled_from([None, SUBNET]),
    "tags": st.dictionaries(WORD, TEXT, max_size=3),
}


def values(kind: type, field: str) -> SearchStrategy[Any]:
    """Values of one field; those of the cases for a field that can be anything."""
    if (kind, field) in FIELDS:
        return FIELDS[kind, field]
    if field in NAMED:
        return NAMED[field]
    known = [_of_type(member) for member in members(type_of(kind, field))]
    strategies = [strategy for strategy in known if strategy is not None]
    if len(strategies) == len(known):
        return st.one_of(strategies)
    said = [getattr(value, field) for _, value in samples().get(kind, ())]
    assert said, f"no case says a {kind.__name__}, and FIELDS does not say which values {kind.__name__}.{field} has"
    return st.sampled_from(said)


def _of_type(member: Any) -> SearchStrategy[Any] | None:
    if get_origin(member) is Literal:
        return st.sampled_from(get_args(member))
    return {bool: st.booleans(), type(None): st.none()}.get(member)


def given_fields(kind: type) -> SearchStrategy[dict[str, Any]]:
    """The fields of a class that its own body says, with values for each."""
    if kind in NESTED:
        return NESTED[kind]
    own = [field for field, row in field_rows(kind).items() if not isinstance(row, Elsewhere)]
    given = st.fixed_dictionaries({}, optional={field: values(kind, field) for field in own})
    return given.map(_without_lone_tenant)


def _without_lone_tenant(fields: dict[str, Any]) -> dict[str, Any]:
    """A tenant needs a user."""
    return fields if fields.get("user") else {name: value for name, value in fields.items() if name != "tenant"}


def body_and_reading(one: Rendered) -> tuple[dict[str, Any], Reading]:
    """The body that a deployment would send, evaluated, and what reading it may ask for."""
    body = one.body_among(made(one.prepared).resources)
    siblings = {node.id.name: node.resource for node in one.prepared.graph if not node.existing}
    siblings |= {named.name: named for named in (DATASTORE, OTHER, BLUE, PIPE)}
    return body, Reading(body, lambda kind, arm_id: kind.from_id(arm_id), lambda _type, name: siblings[name], TENANT)


def same(read: Any, meant: Any, one: Rendered) -> bool:
    """Whether a value that was read is the one that was meant; a resource is the same when its id is."""
    if read is meant:
        return True
    if isinstance(meant, (tuple, list)):
        return len(read) == len(meant) and all(same(*pair, one) for pair in zip(read, meant, strict=True))
    if isinstance(meant, dict):
        return read.keys() == meant.keys() and all(same(read[name], value, one) for name, value in meant.items())
    if (
        isinstance(meant, str) and read != meant and (short := SHORT.fullmatch(meant))
    ):  # what clients say; a body has the ARM id
        name, version = short.groups()
        told = read.name if isinstance(read, Existing) else read.replace("/versions/", "/")
        return bool(told.endswith(f"/{name}/{version}"))
    if isinstance(read, Existing):
        return isinstance(meant, (Resource, Existing)) and _arm_id(read, one) == _arm_id(meant, one)
    if isinstance(meant, (Attribute, Parameter)):
        return isinstance(read, (str, Parameter))  # what Azure fills in is read as text
    if isinstance(meant, Conda):
        return bool(read == meant.text)
    if dataclasses.is_dataclass(meant):
        return type(read) is type(meant) and all(
            same(getattr(read, name), getattr(meant, name), one)
            for name, row in field_rows(type(meant)).items()
            if not isinstance(row, Elsewhere) and not (row is None and getattr(meant, name) is None)  # left open
        )
    return bool(read == meant)


def _arm_id(value: Any, one: Rendered) -> str:
    graph = one.prepared.graph
    if isinstance(value, Existing):
        return existing_id(value, graph.deployed).arm_id(scope_of(one.prepared))
    return graph.references[identity_of(value)][0].arm_id(scope_of(one.prepared))


_PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
"""All but the explanation, which runs a failing example hundreds of times."""


def names(meant: Any) -> dict[str, Any]:
    """What the ARM id and other resources say of a resource."""
    rows = field_rows(type(meant))
    return {name: getattr(meant, name) for name, row in rows.items() if isinstance(row, Elsewhere)}


UNREAD: dict[type, str] = {
    AzureResource: "its body is in Azure's own words, which reading keeps whole in `extra`: no row translates them",
    Module: "the body holds the compiled template, and the field the path of its file, which no body tells",
}
"""Classes whose fields do not follow from the body, and why."""


@pytest.mark.parametrize("kind", [kind for kind in PUBLIC if kind not in UNREAD], ids=lambda kind: kind.__name__)
def test_what_is_written_is_read(kind: type) -> None:
    """A value with random fields, its evaluated body, and the value that is read of that body say the same."""

    @settings(
        max_examples=15 if issubclass(kind, Resource) else 4,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=_PHASES,
    )
    @given(given_fields(kind))
    def check(fields: dict[str, Any]) -> None:
        try:
            kind(**{**base(kind), **fields})
        except InvalidInput:
            reject()  # fields that exclude each other; when all do, hypothesis fails
        one = rendered(kind, {**base(kind), **fields})
        body, reading = body_and_reading(one)
        meant: Any = written_by_author(one.node) or one.node.resource
        read = read_value(kind if kind is RoleAssignment else one.node.kind, body, reading, names(meant))
        if one.node.settled:  # what the author left open is said in the body
            meant = changed(meant, **one.node.settled)
        assert same(read, meant, one)
        if issubclass(kind, Resource):
            assert class_of(RESOURCES, kind.arm_type, body) is kind

    check()


@pytest.mark.parametrize("kind", [KeyVault, OnlineEndpoint, Environment, VirtualNetwork])
def test_a_new_class_is_read_too(kind: type, monkeypatch: pytest.MonkeyPatch) -> None:
    """A class that no list of these tests names takes its values from a case."""
    monkeypatch.delitem(BASES, kind)
    for listed in [key for key in FIELDS if key[0] is kind]:
        monkeypatch.delitem(FIELDS, listed)
    test_what_is_written_is_read(kind)
