"""Write the template of what stands in a resource group."""

from __future__ import annotations

import re
from typing import Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.api_versions import api_versions
from mlinfra.local.comparison import comparable
from mlinfra.local.inner_children import as_sent
from mlinfra.local.moments import created_at
from mlinfra.local.providers import provider_of
from mlinfra.local.providers._base import Body
from mlinfra.local.resources import received
from mlinfra.local.store import View

_SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
_FALLBACK = "2025-04-01"
_LEFT_OUT = {"id", "name", "type", "etag", "managedBy"}


def exported(view: View, bodies: list[Body], options: set[str]) -> Body:
    """A template that deploys these resources; ``options``: those of exportTemplate, in lower case.

    What the services made themselves, secrets and read-only properties are not in it.
    """
    parameters: Body = {}
    named = not options & {"skipresourcenameparameterization", "skipallparameterization"}
    own = [body for body in bodies if created_at(view, str(body["id"]).lower())]
    keys = {str(body["id"]).lower() for body in own}
    resources = [_resource(view, body, keys, parameters if named else None) for body in own]
    if "includeparameterdefaultvalue" not in options:
        parameters = {name: {"type": spec["type"]} for name, spec in parameters.items()}
    return {
        "$schema": _SCHEMA,
        "contentVersion": "1.0.0.0",
        "parameters": parameters,
        "variables": {},
        "resources": resources,
    }


def _resource(view: View, body: Body, keys: set[str], parameters: Body | None) -> Body:
    rid = ResourceId(str(body["id"]))
    put = received(rid, body, view)
    kept = comparable(put, as_sent(view, body))
    members: Body = {name: value for name, value in kept.items() if name not in _LEFT_OUT}
    head: Body = {"type": str(body["type"]), "apiVersion": _version(rid.type), "name": _name(rid, parameters)}
    if rid.extends:
        head["scope"] = _relative(rid.extends)
    needed = [other for other in (rid.parent, rid.extends) if other and other.key in keys]
    order = {"dependsOn": [_reference(other, parameters) for other in needed]} if needed else {}
    return {**head, **order, **_literal(members)}


def _version(resource_type: str) -> str:
    versions = api_versions(provider_of(resource_type).type)
    stable = [version for version in versions if "preview" not in version]
    return next(iter(stable or versions), _FALLBACK)  # some types have previews alone, as exemptions of policies


def _parameter(rid: ResourceId, parameters: Body) -> str:
    """The name of the parameter that holds the first name of a resource."""
    root = rid.root
    kind = root.type.split("/")[-1]
    name = f"{kind}_{re.sub(r'[^A-Za-z0-9]', '_', root.name)}_name"
    parameters[name] = {"type": "String", "defaultValue": root.name}
    return name


def _name(rid: ResourceId, parameters: Body | None) -> str:
    below = "/".join(rid.names[1:])
    if parameters is None:
        text = "/".join(rid.names)
        return f"[{text}" if text.startswith("[") else text
    first = f"parameters('{_parameter(rid, parameters)}')"
    return f"[concat({first}, '/{below}')]" if below else f"[{first}]"


def _reference(rid: ResourceId, parameters: Body | None) -> str:
    names = [f"'{name}'" for name in rid.names]
    if parameters is not None:
        names[0] = f"parameters('{_parameter(rid, parameters)}')"
    return f"[resourceId('{rid.type}', {', '.join(names)})]"


def _relative(rid: ResourceId) -> str:
    kinds, names = rid.type.split("/")[1:], rid.names
    pairs = "/".join(f"{kind}/{name}" for kind, name in zip(kinds, names, strict=True))
    return f"{rid.type.split('/', maxsplit=1)[0]}/{pairs}"


def _literal(value: Any) -> Any:
    """A value whose texts are no expressions: a bracket in front is doubled."""
    if isinstance(value, dict):
        return {_literal(name): _literal(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_literal(item) for item in value]
    return f"[{value}" if isinstance(value, str) and value.startswith("[") and value.endswith("]") else value
