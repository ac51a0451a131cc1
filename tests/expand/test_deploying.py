from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

import pytest

from mlinfra.arm.expand import Entry, Nested, expand
from mlinfra.base.errors import TemplateError
from mlinfra.base.scope import DeploymentScope

_GROUP = "/subscriptions/00000000-bbbb-4bbb-8bbb-000000000000/resourceGroups/rg-demo"
_SCOPE = DeploymentScope(
    subscription="00000000-bbbb-4bbb-8bbb-000000000000",
    resource_group="rg-demo",
    location="westeurope",
    tenant="00000000-aaaa-4aaa-8aaa-000000000000",
    deployment="main",
)
_SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"


class _Cloud:
    """A runtime that keeps what it is given and answers from it."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.kept: dict[str, dict[str, Any]] = {}
        self.nested: list[Nested] = []
        self.outputs: dict[str, dict[str, Any]] = {}

    def apply(self, entry: Entry) -> None:
        self.log.append(entry.resource["name"])
        endpoint = {"endpoint": f"https://{entry.resource['name']}.example.org/"}
        properties = {**entry.resource.get("properties", {}), **endpoint}
        self.kept[entry.resource["id"].lower()] = {**entry.resource, "properties": properties}

    def begin_nested(self, nested: Nested) -> None:
        self.log.append(f"<{nested.name}")
        self.nested.append(nested)

    def end_nested(self, nested: Nested, outputs: dict[str, dict[str, Any]]) -> None:
        self.log.append(f"{nested.name}>")
        self.outputs[nested.name] = outputs

    def reference(self, resource_id: str, _version: str | None, full: bool) -> Any:
        found = self.kept[resource_id.lower()]
        return found if full else found["properties"]

    def list_(self, function: str, resource_id: str, *_: Any) -> Any:
        assert resource_id.lower() in self.kept
        return {"keys": [{"value": f"{function} of {resource_id.rsplit('/', 1)[1]}"}]}

    def call(self, function: str, args: tuple[Any, ...]) -> Any:
        return {"id": f"{function}({', '.join(args)})"}

    def environment(self) -> dict[str, Any]:
        return {"name": "AzureCloud", "suffixes": {"storage": "core.windows.net"}}

    def deployer(self) -> dict[str, Any]:
        return {"objectId": "me"}

    def tenant(self) -> dict[str, Any]:
        return {"tenantId": _SCOPE.tenant}

    def subscription(self, subscription_id: str) -> dict[str, Any]:
        return {"id": f"/subscriptions/{subscription_id}", "subscriptionId": subscription_id, "displayName": "Demo"}

    def resource_group(self, subscription_id: str, name: str) -> dict[str, Any]:
        return {"id": f"/subscriptions/{subscription_id}/resourceGroups/{name}", "name": name, "tags": {"team": "risk"}}

    def management_group(self, name: str) -> dict[str, Any]:
        return {"name": name}

    def secret(self, reference: Mapping[str, Any]) -> Any:
        return f"secret {reference['secretName']}"

    def utc_now(self) -> datetime:
        return datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)

    def new_guid(self) -> str:
        return "11111111-2222-3333-4444-555555555555"


def _template(resources: Any, **more: Any) -> dict[str, Any]:
    return {"$schema": _SCHEMA, "contentVersion": "1.0.0.0", "resources": resources, **more}


def _resource(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "N.S/a", "apiVersion": "2020-01-01", "name": name, **more}


def test_resources_are_applied_before_those_that_read_them() -> None:
    """Each resource is handed over once, after what it depends on or refers to, and reads what the runtime says."""
    cloud = _Cloud()
    template = _template(
        [
            _resource("last", dependsOn=["middle"]),
            _resource(
                "middle",
                properties={"at": "[reference('first').endpoint]", "key": "[listKeys('first', 'v').keys[0].value]"},
            ),
            _resource("first", properties={}),
            _resource("never", condition=False),
        ],
        outputs={"at": {"type": "string", "value": "[reference('last').endpoint]"}},
    )
    snapshot = expand(template, {}, _SCOPE, runtime=cloud)
    assert cloud.log == ["first", "middle", "last"]
    kept = cloud.kept[f"{_GROUP}/providers/N.S/a/middle".lower()]["properties"]
    assert (kept["at"], kept["key"]) == ("https://first.example.org/", "listKeys of first")
    assert snapshot.outputs == {"at": "https://last.example.org/"}
    assert snapshot.entries[1].depends_on == (f"{_GROUP}/providers/N.S/a/first",)


def test_nothing_stays_symbolic() -> None:
    """What only Azure knows is asked of the runtime: secrets, time, guids, environment, deployer, group, roles."""
    cloud = _Cloud()
    parameters = {
        "password": {"type": "securestring"},
        "vault": {"type": "securestring"},
        "now": {"type": "string", "defaultValue": "[utcNow('yyyy-MM-dd')]"},
        "id": {"type": "string", "defaultValue": "[newGuid()]"},
    }
    body = {
        "password": "[parameters('password')]",
        "vault": "[parameters('vault')]",
        "now": "[parameters('now')]",
        "id": "[parameters('id')]",
        "suffix": "[environment().suffixes.storage]",
        "who": "[deployer().objectId]",
        "team": "[resourceGroup().tags.team]",
        "subscription": "[subscription().displayName]",
        "role": "[roleDefinitions('Reader').id]",
    }
    given = {
        "password": {"value": "hunter2"},
        "vault": {
            "reference": {"keyVault": {"id": f"{_GROUP}/providers/Microsoft.KeyVault/vaults/kv"}, "secretName": "s"}
        },
    }
    snapshot = expand(_template([_resource("x", properties=body)], parameters=parameters), given, _SCOPE, runtime=cloud)
    assert snapshot.resources[0]["properties"] == {
        "password": "hunter2",
        "vault": "secret s",
        "now": "2026-01-02",
        "id": "11111111-2222-3333-4444-555555555555",
        "suffix": "core.windows.net",
        "who": "me",
        "team": "risk",
        "subscription": "Demo",
        "role": "roleDefinitions(Reader)",
    }


def test_nested_deployments_are_told_with_their_outputs() -> None:
    """A nested deployment begins and ends around its contents; others read its outputs, secure ones by their function."""
    cloud = _Cloud()
    inner = _template(
        [_resource("[parameters('name')]", properties={})],
        parameters={"name": {"type": "string"}},
        outputs={
            "at": {"type": "string", "value": "[reference(parameters('name')).endpoint]"},
            "key": {"type": "securestring", "value": "s3cret"},
        },
    )
    nested = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "child",
        "properties": {
            "mode": "Incremental",
            "expressionEvaluationOptions": {"scope": "inner"},
            "parameters": {"name": {"value": "[concat('of-', reference('first').endpoint)]"}},
            "template": inner,
        },
    }
    nested["properties"]["parameters"]["name"]["value"] = "[take(reference('first').endpoint, 5)]"
    after = {"at": "[reference('child').outputs.at.value]", "key": "[listOutputsWithSecureValues('child', 'v').key]"}
    template = _template([_resource("after", properties=after), nested, _resource("first")])
    expand(template, {}, _SCOPE, runtime=cloud)
    assert cloud.log == ["first", "<child", "https", "child>", "after"]
    assert cloud.nested[0].parameters == {"name": {"value": "https"}}
    assert cloud.nested[0].id == f"{_GROUP}/providers/Microsoft.Resources/deployments/child"
    assert cloud.nested[0].depends_on == (f"{_GROUP}/providers/N.S/a/first",)
    assert cloud.outputs["child"]["key"] == {"type": "SecureString", "value": "s3cret"}
    properties = cloud.kept[f"{_GROUP}/providers/N.S/a/after".lower()]["properties"]
    assert (properties["at"], properties["key"]) == ("https://https.example.org/", "s3cret")


def test_a_runtime_error_passes_through() -> None:
    """What a runtime raises stops the deployment and reaches the caller as it is."""

    class Full(_Cloud):
        def apply(self, entry: Entry) -> None:
            raise OSError(f"disk full at {entry.path}")

    with pytest.raises(OSError, match="disk full"):
        expand(_template([_resource("x")]), {}, _SCOPE, runtime=Full())


def test_a_link_is_not_deployed() -> None:
    """A nested deployment by link is left out of a prediction, and refused in a deployment."""
    linked = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "linked",
        "properties": {"mode": "Incremental", "templateLink": {"uri": "https://example.org/t.json"}},
    }
    assert expand(_template([linked]), {}, _SCOPE).diagnostics
    with pytest.raises(TemplateError, match="link"):
        expand(_template([linked]), {}, _SCOPE, runtime=_Cloud())


@pytest.mark.parametrize(
    ("resources", "says"),
    [
        ([_resource("a", dependsOn=["b"]), _resource("b", dependsOn=["a"])], "a -> b -> a"),
        ([_resource("a"), _resource("A")], "twice"),
        ([_resource("a", dependsOn=["nobody"])], "'nobody'"),
    ],
)
def test_a_deployment_refuses_what_a_prediction_lets_pass(resources: list[Any], says: str) -> None:
    """Circles, twins and unknown dependencies pass unseen offline, as in the engine; a deployment refuses them."""
    assert expand(_template(resources), {}, _SCOPE).entries
    cloud = _Cloud()
    with pytest.raises(TemplateError, match=says):
        expand(_template(resources), {}, _SCOPE, runtime=cloud)
    assert not cloud.log


def test_dependencies_on_what_is_not_deployed_pass() -> None:
    """A dependency on a false resource or an empty loop is none."""
    loop = _resource("[concat('l', copyIndex())]", copy={"name": "loop", "count": 0})
    resources = [_resource("a", dependsOn=["off", "loop"]), _resource("off", condition=False), loop]
    cloud = _Cloud()
    expand(_template(resources), {}, _SCOPE, runtime=cloud)
    assert cloud.log == ["a"]
