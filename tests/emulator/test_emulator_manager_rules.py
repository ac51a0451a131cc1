"""What Resource Manager itself refuses never reaches a provider, and is refused alike by validate, what-if and deploy."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from emulator import _landing as landing
from mlinfra.catalogue.resource_places import namespace_is_known, scopes_of
from mlinfra.local.http import Call
from mlinfra.local.providers import known_types
from mlinfra.local.service import Service
from mlinfra.local.store import Store

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-00000000d0c5"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg-ml"
ACCOUNT: dict[str, Any] = {**landing.storage("stml"), "location": "westeurope"}


def _ask(url: str, path: str, method: str = "GET", body: Any = None, **headers: str) -> tuple[int, str, Any]:
    sent = {"Authorization": "Bearer t", **headers}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{url}{path}", data, {k: v for k, v in sent.items() if v}, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, "", answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)["error"]["code"], error.headers


def test_a_request_without_authorization_is_refused(target: Any) -> None:
    """401 with the challenge that Azure's clients read."""
    status, code, headers = _ask(target.url, f"{GROUP}?api-version=2025-04-01", Authorization="")
    assert (status, code) == (401, "AuthenticationFailed")
    assert headers["WWW-Authenticate"].startswith("Bearer authorization_uri=")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "MissingApiVersionParameter"),
        ("?api-version=", "MissingApiVersionParameter"),
        ("?api-version=1", "InvalidApiVersionParameter"),
        ("?api-version=1999-01-01", "InvalidApiVersionParameter"),
        ("?api-version=2999-01-01", "InvalidApiVersionParameter"),
        ("?api-version=2025-04-01-preview", ""),
    ],
)
def test_a_request_names_an_api_version(target: Any, query: str, code: str) -> None:
    """None, no date, a date before the first and after today's are refused."""
    assert _ask(target.url, f"/subscriptions{query}")[1] == code


def test_a_subscription_is_a_guid(target: Any) -> None:
    """Whatever is asked of one that can't be is refused."""
    path = "/subscriptions/mine/resourceGroups/rg?api-version=2025-04-01"
    assert _ask(target.url, path, "PUT", {"location": "westeurope"})[:2] == (400, "InvalidSubscriptionId")


def test_a_subscription_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    """404 for one that the server was not told of, unless something stands in it; without any told, every GUID is one."""
    own, other = SUBSCRIPTION.rpartition("/")[2], "11111111-1111-1111-1111-111111111111"
    path, query = f"/subscriptions/{other}/resourceGroups/rg", {"api-version": "2025-04-01"}

    def asked(service: Service, method: str, path: str = path) -> tuple[int, Any]:
        body = {"location": "westeurope"} if method == "PUT" else None
        reply = service.handle(Call(method, path, query, body, "http://x", headers={"authorization": "Bearer t"}))
        return reply.status, reply.body

    store = Store(tmp_path / "s.db")
    known, more, every = (
        Service(store, subscriptions=(own,)),
        Service(store, subscriptions=(own, other)),
        Service(store),
    )
    for method in ("GET", "PUT"):
        assert asked(known, method)[1]["error"]["code"] == "SubscriptionNotFound"
    assert asked(known, "PUT", f"/subscriptions/{own.upper()}/resourceGroups/rg")[0] == 201
    listed = asked(more, "GET", "/subscriptions")[1]["value"]
    assert [entry["subscriptionId"] for entry in listed] == [own, other]
    assert asked(every, "PUT")[0] == 201
    assert asked(known, "GET")[0] == 200
    every.close()


def _tags(count: int) -> dict[str, str]:
    return {f"tag{number}": "x" for number in range(count)}


WRONG = {
    "type-misspelt": ({**ACCOUNT, "type": "Microsoft.Storage/storageAcounts"}, "InvalidResourceType"),
    "child-type": (
        {**ACCOUNT, "type": "Microsoft.Storage/storageAccounts/boxes", "name": "stml/a"},
        "InvalidResourceType",
    ),
    "version-too-old": ({**ACCOUNT, "apiVersion": "1999-01-01"}, "NoRegisteredProviderFound"),
    "version-no-date": ({**ACCOUNT, "apiVersion": "latest"}, "NoRegisteredProviderFound"),
    "region": ({**ACCOUNT, "location": "mars"}, "LocationNotAvailableForResourceType"),
    "not-global": ({**ACCOUNT, "location": "global"}, "LocationNotAvailableForResourceType"),
    "global-only": (
        {
            "type": "Microsoft.Network/privateDnsZones",
            "apiVersion": "2024-06-01",
            "name": "a.b",
            "location": "westeurope",
        },
        "LocationNotAvailableForResourceType",
    ),
    "group-in-a-group": (
        {
            "type": "Microsoft.Resources/resourceGroups",
            "apiVersion": "2025-04-01",
            "name": "g",
            "location": "westeurope",
        },
        "InvalidTemplate",
    ),
    "too-many-tags": ({**ACCOUNT, "tags": _tags(51)}, "InvalidTagCount"),
    "tag-name": ({**ACCOUNT, "tags": {"a/b": "x"}}, "InvalidTagNameCharacters"),
    "tag-name-long": ({**ACCOUNT, "tags": {"a" * 129: "x"}}, "InvalidTagName"),
    "tag-twins": ({**ACCOUNT, "tags": {"a": "x", "A": "y"}}, "InvalidTagName"),
    "tag-value": ({**ACCOUNT, "tags": {"a": "x" * 257}}, "InvalidTagValueLength"),
    "tag-object": ({**ACCOUNT, "tags": {"a": {}}}, "InvalidRequestContent"),
}


@pytest.mark.parametrize("name", WRONG)
def test_all_three_refuse_what_resource_manager_refuses(azure: Any, name: str) -> None:
    """Validate and deploy answer 400 with one and the same error, what-if ends as failed with it; nothing is made."""
    resource, code = WRONG[name]
    azure.group()
    body = {"properties": {"mode": "Incremental", "template": landing.template({"wrong": resource})}}
    path = f"{GROUP}/providers/Microsoft.Resources/deployments/d"
    validated = azure.send("POST", f"{path}/validate", body)
    deployed = azure.send("PUT", path, body)
    forecast = azure.sdk.deployments.begin_what_if("rg-ml", "d", body).result()
    assert (validated[0], validated[1]["error"]["code"]) == (400, code)
    assert deployed == validated
    assert (forecast.status, forecast.error.as_dict()) == ("Failed", validated[1]["error"])
    assert azure.send("GET", f"{GROUP}/resources")[1]["value"] == []


@pytest.mark.parametrize("name", ["region", "too-many-tags", "tag-name", "tag-twins", "tag-value", "tag-object"])
def test_a_put_is_held_to_the_same_rules(azure: Any, name: str) -> None:
    """A resource that is put by itself gets the error that a template with it gets."""
    resource, code = WRONG[name]
    azure.group()
    status, answer = azure.send("PUT", f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stml", resource)
    assert (status, answer["error"]["code"]) == (400, code)


def test_limits_are_met_exactly(azure: Any) -> None:
    """50 tags, a name of 128 letters on storage, a value of 256."""
    azure.group()
    tags = _tags(48) | {"a" * 128: "x", "b": "y" * 256}
    azure.deploy(landing.template({"right": {**ACCOUNT, "tags": tags}}))


def test_a_group_stands_where_azure_is(azure: Any) -> None:
    """An unknown region is refused; blanks and letter case do not matter; a group does not move."""
    status, answer = azure.send("PUT", "resourceGroups/rg-a", {"location": "mars"})
    assert (status, answer["error"]["code"]) == (400, "LocationNotAvailableForResourceGroup")
    assert azure.send("PUT", "resourceGroups/rg-a", {"location": "West Europe"})[0] == 201
    assert azure.send("PUT", "resourceGroups/rg-a", {"location": "westeurope"})[0] == 200
    status, answer = azure.send("PUT", "resourceGroups/rg-a", {"location": "northeurope"})
    assert (status, answer["error"]["code"]) == (409, "InvalidResourceGroupLocation")


@pytest.mark.parametrize("kind", ["Microsoft.Storage/storageAccounts", "Contoso.Garden/beds"])
def test_a_resource_does_not_move(azure: Any, kind: str) -> None:
    """409 for another location of what exists, also for a type without rules of its own."""
    azure.group()
    path = f"{GROUP}/providers/{kind}/stml"
    body = {name: ACCOUNT[name] for name in ("location", "kind", "sku")}
    assert azure.send("PUT", path, body)[0] in {200, 201, 202}
    status, answer = azure.send("PUT", path, {**body, "location": "northeurope"})
    assert (status, answer["error"]["code"]) == (409, "InvalidResourceLocation")


def test_an_account_of_a_subscription_is_refused(azure: Any) -> None:
    """A type stands at the scopes that it has, in a template as in a request of its own."""
    schema = "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#"
    template = {"$schema": schema, "contentVersion": "1.0.0.0", "resources": [{**ACCOUNT, "location": "westeurope"}]}
    body = {"location": "westeurope", "properties": {"mode": "Incremental", "template": template}}
    status, answer = azure.send("PUT", "providers/Microsoft.Resources/deployments/d", body)
    assert (status, answer["error"]["code"]) == (400, "InvalidTemplate")
    assert "a resource group" in answer["error"]["message"]
    assert azure.send("PUT", "providers/Microsoft.Storage/storageAccounts/stml", ACCOUNT)[0] == 400


def test_a_type_that_is_not_there_is_not_found(azure: Any) -> None:
    """Reading, listing and deleting a type that its namespace lacks is 404, not an empty list."""
    azure.group()
    below = f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/w/computess"
    for method, path in (("GET", below), ("GET", f"{below}/a"), ("DELETE", f"{below}/a")):
        status, answer = azure.send(method, path)
        assert (status, answer["error"]["code"]) == (404, "InvalidResourceType"), (method, path)


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (f"{GROUP}/providers/Microsoft.Storage/storageAccounts/sta", (400, "NoRegisteredProviderFound")),
        (f"{GROUP}/providers/Microsoft.Storage/storageAccounts", (400, "NoRegisteredProviderFound")),
        (
            f"{GROUP}/providers/Microsoft.Storage/storageAccounts/sta/blobServices/default",
            (400, "NoRegisteredProviderFound"),
        ),
        (f"{GROUP}/providers/Microsoft.Authorization/locks/keep", (404, "InvalidResourceType")),
        (GROUP, (400, "InvalidApiVersionParameter")),
        (f"{GROUP}/providers/Microsoft.Contoso/things/thing", (404, "ResourceNotFound")),
    ],
)
def test_a_version_that_a_type_lacks_is_refused(target: Any, azure: Any, path: str, answer: tuple[int, str]) -> None:
    """In whatever is asked of it, as it is when it is written; of a namespace that is not known every date is one."""
    azure.group()
    query = "?api-version=2019-07-07"
    for method in ("GET", "DELETE", "PATCH") if answer[0] == 400 else ("GET",):
        assert _ask(target.url, f"{path}{query}", method, {} if method == "PATCH" else None)[:2] == answer, method
    if path.endswith("/sta"):
        assert _ask(target.url, f"{path}/listKeys{query}", "POST")[:2] == answer
        assert _ask(target.url, f"{path}?api-version=2025-01-01")[:2] == (404, "ResourceNotFound")


def test_every_type_of_a_known_namespace_is_in_its_table() -> None:
    """The catalogue's entries and the table of the types of a namespace name the same types."""
    assert [kind for kind in known_types() if namespace_is_known(kind) and scopes_of(kind) is None] == []
