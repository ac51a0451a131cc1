"""Compare what is sent with what is stored, as far as a template decides it."""

from __future__ import annotations

from mlinfra.catalogue.change_judgement import ChangeJudgement, judge_change
from mlinfra.local.providers import provider_of
from mlinfra.local.providers._base import Body, Put, leaves, read, without

SENT_KEYS = (
    "location",
    "tags",
    "kind",
    "sku",
    "identity",
    "zones",
    "plan",
    "managedBy",
    "extendedLocation",
    "properties",
)
"""What of a template's resource reaches the provider, in the order in which a GET shows it."""


def comparable(put: Put, body: Body) -> Body:
    """What of a body a forecast compares: what the template decides, defaults included."""
    kind = provider_of(put.rid.type)
    result = without(
        body, (*leaves(kind.set_by_service(put)), *kind.write_only, "identity.principalId", "identity.tenantId")
    )
    assigned = read(result, "identity.userAssignedIdentities")
    if assigned:
        result["identity"]["userAssignedIdentities"] = {name: {} for name in assigned}
    return result


def judged_change(put: Put) -> tuple[ChangeJudgement, ...]:
    """What the catalogue says of each difference from what is stored; none for a new resource."""
    if put.previous is None:
        return ()
    stored = {name: put.previous[name] for name in SENT_KEYS if name in put.previous}
    return judge_change(put.rid.type, comparable(put, stored), comparable(put, put.body))
