"""Answer rehearsed refusals: the errors that Azure gives for quota, policy, names and the like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.arm_types import VAULTS
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.authorization import ROLE_ASSIGNMENT
from mlinfra.catalogue.types.container_registry import CONTAINER_REGISTRY
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.local.errors import ArmError
from mlinfra.local.store import View


@dataclass(frozen=True, slots=True)
class Refusal:
    """One way in which Azure says no. ``{name}``, ``{id}``, ``{type}``, ``{size}``, ``{location}`` are filled in."""

    types: tuple[str, ...]
    """Resource types it applies to, as prefixes; empty: all."""
    status: int
    code: str
    message: str
    info: str = ""
    """``additionalInfo.type``."""
    only_new: bool = False
    """Applies to resources that don't exist yet."""


_ML = "Microsoft.MachineLearningServices/"
REFUSALS: dict[str, Refusal] = {
    "quota": Refusal(
        (f"{_ML}workspaces/computes", f"{_ML}workspaces/onlineEndpoints/deployments", "Microsoft.Compute/"),
        400,
        "QuotaExceeded",
        "Operation could not be completed as it results in exceeding approved {size} cores quota in {location}. "
        "Additional details: Current Limit: 0, Current Usage: 0, Additional Required: 24.",
    ),
    "image-build": Refusal(
        (f"{_ML}workspaces/environments/versions", f"{_ML}workspaces/onlineEndpoints/deployments"),
        400,
        "ImageBuildFailure",
        "Image build of '{name}' failed: pip could not resolve the conda file's dependencies. See the build log.",
    ),
    "access-denied": Refusal(
        (),
        403,
        "AuthorizationFailed",
        "The client with object id '{principal}' does not have authorization to perform action '{type}/write' "
        "over scope '{id}' or the scope is invalid. If access was recently granted, please refresh your credentials.",
    ),
    "role-exists": Refusal(
        (ROLE_ASSIGNMENT.type,),
        409,
        "RoleAssignmentExists",
        "The role assignment already exists.",
        only_new=True,
    ),
    "soft-deleted": Refusal(
        (f"{_ML}workspaces", VAULTS),
        409,
        "Conflict",
        "A soft-deleted resource with the name '{name}' exists. Recover or purge it before this name can be used again.",
        only_new=True,
    ),
    "policy": Refusal(
        (),
        403,
        "RequestDisallowedByPolicy",
        "Resource '{name}' was disallowed by policy. Policy identifiers: '[{{\"policyAssignment\":"
        '{{"name":"Allowed locations"}}}}]\'.',
        info="PolicyViolation",
    ),
    "provider": Refusal(
        (),
        409,
        "MissingSubscriptionRegistration",
        "The subscription is not registered to use namespace '{namespace}'. "
        "See https://aka.ms/rps-not-found for how to register subscriptions.",
    ),
    "sku-region": Refusal(
        (),
        409,
        "SkuNotAvailable",
        "The requested size for resource '{id}' is currently not available in location '{location}' for the subscription.",
    ),
    "name-taken": Refusal(
        (STORAGE_ACCOUNT.type, CONTAINER_REGISTRY.type, VAULTS),
        409,
        "StorageAccountAlreadyTaken",
        "The storage account named {name} is already taken.",
        only_new=True,
    ),
    "service-grants": Refusal((), 409, "RoleAssignmentExists", "The role assignment already exists."),
    "job": Refusal((f"{_ML}workspaces/jobs",), 400, "JobFailed", "The job '{name}' fails when it runs."),
}
"""What ``refuse=NAME`` may say. ``job`` lets jobs be submitted and end as failed; ``service-grants`` lets workspaces
grant their own identity its roles, so that who grants them again is refused."""
_NOT_AT_ONCE = ("job", "service-grants")


def check_refusals(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same names, if all are known. Raises InvalidInput otherwise."""
    for name in names:
        if name.partition(":")[0] not in REFUSALS:
            raise InvalidInput(f"no refusal is called '{name}'", hint=f"known: {', '.join(REFUSALS)}")
    return names


def _size(body: dict[str, Any]) -> str:
    outer = body.get("properties") or {}
    inner = outer.get("properties")
    size = inner.get("vmSize") if isinstance(inner, dict) else None
    return str(size or outer.get("instanceType") or "")


def applies(name: str, rid: ResourceId, body: dict[str, Any], *, new: bool) -> bool:
    """Whether a rehearsed refusal meets this resource."""
    kind, _, text = name.partition(":")
    refusal = REFUSALS[kind]
    if refusal.only_new and not new:
        return False
    typed = rid.type.lower()
    if kind in {"soft-deleted", "name-taken", "role-exists"} and all(typed != t.lower() for t in refusal.types):
        return False
    if refusal.types and not any(typed.startswith(t.lower()) for t in refusal.types):
        return False
    place = "" if kind == "provider" else f"{rid.key} {_size(body)} {body.get('location', '')}".lower()
    return text.lower() in f"{typed} {place}"


def provider_key(rid: ResourceId) -> str:
    """Where the registration of the resource's provider is kept."""
    return f"{rid.subscription}/{rid.type.split('/')[0]}".lower()


def refuse(view: View, names: tuple[str, ...], rid: ResourceId, body: dict[str, Any], principal: str) -> None:
    """Raise the first refusal that meets this resource."""
    new = view.get("resource", rid.key) is None if names else True
    for name in names:
        if name.startswith(_NOT_AT_ONCE) or not applies(name, rid, body, new=new):
            continue
        if name.startswith("provider") and view.get("provider", provider_key(rid)):
            continue
        refusal = REFUSALS[name.partition(":")[0]]
        message = refusal.message.format(
            name=rid.name,
            id=rid.text,
            type=rid.type,
            size=_size(body) or "standard",
            location=body.get("location", ""),
            namespace=rid.type.split("/")[0],
            principal=principal,
        )
        info = [{"type": refusal.info, "info": {"policyAssignmentName": "Allowed locations"}}] if refusal.info else None
        raise ArmError(refusal.status, refusal.code, message, target=rid.name, info=info)
