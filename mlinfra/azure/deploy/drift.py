"""Tell live drift and changes of the code apart, by two forecasts: of what was last deployed, and of today's code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mlinfra.arm.expand import expand
from mlinfra.arm.resource_id import deployment_of
from mlinfra.azure.deploy.owned import last_parameters, of_stack
from mlinfra.azure.group_tags import tags_set_before, with_group_change
from mlinfra.azure.protocol import Cloud, Request, Wire
from mlinfra.base.errors import CloudError, TemplateError
from mlinfra.base.scope import DeploymentScope
from mlinfra.review.plan import Action, Change, Context, Delta, Plan, read_stack_what_if, read_what_if


@dataclass(frozen=True, slots=True)
class Drift:
    """``live``: what a redeployment of the last template would put right. ``code``: what only today's code changes."""

    deployment: str
    """Name of the last successful deployment."""
    when: str
    """When it ended, ISO 8601."""
    live: Plan
    code: Plan
    today: Plan
    """The whole forecast of today's code, live drift included."""

    @property
    def drifted(self) -> bool:
        """Whether anything live differs from what was last deployed, or stands there and left the code."""
        return self.live.has_changes

    @property
    def clean(self) -> bool:
        """Whether there is nothing to tell: no drift, no change of the code, nothing that could not be seen."""
        plans = (self.live, self.code)
        return not any(plan.has_changes or plan.errored or not plan.complete for plan in plans)


def drift(cloud: Cloud, request: Request, context: Context) -> Drift:
    """Compare two forecasts: of the template that ARM keeps from the last deployment, and of today's.

    Changes in the first are live drift; those in the second alone come from the code. What was deleted live and has left the
    code as well is no drift: both agree. Raises CloudError for a stack
    that was never deployed here, WhatIfFailed for a forecast that failed.
    """
    scope, name, deployment = last_deployment(cloud, request)
    template, parameters = what_was_sent(cloud, request, scope, name, deployment)
    last = replace(_with_tags_of_then(cloud, request), template=template, parameters=parameters, secrets={})
    wire = cloud.what_if(last)
    live = _plan(cloud, last, wire, replace(context, expected=_deployed_ids(last)))
    same = template == request.template and _values(parameters) == _values(request.values)
    now = _plan(cloud, request, wire if same else cloud.what_if(request), context)
    when = str(deployment["properties"].get("timestamp") or "")
    in_code = {
        *(change.id.casefold() for change in now.changes),
        *(resource_id.casefold() for resource_id in context.expected),
    }
    live = replace(
        live, changes=tuple(c for c in live.changes if c.action is not Action.CREATE or c.id.casefold() in in_code)
    )
    return Drift(name, when, live, replace(now, changes=tuple(_only_now(live, now))), now)


def _deployed_ids(request: Request) -> tuple[str, ...]:
    """What the template of a request deploys, known offline: the forecast of that template must mention it."""
    try:
        return tuple(str(body["id"]) for body in expand(request.template, request.values, request.scope).resources)
    except TemplateError:
        return ()


def what_was_sent(
    cloud: Cloud, request: Request, scope: DeploymentScope, name: str, deployment: Wire
) -> tuple[Wire, Wire]:
    """Template and parameters of a deployment, as ARM keeps them; secure and live values come from the request."""
    template = cloud.exported(scope, name)
    if template is None:
        raise CloudError(f"Azure no longer keeps the template of deployment {name}", hint="deploy the stack once more")
    declared = template.get("parameters") or {}
    live = {name: value for name, value in request.live.items() if name in declared}
    return template, {**last_parameters(deployment, template, dict(request.secrets)), **live}


def last_deployment(cloud: Cloud, request: Request) -> tuple[DeploymentScope, str, Wire]:
    """The last deployment that succeeded: its scope, name and body. Raises CloudError where there is none."""
    if request.as_stack:
        stack = cloud.stack(request.scope, request.name)
        at = deployment_of(str((stack or {}).get("properties", {}).get("deploymentId") or ""))
        deployment = cloud.deployment(*at) if at else None
        if at and deployment:
            return (*at, deployment)
    else:
        for entry in of_stack(cloud, request.scope, request.stack):
            if str(entry["properties"].get("provisioningState")).lower() == "succeeded":
                name = str(entry["name"])
                return request.scope, name, cloud.deployment(request.scope, name) or entry
    raise CloudError(
        f"{request.stack} was never deployed to {request.scope.id}, or destroyed since",
        hint="deploy it first; 'plan' says what that does",
    )


def _values(parameters: Wire) -> Wire:
    return {name: parameter.get("value", parameter.get("reference")) for name, parameter in parameters.items()}


def _with_tags_of_then(cloud: Cloud, request: Request) -> Request:
    """The request with the tags that the last deployment gave the group, as far as it says so."""
    before = None if request.as_stack else tags_set_before(cloud, request)
    return replace(request, group_tags=before, new_group_tags={}) if before else request


def _plan(cloud: Cloud, request: Request, wire: Wire, context: Context) -> Plan:
    """What a forecast says, and what becomes of the tags of the group, of which Azure's forecast says nothing."""
    read = read_stack_what_if if request.as_stack else read_what_if
    return read(with_group_change(wire, cloud, request), context)


def _only_now(live: Plan, now: Plan) -> Iterator[Change]:
    """Changes of today's forecast less what the last template would change as well."""
    drifted = {change.id.casefold(): change for change in live.changes if change.visible}
    for change in now.changes:
        before = drifted.get(change.id.casefold())
        if before is None or before.action is not change.action:
            yield change
            continue
        known = {_key(delta) for delta in before.deltas}
        left = tuple(delta for delta in change.deltas if _key(delta) not in known)
        if left or (not change.deltas and change.after != before.after):
            yield replace(change, deltas=left)


def _key(delta: Delta) -> tuple[str, str, str, str]:
    return delta.path, delta.action.value, repr(delta.before), repr(delta.after)
