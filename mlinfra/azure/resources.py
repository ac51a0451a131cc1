"""Resource groups, providers and single resources, asked through a `Cloud`."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mlinfra.azure.errors import Refused
from mlinfra.azure.protocol import Cloud, Wire
from mlinfra.base.scope import DeploymentScope

GROUP_VERSION = "2025-04-01"
_REGISTER_SECONDS = 300.0


def read(cloud: Cloud, resource_id: str, api_version: str) -> Wire | None:
    """A resource as it is; None when it does not exist."""
    answer = cloud.send("GET", resource_id, api_version)
    return answer.body if answer.found else None


def group_exists(cloud: Cloud, scope: DeploymentScope) -> bool:
    """Whether the resource group of a scope exists; True at scopes that have none."""
    return scope.kind != "resourceGroup" or cloud.send("GET", scope.id, GROUP_VERSION).found


def ensure_group(cloud: Cloud, scope: DeploymentScope, tags: Mapping[str, str]) -> bool:
    """Make the scope's resource group where it is missing and its location is known; whether it was made.

    ``tags`` go on a group that is made here, so that it can be told from others. Raises Refused.
    """
    if group_exists(cloud, scope):
        return False
    if not scope.location:
        raise Refused(
            {
                "code": "ResourceGroupNotFound",
                "message": f"Resource group '{scope.resource_group}' could not be found.",
            },
            status=404,
        )
    cloud.send("PUT", scope.id, GROUP_VERSION, {"location": scope.location, "tags": dict(tags)})
    return True


def used_namespaces(template: Mapping[str, Any]) -> tuple[str, ...]:
    """The resource providers that a template needs, nested templates included."""
    return tuple(sorted({name for name in _namespaces(template) if name.lower() != "microsoft.resources"}))


def _namespaces(template: Mapping[str, Any]) -> Iterator[str]:
    resources = template.get("resources") or ()
    for resource in resources.values() if isinstance(resources, Mapping) else resources:
        if not isinstance(resource, Mapping) or resource.get("existing"):
            continue
        kind = str(resource.get("type") or "")
        if "/" in kind and not kind.startswith("["):
            yield kind.partition("/")[0]
        if (inner := inner_template(resource)) is not None:
            yield from _namespaces(inner)
        if resource.get("resources"):
            yield from _namespaces(resource)


def inner_template(resource: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The template of a nested deployment; None for any other resource, whose properties may be an expression."""
    properties = resource.get("properties")
    inner = properties.get("template") if isinstance(properties, Mapping) else None
    return inner if isinstance(inner, Mapping) else None


class KnownProviders:
    """Resource providers that were looked at: deployments of one run share it, so that each is asked for once."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.places: set[str] = set()
        """Ids such as ``/subscriptions/.../providers/Microsoft.Storage``."""


def register_providers(
    cloud: Cloud, scope: DeploymentScope, namespaces: Iterable[str], known: KnownProviders | None = None
) -> tuple[str, ...]:
    """Register what the subscription has not registered yet, and wait for it; the namespaces that were registered.

    The SDK does this for some calls and silently not for deployments. An identity that may not register is let pass:
    the deployment will say what is missing. What is ``known`` is not asked for again.
    """
    if scope.kind in {"managementGroup", "tenant"}:
        return ()
    subscription, known = f"/subscriptions/{scope.subscription or cloud.subscription}", known or KnownProviders()
    with known.lock:
        places = {name: f"{subscription}/providers/{name}" for name in namespaces}
        asked = [name for name, place in places.items() if place not in known.places]
        done = _register_missing(cloud, subscription, asked)
        known.places.update(places.values())
    return done


def _register_missing(cloud: Cloud, subscription: str, namespaces: Iterable[str]) -> tuple[str, ...]:
    missing = [name for name in namespaces if not _registered(cloud, subscription, name)]
    done = tuple(name for name in missing if _register(cloud, subscription, name))
    until = time.monotonic() + _REGISTER_SECONDS
    while any(not _registered(cloud, subscription, name) for name in done) and time.monotonic() < until:
        time.sleep(cloud.interval)
    return done


def _register(cloud: Cloud, subscription: str, namespace: str) -> bool:
    try:
        cloud.send("POST", f"{subscription}/providers/{namespace}/register", GROUP_VERSION)
    except Refused as error:
        if error.status != 403:
            raise
        return False
    return True


def _registered(cloud: Cloud, subscription: str, namespace: str) -> bool:
    """Whether nothing is to be done; an identity with rights in one group alone may not even look."""
    try:
        answer = cloud.send("GET", f"{subscription}/providers/{namespace}", GROUP_VERSION)
    except Refused as error:
        if error.status != 403:
            raise
        return True
    return not answer.found or str((answer.body or {}).get("registrationState", "Registered")) == "Registered"


def latest_version(cloud: Cloud, subscription: str, resource_type: str) -> str | None:
    """The newest stable API version of a type, asked of its provider."""
    namespace, _, kind = resource_type.partition("/")
    answer = cloud.send("GET", f"/subscriptions/{subscription}/providers/{namespace}", GROUP_VERSION)
    for entry in (answer.body or {}).get("resourceTypes") or () if answer.found else ():
        if str(entry.get("resourceType")).lower() == kind.lower():
            versions = sorted(entry.get("apiVersions") or (), reverse=True)
            stable = [version for version in versions if "preview" not in version]
            return str((stable or versions or [None])[0]) if versions else None
    return None
