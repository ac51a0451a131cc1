"""Shared pieces of the plan's tests: a context, and what-if answers made by hand."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from mlinfra.base.scope import DeploymentScope
from mlinfra.review.plan import Context, Plan, Source, from_json, plan_schema, read_what_if, to_json

SUBSCRIPTION = "00000000-0000-0000-0000-000000000001"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-churn"
SCOPE = DeploymentScope(subscription=SUBSCRIPTION, resource_group="rg-churn", location="westeurope")

_VALIDATOR = jsonschema.Draft202012Validator(plan_schema())


def context(**fields: Any) -> Context:
    """A context for stack ``churn`` in group ``rg-churn``."""
    return Context("churn", SCOPE, fields.pop("source", Source("azure")), **fields)


def resource_id(type_: str, name: str) -> str:
    """The id of a resource in the group; ``type_`` and ``name`` may have several steps."""
    provider, *kinds = type_.split("/")
    steps = "/".join(f"{kind}/{each}" for kind, each in zip(kinds, name.split("/"), strict=True))
    return f"{GROUP}/providers/{provider}/{steps}"


def item(change: str, type_: str, name: str, before: Any = None, after: Any = None, **more: Any) -> dict[str, Any]:
    """One item of a what-if answer."""
    named = {"id": resource_id(type_, name), "type": type_, "name": name}
    wire: dict[str, Any] = {"resourceId": named["id"], "changeType": change, **more}
    wire |= {side: {**named, **body} for side, body in (("before", before), ("after", after)) if body is not None}
    return wire


def answer(*changes: Any, **properties: Any) -> dict[str, Any]:
    """A what-if answer with these changes."""
    return {"status": "Succeeded", "properties": {"changes": list(changes), **properties}}


def read(*changes: Any, **fields: Any) -> Plan:
    """The plan of some items, checked against the schema and the round trip."""
    return checked(read_what_if(answer(*changes), context(**fields)))


def checked(plan: Plan) -> Plan:
    """The plan itself, once its JSON fits the schema and comes back as the same plan."""
    data = json.loads(json.dumps(to_json(plan)))
    _VALIDATOR.validate(data)
    assert to_json(from_json(data)) == data
    return plan
