"""Read from template and parameter files what expansion takes: the target scope, parameters in ARM form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlinfra.base.errors import TemplateError
from mlinfra.base.scope import ScopeKind

_KINDS: dict[str, ScopeKind] = {
    "deploymenttemplate": "resourceGroup",
    "subscriptiondeploymenttemplate": "subscription",
    "managementgroupdeploymenttemplate": "managementGroup",
    "tenantdeploymenttemplate": "tenant",
}
_ENTRY = {"value", "reference", "metadata", "expression"}


def template_scope(template: Mapping[str, Any]) -> ScopeKind:
    """The scope a template deploys to, by its ``$schema``."""
    schema = next((value for key, value in template.items() if key.lower() == "$schema"), None)
    name = schema.split("#")[0].rsplit("/", 1)[-1].lower().removesuffix(".json") if isinstance(schema, str) else ""
    kind = _KINDS.get(name)
    if kind is None:
        raise TemplateError(
            f"{schema!r} is not the schema of a deployment template",
            where="$schema",
            hint="https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json# is that of a group's.",
        )
    return kind


def read_parameters(document: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a parameter file, ``deploymentParameters.json`` or the bare object, in ARM form."""
    keys = {key.lower(): key for key in document}
    whole = "$schema" in keys or "parameters" in keys
    parameters = document.get(keys.get("parameters", ""), {}) if whole else document
    if not isinstance(parameters, Mapping):
        raise TemplateError("the parameters are not an object", where="parameters")
    seen: dict[str, str] = {}
    for name, entry in parameters.items():
        if not isinstance(entry, Mapping):
            raise TemplateError('a parameter is {"value": ...} or {"reference": ...}', where=f"parameters.{name}")
        other = seen.setdefault(name.lower(), name)
        if other != name:
            raise TemplateError(
                f"{other!r} and {name!r} are one parameter: Azure does not tell upper from lower case",
                where=f"parameters.{name}",
                hint="remove one of them",
            )
    return {name: _entry(entry) for name, entry in parameters.items()}


def _entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What a parameter is given, with its keywords in lower case."""
    return {key.lower() if key.lower() in _ENTRY else key: value for key, value in entry.items()}
