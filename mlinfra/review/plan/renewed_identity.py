"""Mark role assignments that cannot stay because the identity that they name is made anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mlinfra.arm.expression_text import is_expression
from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.refusal import FIXED, Refusal
from mlinfra.catalogue.types.authorization import is_role_assignment
from mlinfra.review.plan.change import Action, Change
from mlinfra.review.plan.risk import risk_of

_STAYS = frozenset({Action.NO_CHANGE, Action.MODIFY})
_MADE = frozenset({Action.CREATE, Action.REPLACE})


def with_renewed_identities(changes: Iterable[Change]) -> list[Change]:
    """The changes, where a role assignment that exists grants to an identity that this deployment creates.

    The new identity has another principal, which is known only when it exists; Azure refuses it for a role assignment
    of the same name. Example: the identity ``id-train`` was deleted by hand, its assignments still stand.
    """
    listed = list(changes)
    made = {change.id.casefold() for change in listed if change.action in _MADE}
    return [_marked(change, made) if is_role_assignment(change.type) else change for change in listed]


def _marked(change: Change, made: set[str]) -> Change:
    principal = str(((change.after or {}).get("properties") or {}).get("principalId")).casefold()
    if change.action not in _STAYS or not is_expression(principal):
        return change
    identity = next((key for key in made if f"'{key}'" in principal), None)
    if identity is None:
        return change
    name = ResourceId(identity).address
    message = f"the identity {name} is made anew and gets another principal; a role assignment keeps its first one"
    fix = f"delete and create it: --replace {change.address}"
    refusal = Refusal(FIXED, "properties.principalId", message, fix)
    refused = replace(change, action=Action.REFUSED, noise=None, refusals=(*change.refusals, refusal))
    return replace(refused, risk=risk_of(refused))
