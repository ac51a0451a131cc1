"""Templates of all kinds, deployed and planned again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from _expected import cases
from _shared import SHARED, needs_shared
from mlinfra.arm.expand import template_scope
from mlinfra.base.errors import TemplateError
from mlinfra.local.http import Call, Reply
from mlinfra.local.service import Service
from mlinfra.local.store import Store

GROUP = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-ml"
SCOPES = {
    "resourceGroup": GROUP,
    "subscription": "/subscriptions/11111111-1111-1111-1111-111111111111",
    "managementGroup": "/providers/Microsoft.Management/managementGroups/mg",
    "tenant": "",
}
MOVING = {"generated-defaults.json", "child-open-name.json", "not-checked.json"}
"""A new GUID or moment each time; one resource declared twice."""
REFUSED = {"InvalidTemplate", "InvalidTagNameCharacters", "InvalidTagValueLength", "NoRegisteredProviderFound"}
"""Some templates were made to show how odd texts are printed, and have them in tags or as API versions."""
FILES = [
    path
    for folder in ("lowering/*/main.json", "evaluation/templates/*.json")
    for path in sorted((SHARED / "reference").glob(folder) if SHARED else ())
    if not path.name.endswith((".parameters.json", ".snapshot.json"))
]


def _send(service: Service, method: str, path: str, body: Any = None) -> Reply:
    asked = Call(
        method,
        path,
        {"api-version": "2025-04-01"},
        body,
        "http://127.0.0.1",
        headers={"authorization": "Bearer t"},
    )
    return service.handle(asked)


def _forecast(service: Service, deployment: str, body: Any) -> Any:
    location = _send(service, "POST", f"{deployment}/whatIf", body).headers["Location"]
    return _send(service, "GET", location.removeprefix("http://127.0.0.1").partition("?")[0]).body


@needs_shared
@pytest.mark.parametrize("path", cases("local target", FILES, lambda path: f"{path.parent.name}-{path.stem}"))
def test_any_template_ends_in_arms_words_and_is_then_unchanged(path: Path, tmp_path: Path) -> None:
    """Nothing crashes; what deploys is NoChange in the next forecast."""
    template = json.loads(path.read_text(encoding="utf-8"))
    try:
        kind = template_scope(template)
    except TemplateError:
        return
    service = Service(Store(tmp_path / "s.db"))
    _send(service, "PUT", GROUP, {"location": "westeurope"})
    deployment = f"{SCOPES[kind]}/providers/Microsoft.Resources/deployments/d"
    beside = path.with_suffix(".parameters.json")
    given = json.loads(beside.read_text(encoding="utf-8"))["parameters"] if beside.exists() else {}
    body: dict[str, Any] = {"properties": {"mode": "Incremental", "template": template, "parameters": given}}
    if kind != "resourceGroup":
        body["location"] = "westeurope"
    assert _forecast(service, deployment, body)["status"] in {"Succeeded", "Failed"}
    answer = _send(service, "PUT", deployment, body)
    service.deployments.wait()
    if answer.status == 400:
        assert answer.body["error"]["code"] in REFUSED
        return
    properties = _send(service, "GET", deployment).body["properties"]
    assert "InternalServerError" not in json.dumps(properties.get("error"))
    if properties["provisioningState"] == "Succeeded" and path.name not in MOVING:
        changes = _forecast(service, deployment, body)["properties"]["changes"]
        assert {one["changeType"] for one in changes} <= {"NoChange"}
    service.close()
