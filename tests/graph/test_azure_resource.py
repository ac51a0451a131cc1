"""A resource of any type is in the graph, the bodies, the checks and YAML as those with a class are."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mlinfra import (
    Accept,
    AzureResource,
    KeyVault,
    Parameter,
    ResourceGroup,
    Stack,
    StorageAccount,
    SystemAssigned,
    UserAssignedIdentity,
)
from mlinfra.app.deployable import of_stack
from mlinfra.app.judging import evaluate, resources_of
from mlinfra.app.stages import Prepared, prepare
from mlinfra.base.errors import DuplicateResource, InvalidInput, OutsideReference
from mlinfra.landing_zone.checks import Evaluated
from mlinfra.landing_zone.checks.refusals import refusals
from mlinfra.landing_zone.load import load_stacks
from mlinfra.landing_zone.model._base import identity_of

GROUP = ResourceGroup("rg-x", location="westeurope")
HUB = "Microsoft.ServiceBus/namespaces@2024-01-01"
ACCOUNT = StorageAccount("stx")
TABLE = "Microsoft.Storage/storageAccounts/tableServices/tables@2025-06-01"


def prepared(*resources: Any, **fields: Any) -> Prepared:
    """A stack of these resources, rendered."""
    return prepare(Stack("x", scope=GROUP, resources=resources, **fields))


def body(made: Prepared, name: str) -> dict[str, Any]:
    """The resource of a name in main.json."""
    held = json.loads(made.rendered.files["main.json"])["resources"]
    resources = held.values() if isinstance(held, dict) else held
    written = "[format('{0}/{1}/{2}', '" + "', '".join(name.split("/")) + "')]"
    return next(item for item in resources if item["name"] in {name, written} and not item.get("existing"))


def evaluated(made: Prepared) -> Evaluated:
    """What the rules say, after what Azure would refuse."""
    work = of_stack(made, Path("x.py"), None)
    resources = resources_of(work, work.scope)[0]
    told = evaluate(work, resources)
    return Evaluated((*refusals("x", resources, {}, date(2026, 1, 1)).findings, *told.findings), told.not_evaluated)


def codes(made: Prepared) -> list[tuple[str, str]]:
    """The findings about bodies, each with its message."""
    findings = evaluated(made).findings
    return [(found.code, found.message) for found in findings if found.code.startswith("R0") or found.code == "ML103"]


def test_values_of_others_at_any_depth_make_edges() -> None:
    """An id, a principal id and a path of other resources, and a parameter, deep in a body and as a key."""
    identity, key = UserAssignedIdentity("id-x"), Parameter("apiKey", secure=True)
    inner = [{"account": ACCOUNT.id, "who": identity.principal_id, "key": key}]
    hub = AzureResource(HUB, "sbns-x", {"properties": {"deep": {"list": inner}}, "keyed": {identity.id: {"a": 0.5}}})
    made = prepared(hub, ACCOUNT, identity)
    (own,) = made.graph.references[identity_of(hub)]
    assert {edge.target.name for edge in made.graph.edges if edge.source == own} == {"stx", "id-x"}
    written = body(made, "sbns-x")
    (item,) = written["properties"]["deep"]["list"]
    assert item["account"] == "[resourceId('Microsoft.Storage/storageAccounts', 'stx')]"
    assert "principalId" in item["who"]
    assert item["key"] == "[parameters('apiKey')]"
    assert "json('0.5')" in json.dumps(written["keyed"])
    assert len(written["dependsOn"]) == 2


def test_a_value_of_a_resource_that_is_not_there_is_refused() -> None:
    """As everywhere: the stack must have it, and a resource itself is no value."""
    with pytest.raises(OutsideReference, match="stx"):
        prepared(AzureResource(HUB, "sbns-x", {"properties": {"account": ACCOUNT.id}}))
    with pytest.raises(InvalidInput, match=r"AzureResource.body.properties.account.*\n.*add .id"):
        AzureResource(HUB, "sbns-x", {"properties": {"account": ACCOUNT}})
    with pytest.raises(InvalidInput, match="no value of a body"):
        StorageAccount("stx", extra={"properties": {"account": [ACCOUNT]}})


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Microsoft.ServiceBus/namespaces", "sbns-x"), "no type with an API version"),
        (("Microsoft.ServiceBus/namespaces/queues@2024-01-01", "scores"), "give the name as 'namespace/queue'"),
        ((TABLE, "runs", {}), "give the name as 'storageAccount/tableService/table'"),
        ((HUB, "sbns-x", {"dependsOn": []}), "'dependsOn' cannot be set here"),
    ],
)
def test_what_is_no_type_or_name_is_refused(arguments: tuple[Any, ...], message: str) -> None:
    """With what to write instead."""
    with pytest.raises(InvalidInput, match=message):
        AzureResource(*arguments)


def test_a_part_of_something_else_is_refused() -> None:
    """A table is no part of an event hub."""
    with pytest.raises(InvalidInput, match=r"cannot be part of a Microsoft.ServiceBus/namespaces"):
        AzureResource(TABLE, "default/runs", parent=AzureResource(HUB, "sbns-x"))


def test_names_above_are_existing() -> None:
    """Below a created parent, and without one; two spellings of a type are one resource."""
    first = AzureResource(TABLE.lower(), "default/runs", parent=ACCOUNT)
    far = AzureResource(TABLE, "stfar/default/runs")
    made = prepared(ACCOUNT, first, far)
    assert {(node.id.type, "/".join(node.id.names)): node.existing for node in made.graph} == {
        ("Microsoft.Storage/storageAccounts", "stx"): False,
        ("Microsoft.Storage/storageAccounts/tableServices", "stx/default"): True,
        ("Microsoft.Storage/storageAccounts/tableServices/tables", "stx/default/runs"): False,
        ("Microsoft.Storage/storageAccounts", "stfar"): True,
        ("Microsoft.Storage/storageAccounts/tableServices", "stfar/default"): True,
        ("Microsoft.Storage/storageAccounts/tableServices/tables", "stfar/default/runs"): False,
    }
    with pytest.raises(DuplicateResource):
        prepared(ACCOUNT, first, AzureResource(TABLE, "default/runs", {"properties": {}}, parent=ACCOUNT))


def test_region_and_tags_of_the_stack_go_where_the_type_has_them() -> None:
    """A known type by its table, any other one where the author gives a region."""
    known = AzureResource(
        "Microsoft.KeyVault/vaults@2026-02-01", "kv-x", {"properties": {}}, accept=[Accept("properties", "short")]
    )
    part = AzureResource(TABLE, "default/runs", parent=ACCOUNT)
    placed = AzureResource(HUB, "sbns-x", location="northeurope")
    bare = AzureResource(HUB, "sbns-y")
    made = prepared(ACCOUNT, known, part, placed, bare, tags={"team": "a"})
    told = {
        name: (body(made, name).get("location"), "tags" in body(made, name))
        for name in ("kv-x", "sbns-x", "sbns-y", "stx/default/runs")
    }
    assert told == {
        "kv-x": ("[parameters('location')]", True),
        "sbns-x": ("northeurope", True),
        "sbns-y": (None, False),
        "stx/default/runs": (None, False),
    }


def test_a_body_is_judged_as_any_other() -> None:
    """An unknown name with the nearest, a wrong kind, a closed value, a read-only one and a name that Azure refuses."""
    search = AzureResource(
        "Microsoft.Search/searchServices@2025-05-01",
        "Srch",
        {
            "sku": {"name": "basic"},
            "properties": {"replicaCont": 1, "partitionCount": "two", "provisioningState": "succeeded"},
        },
    )
    found = dict(codes(prepared(search)))
    assert set(found) == {"R001", "R003", "R005", "ML103"}
    assert "replicaCont" in found["ML103"]


def test_a_type_without_a_table_is_said() -> None:
    """As a rule that could not tell, so that `--complete` fails; so is another API version, which is compared all the same."""
    version = "Microsoft.Storage/storageAccounts@2023-05-01"
    wrong = AzureResource(version, "sty", {"properties": {"allowBlobPublicAces": True, "minimumTlsVersion": "TLS9"}})
    result = evaluated(prepared(AzureResource(HUB, "sbns-x"), wrong, AzureResource(version, "stz", {"properties": {}})))
    assert {found.code for found in result.findings if found.address == "sty"} == {"ML103", "ML108", "ML202"}
    missed = {rule.address: rule.message for rule in result.not_evaluated if rule.code == "ML103"}
    assert "no property table of Microsoft.ServiceBus/namespaces 2024-01-01" in missed["sbns-x"]
    assert "is compared with 2025-06-01 alone" in missed["stz"]


def test_an_existing_one_has_a_type_and_values() -> None:
    """By name or by id; a version is needed where mlinfra knows none."""
    vault = AzureResource.existing("kv-x", type="Microsoft.KeyVault/vaults@2023-07-01", scope="rg-y")
    hub = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-y/providers/Microsoft.ServiceBus/namespaces/e"
    with pytest.raises(InvalidInput, match=r"no API version of Microsoft.ServiceBus/namespaces is known"):
        AzureResource.from_id(hub)
    assert AzureResource.from_id(hub, api_version="2024-01-01").name == "e"
    made = prepared(ACCOUNT, outputs={"uri": vault.get("properties.vaultUri")})
    assert "existing azure resource kv-x" in made.rendered.files["main.bicep"]
    assert "'Microsoft.KeyVault/vaults@2023-07-01' existing" in made.rendered.files["main.bicep"]


YAML = """
name: x
scope: {name: rg-x, location: westeurope}
resources:
  - &account {kind: StorageAccount, name: stx}
  - kind: AzureResource
    type: Microsoft.ServiceBus/namespaces@2024-01-01
    name: sbns-x
    location: westeurope
    identity: {kind: SystemAssigned}
    body:
      kind: Workspace
      properties: {account: {of: stx, attribute: id}, uri: {existing: kv-x, kind: KeyVault, scope: rg-y, attribute: properties.vaultUri}}
  - {kind: AzureResource, type: Microsoft.ServiceBus/namespaces/queues@2024-01-01, name: scores, parent: {of: sbns-x}}
  - kind: AzureResource
    type: Microsoft.ServiceBus/namespaces/queues@2024-01-01
    name: late
    parent: {kind: AzureResource, existing: sbns-y, type: Microsoft.ServiceBus/namespaces@2024-01-01}
outputs:
  bus: {of: sbns-x, attribute: properties.serviceBusEndpoint}
"""


def test_yaml_says_the_same(tmp_path: Path) -> None:
    """Types, bodies with values of others, parents, paths as outputs."""
    file = tmp_path / "stack.yaml"
    file.write_text(YAML, encoding="utf-8")
    vault = KeyVault.existing("kv-x", scope="rg-y")
    hub = AzureResource(
        HUB, "sbns-x",
        {"kind": "Workspace", "properties": {"account": ACCOUNT.id, "uri": vault.get("properties.vaultUri")}},
        location="westeurope", identity=SystemAssigned(),
    )  # fmt: skip
    part = "Microsoft.ServiceBus/namespaces/queues@2024-01-01"
    scores = AzureResource(part, "scores", parent=hub)
    late = AzureResource(part, "late", parent=AzureResource.existing("sbns-y", type=HUB))
    stack = Stack(
        "x",
        scope=GROUP,
        resources=[ACCOUNT, hub, scores, late],
        outputs={"bus": hub.get("properties.serviceBusEndpoint")},
    )
    assert load_stacks(file) == (stack,)
