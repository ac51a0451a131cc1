"""Find children whose parent cannot exist, because its resource group does not exist yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinfra.arm.resource_id import ResourceId
from mlinfra.review.plan.plan import Failure

if TYPE_CHECKING:
    from mlinfra.arm.expand import Snapshot
    from mlinfra.base.scope import DeploymentScope


def missing_parent(snapshot: Snapshot, scope: DeploymentScope) -> Failure | None:
    """Why Azure would refuse the template in a group that does not exist yet; None where no parent is missing.

    ``snapshot``: what the template deploys at ``scope``. Only the outermost parent counts: parts such as a storage
    account's blob service come with it. Nothing is said where a nested deployment could not be expanded, as it may
    hold the parent.
    """
    if snapshot.diagnostics:
        return None
    ids = [ResourceId(str(body["id"])) for body in snapshot.resources if str(body.get("id", "")).startswith("/")]
    deployed = {rid.key for rid in ids}
    for rid in ids:
        root = rid.root
        if root.key != rid.key and root.key not in deployed and root.group and root.group.key == scope.id.lower():
            text = f"the parent {root.type} {root.name} of {rid.type} {'/'.join(rid.names)} does not exist"
            hint = f"deploy {root.name} first, or have the same template deploy it: its resource group is new"
            return Failure("ParentResourceNotFound", text, rid.text, hint)
    return None
