"""Rate how much harm a change can do, with the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from mlinfra.base.json_value import Json
from mlinfra.catalogue.lookup import holds_data
from mlinfra.catalogue.refusal import standing
from mlinfra.catalogue.roles import ROLES_BY_GUID
from mlinfra.catalogue.types.authorization import is_role_assignment
from mlinfra.review.plan.change import Action, Change, Delta, DeltaAction, Risk

_OPENS: Final[Mapping[str, tuple[Json, ...]]] = {
    "publicnetworkaccess": ("Enabled", "enabled"),
    "defaultaction": ("Allow",),
    "allowblobpublicaccess": (True,),
    "allowsharedkeyaccess": (True,),
    "adminuserenabled": (True,),
    "anonymouspullenabled": (True,),
    "disablelocalauth": (False,),
    "supportshttpstrafficonly": (False,),
    "enablepurgeprotection": (False,),
    "enablerbacauthorization": (False,),
    "minimumtlsversion": ("TLS1_0", "TLS1_1"),
    "publicaccess": ("Blob", "Container"),
}
"""Security-relevant property -> the values that open something."""


def risk_of(change: Change) -> Risk:
    """The risk of one change; what is folded as noise or changes nothing has none."""
    if not change.visible:
        return Risk()
    return _BY_ACTION.get(change.action, _other)(change)


def _delete(change: Change) -> Risk:
    if reason := holds_data(change.type):
        return Risk("high", reason)
    if is_role_assignment(change.type):
        return Risk("high", f"{holder(change.before)} loses access")
    return Risk("medium", "the resource and its settings go away")


def _replace(change: Change) -> Risk:
    if is_role_assignment(change.type):
        return Risk("medium", "access is gone until it is granted again")
    return Risk("high", holds_data(change.type) or "the resource goes away and comes back empty")


def _refused(change: Change) -> Risk:
    named = ", ".join(dict.fromkeys(refusal.path for refusal in standing(change.refusals)))
    return Risk("high", f"Azure refuses it: {named or 'the resource cannot change in place'}")


def _no_effect(_change: Change) -> Risk:
    return Risk("low", "Azure accepts the change and does nothing")


def _detach(_change: Change) -> Risk:
    return Risk("medium", "it stays in Azure and nobody manages it any more")


def _modify(change: Change) -> Risk:
    shown = [delta for delta in change.deltas if delta.noise is None]
    if opened := next((delta for delta in shown if _opens(delta)), None):
        return Risk("high", f"{opened.path} opens the resource")
    if secure := next((delta for delta in shown if delta.security), None):
        return Risk("medium", f"{secure.path} is security-relevant")
    return Risk("low", "settings change in place")


def _opens(delta: Delta) -> bool:
    if not delta.security or delta.action is DeltaAction.DELETE:
        return False
    return any(
        delta.after is value or (isinstance(value, str) and delta.after == value)
        for value in _OPENS.get(_leaf(delta.path), ())
    )


def _leaf(path: str) -> str:
    return path.rpartition(".")[2].casefold()


def _create(change: Change) -> Risk:
    if not is_role_assignment(change.type):
        return Risk()
    role = ROLES_BY_GUID.get(_role(change.after))
    gains = f"{holder(change.after)} gains"
    if role and role.power:
        return Risk("high", f"{gains} {role.name}, which {role.power}")
    return Risk("medium", f"{gains} access")


def _role(assignment: Mapping[str, Json] | None) -> str:
    """The GUID of the role that an assignment gives; it stands last in the definition's id."""
    guids = _GUID.findall(str(_property(assignment, "roleDefinitionId")))
    return guids[-1].casefold() if guids else ""


def holder(assignment: Mapping[str, Json] | None) -> str:
    """Who has the role of an assignment: the resource whose identity it is, else the principal's id."""
    principal = str(_property(assignment, "principalId") or "")
    if named := _QUOTED_ID.search(principal):
        return named[1].rsplit("/", 1)[-1]
    guids = _GUID.findall(principal)
    return f"principal {guids[-1]}" if guids else "somebody"


_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_QUOTED_ID = re.compile(r"'(/subscriptions/[^']+)'")


def _property(body: Mapping[str, Json] | None, name: str) -> Json:
    properties = body.get("properties") if body else None
    return properties.get(name) if isinstance(properties, Mapping) else None


def _other(_change: Change) -> Risk:
    return Risk("medium", "the forecast does not say what changes")


_BY_ACTION = {
    Action.DELETE: _delete,
    Action.REPLACE: _replace,
    Action.REFUSED: _refused,
    Action.NO_EFFECT: _no_effect,
    Action.DETACH: _detach,
    Action.MODIFY: _modify,
    Action.CREATE: _create,
}
