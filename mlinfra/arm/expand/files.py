"""Parsed template and parameter files -> what expansion takes: the target scope, parameters in ARM form."""

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


def template_scope(template: Mapping[str, Any]) -> ScopeKind:
    """The scope a template deploys to, by its ``$schema``."""
    schema = template.get("$schema")
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
    parameters = document.get("parameters", {}) if "$schema" in document or "parameters" in document else document
    if not isinstance(parameters, Mapping):
        raise TemplateError("the parameters are not an object", where="parameters")
    for name, entry in parameters.items():
        if not isinstance(entry, Mapping):
            raise TemplateError('a parameter is {"value": ...} or {"reference": ...}', where=f"parameters.{name}")
    return dict(parameters)
