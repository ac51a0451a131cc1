"""Change the access policies of a key vault, as a resource below it does."""

from __future__ import annotations

from mlinfra.local.providers._base import Body, Put, read


def _holder(policy: Body) -> tuple[str, ...]:
    return tuple(str(policy.get(name, "")).lower() for name in ("tenantId", "objectId", "applicationId"))


def _joined(before: Body | None, policy: Body) -> Body:
    """A policy with what its holder may do already."""
    old, new = (read(entry or {}, "permissions") or {} for entry in (before, policy))
    kinds = dict.fromkeys((*old, *new))
    return {
        **policy,
        "permissions": {kind: list(dict.fromkeys((*old.get(kind, ()), *new.get(kind, ())))) for kind in kinds},
    }


def apply_policies(put: Put) -> None:
    """Add, replace or remove what the policies say, by the name of the resource."""
    vault = put.rid.key.rsplit("/", maxsplit=2)[0]
    stored = put.view.get("resource", vault)
    if stored is None:
        return
    held = {_holder(policy): policy for policy in read(stored, "properties.accessPolicies") or ()}
    given = {_holder(policy): policy for policy in put.properties.get("accessPolicies") or ()}
    if put.rid.name.lower() == "add":
        held |= {holder: _joined(held.get(holder), policy) for holder, policy in given.items()}
    else:
        held = {holder: policy for holder, policy in held.items() if holder not in given}
        held = given if put.rid.name.lower() == "replace" else held
    properties = {**(read(stored, "properties") or {}), "accessPolicies": list(held.values())}
    put.view.put("resource", vault, {**stored, "properties": properties})
