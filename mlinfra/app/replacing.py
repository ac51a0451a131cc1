"""Say what `--replace` deletes and creates: the named resources and what depends on them, in order."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.dependents import with_dependents
from mlinfra.catalogue.lookup import holds_data
from mlinfra.review.plan.change import Action

if TYPE_CHECKING:
    from mlinfra.arm.expand import Snapshot
    from mlinfra.azure.deploy.destroy import Deletion
    from mlinfra.review.plan.plan import Plan


def replaced_ids(addresses: Sequence[str], snapshot: Snapshot, stack: str) -> frozenset[str]:
    """Lower-case ids of what is deleted and created when these addresses, or ids, are named.

    Raises `InvalidInput` for an address that the stack does not have, and where something that holds data would be deleted
    without being named itself.
    """
    if not addresses:
        return frozenset()
    resources = [body for body in snapshot.resources if str(body["id"]).startswith("/")]
    named = {_id_of(address, resources, stack) for address in addresses}
    chosen = with_dependents(named, resources)
    bodies = {str(body["id"]).casefold(): body for body in resources}
    for key in chosen:
        loses = holds_data(str(bodies[key]["type"]))
        if loses and key not in named:
            raise _holds_data(str(bodies[key]["id"]), loses, addresses, stack)
    return frozenset(chosen)


def _id_of(address: str, resources: Iterable[Mapping[str, Any]], stack: str) -> str:
    ids = {str(body["id"]).casefold(): ResourceId(str(body["id"])).address for body in resources}
    matches = [key for key, known in ids.items() if address.casefold() in {key, known.casefold()}]
    if len(matches) == 1:
        return matches[0]
    if matches:
        hint = f"give the id of one of them: {', '.join(matches)}"
        raise InvalidInput(f"several resources have the address {address}", where=f"{stack} --replace", hint=hint)
    near = difflib.get_close_matches(address, ids.values(), n=3, cutoff=0.4) or sorted(ids.values())[:5]
    hint = f"an address as the plan shows it, such as {', '.join(near)}"
    raise InvalidInput(f"the stack has no resource {address}", where=f"{stack} --replace", hint=hint)


def _holds_data(resource_id: str, loses: str, addresses: Sequence[str], stack: str) -> InvalidInput:
    address = ResourceId(resource_id).address
    text = f"--replace {' --replace '.join(addresses)} also deletes {address}, and {loses}"
    return InvalidInput(text, where=stack, hint=f"name it as well, if it may go: --replace {address}")


def deletions(plan: Plan, snapshot: Snapshot) -> tuple[Deletion, ...]:
    """What goes before the deployment, what was deployed last first."""
    from mlinfra.azure.deploy.destroy import Deletion

    wanted = {change.id.casefold(): change for change in plan.changes if change.action is Action.REPLACE}
    ordered = [body for body in reversed(snapshot.resources) if str(body["id"]).casefold() in wanted]
    return tuple(_deletion(Deletion, body, wanted[str(body["id"]).casefold()].before or {}) for body in ordered)


def _deletion(kind: type[Deletion], body: Mapping[str, Any], live: Mapping[str, Any]) -> Deletion:
    parts = ResourceId(str(body["id"]))
    held = bool((live.get("properties") or {}).get("enablePurgeProtection"))
    location = str(live.get("location") or body.get("location") or "")
    return kind(str(body["id"]), parts.type, parts.full_name, str(body["apiVersion"]), location, not held)
