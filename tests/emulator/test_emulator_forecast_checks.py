"""The local target's forecast makes the checks of the deployment that it forecasts."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from emulator import _landing as landing

ACCOUNT = {**landing.storage("sta"), "location": "westeurope"}
OFF = {**ACCOUNT, "name": "stoff", "condition": False}


def _plain(*resources: Any, **more: Any) -> dict[str, Any]:
    """A template without symbols."""
    return {"$schema": landing.SCHEMA, "contentVersion": "1.0.0.0", **more, "resources": list(resources)}


def _reading(expression: str) -> dict[str, Any]:
    return {**ACCOUNT, "tags": {"endpoint": f"[{expression}.primaryEndpoints.blob]"}}


ID = "resourceId('Microsoft.Storage/storageAccounts', 'stoff')"
REFUSED = {
    "declared twice": (_plain(ACCOUNT, ACCOUNT), "deployed twice"),
    "a dependency cycle": (
        _plain({**ACCOUNT, "dependsOn": ["stb"]}, {**ACCOUNT, "name": "stb", "dependsOn": ["sta"]}),
        "dependency cycle: sta -> stb -> sta",
    ),
    "an unknown dependency": (_plain({**ACCOUNT, "dependsOn": ["stnone"]}), "'stnone'"),
    "a reference by name to what is off": (_plain(OFF, _reading("reference('stoff')")), "its condition is false"),
    "a reference without version to what is off": (
        _plain(OFF, _reading(f"reference({ID})")),
        "its condition is false",
    ),
    "a reference by id to what is off and missing": (
        _plain(OFF, _reading(f"reference({ID}, '2025-06-01')")),
        "its condition is false",
    ),
    "a reference by symbol to what is off and missing": (
        landing.template({"off": OFF, "on": _reading("reference('off')")}),
        "its condition is false",
    ),
}


@pytest.mark.parametrize(("template", "says"), REFUSED.values(), ids=REFUSED)
def test_what_the_deployment_refuses_is_refused_in_the_forecast(azure: Any, template: Any, says: str) -> None:
    """Duplicates, cycles, unknown dependencies and references to what is switched off fail validation, forecast and PUT."""
    azure.group()
    result = azure.what_if(template)
    assert result.status == "Failed"
    assert says in result.error.message
    with pytest.raises(HttpResponseError, match=r"InvalidTemplate|ResourceNotFound"):
        azure.sdk.deployments.begin_validate(
            "rg-ml", "v", {"properties": {"mode": "Incremental", "template": template}}
        )
    with pytest.raises(HttpResponseError) as caught:
        azure.deploy(template)
    assert caught.value.error.code in {"InvalidTemplate", "DeploymentFailed"}
    assert azure.send("GET", "resourceGroups/rg-ml/resources")[1]["value"] == []


def test_a_resource_that_is_switched_off_may_be_read_as_it_is(azure: Any) -> None:
    """Where it exists, id and API version (or the symbol, which tells both) read it; if() keeps a reference unread."""
    azure.group()
    azure.deploy(_plain({**OFF, "condition": True}))
    for reading in (_plain(OFF, _reading(f"reference({ID}, '2025-06-01')")), _off_by_symbol()):
        assert azure.what_if(reading).status == "Succeeded"
        azure.deploy(reading)
    unread = {**ACCOUNT, "tags": {"endpoint": "[if(false(), reference('stoff').primaryEndpoints.blob, '')]"}}
    assert azure.what_if(_plain(OFF, unread)).status == "Succeeded"


def _off_by_symbol() -> dict[str, Any]:
    return landing.template({"off": OFF, "on": _reading("reference('off')")})


def test_a_name_that_the_provider_refuses_fails_the_forecast(azure: Any) -> None:
    """A name rule, a missing property and a missing parent are told before anything is sent; level Template asks nobody."""
    azure.group()
    bad = landing.template({"name": landing.storage("Not-Allowed"), "sku": landing.storage("stb", sku="")})
    result = azure.what_if(bad)
    assert [detail.code for detail in result.error.details] == ["AccountNameInvalid", "InvalidRequestContent"]
    orphan = {"type": f"{landing.ML}/onlineEndpoints", "apiVersion": "2025-06-01", "name": "mlw-else/ep-1"}
    result = azure.what_if(_plain({**orphan, "location": "westeurope", "properties": {"authMode": "AADToken"}}))
    assert [detail.code for detail in result.error.details] == ["ParentResourceNotFound"]
    properties = {"mode": "Incremental", "template": bad, "validationLevel": "Template"}
    assert azure.sdk.deployments.begin_what_if("rg-ml", "x", {"properties": properties}).result().status == "Succeeded"


def test_a_change_of_what_is_fixed_is_still_shown(azure: Any) -> None:
    """The forecast names the property that cannot change instead of failing as a whole."""
    azure.group()
    azure.deploy(landing.template({"a": landing.storage("sta", isHnsEnabled=True)}))
    result = azure.what_if(landing.template({"a": landing.storage("sta", isHnsEnabled=False)}))
    assert [change.change_type for change in result.changes] == ["Modify"]


def test_what_the_engine_could_not_see_is_in_the_answer(azure: Any) -> None:
    """A nested deployment that is left out stands among the diagnostics; a link is refused by the deployment."""
    azure.group()
    link = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "linked",
        "properties": {"mode": "Incremental", "templateLink": {"uri": "https://example.org/net.json"}},
    }
    result = azure.what_if(_plain(link, ACCOUNT))
    codes = [remark.code for remark in result.diagnostics]
    assert codes == ["NestedDeploymentShortCircuited", "InvalidContentLink"]
    with pytest.raises(HttpResponseError, match="fetches no templateLink") as caught:
        azure.deploy(_plain(link, ACCOUNT))
    assert caught.value.status_code == 400
    missing = _plain(_reading("reference(resourceId('Microsoft.Network/virtualNetworks', 'vnet'), '2023-05-01')"))
    (remark,) = azure.what_if(missing).diagnostics
    assert (remark.level, remark.code) == ("Error", "ResourceNotFound")


def test_an_output_that_cannot_be_calculated_fails_after_the_resources(azure: Any) -> None:
    """DeploymentOutputEvaluationFailed, of a nested deployment too; what was made stays, and the text says who lacks what."""
    azure.group()
    namespace = {
        "type": "Microsoft.ServiceBus/namespaces",
        "apiVersion": "2024-01-01",
        "name": "sbns",
        "location": "westeurope",
        "sku": {"name": "Standard"},
    }
    url = "[reference(resourceId('Microsoft.ServiceBus/namespaces', 'sbns'), '2024-01-01').serviceBusEndpoint]"
    inner = _plain(namespace, outputs={"url": {"type": "string", "value": url}})
    nested = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "inside",
        "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"}, "template": inner},
    }
    for template, name in ((inner, "whole"), (_plain(nested, ACCOUNT), "outer")):
        with pytest.raises(HttpResponseError) as caught:
            azure.deploy(template, name=name)
        detail = caught.value.error.details[0]
        detail = detail.details[0] if detail.code == "DeploymentFailed" else detail
        assert (detail.code, detail.target) == ("DeploymentOutputEvaluationFailed", "url")
        assert "does not compute this property of Microsoft.ServiceBus/namespaces" in detail.message
        assert azure.send("GET", "resourceGroups/rg-ml/providers/Microsoft.ServiceBus/namespaces/sbns")[0] == 200
    states = [one.properties.provisioning_state for one in azure.sdk.deployment_operations.list("rg-ml", "outer")]
    assert "Failed" in states
